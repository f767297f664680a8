using NodaTime;

namespace CallRouting.Analog.Tests.Flows;

public class OutgoingTests
{
    [Theory]
    [InlineData("+74951110001", false, "84951110001")]
    [InlineData("+442079460000", false, "810442079460000")]
    [InlineData("+112", true, "112")]
    public void A_number_is_dialled_as_the_country_does_after_the_dial_tone(
        string number, bool isEmergency, string digits)
    {
        var stage = new AnalogStage();
        stage.Exchange.When(digits, SimulatedDestination.Rings);
        var leg = stage.Ring(number, isEmergency);
        stage.Until(leg, CallEventKind.Ringing);
        Assert.Equal(digits, stage.Exchange.Dialled);
    }

    [Fact]
    public void An_outside_line_is_asked_for_first()
    {
        var stage = new AnalogStage(change: line => line with { OutsidePrefix = "9,", DialToneWithin = Duration.Zero });
        stage.Exchange.When("984951110001", SimulatedDestination.Rings);
        stage.Ring();
        stage.Until(() => stage.Exchange.IsDestinationRinging);
        Assert.Equal("984951110001", stage.Exchange.Dialled);
    }

    [Fact]
    public void A_number_can_be_dialled_by_pulses()
    {
        var stage = new AnalogStage(change: line => line with { DialsPulses = true });
        stage.Exchange.When("84951110001", SimulatedDestination.Rings);
        stage.Ring();
        // 11 digits of 40 pulses in all, 100 ms each, with pauses of 800 ms.
        Assert.InRange(stage.Until(() => stage.Exchange.IsDestinationRinging), Duration.FromSeconds(12),
            Duration.FromSeconds(20));
        Assert.Equal("84951110001", stage.Exchange.Dialled);
    }

    [Fact]
    public void Ringing_and_sound_come_before_the_answer_and_the_answer_once()
    {
        var stage = new AnalogStage();
        var leg = stage.RingingLeg();
        stage.Until(leg, CallEventKind.Ringing);
        stage.Wait(12);
        stage.Exchange.Answer();
        stage.Until(leg, CallEventKind.Answered, 1);
        stage.Wait(30);
        Assert.Equal([CallEventKind.Progressed, CallEventKind.Ringing, CallEventKind.Answered],
            stage.Of(leg).Select(e => e.Kind));
    }

    [Fact]
    public void A_voice_is_an_answer_where_nothing_else_tells()
    {
        var stage = new AnalogStage(new() { ReversesAtAnswer = false });
        var leg = stage.RingingLeg();
        stage.Wait(7.5);
        stage.Exchange.Answer();
        stage.Wait(0.04);
        stage.Exchange.Say(AnalogStage.Voice(2));
        var took = stage.Until(leg, CallEventKind.Answered);
        Assert.InRange(took, Duration.FromMilliseconds(100), Duration.FromSeconds(2));
    }

    [Fact]
    public void A_ringing_tone_that_stays_away_was_answered_by_somebody_who_says_nothing()
    {
        var stage = new AnalogStage(new() { ReversesAtAnswer = false });
        var leg = stage.RingingLeg();
        stage.Wait(12.5);
        stage.Exchange.Answer();
        Assert.InRange(stage.Until(leg, CallEventKind.Answered), Duration.FromSeconds(2), Duration.FromSeconds(10));
    }

    [Fact]
    public void A_ringing_tone_that_goes_on_is_no_answer_until_the_limit()
    {
        var stage = new AnalogStage(change: line => line with { NoAnswerAfter = Duration.FromSeconds(60) });
        var leg = stage.RingingLeg();
        Assert.InRange(stage.Until(leg, CallEventKind.Failed, 70), Duration.FromSeconds(58), Duration.FromSeconds(62));
        Assert.Equal(Cause.NoAnswer, stage.Of(leg)[^1].Cause);
        Assert.DoesNotContain(stage.Of(leg), e => e.Kind == CallEventKind.Answered);
    }

    [Fact]
    public void A_line_that_tells_nothing_is_answered_after_the_time_set()
    {
        var stage = new AnalogStage(new() { ReversesAtAnswer = false, Country = AnalogCountries.Russia },
            line => line with { AnsweredAfter = Duration.FromSeconds(4) });
        stage.Exchange.When("84951110001", SimulatedDestination.Rings);
        // Answered within the first frames: no ringing tone is ever recognised.
        var leg = stage.Ring();
        stage.Until(() => stage.Exchange.IsDestinationRinging);
        stage.Exchange.Answer();
        Assert.InRange(stage.Until(leg, CallEventKind.Answered), Duration.FromSeconds(3.9), Duration.FromSeconds(4.5));
    }

    [Theory]
    [InlineData(SimulatedDestination.Busy, Cause.UserBusy)]
    [InlineData(SimulatedDestination.Congestion, Cause.Congestion)]
    public void A_tone_tells_why_a_call_fails(SimulatedDestination destination, Cause cause)
    {
        var stage = new AnalogStage();
        stage.Exchange.When("84951110001", destination);
        var leg = stage.Ring();
        stage.Until(leg, CallEventKind.Failed, 10);
        Assert.Equal(cause, stage.Of(leg)[^1].Cause);
        stage.Wait(0.1);
        Assert.False(stage.Simulated.IsOffHook);
    }

    [Fact]
    public void A_number_that_is_busy_after_it_rang_fails_and_is_not_taken_for_answered()
    {
        var stage = new AnalogStage(new() { ReversesAtAnswer = false });
        var leg = stage.RingingLeg();
        stage.Wait(8);
        stage.Exchange.Reject();
        stage.Until(leg, CallEventKind.Failed, 10);
        Assert.Equal(Cause.UserBusy, stage.Of(leg)[^1].Cause);
    }

