using CallRouting.Sip;

namespace CallRouting.Tests.Interop;

/// <summary>A returning caller is offered first to the employee who spoke with them last (SPEC S16).</summary>
public sealed class StickyTests
{
    private static readonly string Plan = Office.Plan(
        "{ sticky: 7d, ring: 1s, then: { department: sales } }", strategy: "in-turn");

    [Fact]
    [Trait("Spec", "S16")]
    public async Task A_returning_caller_rings_who_spoke_last_and_a_stranger_goes_the_usual_way()
    {
        await using var team = await Team.OpenAsync(Plan);
        // Boris takes the first, behind Anna who does not.
        Assert.Equal(["anna", "boris"], await team.TalkAsync("boris"));
        Assert.Equal(["boris"], await team.TalkAsync("boris"));
        Assert.Equal(["anna"], await team.TalkAsync("anna"));

        // Who has spoken last and cannot be rung costs no time.
        team.Only("vera");
        Assert.Equal(["vera"], await team.TalkAsync(Team.Anybody));
        team.Only("boris", "gleb");
        var call = team.Call(Team.Anybody);
        await call.DoneAsync();
        await team.EndedAsync();
        Assert.Equal("boris", Assert.Single(team.Rang(call)));
        Timetable.Near(call.At(isSent: true, "INVITE"), team.Rings()[^1].At, 0);
    }

    [Fact]
    [Trait("Spec", "S16")]
    public async Task Who_spoke_last_rings_for_their_own_time_and_then_the_usual_way_begins()
    {
        await using var stage = await Stage.OpenAsync(Plan);
        var boris = await stage.PhoneOfOursAsync("boris", PhoneBehaviour.Answers());
        var first = await stage.Caller().CallAsync(Office.Number);
        await first.HangUpAsync();
        await stage.Router.RecordAsync();

        boris.Behaviour = PhoneBehaviour.NeverAnswers;
        var anna = await stage.PhoneAsync("anna", ring: 100);
        var again = stage.Call(Office.Number, "caller", ("talk", "200"));
        await Timetable.DoneAsync(again, anna);
        Timetable.Rings(again.At(isSent: true, "INVITE"), (anna, 1));
        var missed = boris.Calls[1];
        Assert.InRange((missed.EndedAt!.Value - missed.StartedAt).TotalMilliseconds, 850, 1150);
        Assert.Equal(2, boris.Calls.Count);
    }
}
