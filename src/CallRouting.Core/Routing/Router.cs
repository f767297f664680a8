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

    /// <summary>Decides where a call from outside goes whose caller shows no number. Allocates nothing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="trunk">The trunk's index in <see cref="RoutingPlan.Trunks"/>; −1: unknown, which leads to
    /// "other".</param>
    /// <param name="called">The called number as received; empty where there is none.</param>
    /// <param name="typeOfNumber">Its type of number, where the signalling has one (ITU-T Q.931 §4.5.8).</param>
    /// <param name="now">The instant.</param>
    public static Decision Decide(
        RoutingPlan plan, int trunk, ReadOnlySpan<char> called, TypeOfNumber typeOfNumber, Instant now) =>
        Decide(plan, trunk, called, typeOfNumber, default, now);

    /// <summary>Decides where a call from outside goes. Allocates nothing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="trunk">The trunk's index in <see cref="RoutingPlan.Trunks"/>; −1: unknown, which leads to
    /// "other".</param>
    /// <param name="called">The called number as received; empty where there is none.</param>
    /// <param name="typeOfNumber">Its type of number, where the signalling has one (ITU-T Q.931 §4.5.8).</param>
    /// <param name="caller">The caller's number as received; empty where none is shown.</param>
    /// <param name="now">The instant.</param>
    public static Decision Decide(RoutingPlan plan, int trunk, ReadOnlySpan<char> called, TypeOfNumber typeOfNumber,
        ReadOnlySpan<char> caller, Instant now)
    {
        var trace = default(NoTrace);
        return FromOutside(plan, trunk, called, typeOfNumber, caller, now, ref trace);
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
        return FromOutside(plan, trunk, offer.Called.Raw, offer.Called.TypeOfNumber, offer.Caller.Number, now,
            ref trace);
    }

    private static Decision FromOutside<TTrace>(RoutingPlan plan, int trunk, ReadOnlySpan<char> raw,
        TypeOfNumber typeOfNumber, ReadOnlySpan<char> rawCaller, Instant now, ref TTrace trace)
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
        var facts = new CallFacts(number, trunk) { IsOutside = true };
        var priority = 0;
        if (plan.NeedsCaller)
            node = AskCaller(plan, entry, rawCaller, node, ref facts, out priority, ref trace);
        return new Decision(Resolve(plan, node, facts, now, ref trace), number, called)
        {
            Trunk = trunk,
            Caller = facts.Caller,
            IsAnonymous = facts.IsAnonymous,
            Priority = (byte)priority,
        };
    }

    // The caller's number is read, and decides before the called number's route does.
    private static int AskCaller<TTrace>(RoutingPlan plan, TrunkEntry? trunk, ReadOnlySpan<char> raw, int node,
        ref CallFacts facts, out int priority, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        var caller = (trunk?.CallerRules ?? NumberRules.International).Normalise(raw);
        // What calls itself by a number that no country has is still known by it: such callers are often to be blocked.
        var number = caller.Kind == NormalisedKind.Name && PhoneNumber.TryParse(raw, out var odd) ? odd : caller.Number;
        facts = facts with { Caller = number, IsAnonymous = number.IsNone && !ShowsDigits(raw, caller.Kind) };
        priority = 0;
        if (plan.Screening is not { } screening)
            return node;
        priority = screening.PriorityOf(facts.Caller);
        var result = screening.Judge(facts.Caller, facts.IsAnonymous);
        trace.ByCaller(raw, facts, result, priority);
        return result switch
        {
            ScreeningResult.Blocked => screening.BlockedNode,
            ScreeningResult.Anonymous => screening.AnonymousNode,
            _ => node,
        };
    }

    // A number that is not international, as of an exchange nearby, is no withheld one.
    private static bool ShowsDigits(ReadOnlySpan<char> raw, NormalisedKind kind)
    {
        if (kind == NormalisedKind.Digits)
            return true;
        foreach (var letter in raw)
        {
            if (letter == '@') // a host's digits are nobody's number
                return false;
            if (char.IsAsciiDigit(letter))
                return true;
        }

        return false;
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
        var facts = new CallFacts(number, Trunk: -1);
        return new Decision(node < 0 ? -1 : Resolve(plan, node, facts, now, ref trace), number, called);
    }

    private static int Resolve<TTrace>(
        RoutingPlan plan, int node, in CallFacts facts, Instant now, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        // What takes no time cannot form a circle (the compiler refuses it), so this ends.
        while (TryFollow(plan, node, facts, now, ref trace, out var next))
            node = next;
        trace.Reached(node);
        return node;
    }

    /// <summary>The node behind one that chooses a way without taking time, and without the call remembering anything
    /// of it: a schedule, a switch or a guard.</summary>
    internal static bool TryFollow(RoutingPlan plan, int node, in CallFacts facts, Instant now, out int next)
    {
        var trace = default(NoTrace);
        return TryFollow(plan, node, facts, now, ref trace, out next);
    }

    private static bool TryFollow<TTrace>(
        RoutingPlan plan, int node, in CallFacts facts, Instant now, ref TTrace trace, out int next)
        where TTrace : struct, IDecisionTrace
    {
        ref readonly var step = ref plan.NodeTable[node];
        switch (step.Kind)
        {
            case NodeKind.Schedule:
                var hours = plan.ScheduleTable[step.Index].At(now);
                trace.Asked(node, hours);
                next = hours.IsOpen ? step.Next : step.Else;
                return true;

            case NodeKind.Switch:
                var choice = plan.SwitchTable[step.Index];
                var chosen = choice.CaseOf(facts.KeyOf(choice.On));
                trace.Compared(node, facts, chosen);
                next = chosen < 0 ? choice.Other : choice.Nodes[chosen];
                return true;

            case NodeKind.Guard:
                trace.Guarded(node, facts);
                next = facts is { IsOutside: true, IsScreened: false } ? step.Next : step.Else;
                return true;

            default:
                next = node;
                return false;
        }
    }
}
