namespace CallRouting.Tests;

public class StrategyChartsTests
{
    private const string Update = "CALLROUTING_UPDATE_DOCS";

    [Fact, Trait("Spec", "X6")]
    public void The_charts_of_the_strategies_are_what_the_machine_does()
    {
        var file = Path.Combine(SourceTree.Root, "docs", "strategies.md");
        var now = StrategyCharts.Document();
        if (Environment.GetEnvironmentVariable(Update) == "1")
            File.WriteAllText(file, now);
        Assert.True(File.Exists(file), $"docs/strategies.md is missing: run the tests with {Update}=1.");
        Assert.True(now == File.ReadAllText(file).ReplaceLineEndings("\n"), "docs/strategies.md is not what the machine "
            + $"does: run the tests with {Update}=1, read the change, commit it.");
    }

    [Fact, Trait("Spec", "X6")]
    public void Every_strategy_has_its_section() =>
        Assert.Equal(Enum.GetValues<Strategy>(), StrategyPage.All.Select(page => page.Strategy).Distinct());
}
