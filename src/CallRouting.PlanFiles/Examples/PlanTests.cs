namespace CallRouting.PlanFiles;

/// <summary>Runs the examples of plan files: without telephones, in virtual time, always with the same result.</summary>
/// <remarks>The call goes through an <see cref="Office"/> as it would in service. Prompts last no time, music a minute.
/// Phones ring as soon as they are called and are answered as the example says. A caller who reaches an answering
/// machine speaks for ten seconds. Who must press 1 on a mobile presses it.</remarks>
public static class PlanTests
{
    /// <summary>Runs all examples of a file.</summary>
    /// <param name="file">The file: one with a plan.</param>
    /// <returns>A result for each example, in order.</returns>
    /// <exception cref="ArgumentException">The file has errors, so that there is no plan to test.</exception>
    public static IReadOnlyList<PlanTestResult> Run(PlanFileResult file)
    {
        CheckPlan(file);
        return [.. file.Tests.Select(test => Run(file, test))];
    }

    /// <summary>Runs one example.</summary>
    /// <param name="file">The file: one with a plan.</param>
    /// <param name="test">The example, of this file or made in code.</param>
    /// <exception cref="ArgumentException">The file has errors, so that there is no plan to test.</exception>
    public static PlanTestResult Run(PlanFileResult file, PlanTest test)
    {
        CheckPlan(file);
        ArgumentNullException.ThrowIfNull(test);
        var model = file.Model!;
        var result = new PlanTestResult(test, PlanTestVerdict.NotJudged)
        {
            File = file.Name,
            Warnings = TestDoubts.Of(test, model),
        };
        if (!TestStage.TrySet(model, test.Call, out var stage, out var problem) || !stage.TryRun(out problem))
            return result with { Problem = problem, Story = stage?.Story ?? [] };
        var differences = new TestJudge(stage, test).Differences();
        return result with
        {
            Verdict = differences.IsEmpty ? PlanTestVerdict.Passed : PlanTestVerdict.Failed,
            Differences = differences,
            Story = stage.Story,
        };
    }

    private static void CheckPlan(PlanFileResult file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file is { Model: not null, Plan: not null })
            return;
        var error = file.Diagnostics.FirstOrDefault(found => found.Severity == Severity.Error);
        throw new ArgumentException($"{file.Name} has errors, so that it has no plan to test: {error}", nameof(file));
    }
}
