using CallRouting.Runtime;

namespace CallRouting.Tests.Interop;

/// <summary>The plan file is edited while calls are up (SPEC X8).</summary>
public sealed class ReloadTests
{
    [Fact]
    [Trait("Spec", "X8")]
    public async Task A_call_in_flight_keeps_its_plan_the_next_follows_the_new_one_and_a_broken_file_changes_nothing()
    {
        var old = Office.Plan(strategy: "in-turn", step: "4s");
        await using var team = await Team.OpenAsync(old);
        await team.Stage.WritePlanAsync(old);
        team.Stage.Router.Watch(team.Stage.PlanFile);

        // While Anna rings four seconds, the others change places.
        var call = team.Call("boris");
        await team["anna"].HasAsync(isSent: false, "INVITE");
        await team.Stage.WritePlanAsync(Office.Plan(strategy: "in-turn", members: "[gleb, vera, boris, anna]"));
        Assert.Equal(PlanReloadKind.InForce, (await team.Stage.Router.ReloadAsync()).Kind);
        await call.DoneAsync();
        await team.EndedAsync();
        Assert.Equal(["anna", "boris"], team.Rang(call));
        Timetable.Rings(call.At(isSent: true, "INVITE"), (team["anna"], 0), (team["boris"], 4));
        Assert.Equal(["gleb", "vera"], await team.TalkAsync("vera"));

        await team.Stage.WritePlanAsync(Office.Plan(strategy: "in-tern", members: "[anna]"));
        var broken = await team.Stage.Router.ReloadAsync(2);
        Assert.Equal(PlanReloadKind.Broken, broken.Kind);
        // The log says where and what to do.
        var trouble = Assert.Single(team.Stage.Router.Troubles);
        Assert.Contains("in-tern", trouble, StringComparison.Ordinal);
        Assert.Contains("in-turn", trouble, StringComparison.Ordinal);
        Assert.Equal(["gleb"], await team.TalkAsync("gleb"));
    }
}
