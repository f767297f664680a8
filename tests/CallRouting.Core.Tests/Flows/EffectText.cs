namespace CallRouting.Tests;

/// <summary>Effects in a few words.</summary>
internal static class EffectText
{
    public static string Of(in CallEffect effect, string leg, RoutingPlan plan, string peer = "") => effect.Kind switch
    {
        CallEffectKind.Alert => "alert",
        CallEffectKind.Progress => "progress",
        CallEffectKind.Answer => "answer",
        CallEffectKind.Ring => $"ring {leg}" + (effect.Trunk > 0 ? $" by {plan.Trunks[effect.Trunk].Settings.Id}" : ""),
        CallEffectKind.Release => $"release {leg}" + (effect.Cause == Cause.NormalClearing ? "" : $" ({effect.Cause})"),
        CallEffectKind.HandOver => $"hand over {leg}",
        CallEffectKind.Play => $"play {PromptOf(effect.Prompt, plan)}" + (leg == "caller" ? "" : $" to {leg}"),
        CallEffectKind.StopPlay => "stop play" + (leg == "caller" ? "" : $" to {leg}"),
        CallEffectKind.Record => $"record {effect.Milliseconds / 1000} s",
        CallEffectKind.StopRecord => "stop recording",
        CallEffectKind.Bridge => $"bridge {(leg == "caller" ? "" : leg + " ")}{peer}",
        CallEffectKind.Queue => effect.Position == 0 ? $"leave the line of {plan.Departments[effect.Index].Id}" :
            $"join the line of {plan.Departments[effect.Index].Id} at {effect.Position}",
        CallEffectKind.Complete => $"complete {effect.Outcome}",
        CallEffectKind.Enter => $"enter {plan.Describe(effect.Index)}",
        CallEffectKind.MemberPaused => $"pause {plan.Employees[effect.Index].Id}",
        CallEffectKind.Occupy => $"occupy {plan.Employees[effect.Index].Id} {effect.Before} → {effect.After}",
        CallEffectKind.Hold => "hold",
        CallEffectKind.Report => $"report {effect.Answer} to {leg}",
        CallEffectKind.TrunkFull => $"{plan.Trunks[effect.Index].Settings.Id} is full",
        CallEffectKind.Seize => $"seize {plan.Trunks[effect.Index].Settings.Id}",
        CallEffectKind.Free => $"free {plan.Trunks[effect.Index].Settings.Id}",
        _ => "nothing",
    };

    private static int PositionOf(PromptId prompt) =>
        Enumerable.Range(1, 11).FirstOrDefault(position => PromptId.Position(position) == prompt);

    private static string PromptOf(PromptId prompt, RoutingPlan plan) =>
        prompt.IsFromPlan ? plan.Prompts[prompt.PlanIndex] :
        PositionOf(prompt) is > 0 and var position ? $"position {position}" :
        prompt == PromptId.Ringback ? "ringback" :
        prompt == PromptId.Beep ? "beep" :
        prompt == PromptId.Confirm ? "question" :
        prompt == PromptId.Mailbox ? "mailbox greeting" :
        prompt == PromptId.Hold ? "hold" :
        prompt == PromptId.DialTone ? "dial tone" :
        prompt == PromptId.Refused ? "refusal" :
        prompt == PromptId.WrongNumber ? "wrong number" :
        prompt == PromptId.Declined ? "declined" : "nothing";
}
