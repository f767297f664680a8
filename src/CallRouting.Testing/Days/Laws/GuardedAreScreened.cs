namespace CallRouting.Testing;

/// <summary>SPEC S2–S6.</summary>
internal sealed class GuardedAreScreened : DayLaw
{
    public override string Name => "no call from outside reaches a guarded person unscreened";

    protected override void Did(in CallEffect effect)
    {
        if (effect is not { Kind: CallEffectKind.Ring, Target: LegKind.Device or LegKind.Mobile }
            || !Books.Calls.TryGetValue(effect.Leg.Call, out var call) || call.Employee is not null)
            return;
        var rung = call.Plan.Employees[effect.Index];
        if (DayBooks.IsShielded(call, rung))
            Break(call, $"{rung.Id}, whose calls are screened, is rung, and nobody has asked who calls");
    }
}
