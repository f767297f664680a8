using CallRouting.PlanFiles;
using Spectre.Console;

namespace CallRouting.Host;

/// <summary>Runs the tests of plan files and prints what each shows (SPEC X12).</summary>
internal static class TestRun
{
    private const int Failed = 1;

    /// <summary>Runs all tests of some plans.</summary>
    /// <param name="plans">The plan files; none: the program's own plan.</param>
    /// <param name="console">Where everything goes.</param>
    /// <returns>What to exit with: 0; 1 where a plan is wrong or a test did not pass.</returns>
    public static int Run(IReadOnlyList<PlanChoice> plans, IAnsiConsole console)
    {
        var (passed, failed) = (0, 0);
        string?[] files = plans.Count == 0 ? [null] : [.. plans.Select(plan => plan.File)];
        foreach (var file in files)
        {
            var read = OfficePlan.Load(file);
            OfficePlan.Show(read, console);
            if (read.Plan is null)
            {
                failed++;
                continue;
            }

            foreach (var result in PlanTests.Run(read))
            {
                if (result.IsPassed)
                    passed++;
                else
                    failed++;
                console.MarkupLine($"[{(result.IsPassed ? "green" : "red")}]{Shown.Whole(result.ToString())}[/]");
            }
        }

        console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? 0 : Failed;
    }
}
