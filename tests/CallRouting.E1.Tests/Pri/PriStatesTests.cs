namespace CallRouting.E1.Tests;

public class PriStatesTests
{
    private const string Update = "CALLROUTING_UPDATE_DOCS";

    [Fact]
    public void The_document_of_the_states_is_what_the_machine_does()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "CallRouting.sln")))
            root = root.Parent!;
        var file = Path.Combine(root.FullName, "docs", "e1-states.md");
        var now = PriStates.Document().ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable(Update) == "1")
            File.WriteAllText(file, now);
        Assert.True(File.Exists(file), $"docs/e1-states.md is missing: run the tests with {Update}=1.");
        Assert.True(now == File.ReadAllText(file).ReplaceLineEndings("\n"),
            $"docs/e1-states.md is not what the machine does: run the tests with {Update}=1, read the change, commit it.");
    }

    [Theory]
    [InlineData(0, "1 2 3 4 6 7 8 9 10 11 12 19 25")]
    [InlineData(1, "1 2 3 4 6 7 9 10 11 12 19 25")]
    public void Every_state_of_the_standard_has_a_scene(int side, string numbers) =>
        Assert.Equal(numbers, string.Join(' ', PriStates.Scenes().Where(scene => (int)scene.Side == side)
            .Select(scene => scene.Number).Distinct().Order()));

    // In 6, 9 and 7 (1, 3 and 4 of the network) this side's user is the one who has to act; in 10 nobody has to.
    [Theory]
    [InlineData(0, "6 7 9 10")]
    [InlineData(1, "1 3 4 10")]
    public void A_timer_watches_wherever_the_far_end_has_to_act(int side, string without) =>
        Assert.Equal(without, string.Join(' ', PriStates.Scenes().Where(scene => (int)scene.Side == side)
            .Where(scene => scene.Line().Layer3.NextDeadline == NodaTime.Instant.MaxValue)
            .Select(scene => scene.Number).Distinct().Order()));

    [Fact]
    public void RELEASE_and_RELEASE_COMPLETE_and_state_0_end_a_call_everywhere()
    {
        foreach (var scene in PriStates.Scenes())
            Assert.Equal(3, PriStates.Rows(scene).Count(row => row.Next == 0 && row.Told[^1].StartsWith("Released", StringComparison.Ordinal)
                && row.Input is "RELEASE" or "RELEASE COMPLETE" or "STATUS of state 0"));
    }

    [Fact]
    public void A_call_is_told_to_be_over_exactly_where_it_has_no_state_any_more()
    {
        foreach (var scene in PriStates.Scenes())
            Assert.All(PriStates.Rows(scene), row => Assert.Equal(row.Next == 0,
                row.Told.Any(told => told.StartsWith("Released", StringComparison.Ordinal))));
    }
}
