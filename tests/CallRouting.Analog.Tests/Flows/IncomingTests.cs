using CallRouting.Audio;
using NodaTime;

namespace CallRouting.Analog.Tests.Flows;

public class IncomingTests
{
    [Fact]
    [Trait("Spec", "O2")]
    public void The_line_number_comes_with_a_call_and_no_called_number()
    {
        var stage = new AnalogStage();
        stage.Caller();
        var offer = Assert.Single(stage.Offers).Offer;
        Assert.Equal(("analog-2", new LineNumber(2)), (offer.Trunk, offer.Line));
        Assert.True(offer.Called.IsAbsent);
        Assert.Null(offer.Employee);
    }

    [Theory]
    [Trait("Spec", "O9")]
    [InlineData(CallerIdCoding.V23)]
    [InlineData(CallerIdCoding.Bell202)]
    [InlineData(CallerIdCoding.Dtmf)]
    public void Who_calls_is_heard_between_the_first_ring_and_the_second(CallerIdCoding coding)
    {
        var stage = new AnalogStage(new() { CallerIdCoding = coding });
        var start = stage.Time.Now;
        stage.Caller("9031234567");
        Assert.Equal("9031234567", stage.Offers[0].Offer.Caller.Number);
        Assert.InRange(stage.Offers[0].At - start, Duration.FromSeconds(1), Duration.FromSeconds(4));
    }

    [Fact]
    public void Who_calls_is_heard_before_the_first_ring_where_it_comes_so()
    {
        var stage = new AnalogStage(new() { Country = AnalogCountries.GreatBritain });
        stage.Caller("2079460000");
        Assert.Equal("2079460000", stage.Offers[0].Offer.Caller.Number);
        // With the first ring: 150 ms of current.
        Assert.True(stage.Exchange.IsRinging);
    }

    [Fact]
    public void A_caller_who_withholds_the_number_has_none()
    {
        var stage = new AnalogStage();
        stage.Exchange.Call(null, isWithheld: true);
        stage.Until(() => stage.Offers.Count > 0);
        Assert.Equal(default, stage.Offers[0].Offer.Caller);
    }

    [Fact]
    public void A_call_without_caller_id_is_offered_after_the_wait()
    {
        var stage = new AnalogStage(new() { Country = AnalogCountries.Russia with { CallerId = CallerIdMoment.Never } },
            line => line with { Country = AnalogCountries.Russia });
        var start = stage.Time.Now;
        stage.Caller(null);
        Assert.Equal(default, stage.Offers[0].Offer.Caller);
        Assert.InRange(stage.Offers[0].At - start, Duration.FromSeconds(3.4), Duration.FromSeconds(3.6));
    }

    [Fact]
    public void A_moment_of_current_is_no_ring()
    {
        var stage = new AnalogStage();
        stage.Exchange.Disturb(100);
        stage.Wait(10);
        Assert.Empty(stage.Offers);
        stage.Exchange.Disturb(400);
        stage.Wait(10);
        Assert.Single(stage.Offers);
    }

    [Fact]
    public void A_caller_whose_rings_stop_has_given_up()
    {
        var stage = new AnalogStage();
        var leg = stage.Caller();
        stage.Wait(12);
        Assert.Empty(stage.Of(leg));
        stage.Exchange.HangUp();
        var took = stage.Until(leg, CallEventKind.Cleared);
        var limit = AnalogCountries.Russia.LongestRingPause + Duration.FromSeconds(1);
        Assert.InRange(took, Duration.FromSeconds(1), limit);
        Assert.False(stage.Simulated.IsOffHook);
    }

    [Fact]
    public void The_next_caller_is_offered_after_the_one_before()
    {
        var stage = new AnalogStage();
        var first = stage.AnsweredCaller();
        stage.Exchange.HangUp();
        stage.Until(first, CallEventKind.Cleared);
        stage.Wait(0.1);
        var second = stage.Caller("9035550000");
        Assert.NotEqual(first, second);
        Assert.Equal("9035550000", stage.Offers[1].Offer.Caller.Number);
    }

    [Theory]
    [InlineData(SimulatedEnding.BusyTone, 3)]
    [InlineData(SimulatedEnding.LoopBreak, 0.1)]
    [InlineData(SimulatedEnding.Polarity, 0.1)]
    [InlineData(SimulatedEnding.DialTone, 3)]
    public void A_far_end_that_is_gone_ends_the_call(SimulatedEnding ending, double within)
    {
        var stage = new AnalogStage(new() { Ending = ending });
        var leg = stage.AnsweredCaller();
        stage.Wait(5);
        stage.Exchange.HangUp();
        Assert.InRange(stage.Until(leg, CallEventKind.Cleared), Duration.Zero, Duration.FromSeconds(within));
        Assert.Equal(Cause.NormalClearing, stage.Of(leg)[^1].Cause);
        stage.Wait(1);
        Assert.False(stage.Simulated.IsOffHook);
    }

