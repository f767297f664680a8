using System.Text;
using CallRouting.PlanFiles;
using CallRouting.Testing;

namespace CallRouting.Days.Tests;

/// <summary>A day that breaks a law, as text: what is broken, how to see it, and the files.</summary>
internal static class CounterExample
{
    private const string PlanName = "day.json";
    private const string ScriptName = "day.calls";
    private const string Mark = "== ";

    public static string Write(RandomDay day, IReadOnlyList<BrokenLaw> broken)
    {
        var text = new StringBuilder("\n");
        foreach (var law in broken)
            text.Append(law).Append('\n');
        text.Append("To see it, save what follows as the files that it names, and run\n")
            .Append("  dotnet run --project samples/CallRouting.Host -- --plan ").Append(PlanName)
            .Append(" --script ").Append(ScriptName).Append('\n');
        Append(text, PlanName, PlanJson.WriteIndented(day.Plan));
        if (day.Variant is not null)
            Append(text, RandomDay.VariantName, PlanJson.WriteIndented(day.Variant));
        Append(text, ScriptName, day.Script.ToString());
        return text.ToString();
    }

    /// <summary>The day that a text tells.</summary>
    public static RandomDay Read(string text)
    {
        var files = new Dictionary<string, StringBuilder>();
        StringBuilder? file = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
                files.Add(line[Mark.Length..], file = new StringBuilder());
            else
                file?.Append(line).Append('\n');
        }

        return new RandomDay(PlanOf(PlanName)!, PlanOf(RandomDay.VariantName),
            CallScript.Parse(files[ScriptName].ToString()).GetScript());

        Plan? PlanOf(string name) =>
            files.TryGetValue(name, out var json) ? PlanFile.Parse(json.ToString(), name).Model : null;
    }

    private static void Append(StringBuilder text, string name, string content) =>
        text.Append(Mark).Append(name).Append('\n').Append(content.TrimEnd('\n')).Append('\n');
}
