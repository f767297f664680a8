namespace CallRouting.Testing;

/// <summary>SPEC S13 and G30: channels, the reserve, and the order of ways out.</summary>
internal sealed class TrunksAreTriedInOrder : DayLaw
{
    private CallEvent _told;
    private BookedLeg? _lost; // by the event under way, and not tried again yet

    public override string Name =>
        "a leg leaves by the first trunk of its list that has a channel for it, and by the next when one fails";

    protected override void Told(in OfficeInput input)
    {
        _told = input.Kind == OfficeInputKind.Event ? input.Event : default;
        _lost = _told.Kind == CallEventKind.Failed && Books.Legs.TryGetValue(_told.Leg, out var leg)
            && leg is { IsReleased: false, IsAnswered: false, Trunk: not null }
            && (IsTrunkAtFault(_told.Cause) || IsEmergency(leg.Kind, leg.Index, leg.Call)) ? leg : null;
    }

    protected override void Did(in CallEffect effect)
    {
        if (!Books.Calls.TryGetValue(effect.Leg.Call, out var call))
            return;
        // Who answers on another device, or a step that is over, leaves nothing to be tried.
        if (effect.Kind == CallEffectKind.Ring && TrunksOf(effect, call) is { } trunks)
            Ring(effect, call, trunks);
        else if (effect.Kind is CallEffectKind.Enter or CallEffectKind.Release or CallEffectKind.Ring)
            Miss(call);
    }

    public override void Settled(Office office)
    {
        if (_lost is { } lost)
            Miss(lost.Call);
    }

    private void Ring(in CallEffect ring, BookedCall call, IReadOnlyList<int> trunks)
    {
        if (ring.Trunk < 0 || !trunks.Contains(ring.Trunk))
        {
            Break(call, $"leg {ring.Leg} leaves by no trunk of its list");
            return;
        }

        // The same leg by another trunk, or one that starts from the first.
        var tried = -1;
        if (_lost is { } lost && lost.Call == call)
        {
            if (lost.Kind == ring.Target && lost.Index == ring.Index)
                tried = IndexOf(trunks, lost);
            if (tried >= 0 && Next(call, ring.Target, ring.Index, trunks, tried) < 0)
                tried = -1;
            _lost = null;
        }

        var next = Next(call, ring.Target, ring.Index, trunks, tried);
        if (next != ring.Trunk)
            Break(call, $"leg {ring.Leg} leaves by {NameOf(call, ring.Trunk)} and not by {NameOf(call, next)}");
    }

    // Nothing followed the leg that was lost.
    private void Miss(BookedCall call)
    {
        if (_lost is not { } lost || lost.Call != call)
            return;
        _lost = null;
        if (lost.Call.IsOver || !lost.Call.Caller.IsLive || TrunksOf(lost.Kind, lost.Index, call) is not { } trunks)
            return;
        var next = Next(call, lost.Kind, lost.Index, trunks, IndexOf(trunks, lost));
        if (next >= 0)
            Break(call, $"{lost.Phone} could not be reached by {lost.Trunk}, and {NameOf(call, next)} is not tried");
    }

    /// <summary>The first trunk with room after the one that was tried, as an index in the plan; −1: none.</summary>
    private int Next(BookedCall call, LegKind kind, int index, IReadOnlyList<int> trunks, int tried)
    {
        for (var i = tried + 1; i < trunks.Count; i++)
            if (IsEmergency(kind, index, call) || Books.HasRoom(call, trunks[i]))
                return trunks[i];
        return -1;
    }

    private static int IndexOf(IReadOnlyList<int> trunks, BookedLeg leg)
    {
        for (var i = 0; i < trunks.Count; i++)
            if (leg.Call.Plan.Trunks[trunks[i]].Settings.Id == leg.Trunk)
                return i;
        return -1;
    }

    private static string NameOf(BookedCall call, int trunk) =>
        trunk < 0 ? "none, since none has room" : call.Plan.Trunks[trunk].Settings.Id;

    private static IReadOnlyList<int>? TrunksOf(in CallEffect ring, BookedCall call) =>
        TrunksOf(ring.Target, ring.Index, call);

    private static IReadOnlyList<int>? TrunksOf(LegKind kind, int index, BookedCall call) => kind switch
    {
        LegKind.Mobile => call.Plan.Employees[index].MobileTrunks,
        LegKind.External when call.Plan.Externals[index].Address.Length == 0 => call.Plan.Externals[index].Trunks,
        LegKind.Dialled => call.Plan.WaysOut[index].Trunks,
        _ => null,
    };

    private static bool IsEmergency(LegKind kind, int index, BookedCall call) =>
        kind == LegKind.Dialled && call.Plan.WaysOut[index].IsEmergency;

    // No route, routing error, out of order; resources, services and protocol (ITU-T Q.850).
    public static bool IsTrunkAtFault(Cause cause) => (int)cause is 2 or 3 or 25 or 27 or > 31;
}
