using Microsoft.Extensions.Logging;
using NodaTime;

namespace CallRouting.Analog.Tests.Flows;

public class DeviceTests
{
    [Fact]
    public void A_line_that_is_unplugged_ends_its_call_and_is_out_of_service_until_it_is_back()
    {
        var stage = new AnalogStage();
        var leg = stage.AnsweredCaller();
        var tag = stage.Play(leg, AnalogStage.Sine(440, 30));
        stage.Simulated.Unplug();
        Assert.Equal([CallEventKind.PlayEnded, CallEventKind.Cleared], stage.Of(leg).Select(e => e.Kind));
        Assert.Equal((tag, Cause.DestinationOutOfOrder), (stage.Of(leg)[0].Tag, stage.Of(leg)[1].Cause));
        Assert.Equal([0], stage.Channels);
        var failed = stage.Of(stage.Ring()).Single();
        Assert.Equal((CallEventKind.Failed, Cause.DestinationOutOfOrder), (failed.Kind, failed.Cause));

        stage.Wait(60);
        stage.Simulated.PlugIn();
        Assert.Equal([0, 1], stage.Channels);
        Assert.Equal(1, stage.Log.Lines.Count(line => line.Level == LogLevel.Warning));
        stage.AnsweredCaller();
    }

    [Fact]
    public void An_absent_device_is_told_once_and_tried_again_until_it_is_there()
    {
        var stage = new AnalogStage(isPluggedIn: false);
        stage.Wait(60);
        Assert.Equal([0], stage.Channels);
        var warning = Assert.Single(stage.Log.Lines, line => line.Level == LogLevel.Warning);
        Assert.Contains("port cannot be opened: nothing is plugged in", warning.Text, StringComparison.Ordinal);
        stage.Simulated.PlugIn();
        stage.Wait(5);
        Assert.Equal([0, 1], stage.Channels);
        stage.AnsweredCaller();
    }

    [Fact]
    public void Stopping_goes_on_hook_before_it_closes()
    {
        var stage = new AnalogStage();
        var leg = stage.AnsweredCaller();
        var stop = stage.Transport.StopAsync(CancellationToken.None);
        Assert.Equal(CallEventKind.Cleared, stage.Of(leg).Single().Kind);
        Assert.False(stop.IsCompleted);
        stage.Wait(0.2);
        Assert.True(stop.IsCompleted);
        Assert.False(stage.Simulated.IsOffHook);
    }

    [Fact]
    public void Stopping_lets_a_call_ring_on_that_nobody_has_answered()
    {
        var stage = new AnalogStage();
        var leg = stage.Caller();
        stage.Time.Complete(stage.Transport.StopAsync(CancellationToken.None));
        Assert.Equal(CallEventKind.Cleared, stage.Of(leg).Single().Kind);
        Assert.False(stage.Simulated.IsOffHook);
    }

    [Fact]
    public void A_device_that_never_does_what_it_is_told_ends_the_leg_and_is_out_of_service()
    {
        var stage = new AnalogStage();
        var device = new DeadPort();
        var transport = new AnalogTransport(new() { Lines = [stage.Line with { Device = device }] }, stage.Time);
        stage.Time.Run(() => transport.StartAsync(stage, CancellationToken.None));
        var leg = new CallId(77).Leg(1);
        transport.Ring(leg, new()
        {
            Domain = stage.Line.Domain, Kind = LegKind.Dialled, Number = PhoneNumber.Parse("+74951110001"),
            Trunk = new() { Id = stage.Line.Trunk, Kind = TrunkKind.Fxo },
        });
        stage.Until(leg, CallEventKind.Failed);
        Assert.Equal(Cause.DestinationOutOfOrder, stage.Of(leg).Single().Cause);
        stage.Wait(15);
        Assert.Equal([0], stage.Channels);
    }

    [Fact]
    public void Options_that_contradict_themselves_are_refused_with_every_fault()
    {
        var line = new AnalogLine
        {
            Domain = new(1), Trunk = "analog-1", Line = new(1), Device = new DeadPort(), OutsidePrefix = "9w",
            NoAnswerAfter = Duration.Zero,
        };
        var refused = Assert.Throws<ArgumentException>(() => new AnalogTransport(new() { Lines = [line, line] }));
        foreach (var fault in (string[])["trunk of its own", "line number of its own", "device of its own", "9w",
            "not negative"])
            Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }
}

/// <summary>A port that takes every command and does nothing.</summary>
internal sealed class DeadPort : IFxoLine
{
    public string Name => "dead port";

    public FxoCapabilities Capabilities { get; } = new() { FullDuplex = true, TimesRings = true };

    public void Open(IFxoEvents events)
    {
    }

    public void Seize()
    {
    }

    public void Answer()
    {
    }

    public void HangUp()
    {
    }

    public void Flash(int milliseconds)
    {
    }

    public void Dial(string digits, bool pulses)
    {
    }

    public void Play(ReadOnlyMemory<byte> alaw, bool isLoop)
    {
    }

    public void StopPlay()
    {
    }

    public void Record()
    {
    }

    public void StopRecord()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
