using NodaTime;

namespace CallRouting;

/// <summary>The decision: from the called number or the line to the first target, as a pure function.</summary>
public static class Router
{
    /// <summary>Decides where a call goes.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="offer">The call.</param>
    /// <param name="now">The instant; schedules are asked about it.</param>
    /// <returns>The decision. A call from outside always has a target.</returns>
    public static Decision Decide(RoutingPlan plan, CallOffer offer, Instant now)
    {
        var trace = default(NoTrace);
        return Decide(plan, offer, now, ref trace);
    }

    /// <summary>Decides where a call from outside goes. Allocates nothing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="trunk">The trunk's index in <see cref="RoutingPlan.Trunks"/>; −1: unknown, which leads to
    /// "other".</param>
    /// <param name="called">The called number as received; empty where there is none.</param>
    /// <param name="typeOfNumber">Its type of number, where the signalling has one (ITU-T Q.931 §4.5.8).</param>
    /// <param name="now">The instant.</param>
    public static Decision Decide(
        RoutingPlan plan, int trunk, ReadOnlySpan<char> called, TypeOfNumber typeOfNumber, Instant now)
    {
        var trace = default(NoTrace);
        return FromOutside(plan, trunk, called, typeOfNumber, now, ref trace);
    }

    /// <summary>Decides, and says by which rules. The same code decides both times.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="offer">The call.</param>
    /// <param name="now">The instant.</param>
    public static Explanation Explain(RoutingPlan plan, CallOffer offer, Instant now)
    {
        var trace = new ExplainingTrace(plan, now);
        var decision = Decide(plan, offer, now, ref trace);
        return new Explanation(decision, trace.Lines);
    }

    private static Decision Decide<TTrace>(RoutingPlan plan, CallOffer offer, Instant now, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        if (offer.Employee is not null)
            return FromInside(plan, offer.Called.Raw, now, ref trace);
        if (!plan.TryFindTrunk(offer.Trunk ?? "", out var trunk) && !plan.TryFindLine(offer.Line, out trunk))
            trunk = -1;
        return FromOutside(plan, trunk, offer.Called.Raw, offer.Called.TypeOfNumber, now, ref trace);
    }

    private static Decision FromOutside<TTrace>(RoutingPlan plan, int trunk, ReadOnlySpan<char> raw,
        TypeOfNumber typeOfNumber, Instant now, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        var entry = trunk < 0 ? null : plan.TrunkTable[trunk];
        var number = -1;
        var called = default(NormalisedNumber);
        if (entry is { Number: >= 0 })
        {
            number = entry.Number;
            trace.ByLine(entry);
        }
        else
        {
            if (entry is not null)
                called = entry.Rules.Normalise(raw, typeOfNumber);
            trace.ByCalledId(entry, raw, called);
            if (called.Kind == NormalisedKind.E164)
                number = plan.NumberTable.Find(called.Number);
        }

        var node = number < 0 ? plan.OtherNumberNode : plan.NumberEntries[number].Node;
        trace.Matched(number, node);
        return new Decision(Resolve(plan, node, now, ref trace), number, called);
    }

    private static Decision FromInside<TTrace>(
        RoutingPlan plan, ReadOnlySpan<char> raw, Instant now, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        var number = -1;
        var called = plan.HomeRules.Normalise(raw, TypeOfNumber.Unknown);
        trace.Dialled(raw, called);
        var isDigits = Extension.TryParse(raw, out var extension);
        int node;
        if (isDigits && plan.Outgoing.IsEmergency(extension))
        {
            called = new NormalisedNumber(NormalisedKind.Digits, extension.Key, NumberRule.DigitsOnly, -1);
            node = plan.Outgoing.EmergencyNode;
        }
        else if (!isDigits || !plan.TryFindExtension(extension, out node))
        {
            number = called.Kind == NormalisedKind.E164 ? plan.NumberTable.Find(called.Number) : -1;
            node = number >= 0 ? plan.NumberEntries[number].Node :
                called.Kind == NormalisedKind.E164 ? plan.Outgoing.NodeOf(called.Number) : -1;
        }

        trace.Matched(number, node);
        return new Decision(node < 0 ? -1 : Resolve(plan, node, now, ref trace), number, called);
    }

    private static int Resolve<TTrace>(RoutingPlan plan, int node, Instant now, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        // Schedules cannot form a circle (the compiler refuses it), so this ends.
        while (plan.NodeTable[node].Kind == NodeKind.Schedule)
        {
            ref readonly var step = ref plan.NodeTable[node];
            var hours = plan.ScheduleTable[step.Index].At(now);
            trace.Asked(node, hours);
            node = hours.IsOpen ? step.Next : step.Else;
        }

        trace.Reached(node);
        return node;
    }

    /// <summary>The node behind a schedule at an instant.</summary>
    internal static int FollowSchedule(RoutingPlan plan, in RouteNode step, Instant now) =>
        plan.ScheduleTable[step.Index].At(now).IsOpen ? step.Next : step.Else;
}
