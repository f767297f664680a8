using System.Reflection;
using CallRouting.PlanFiles;
using Spectre.Console;

namespace CallRouting.Host;

/// <summary>The plan to run: a file, or one inside the program.</summary>
internal static class OfficePlan
{
    /// <summary>What the program's own plan is called on the screen.</summary>
    public const string Own = "plan.yaml";

    /// <summary>Reads a plan file, or the program's own plan.</summary>
    /// <param name="file">The file; <c>null</c>: the program's own.</param>
    public static PlanFileResult Load(string? file) =>
        file is null ? PlanFile.Parse(Text(Own), Own) : PlanFile.Load(file);

    /// <summary>The text of a plan inside the program.</summary>
    public static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no plan {name} in this program.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Shows what is wrong or doubtful, as <c>file:line:column severity code path: what to do</c>.</summary>
    public static void Show(PlanFileResult result, IAnsiConsole console)
    {
        foreach (var found in result.Diagnostics)
        {
            if (found.Severity == Severity.Note)
                continue;
            console.MarkupLine(Line(result, found));
        }
    }

    /// <summary>One finding as markup.</summary>
    public static string Line(PlanFileResult result, Diagnostic found)
    {
        var colour = found.Severity == Severity.Error ? "red" : "yellow";
        var separator = found.Position.IsUnknown ? ": " : ":";
        return $"[{colour}]{Shown.Whole(result.Name + separator + found)}[/]";
    }
}
