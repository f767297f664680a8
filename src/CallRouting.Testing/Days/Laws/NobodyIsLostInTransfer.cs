using NodaTime;

namespace CallRouting.Testing;

/// <summary>SPEC G24, S7 and S8: who is passed on is not dropped.</summary>
internal sealed class NobodyIsLostInTransfer : DayLaw
{
    // A refusal is heard out, and digits are waited for, for a few seconds.
    private static readonly Duration LongestHold = Duration.FromSeconds(10);

    private readonly Dictionary<CallId, Instant> _alone = [];
    private readonly Dictionary<CallId, string> _dropped = [];
    private bool _isKey;

    public override string Name =>
        "a caller whom nobody takes comes back to who passed them on, and then goes the way of the route";

    protected override void Told(in OfficeInput input) => _isKey =
        input is { Kind: OfficeInputKind.Event, Event.Kind: CallEventKind.DigitPressed };

    protected override void Did(in CallEffect effect)
    {
        if (!Books.Calls.TryGetValue(effect.Leg.Call, out var call))
            return;
        switch (effect.Kind)
        {
            case CallEffectKind.Enter: Enter(effect, call); break;
            case CallEffectKind.Release when effect.Leg.IsCaller && call is { PassedBy: { } by, IsStopped: false }
                && call.Caller.IsLive:
                _dropped[call.Id] = by;
                break;
            case CallEffectKind.Complete when _dropped.TryGetValue(call.Id, out var passing)
                && effect.Outcome != Outcome.TooManySteps:
                Break(call, $"the caller was dropped while {passing} passed them on");
                break;
            case CallEffectKind.Report when effect.Answer == TransferAnswer.NobodyThere && call.NodeSince == Books.Now
                && call.Department is { } there
                && there.Members.FirstOrDefault(member => Books.CanRing(call, member.Employee)) is { } free:
                Break(call, $"{call.PassedBy} is told that nobody is there, and {free.Employee} is free");
                break;
        }
    }

    private void Enter(in CallEffect enter, BookedCall call)
    {
        var (node, plan) = (enter.Index, call.Plan);
        if (call.IsReturning && node != plan.Nodes[call.Origin].Next)
            Break(call, $"{call.PassedBy} does not answer, and it goes to {plan.Describe(node)} and not on from "
                + plan.Describe(call.Origin));
        else if (DayBooks.ComesBack(call) && node != call.Origin)
            Break(call, $"nobody takes it, and it goes to {plan.Describe(node)} and not back to {call.PassedBy}");
    }

    public override void Settled(Office office)
    {
        foreach (var call in Touched)
        {
            if (call is { IsOver: false, PassedBy: { } by, Caller.IsLive: true, RingsSomebody: true, QueuedSince: null }
                && !call.Legs.Exists(leg => leg.IsLive && leg.Kind != LegKind.Caller))
                Break(call, $"{by} has passed it on, and nobody talks or is rung");
            Watch(call);
        }
    }

    // On hold without anybody being asked: only for moments.
    private void Watch(BookedCall call)
    {
        var isAlone = call is { IsOver: false, Asker: not null }
            && call.Legs.TrueForAll(leg => !leg.IsLive || leg.Kind == LegKind.Caller || leg == call.Asker);
        if (_alone.Remove(call.Id, out var since) && Books.Now - since > LongestHold)
            Break(call, $"the caller is on hold since {since} and nobody is asked");
        if (isAlone)
            _alone[call.Id] = _isKey || since == default ? Books.Now : since;
    }
}
