namespace CallRouting;

/// <summary>Steps in words, for people and logs.</summary>
internal static class NodeText
{
    public static string Of(RoutingPlan plan, in RouteNode step) => step.Kind switch
    {
        NodeKind.Schedule => $"schedule {plan.ScheduleTable[step.Index].Settings.Id}",
        NodeKind.Play => $"play {plan.PromptTable[step.Index]}",
        NodeKind.Menu => $"menu {plan.MenuTable[step.Index].Id}",
        NodeKind.Department => $"department {plan.DepartmentTable[step.Index].Id}",
        NodeKind.Employee => $"employee {plan.EmployeeTable[step.Index].Id}",
        NodeKind.External => $"external {plan.ExternalTable[step.Index].Id}",
        NodeKind.Voicemail => $"voicemail {plan.VoicemailTable[step.Index].Id}",
        NodeKind.Announce => $"announce {plan.PromptTable[step.Index]}",
        NodeKind.Switch => $"switch {Of(plan.SwitchTable[step.Index].On)}",
        NodeKind.Ask => $"ask {plan.PromptTable[plan.AskTable[step.Index].Prompt.PlanIndex]}",
        NodeKind.End => (StockEnding)step.Index == StockEnding.WrongNumber ? "end wrong-number" : "end declined",
        NodeKind.Reject => (RejectReason)step.Index switch
        {
            RejectReason.Busy => "reject busy",
            RejectReason.NoSuchNumber => "reject no-such-number",
            _ => "reject rejected",
        },
        NodeKind.Sticky => "sticky",
        NodeKind.Rank => $"rank of {Of(plan, plan.NodeTable[step.Next])}",
        NodeKind.Return => $"return to {Of(plan, plan.NodeTable[step.Next])}",
        NodeKind.Guard => $"guard of {plan.EmployeeTable[step.Index].Id}",
        NodeKind.Outgoing when plan.OutgoingTable[step.Index].IsEmergency => "emergency call",
        NodeKind.Outgoing => "outgoing by " + string.Join(
            ", ", plan.OutgoingTable[step.Index].Trunks.Select(trunk => plan.TrunkTable[trunk].Settings.Id)),
        _ => "nothing",
    };

    public static string Of(SwitchValue value) => value switch
    {
        SwitchValue.CalledNumber => "called-number",
        SwitchValue.CallerNumber => "caller-number",
        SwitchValue.Line => "line",
        SwitchValue.Trunk => "trunk",
        _ => "answer",
    };
}