    [Fact]
    public void Without_a_dial_tone_the_line_is_given_up()
    {
        var stage = new AnalogStage(new() { HasDialTone = false });
        var leg = stage.Ring();
        Assert.InRange(stage.Until(leg, CallEventKind.Failed), Duration.FromSeconds(4.9), Duration.FromSeconds(5.2));
        Assert.Equal(Cause.NetworkOutOfOrder, stage.Of(leg)[^1].Cause);
        Assert.Equal("", stage.Exchange.Dialled);
    }

    [Fact]
    public void A_line_is_not_seized_again_before_the_exchange_took_its_end_for_an_end()
    {
        var stage = new AnalogStage();
        var first = stage.AnsweredLeg();
        stage.Do(CallEffectKind.Release, first);
        var start = stage.Time.Now;
        stage.Ring();
        stage.Until(() => !stage.Simulated.IsOffHook);
        stage.Until(() => stage.Simulated.IsOffHook);
        Assert.InRange(stage.Time.Now - start, Duration.FromSeconds(1), Duration.FromSeconds(1.2));
    }

    [Fact]
    public void A_line_carries_one_call()
    {
        var stage = new AnalogStage();
        var caller = stage.Caller();
        var leg = stage.Ring();
        Assert.True(stage.Of(leg).Single() is { Kind: CallEventKind.Failed, Cause: Cause.NoCircuitAvailable });
        stage.Wait(3);
        Assert.Empty(stage.Of(caller));
    }

    [Fact]
    public void A_caller_who_rings_while_the_line_is_seized_is_on_it_and_is_offered()
    {
        var stage = new AnalogStage();
        // The ring begins in the frame in which the line goes off hook.
        var device = new RingingPort();
        var transport = new AnalogTransport(
            new() { Lines = [stage.Line with { Device = device }] }, stage.Time);
        stage.Time.Run(() => transport.StartAsync(stage, CancellationToken.None));
        var leg = new CallId(77).Leg(1);
        transport.Ring(leg, new()
        {
            Domain = stage.Line.Domain, Kind = LegKind.Dialled, Number = PhoneNumber.Parse("+74951110001"),
            Trunk = new() { Id = stage.Line.Trunk, Kind = TrunkKind.Fxo },
        });
        Assert.Equal(Cause.NoCircuitAvailable, stage.Of(leg).Single().Cause);
        var offered = Assert.Single(stage.Offers).Leg;

        // Nobody has answered yet: the caller hears the ringing tone, from us.
        var said = new byte[160];
        device.Events!.Exchange(new byte[160], said);
        Assert.True(said.Distinct().Count() > 4);
        transport.Execute(new CallEffect(CallEffectKind.Answer, offered), null, null);
        device.Events.Exchange(new byte[160], said);
        Assert.Equal([0xD5], said.Distinct());
        Assert.Equal(["seize"], device.Commands);
    }

    [Fact]
    public void Legs_are_heard_and_hear()
    {
        var stage = new AnalogStage();
        var leg = stage.AnsweredLeg();
        var (heard, ear) = (new Tape(), new Tape());
        var mouth = stage.Transport.OpenAudio(leg, heard)!;
        stage.Exchange.Ear = ear;
        stage.Exchange.Say(AnalogStage.Sine(700, 1));
        var voice = AnalogStage.Sine(440, 1);
        for (var i = 0; i < 50; i++)
        {
            mouth.Write(voice.AsSpan(i * 160, 160));
            stage.Wait(0.02);
        }

        Assert.InRange(heard.Level(700), -16, -8);
        Assert.InRange(ear.Level(440), -16, -8);
    }

    [Theory]
    [InlineData("+74951110001", "elsewhere", Cause.NoRouteToDestination)]
    public void A_trunk_that_is_not_here_leads_nowhere(string number, string trunk, Cause cause)
    {
        var stage = new AnalogStage();
        var leg = new CallId(9).Leg(1);
        stage.Transport.Ring(leg, new()
        {
            Domain = stage.Line.Domain, Kind = LegKind.External, Number = PhoneNumber.Parse(number),
            Trunk = new() { Id = trunk, Kind = TrunkKind.Fxo },
        });
        Assert.Equal(cause, stage.Of(leg).Single().Cause);
    }
}

/// <summary>A port that is rung at the moment at which it is seized.</summary>
internal sealed class RingingPort : IFxoLine
{
    public IFxoEvents? Events { get; private set; }

    public List<string> Commands { get; } = [];

    public string Name => "ringing port";

    public FxoCapabilities Capabilities { get; } = new() { FullDuplex = true, TimesRings = true };

    public void Open(IFxoEvents events) => Events = events;

    public void Seize()
    {
        Commands.Add("seize");
        Events!.Happened(new FxoEvent(FxoEventKind.RingBegan));
        Events.Happened(new FxoEvent(FxoEventKind.OffHook));
    }

    public void Answer() => Commands.Add("answer");

    public void HangUp() => Commands.Add("hang up");

    public void Flash(int milliseconds) => Commands.Add("flash");

    public void Dial(string digits, bool pulses) => Commands.Add("dial");

    public void Play(ReadOnlyMemory<byte> alaw, bool isLoop) => Commands.Add("play");

    public void StopPlay() => Commands.Add("stop play");

    public void Record() => Commands.Add("record");

    public void StopRecord() => Commands.Add("stop record");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
