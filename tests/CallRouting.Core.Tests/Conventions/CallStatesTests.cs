namespace CallRouting.Tests;

public class CallStatesTests
{
    private const string Update = "CALLROUTING_UPDATE_DOCS";

    [Fact]
    public void The_document_of_the_states_is_what_the_machine_does()
    {
        var file = Path.Combine(SourceTree.Root, "docs", "states.md");
        var now = CallStates.Document();
        if (Environment.GetEnvironmentVariable(Update) == "1")
            File.WriteAllText(file, now);
        Assert.True(File.Exists(file), $"docs/states.md is missing: run the tests with {Update}=1.");
        Assert.True(now == File.ReadAllText(file).ReplaceLineEndings("\n"),
            $"docs/states.md is not what the machine does: run the tests with {Update}=1, read the change, commit it.");
    }

    [Fact, Trait("Spec", "X1")]
    public void Every_phase_has_a_scene() =>
        Assert.Equal(Enum.GetValues<CallPhase>(), CallStates.Scenes().Select(scene => scene.Phase).Distinct().Order());

    [Fact, Trait("Spec", "X1")]
    public void Every_kind_of_event_is_tried() => Assert.Equal(
        Enum.GetValues<CallEventKind>().Where(kind => kind != CallEventKind.Expired),
        CallStates.Events(CallStates.Scenes()[0]).Select(e => e.Event.Kind).Distinct().Order());

    [Fact, Trait("Spec", "X1")]
    public void Every_phase_but_the_first_and_the_last_has_a_deadline() =>
        Assert.Equal([CallPhase.None, CallPhase.Ended],
            CallStates.Scenes().Where(s => s.State.Deadline == NodaTime.Instant.MaxValue).Select(s => s.Phase));

    [Fact, Trait("Spec", "S20")]
    public void An_ended_call_does_nothing() =>
        Assert.DoesNotContain(CallStates.Rows(CallStates.Scenes().Single(scene => scene.Phase == CallPhase.Ended)),
            row => row.IsChanged);
}
