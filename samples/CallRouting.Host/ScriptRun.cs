using CallRouting.PlanFiles;
using CallRouting.Testing;
using NodaTime;
using Spectre.Console;

namespace CallRouting.Host;

/// <summary>Plays a call script with a plan and prints what happens: no network, no waiting.</summary>
internal static class ScriptRun
{
    private const int Failed = 1;

    /// <summary>Plays a script.</summary>
    /// <param name="file">The script's file. Plans that it names lie beside it.</param>
    /// <param name="planFile">The plan's file; <c>null</c>: the program's own.</param>
    /// <param name="console">Where everything goes.</param>
    /// <returns>What to exit with: 0; 1 where a file is wrong, or the router broke a promise.</returns>
    public static int Play(string file, string? planFile, IAnsiConsole console)
    {
        if (Load(OfficePlan.Load(planFile), console) is not { } plan || Read(file, console) is not { } script)
            return Failed;
        var others = new Dictionary<string, RoutingPlan>();
        foreach (var name in script.Happenings.OfType<PlanChanges>().Select(change => change.Plan).Distinct())
        {
            var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, name);
            if (Load(PlanFile.Load(path), console) is not { } other)
                return Failed;
            others.Add(name, other);
        }

        var mistakes = script.Check(plan, others);
        Show(file, mistakes, console);
        if (mistakes.Count > 0)
            return Failed;
        var day = CallDay.Play(script, plan, others);
        foreach (var line in day.Log)
            console.MarkupLine(Shown.Whole(line));
        console.WriteLine();
        foreach (var call in day.Calls)
            console.MarkupLine(Story(call));
        foreach (var broken in day.Broken)
            console.MarkupLine($"[red]A promise of the router is broken: {Shown.Whole(broken.ToString())}[/]");
        return day.Broken.Count == 0 ? 0 : Failed;
    }

    private static string Story(DayCall call)
    {
        var colour = call.Outcome is Outcome.Answered or Outcome.MessageLeft or Outcome.Announced ? "green" : "yellow";
        var talk = call is { AnsweredBy: { } phone, Waited: { } waited }
            ? $" by {Shown.Text(phone.ToString())} after {Shown.Length(waited)}" : "";
        var length = call.Ended is { } ended ? $", {Shown.Length(ended - call.Arrived)} in all" : "";
        var rang = call.Rings.IsEmpty ? "" : "; rang " + string.Join(", ", call.Rings.Select(ring =>
            $"{Shown.Text(ring.Phone.ToString())} {At(ring.From)}–{At(ring.Until)}"));
        return $"call [bold]{Shown.Text(call.Name)}[/]: [{colour}]{Shown.Words(call.Outcome)}[/]{talk}{length}{rang}";
    }

    private static string At(Duration time) => FormattableString.Invariant(
        $"{(long)time.TotalMinutes}:{time.Seconds:00}");

    private static RoutingPlan? Load(PlanFileResult read, IAnsiConsole console)
    {
        OfficePlan.Show(read, console);
        if (read.Plan is null)
            console.MarkupLine($"[red]The plan {Shown.Whole(read.Name)} cannot be used:[/] correct what is listed above.");
        return read.Plan;
    }

    private static CallScript? Read(string file, IAnsiConsole console)
    {
        try
        {
            var result = CallScript.Parse(File.ReadAllText(file));
            Show(file, result.Diagnostics, console);
            return result.Script;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            console.MarkupLine($"[red]The script {Shown.Whole(file)} cannot be read: {Shown.Whole(problem.Message)}[/]");
            return null;
        }
    }

    private static void Show(string file, IReadOnlyList<Diagnostic> mistakes, IAnsiConsole console)
    {
        foreach (var mistake in mistakes)
            console.MarkupLine($"[red]{Shown.Whole($"{file}:{mistake}")}[/]");
    }
}
