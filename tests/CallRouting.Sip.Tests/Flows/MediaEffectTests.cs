using CallRouting.Sip;

namespace CallRouting.Tests.Flows;

public class MediaEffectTests
{
    private readonly SipStage _stage = new();
    private readonly FarPhone _phone;

    public MediaEffectTests() => _phone = _stage.Phone();

    private LegId Answered()
    {
        _phone.Invite();
        _stage.Do(CallEffectKind.Answer, _stage.LastLeg);
        _phone.Ack();
        return _stage.LastLeg;
    }

    private LegId Called()
    {
        var bob = _stage.Phone("192.0.2.20:5060");
        var leg = _stage.RingAddress();
        bob.Answer(bob.Last, 200, FarPhone.Pcma);
        return leg;
    }

    [Fact]
    public void A_prompt_ends_once_with_its_tag()
    {
        var leg = Answered();
        _stage.Play(leg, 7);
        _stage.MediaOf(leg).Finish(7);
        Assert.Equal(CallEvent.PlayEnded(leg, 7), Assert.Single(_stage.Events));
    }

    [Fact]
    public void A_prompt_that_replaces_another_ends_it()
    {
        var leg = Answered();
        _stage.Play(leg, 1);
        _stage.Play(leg, 2);
        Assert.Equal([1], _stage.Events.Select(e => e.Tag));
        _stage.Do(CallEffectKind.StopPlay, leg);
        Assert.Equal([1, 2], _stage.Events.Select(e => e.Tag));
    }

    [Fact]
    public void A_hang_up_ends_everything_on_the_leg_and_then_the_leg()
    {
        var leg = Answered();
        _stage.Play(leg, 3);
        _phone.InDialog("BYE");
        Assert.Equal("PlayEnded Cleared", _stage.Story(leg));
        _stage.Play(leg, 4);
        Assert.Equal(2, _stage.Events.Count);
    }

    [Fact]
    public void A_prompt_to_a_leg_without_sound_could_not_be_played()
    {
        _phone.Invite();
        _stage.Play(_stage.LastLeg, 5);
        Assert.Equal(CallEvent.PlayEnded(_stage.LastLeg, 5, isFailure: true), Assert.Single(_stage.Events));
    }

    [Fact]
    public void A_recording_is_put_away_before_the_leg_ends()
    {
        var leg = Answered();
        _stage.Record(leg, 9, new Memory());
        _phone.InDialog("BYE");
        Assert.Equal("", _stage.Story(leg));
        _stage.MediaOf(leg).Complete(3000);
        Assert.Equal("RecordEnded Cleared", _stage.Story(leg));
        Assert.Equal((3000, false), (_stage.Events[0].Milliseconds, _stage.Events[0].IsFailure));
        _stage.Pass(40);
        Assert.Equal(new SipStatistics(), _stage.Agent.Statistics);
    }

    [Fact]
    public void A_recording_that_cannot_be_kept_says_so()
    {
        var leg = Answered();
        _stage.Record(leg, 9, new Memory { IsFull = true });
        _stage.Do(CallEffectKind.StopRecord, leg);
        Assert.True(_stage.MediaOf(leg).IsStopping);
        _stage.MediaOf(leg).Complete();
        Assert.True(Assert.Single(_stage.Events).IsFailure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_bridge_ends_with_whichever_leg_ends_first(bool callerFirst)
    {
        var (caller, callee) = (Answered(), Called());
        _stage.Events.Clear();
        _stage.Bridge(caller, callee);
        Assert.Same(_stage.MediaOf(callee), _stage.MediaOf(caller).Peer);
        _stage.Do(CallEffectKind.Release, callerFirst ? caller : callee);
        _stage.Do(CallEffectKind.Release, callerFirst ? callee : caller);
        Assert.Equal([CallEventKind.BridgeEnded, CallEventKind.Cleared, CallEventKind.Cleared],
            _stage.Events.Select(e => e.Kind));
        Assert.Equal(caller, _stage.Events[0].Leg);
        Assert.Equal(0, _stage.OpenMedia);
    }

    [Fact]
    public void A_bridge_to_a_leg_that_has_ended_ends_at_once()
    {
        var caller = Answered();
        _stage.Bridge(caller, new CallId(999).Leg(3));
        Assert.Equal(CallEvent.BridgeEnded(caller), Assert.Single(_stage.Events));
    }

    [Fact]
    public void Stopping_hangs_up_cancels_refuses_and_takes_no_more()
    {
        var answered = Answered();
        var other = _stage.Phone("198.18.0.9:5060");
        other.CallId = "second";
        other.Invite();
        var offered = _stage.LastLeg;
        var bob = _stage.Phone("192.0.2.20:5060");
        var rung = _stage.RingAddress();
        bob.Answer(bob.Last, 180);
        _stage.Events.Clear();

        _stage.Agent.Stop(_stage.Now);
        Assert.Equal(["Cleared", "Cleared", "Failed"],
            new[] { answered, offered, rung }.Select(_stage.Story));
        Assert.Single(_phone.Requests(SipMethod.Bye));
        Assert.Equal(480, other.Last.StatusCode);
        Assert.False(_stage.Agent.IsQuiet);
        _phone.Answer(_phone.Last, 200);
        bob.Answer(bob.Requests(SipMethod.Cancel)[0], 200);
        bob.Answer(bob.Requests(SipMethod.Invite)[0], 487);
        Assert.True(_stage.Agent.IsQuiet);
        other.CallId = "third";
        other.Invite();
        Assert.Equal(503, other.Last.StatusCode);
    }

    private sealed class Memory : IRecording
    {
        public bool IsFull { get; init; }

        public void Write(ReadOnlySpan<byte> frame)
        {
        }

        public bool Complete() => !IsFull;
    }
}
