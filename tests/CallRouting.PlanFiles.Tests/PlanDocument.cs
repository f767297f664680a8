using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CallRouting.PlanFiles.Tests;

/// <summary>docs/plan.md: its tables are made, its examples are loaded.</summary>
internal static partial class PlanDocument
{
    public const string Path = "docs/plan.md";

    private static readonly string[] Sections =
    [
        "employees", "departments", "voicemails", "faxes", "externals", "menus", "schedules", "trunks", "numbers",
    ];

    public static string Text => File.ReadAllText(Repository.File(Path));

    /// <summary>The document with its tables as this version has them.</summary>
    public static string Made() => Marker().Replace(Text, match =>
        $"<!-- keys: {match.Groups[1].Value} -->\n{Table(PlanFormat.Of(match.Groups[1].Value))}<!-- end -->");

    /// <summary>The forms that have a table, in order.</summary>
    public static IEnumerable<string> Tables() => Marker().Matches(Text).Select(match => match.Groups[1].Value);

    /// <summary>Every example as a whole plan; the frame itself is the last.</summary>
    public static IReadOnlyList<(string Yaml, JsonObject Plan)> Examples()
    {
        var texts = Yaml().Matches(Text).Select(match => match.Groups[1].Value).ToList();
        return [.. texts.Select(text => (text, Complete(text, texts[^1])))];
    }

    private static JsonObject Complete(string text, string frame)
    {
        var plan = PlanTree.FromYaml(text, isText: true)!.AsObject();
        if (plan.ContainsKey("callrouting"))
            return plan;
        foreach (var (key, section) in PlanTree.FromYaml(frame, isText: true)!.AsObject())
        {
            if (!plan.ContainsKey(key))
                plan[key] = section!.DeepClone();
            else if (Sections.Contains(key))
                foreach (var (name, element) in section!.AsObject())
                    plan[key]!.AsObject().TryAdd(name, element!.DeepClone());
        }

        return plan;
    }

    private static string Table(PlanForm form)
    {
        var table = new StringBuilder("\n| key | value | meaning | without it |\n|---|---|---|---|\n");
        foreach (var key in form.Keys)
        {
            var without = key.IsRequired ? $"Required. {key.Without}" : key.Without;
            table.Append($"| `{key.Name}` | {Cell(key.Value.Words)} | {Cell(key.Meaning)} | {Cell(without)} |\n");
        }

        if (form.OneOf.Length > 0)
            table.Append($"\nOne of {Shown.Or([.. form.OneOf.Select(key => $"`{key}`")])} must be there.\n");
        foreach (var (one, other) in form.Apart)
            table.Append($"\n`{one}` and `{other}` exclude each other.\n");
        if (form.Together is var (first, second))
            table.Append($"\n`{first}` and `{second}` need each other.\n");
        return table.Append('\n').ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex("<!-- keys: ([a-z-]+) -->\n(.*?)<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Marker();

    [GeneratedRegex("^```yaml\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Yaml();
}
