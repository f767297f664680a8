namespace CallRouting.Testing;

/// <summary>SPEC S2–S6.</summary>
internal sealed class GuardedAreScreened : DayLaw
{
    public override string Name =>
        "no call from outside reaches a guarded person who was not asked first, unless it was screened or comes back";

    protected override void Did(in CallEffect effect)
    {
        if (!Books.Calls.TryGetValue(effect.Leg.Call, out var call)
            || call is not { Employee: null, IsScreened: false, IsReturning: false })
            return;
        if (effect is { Kind: CallEffectKind.Ring, Target: LegKind.Device or LegKind.Mobile })
            Ring(effect, call);
        else if (effect.Kind == CallEffectKind.Bridge && effect.Leg.IsCaller)
            Bridge(effect, call);
    }

    // A colleague who keeps the caller on hold may ring them.
    private void Ring(in CallEffect ring, BookedCall call)
    {
        var rung = call.Plan.Employees[ring.Index];
        if (IsGuarded(call, rung.Id) && (call.Asker is null || call.Asker.Id != ring.Peer))
            Break(call, $"{rung.Id}, whose calls are screened, is rung, and nobody has asked who calls");
    }

    // Who talks already has spoken with the colleague who asked.
    private void Bridge(in CallEffect bridge, BookedCall call)
    {
        if (Books.Legs.TryGetValue(bridge.Peer, out var peer)
            && peer is { IsAnswered: true, IsTalking: false, Employee: { } id } && IsGuarded(call, id))
            Break(call, $"the caller is put through to {id}, whose calls are screened, and nobody has asked who calls");
    }

    private static bool IsGuarded(BookedCall call, string id) => call.SourceOf(id) is { GuardedBy: not null };
}
