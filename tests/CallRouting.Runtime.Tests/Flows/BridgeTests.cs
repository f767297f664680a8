using CallRouting.Testing;

namespace CallRouting.Runtime.Tests;

public class BridgeTests
{
    [Fact]
    public void Legs_of_different_transports_hear_each_other_until_one_hangs_up()
    {
        var observed = new Events();
        using var rig = new Rig(observer: observed);
        var other = new FakeTransport(rig.Time, "other");
        rig.Router.AddTransport(other);
        rig.Start();
        other.Register(rig.Domain, "ivan", FarEnd.Answers(1));
        var caller = rig.Call();
        rig.Wait(2);
        var ivan = Assert.Single(other.Rung);

        byte[] question = [.. Enumerable.Repeat((byte)1, 160)], answer = [.. Enumerable.Repeat((byte)2, 160)];
        caller.Say(question);
        ivan.Say(answer);
        ivan.Say(answer);
        Assert.Equal([question], ivan.Heard);
        Assert.Equal([answer, answer], caller.Heard);

        ivan.HangUp();
        rig.Wait(1);
        caller.Say(question);
        Assert.Single(ivan.Heard);
        Assert.True(caller.IsEnded);
        Assert.Equal(1, observed.Seen.Count(happened => happened.Kind == CallEventKind.BridgeEnded));
        Assert.Equal(0, rig.Router.LiveCalls);
    }

    [Fact]
    public void Legs_of_one_transport_are_bridged_by_it()
    {
        using var rig = new Rig().Start();
        rig.Line.Register(rig.Domain, "ivan", FarEnd.Answers(1));
        var caller = rig.Call();
        rig.Wait(2);
        Assert.Contains(CallEffectKind.Bridge, caller.Executed);
    }

    [Fact]
    public void A_bridge_across_transports_ends_when_the_router_releases_a_leg()
    {
        var observed = new Events();
        using var rig = new Rig(observer: observed);
        var other = new FakeTransport(rig.Time, "other");
        rig.Router.AddTransport(other);
        rig.Start();
        other.Register(rig.Domain, "ivan", FarEnd.Answers(1));
        var caller = rig.Call();
        rig.Wait(2);
        rig.BeginStop();
        Assert.True(caller.IsEnded);
        Assert.Equal(1, observed.Seen.Count(happened => happened.Kind == CallEventKind.BridgeEnded));
    }

    [Fact]
    public void Opening_sound_to_a_leg_that_has_ended_gives_no_bridge()
    {
        var time = new VirtualTime();
        FakeTransport first = new(time), second = new(time);
        Assert.Null(AudioBridge.Open(first, new CallId(1).Caller, second, new CallId(1).Leg(1)));
    }

    [Fact]
    public void Early_sound_of_an_outside_number_is_heard_before_the_answer_and_counts_as_talk_after_it()
    {
        using var rig = new Rig().Start();
        rig.Line.When("+79035550001", FarEnd.Answers(4).WithEarlySound());
        var caller = rig.Call(Plans.OutsideNumber);
        rig.Wait(1);
        var duty = Assert.Single(rig.Line.Rung);
        duty.Say(new byte[160]);
        Assert.Single(caller.Heard);
        Assert.False(caller.IsAnswered);
        rig.Wait(4);
        caller.HangUp();
        rig.Wait(1);
        var record = Assert.Single(rig.Records());
        Assert.Equal("2026-11-24T07:00:04.000Z", record.GetProperty("connected").GetString());
        Assert.Equal(1, record.GetProperty("talkedWith").GetInt32());
    }

    private sealed class Events : ICallObserver
    {
        public List<CallEvent> Seen { get; } = [];

        public void OnEvent(in CallMoment moment, in CallEvent happened) => Seen.Add(happened);
    }
}
