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
        var rung = call.Plan.Source.Employees[effect.Index];
        if (rung.GuardedBy is { } guard && call.Talked is null)
            Break(call, $"{rung.Id}, who is guarded by {guard}, is rung, and nobody has asked who calls");
    }
}
