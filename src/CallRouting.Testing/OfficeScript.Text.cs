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
            CallEffectKind.Play => NameOf(effect.Prompt, plan),
            CallEffectKind.Release => effect.Cause.ToString(),
            CallEffectKind.Bridge => effect.Peer.ToString(),
            CallEffectKind.Occupy => $"{plan.Employees[effect.Index].Id} {effect.After}",
            CallEffectKind.Queue => plan.Departments[effect.Index].Id
                + (effect.Position == 0 ? " left" : string.Create(CultureInfo.InvariantCulture, $" {effect.Position}")),
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

    internal static string NameOf(PromptId prompt, RoutingPlan plan) =>
        prompt.IsFromPlan ? plan.Prompts[prompt.PlanIndex] : BuiltIn(prompt);

    private static string BuiltIn(PromptId prompt) =>
        prompt == PromptId.Ringback ? "ringback" : prompt == PromptId.Beep ? "beep" :
        prompt == PromptId.Confirm ? "confirm" : prompt == PromptId.Mailbox ? "mailbox" :
        prompt == PromptId.WrongNumber ? "wrong number" : prompt == PromptId.Declined ? "declined" :
        prompt == PromptId.Refused ? "refusal" : prompt == PromptId.DialTone ? "dial tone" :
        prompt == PromptId.Hold ? "hold" : "position " + PositionOf(prompt);

    private static string PositionOf(PromptId prompt)
    {
        for (var position = 1; position <= 10; position++)
            if (prompt == PromptId.Position(position))
                return position.ToString(CultureInfo.InvariantCulture);
        return "behind ten others";
    }

    private string Time()
    {
        var since = Now - Start;
        return string.Create(CultureInfo.InvariantCulture,
            $"{(int)since.TotalMinutes}:{since.Seconds:00}.{since.Milliseconds:000}");
    }
}
