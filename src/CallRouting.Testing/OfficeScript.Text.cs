using System.Globalization;

namespace CallRouting.Testing;

// What the office wanted done, in words.
public sealed partial class OfficeScript
{
    private string Describe(in CallEffect effect)
    {
        var plan = PlanOf(effect);
        var what = effect.Kind switch
        {
            CallEffectKind.Enter => plan.Describe(effect.Index),
            CallEffectKind.Ring => NameOf(effect),
            CallEffectKind.Play => effect.Prompt.IsFromPlan ?
                plan.Prompts[effect.Prompt.PlanIndex] : BuiltIn(effect.Prompt),
            CallEffectKind.Release => effect.Cause.ToString(),
            CallEffectKind.Bridge => effect.Peer.ToString(),
            CallEffectKind.Occupy => $"{plan.Employees[effect.Index].Id} {effect.After}",
            CallEffectKind.Seize or CallEffectKind.Free or CallEffectKind.TrunkFull =>
                plan.Trunks[effect.Index].Settings.Id,
            CallEffectKind.Report => effect.Answer.ToString(),
            CallEffectKind.Complete => effect.Outcome.ToString(),
            _ => "",
        };
        return $"{effect.Kind.ToString().ToLowerInvariant()} {effect.Leg} {what}".TrimEnd();
    }

    private string NameOf(in CallEffect ring) => ring.Target switch
    {
        LegKind.Device => _devices.GetValueOrDefault(ring.Device, "nobody"),
        LegKind.Dialled => ring.Number.ToString(),
        LegKind.Mobile => PlanOf(ring).Employees[ring.Index].Id + "-mobile",
        _ => PlanOf(ring).Externals[ring.Index].Id,
    };

    private RoutingPlan PlanOf(in CallEffect effect) => _plans[effect.Leg.Call];

    private static string BuiltIn(PromptId prompt) =>
        prompt == PromptId.Ringback ? "ringback" : prompt == PromptId.Beep ? "beep" :
        prompt == PromptId.Confirm ? "confirm" : prompt == PromptId.Mailbox ? "mailbox" :
        prompt == PromptId.Hold ? "hold" : prompt == PromptId.DialTone ? "dial tone" :
        prompt == PromptId.Refused ? "refusal" : prompt == PromptId.WrongNumber ? "wrong number" :
        prompt == PromptId.Declined ? "declined" : "position";

    private string Time()
    {
        var since = Now - Start;
        return string.Create(CultureInfo.InvariantCulture,
            $"{(int)since.TotalMinutes}:{since.Seconds:00}.{since.Milliseconds:000}");
    }
}
