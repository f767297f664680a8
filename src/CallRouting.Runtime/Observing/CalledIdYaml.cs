using System.Globalization;
using System.Text;
using System.Text.Json;
using CallRouting.PlanFiles;
using NodaTime.Text;

namespace CallRouting.Runtime;

/// <summary>Writes observed values and proposals as parts of a plan file: values as JSON, which YAML reads as it
/// is.</summary>
internal static class CalledIdYaml
{
    private static readonly InstantPattern Iso = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss'Z'");

    public static string Write(CalledIdProposal proposal, Plan plan)
    {
        var text = new StringBuilder();
        if (proposal.IsEmpty)
            Line(text, "# Nothing to add: the plan knows every called number that was observed, or none is like it.");
        else
            Line(text, "# Each of these was tried: with it in the plan, the values behind it find their number.");
        if (proposal.Trunks.Count > 0)
            Line(text, "trunks:");
        foreach (var trunk in proposal.Trunks)
            Write(text, trunk, plan);
        if (proposal.Numbers.Count > 0)
        {
            Line(text, "# If these are yours: say where their calls go.");
            Line(text, "numbers:");
        }

        foreach (var number in proposal.Numbers)
            Line(text, $"  {Json(number.Number.Id)}: {PartOf(new Plan
            {
                Id = "", TimeZone = "", OtherNumber = plan.OtherNumber, Numbers = [number.Number],
            }, "numbers", number.Number.Id)}  # {Seen(number.Explained)}");
        foreach (var call in proposal.Unexplained)
            Line(text, $"# {Words(call)}: like no number of the company; its calls go to other-number");
        return text.ToString();
    }

    /// <summary>Every row as a comment.</summary>
    public static string Write(ObservedTable table)
    {
        var text = new StringBuilder();
        foreach (var call in table.Calls)
            Line(text, $"# {Words(call)} -> {(call.Normalised.ToString() is { Length: > 0 } number ? number : "no number")}"
                + $" -> {Shown(call.Number ?? "other")}, first {Iso.Format(call.FirstSeen)}, "
                + $"last {Iso.Format(call.LastSeen)}");
        if (table.Dropped > 0)
            Line(text, string.Create(CultureInfo.InvariantCulture,
                $"# {table.Dropped} rows more were forgotten to make room, those that found no number first."));
        return text.ToString();
    }

    private static void Write(StringBuilder text, TrunkProposal proposal, Plan plan)
    {
        var trunk = plan.Trunks.First(trunk => trunk.Id == proposal.Trunk) with { NumberRules = proposal.Rules };
        using var calledId = JsonDocument.Parse(PartOf(new Plan
        {
            Id = "", TimeZone = "", OtherNumber = plan.OtherNumber, Trunks = [trunk],
        }, "trunks", trunk.Id, "called-id"));
        Line(text, $"  {Json(trunk.Id)}:");
        Line(text, $"    called-id:  # takes the place of the one in the plan; {Seen(proposal.Explained)}");
        foreach (var setting in calledId.RootElement.EnumerateObject())
        {
            if (setting.Value.ValueKind != JsonValueKind.Array)
            {
                Line(text, $"      {setting.Name}: {setting.Value.GetRawText()}");
                continue;
            }

            Line(text, $"      {setting.Name}:");
            foreach (var item in setting.Value.EnumerateArray())
                Line(text, $"        - {item.GetRawText()}");
        }
    }

    // As the plan's own writer writes it, so that the loader reads it.
    private static string PartOf(Plan plan, params ReadOnlySpan<string> path)
    {
        using var document = JsonDocument.Parse(PlanJson.Write(plan));
        var part = document.RootElement;
        foreach (var name in path)
            part = part.GetProperty(name);
        return part.GetRawText();
    }

    private static string Seen(IReadOnlyList<ObservedCall> calls)
    {
        const int most = 5;
        var shown = string.Join(", ", calls.Take(most).Select(call => Shown(call.Raw ?? "")).Distinct());
        var calledTimes = calls.Sum(call => call.Count);
        return string.Create(CultureInfo.InvariantCulture,
            $"{shown}{(calls.Count > most ? " …" : "")}, {calledTimes} call{(calledTimes == 1 ? "" : "s")}");
    }

    private static string Words(ObservedCall call)
    {
        var raw = call.Raw is null ? "no called number" : Shown(call.Raw);
        var type = call.TypeOfNumber == TypeOfNumber.Unknown ? "" : $", type {call.TypeOfNumber}";
        var line = call.Line.IsNone ? "" : string.Create(CultureInfo.InvariantCulture, $", line {call.Line.Value}");
        return string.Create(CultureInfo.InvariantCulture,
            $"{Shown(call.Trunk)}: {raw} ({call.Source}{type}{line}), {call.Count} call{(call.Count == 1 ? "" : "s")}");
    }

    // What comes from the wire cannot end a comment and begin a line of the plan.
    private static string Shown(string text) => Json(text);

    private static string Json(string text) => JsonSerializer.Serialize(text, Relaxed);

    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
