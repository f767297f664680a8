namespace CallRouting.Tests.Interop;

/// <summary>Members who are not rung for a while: after a conversation, because they said so, because they did not
/// answer.</summary>
public sealed class MemberRestTests
{
    [Fact]
    public async Task After_a_conversation_a_member_is_offered_no_call_until_the_wrap_up_is_over()
    {
        await using var team = await Team.OpenAsync(Office.Plan(strategy: "in-turn", sales: "wrap-up: 2s"));
        Assert.Equal(["anna"], await team.TalkAsync("anna"));
        var ended = team["anna"].At(isSent: false, "BYE");
        Assert.Equal(["boris"], await team.TalkAsync("boris"));
        await Wait.ForAsync(() => DateTime.Now > ended.AddSeconds(2.2), "the end of the wrap-up");
        Assert.Equal(["anna"], await team.TalkAsync("anna"));
    }

    [Fact]
    [Trait("Spec", "S18")]
    public async Task A_member_who_has_paused_costs_no_time_and_rings_again_when_back()
    {
        await using var team = await Team.OpenAsync(Office.Plan(strategy: "in-turn"));
        team.Only("vera", "gleb");
        var call = team.Call("gleb");
        await call.DoneAsync();
        await team.EndedAsync();
        Assert.Equal(["vera", "gleb"], team.Rang(call));
        Timetable.Rings(call.At(isSent: true, "INVITE"), (team["vera"], 0), (team["gleb"], 1));
        team.All();
        Assert.Equal(["anna"], await team.TalkAsync("anna"));
    }

    [Fact]
    public async Task A_member_who_missed_two_calls_in_a_row_is_paused()
    {
        await using var team = await Team.OpenAsync(Office.Plan(strategy: "in-turn", sales: "pause-after-missed: 2"));
        Assert.Equal(["anna", "boris"], await team.TalkAsync("boris"));
        Assert.Equal(["anna", "boris"], await team.TalkAsync("boris"));
        Assert.Equal(["boris"], await team.TalkAsync("boris"));
        // Back by their own word.
        team.All();
        Assert.Equal(["anna"], await team.TalkAsync("anna"));
    }
}
