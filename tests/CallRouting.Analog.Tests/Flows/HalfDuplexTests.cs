namespace CallRouting.Analog.Tests.Flows;

/// <summary>A line as most voice modems have it: it plays or records, and tells keys and tones itself.</summary>
public class HalfDuplexTests
{
    private static readonly SimulatedLineOptions OneVoice = new() { IsFullDuplex = false };

    [Fact]
    public void A_greeting_keys_and_a_message_are_what_it_can_do()
    {
        var stage = new AnalogStage(OneVoice);
        var leg = stage.AnsweredCaller();
        Assert.Equal("9031234567", stage.Offers[0].Offer.Caller.Number);
        var ear = new Tape();
        stage.Exchange.Ear = ear;
        var greeting = stage.Play(leg, AnalogStage.Sine(440, 1));
        stage.Until(leg, CallEventKind.PlayEnded);
        Assert.Equal((greeting, false), (stage.Of(leg)[0].Tag, stage.Of(leg)[0].IsFailure));
        Assert.InRange(ear.Level(440), -17, -8);

        stage.Exchange.Press("27");
        stage.Until(() => stage.Keys(leg) == "27");

        var tape = new Tape();
        var message = stage.Record(leg, tape, 3000);
        stage.Exchange.Say(AnalogStage.Sine(1000, 5));
        stage.Until(leg, CallEventKind.RecordEnded);
        var ended = stage.Of(leg)[^1];
        Assert.Equal((message, false, 3000), (ended.Tag, ended.IsFailure, ended.Milliseconds));
        Assert.Equal((24_000, 1), (tape.Octets.Count, tape.Completed));

        stage.Exchange.HangUp();
        stage.Until(leg, CallEventKind.Cleared, 5);
    }

    [Fact]
    public void Prompts_end_once_and_in_order_also_when_replaced_and_stopped()
    {
        var stage = new AnalogStage(OneVoice);
        var leg = stage.AnsweredCaller();
        var first = stage.Play(leg, AnalogStage.Sine(440, 30));
        stage.Wait(1);
        var second = stage.Play(leg, AnalogStage.Sine(440, 30), isLoop: true);
        stage.Wait(40);
        stage.Transport.Execute(new CallEffect(CallEffectKind.StopPlay, leg) { Tag = first }, null, null);
        stage.Wait(1);
        Assert.Equal([first], stage.Of(leg).Select(e => e.Tag));
        stage.Transport.Execute(new CallEffect(CallEffectKind.StopPlay, leg) { Tag = second }, null, null);
        stage.Wait(1);
        Assert.Equal([first, second], stage.Of(leg).Select(e => e.Tag));
    }

    [Fact]
    public void What_plays_and_what_is_recorded_ends_with_the_call_once()
    {
        var stage = new AnalogStage(OneVoice);
        var leg = stage.AnsweredCaller();
        var tape = new Tape();
        stage.Record(leg, tape);
        stage.Wait(1);
        stage.Exchange.BreakLoop();
        stage.Wait(1);
        Assert.Equal([CallEventKind.RecordEnded, CallEventKind.Cleared], stage.Of(leg).Select(e => e.Kind));
        Assert.Equal(1, tape.Completed);

        leg = stage.AnsweredCaller();
        stage.Play(leg, AnalogStage.Sine(440, 30));
        stage.Wait(1);
        stage.Simulated.Unplug();
        Assert.Equal([CallEventKind.PlayEnded, CallEventKind.Cleared], stage.Of(leg).Select(e => e.Kind));
    }

    [Fact]
    public void A_recording_waits_for_the_prompt_to_end_and_a_prompt_does_not_cut_a_recording()
    {
        var stage = new AnalogStage(OneVoice);
        var leg = stage.AnsweredCaller();
        var prompt = stage.Play(leg, AnalogStage.Sine(440, 30));
        stage.Wait(1);
        var tape = new Tape();
        stage.Record(leg, tape);
        stage.Wait(1);
        Assert.Equal(prompt, stage.Of(leg).Single().Tag);
        Assert.NotEmpty(tape.Octets);
        var refused = stage.Play(leg, AnalogStage.Sine(440, 1));
        Assert.True(stage.Of(leg)[^1] is { Kind: CallEventKind.PlayEnded, IsFailure: true });
        Assert.Equal(refused, stage.Of(leg)[^1].Tag);
        Assert.Equal(0, tape.Completed);
    }

    [Fact]
    public void Nobody_can_talk_by_it_and_the_office_knows_before_it_rings_anybody()
    {
        var stage = new AnalogStage(OneVoice);
        var leg = stage.AnsweredCaller();
        Assert.False(stage.Offers[0].Offer.Capabilities.FullDuplex);
        Assert.Null(stage.Transport.OpenAudio(leg, new Tape()));
        stage.Transport.Execute(new CallEffect(CallEffectKind.Bridge, leg) { Peer = new CallId(9).Leg(1) }, null, null);
        Assert.Equal(CallEventKind.BridgeEnded, stage.Of(leg).Single().Kind);
        stage.Do(CallEffectKind.Release, leg);
        stage.Wait(5);
        Assert.True(stage.Of(stage.Ring()).Single() is
            { Kind: CallEventKind.Failed, Cause: Cause.IncompatibleDestination });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_caller_is_handed_over_by_a_flash_also_one_who_is_just_being_answered(bool isAnswered)
    {
        var stage = new AnalogStage(OneVoice, line => line with { HandOver = "102" });
        stage.Exchange.When("102", SimulatedDestination.Rings);
        var leg = isAnswered ? stage.AnsweredCaller() : stage.Caller();
        Assert.True(stage.Offers[0].Offer.Capabilities.HandsOver);
        if (!isAnswered)
            stage.Do(CallEffectKind.Answer, leg);
        stage.Do(CallEffectKind.HandOver, leg);
        stage.Until(leg, CallEventKind.Cleared);
        stage.Wait(0.1);
        Assert.Equal("102", stage.Exchange.PassedOnTo);
        Assert.False(stage.Simulated.IsOffHook);
        Assert.Single(stage.Of(leg));
    }

    [Fact]
    public void A_far_end_that_is_gone_is_heard_by_the_port()
    {
        var stage = new AnalogStage(OneVoice);
        var leg = stage.AnsweredCaller();
        stage.Exchange.HangUp();
        stage.Until(leg, CallEventKind.Cleared, 3);
    }
}