    [Fact]
    public void A_far_end_that_goes_without_a_word_is_gone_when_nothing_was_heard_and_said_for_long()
    {
        var stage = new AnalogStage(new() { Ending = SimulatedEnding.Silence });
        var leg = stage.AnsweredCaller();
        stage.Exchange.Say(AnalogStage.Voice(2));
        stage.Wait(3);
        stage.Exchange.HangUp();
        var took = stage.Until(leg, CallEventKind.Cleared, 150);
        Assert.InRange(took, Duration.FromSeconds(115), Duration.FromSeconds(125));
    }

    [Fact]
    public void A_caller_who_listens_in_silence_is_not_taken_for_gone()
    {
        var stage = new AnalogStage();
        var leg = stage.AnsweredCaller();
        stage.Play(leg, AnalogStage.Voice(10), isLoop: true);
        stage.Wait(400);
        Assert.Empty(stage.Of(leg));
    }

    [Fact]
    public void A_refused_caller_is_told_by_a_moment_off_hook()
    {
        var stage = new AnalogStage();
        var leg = stage.Caller();
        stage.Do(CallEffectKind.Release, leg, Cause.CallRejected);
        stage.Until(() => stage.Simulated.IsOffHook);
        stage.Until(leg, CallEventKind.Cleared, 2);
        Assert.Equal(Cause.CallRejected, stage.Of(leg)[^1].Cause);
        stage.Wait(0.1);
        Assert.False(stage.Simulated.IsOffHook);
        Assert.True(stage.Exchange.IsIdle);
        stage.Wait(20);
        Assert.Single(stage.Offers);
    }

    [Fact]
    public void What_plays_before_the_answer_fails_at_once_for_nobody_would_hear_it()
    {
        var stage = new AnalogStage();
        var leg = stage.Caller();
        var tag = stage.Play(leg, AnalogStage.Sine(440, 2));
        var ended = Assert.Single(stage.Of(leg));
        Assert.Equal((CallEventKind.PlayEnded, tag, true), (ended.Kind, ended.Tag, ended.IsFailure));
        stage.Record(leg, new Tape());
        Assert.True(stage.Of(leg)[1] is { Kind: CallEventKind.RecordEnded, IsFailure: true });
    }

    [Fact]
    public void What_is_played_right_after_the_answer_is_heard_whole()
    {
        var stage = new AnalogStage();
        var leg = stage.Caller();
        var ear = new Tape();
        stage.Exchange.Ear = ear;
        stage.Do(CallEffectKind.Answer, leg);
        var tag = stage.Play(leg, AnalogStage.Sine(440, 1));
        stage.Until(leg, CallEventKind.PlayEnded);
        Assert.Equal(tag, stage.Of(leg)[^1].Tag);
        stage.Wait(0.1);
        Assert.Equal(50, ear.Octets.Chunk(160).Count(frame => frame.Distinct().Count() > 4));
        Assert.InRange(ear.Level(440), -16, -8);
    }

    [Fact]
    [Trait("Spec", "O1")]
    public void Keys_are_heard_in_the_sound_also_while_a_prompt_plays()
    {
        var stage = new AnalogStage();
        var leg = stage.AnsweredCaller();
        stage.Play(leg, AnalogStage.Voice(20));
        stage.Exchange.Press("1234567890*#");
        stage.Until(() => stage.Keys(leg).Length >= 12);
        stage.Wait(1);
        Assert.Equal("1234567890*#", stage.Keys(leg));
    }

    [Fact]
    public void A_caller_who_speaks_into_the_greeting_is_heard_from_the_answer_on()
    {
        var stage = new AnalogStage();
        var leg = stage.AnsweredCaller();
        stage.Exchange.Say(AnalogStage.Sine(550, 20));
        stage.Play(leg, AnalogStage.Sine(900, 3));
        stage.Until(leg, CallEventKind.PlayEnded);
        var heard = new Tape();
        Assert.NotNull(stage.Transport.OpenAudio(leg, heard));
        stage.Wait(10);
        Assert.Equal(-10, heard.Level(550), 1.0);
        Assert.DoesNotContain(stage.Of(leg), happened => happened.Kind == CallEventKind.Cleared);
    }

    [Fact]
    public void What_the_caller_says_is_recorded()
    {
        var stage = new AnalogStage();
        var leg = stage.AnsweredCaller();
        var tape = new Tape();
        var tag = stage.Record(leg, tape);
        stage.Exchange.Say(AnalogStage.Sine(1000, 2));
        stage.Wait(2.2);
        stage.Transport.Execute(new CallEffect(CallEffectKind.StopRecord, leg) { Tag = tag }, null, null);
        var ended = stage.Of(leg).Single(e => e.Kind == CallEventKind.RecordEnded);
        Assert.InRange(ended.Milliseconds, 2100, 2300);
        Assert.Equal(1, tape.Completed);
        Assert.InRange(tape.Level(1000), -16, -8);
    }
}
