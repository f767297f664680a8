using CallRouting.Analog;
using CallRouting.Audio;
using NodaTime;

namespace CallRouting.Tests.Interop;

/// <summary>A line on a serial port, with a voice modem at it that behaves, and one that does not.</summary>
public sealed class ModemLineTests
{
    [Theory]
    [InlineData("v253", "V.253, Alaw, half duplex")]
    [InlineData("mulaw", "V.253, Mulaw, half duplex")]
    [InlineData("linear", "V.253, Linear, half duplex")]
    [InlineData("rockwell", "Rockwell, Linear, half duplex")]
    public async Task A_call_is_taken_greeted_understood_and_recorded(string kind, string description)
    {
        await using var modem = await VoiceModem.StartAsync(kind);
        await using var line = Line(modem);
        var events = new LineEvents();
        line.Open(events);
        Assert.StartsWith(description, line.Description, StringComparison.Ordinal);

        modem.Tell("ring 3 4951234567 IVANOV");
        await events.Async(FxoEventKind.RingBegan, modem);
        await events.Async(FxoEventKind.CallerIdReceived, modem);
        line.Answer();
        line.Play(Sound(440, 900), isLoop: false);
        await modem.SaysAsync("STREAM begins");
        modem.Tell("key 5 250");
        await events.Async(FxoEventKind.PlayEnded, modem);

        modem.SayTone(600, 20_000);
        line.Record();
        await Wait.ForAsync(() => events.Heard >= 6400, "a recording", story: () => modem.Log);
        modem.Tell("code b");
        await events.Async(FxoEventKind.ToneHeard, modem);
        line.StopRecord();
        line.HangUp();
        await events.Async(FxoEventKind.OnHook, modem);

        Assert.InRange(modem.HeardPitch(), 438, 442);
        Assert.InRange(events.HeardPitch, 598, 602);
        Assert.DoesNotContain("OVERRUN", modem.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("UNDERRUN", modem.Log, StringComparison.Ordinal);
        Assert.Equal(
        [
            FxoEvent.Called(new("4951234567", "IVANOV")), new(FxoEventKind.OffHook), FxoEvent.Pressed('5'),
            new(FxoEventKind.PlayEnded), FxoEvent.Heard(FxoTone.Busy), new(FxoEventKind.RecordEnded),
            new(FxoEventKind.OnHook)
        ], events.All.Where(happened => happened.Kind != FxoEventKind.RingBegan));
    }

    [Fact]
    public async Task Sound_goes_both_ways_at_once_where_the_modem_can()
    {
        await using var modem = await VoiceModem.StartAsync("duplex");
        await using var line = Line(modem);
        var events = new LineEvents { Says = new(500) };
        line.Open(events);
        Assert.True(line.Capabilities.FullDuplex);

        modem.SayTone(700, 20_000);
        line.Answer();
        await Wait.ForAsync(() => events.Heard >= 12_000, "sound", story: () => modem.Log);
        line.HangUp();
        await events.Async(FxoEventKind.OnHook, modem);

        Assert.InRange(events.HeardPitch, 698, 702);
        Assert.InRange(modem.HeardPitch(4000), 498, 502);
        Assert.DoesNotContain("OVERRUN", modem.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_is_dialled_and_a_busy_one_is_told()
    {
        await using var modem = await VoiceModem.StartAsync("v253");
        await using var line = Line(modem);
        var events = new LineEvents();
        line.Open(events);
        line.Seize();
        line.Dial("84951110001", pulses: false);
        await events.Async(FxoEventKind.DialEnded, modem);
        modem.Tell("dial BUSY");
        await modem.SaysAsync("TOLD dial");
        line.Dial("112", pulses: true);
        await events.Async(FxoEventKind.DialEnded, modem, 2);
        line.HangUp();
        await events.Async(FxoEventKind.OnHook, modem);

        Assert.Contains("LINE dials T84951110001;", modem.Log, StringComparison.Ordinal);
        Assert.Contains("LINE dials P112;", modem.Log, StringComparison.Ordinal);
        Assert.Equal([Cause.None, Cause.UserBusy],
            events.All.Where(happened => happened.Kind == FxoEventKind.DialEnded).Select(happened => happened.Cause));
    }

    [Theory]
    [InlineData("echo")]
    [InlineData("garble")]
    [InlineData("late 150")]
    public async Task A_modem_that_echoes_garbles_or_answers_late_is_used_all_the_same(string mischief)
    {
        await using var modem = await VoiceModem.StartAsync("v253");
        await using var line = Line(modem);
        var events = new LineEvents();
        modem.Tell(mischief);
        await modem.SaysAsync("TOLD");
        line.Open(events);
        Assert.StartsWith("V.253, Alaw", line.Description, StringComparison.Ordinal);

        modem.Tell("ring 1");
        await events.Async(FxoEventKind.RingBegan, modem);
        line.Answer();
        line.Play(Sound(440, 500), isLoop: false);
        await events.Async(FxoEventKind.PlayEnded, modem);
        line.HangUp();
        await events.Async(FxoEventKind.OnHook, modem);
        Assert.Equal(
            [FxoEventKind.RingBegan, FxoEventKind.OffHook, FxoEventKind.PlayEnded, FxoEventKind.OnHook], events.Kinds);
        Assert.InRange(modem.HeardPitch(), 438, 442);
    }

    [Fact]
    public async Task A_modem_that_hangs_is_out_of_service_until_it_answers_again()
    {
        await using var modem = await VoiceModem.StartAsync("v253");
        await using var line = Line(modem);
        var events = new LineEvents();
        line.Open(events);
        modem.Tell("hang");
        await events.Async(FxoEventKind.Fault, modem);
        modem.Tell("behave");
        await events.Async(FxoEventKind.Restored, modem);
        modem.Tell("ring 1");
        await events.Async(FxoEventKind.RingBegan, modem);
        Assert.Equal([FxoEventKind.Fault, FxoEventKind.Restored, FxoEventKind.RingBegan], events.Kinds);
    }

    [Fact]
    public async Task A_modem_that_is_unplugged_in_a_call_and_plugged_in_again_goes_on()
    {
        await using var modem = await VoiceModem.StartAsync("v253");
        await using var line = Line(modem);
        var events = new LineEvents();
        line.Open(events);
        line.Answer();
        line.Play(Sound(440, 30_000), isLoop: false);
        await modem.SaysAsync("STREAM begins");
        modem.Tell("vanish");
        await events.Async(FxoEventKind.Fault, modem);
        // Tried in vain meanwhile, and said once.
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        modem.Tell("return");
        await events.Async(FxoEventKind.Restored, modem);
        modem.Tell("ring 1");
        await events.Async(FxoEventKind.RingBegan, modem);

        Assert.Equal(
            [FxoEventKind.OffHook, FxoEventKind.Fault, FxoEventKind.Restored, FxoEventKind.RingBegan], events.Kinds);
    }

    [Fact]
    public async Task A_port_that_is_not_there_and_one_without_a_modem_are_told_by_name()
    {
        await using var absent = new ModemLine(new() { Port = "/dev/no-such-modem" });
        var refused = Assert.Throws<IOException>(() => absent.Open(new LineEvents()));
        Assert.Contains("/dev/no-such-modem", refused.Message, StringComparison.Ordinal);

        await using var modem = await VoiceModem.StartAsync("v253");
        modem.Tell("hang");
        await modem.SaysAsync("TOLD");
        await using var line = Line(modem);
        refused = Assert.Throws<IOException>(() => line.Open(new LineEvents()));
        Assert.Equal($"{modem.Port}: The modem does not answer.", refused.Message);
        // After a failure it may be opened again.
        modem.Tell("behave");
        line.Open(new LineEvents());
    }

    private static ModemLine Line(VoiceModem modem) => new(new()
    {
        Port = modem.Port, RetryAfter = Duration.FromMilliseconds(200), PollEvery = Duration.FromSeconds(1)
    });

    private static byte[] Sound(int hertz, int milliseconds)
    {
        var samples = new short[milliseconds * 8];
        new Tone(hertz).Fill(0, samples);
        var alaw = new byte[samples.Length];
        G711.EncodeAlaw(samples, alaw);
        return alaw;
    }
}
