using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;

namespace CallRouting.Tests;

/// <summary>What holds in every script, whatever far ends do. <see cref="CallWitness"/> judges each step.</summary>
[Properties(Arbitrary = [typeof(CallScripts)], MaxTest = 1000)]
public class CallLaws
{
    [Property, Trait("Spec", "S20"), Trait("Spec", "X1"), Trait("Spec", "X7")]
    public void Every_call_ends_in_one_named_outcome_as_soon_as_everybody_has_hung_up(CallScript script)
    {
        var world = new CallWorld(script, isHonest: true);
        world.Run();
        world.HangUpEverything();
        Assert.Equal(0, world.Office.LiveCalls);
        Assert.True(world.Office.NextDue.IsNone, "only times after conversations are still to end");
        AssertEnded(world);
        world.FallSilent();
    }

    [Property, Trait("Spec", "S20"), Trait("Spec", "X1")]
    public void Every_call_ends_in_bounded_time_when_nothing_is_ever_answered_or_told(CallScript script)
    {
        var world = new CallWorld(script, isHonest: true);
        world.Run();
        world.FallSilent();
        AssertEnded(world);
        Assert.True(world.Elapsed < Duration.FromHours(48), $"it took {world.Elapsed}");
    }

    [Property, Trait("Spec", "S20"), Trait("Spec", "X1"), Trait("Spec", "X7")]
    public void Nonsense_from_far_ends_throws_nothing_breaks_no_law_and_ends_too(CallScript script)
    {
        var world = new CallWorld(script, isHonest: false);
        world.Run();
        world.FallSilent();
        AssertEnded(world);
    }

    [Property, Trait("Spec", "X14")]
    public void The_same_inputs_give_the_same_effects(CallScript script)
    {
        var world = new CallWorld(script, isHonest: false);
        world.Run();
        world.FallSilent();
        Assert.Equal(world.Done, world.Replay());
    }

    [Fact]
    public void Random_scripts_reach_every_phase_and_outcome()
    {
        var (phases, outcomes) = (new HashSet<CallPhase>(), new HashSet<Outcome>());
        foreach (var script in CallScripts.Script().Generator.Sample(800))
        {
            var world = new CallWorld(script, isHonest: true);
            world.Run();
            if (script.PlanSeed % 3 == 0)
                world.FallSilent();
            else
                world.HangUpEverything();
            phases.UnionWith(world.Phases);
            outcomes.UnionWith(world.Outcomes);
        }

        Assert.Equal(Enum.GetValues<CallPhase>().Where(p => p is not (CallPhase.None or CallPhase.Ended)), phases.Order());
        // Too many steps take a patient caller, a shut-down and a fault a router: these are in the stories.
        Assert.Equal(Enum.GetValues<Outcome>().Where(o => o is not
                (Outcome.None or Outcome.TooManySteps or Outcome.ShutDown or Outcome.Fault)),
            outcomes.Order());
    }

    private static void AssertEnded(CallWorld world)
    {
        Assert.Equal(0, world.Office.LiveCalls);
        Assert.All(world.Outcomes, outcome => Assert.NotEqual(Outcome.None, outcome));
        foreach (var employee in world.Office.Plan.Employees)
        {
            var presence = world.Office.PresenceOf(employee.Id);
            Assert.Equal((0, 0), (presence.Ringing, presence.Talking));
        }
    }
}
