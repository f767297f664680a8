using CallRouting.Runtime;
using Spectre.Console;

namespace CallRouting.Host.Demo;

/// <summary>The calls of the morning as a table.</summary>
internal static class MorningTable
{
    /// <summary>The table.</summary>
    /// <param name="plan">The plan the calls kept.</param>
    /// <param name="played">The calls.</param>
    public static Table Of(RoutingPlan plan, IReadOnlyList<PlayedCall> played)
    {
        var table = new Table().Border(TableBorder.Simple);
        string[] names = ["Caller", "Number", "Route", "Answered by", "After", "Outcome", "Sound"];
        foreach (var name in names)
            table.AddColumn($"[grey]{name}[/]");
        foreach (var call in played.OrderBy(call => call.Record?.Call.Value ?? ulong.MaxValue))
            table.AddRow(Row(plan, call));
        return table;
    }

    private static string[] Row(RoutingPlan plan, PlayedCall call)
    {
        if (call.Record is not { } record)
            return [Masked(call.Scene.Caller), "", "", "", "", "[red]did not end[/]", "[red]no[/]"];
        var outcome = Shown.Words(record.Outcome);
        return
        [
            record.Offer.Employee is { } employee ? Shown.Text(NameOf(plan, employee))
                : Masked(record.Offer.Caller.Number ?? ""),
            Shown.Text(record.Number ?? ""),
            Shown.Text(string.Join(", ", record.Route.Select(step => step.Node)), 200),
            record.TalkedWith is { } leg ? Answered(plan, record.Legs[leg - 1]) : "",
            record.Connected is { } connected ? Shown.Length(connected - record.Started) : "",
            call.Fault is null ? $"[green]{outcome}[/]" : $"[red]{outcome}[/]",
            call.IsHeard ? "[green]ok[/]" : "[red]no[/]",
        ];
    }

    private static string Answered(RoutingPlan plan, LegRecord leg)
    {
        if (leg.Kind == LegKind.Dialled)
            return $"{Masked(leg.Target)} by {Shown.Text(leg.Trunk ?? "")}";
        return Shown.Text(NameOf(plan, leg.Target)) + (leg.Kind == LegKind.Mobile ? " (mobile)" : "");
    }

    private static string NameOf(RoutingPlan plan, string id) =>
        plan.Employees.FirstOrDefault(employee => employee.Id == id)?.Name ?? id;

    private static string Masked(string caller) => Shown.Text(new CallerId(caller).Masked());
}
