using CallRouting.Analog;

namespace CallRouting.Tests.Modems;

public class ModemSoundTests
{
    private static readonly byte[] Greeting = [.. Enumerable.Range(0, 4000).Select(i => (byte)i)];

    [Fact]
    public void A_greeting_is_played_shielded_and_ends_when_the_modem_has_played_it()
    {
        var rig = new ModemRig().OffHook();
        rig.Machine.Play(Greeting, isLoop: false, rig.Now);
        rig.Pass(0.1);
        Assert.Empty(rig.Events);
        rig.Pass(1);

        Assert.Equal([new(FxoEventKind.PlayEnded)], rig.Events);
        Assert.Equal("+VTX", rig.Commands[^1]);
        Assert.Equal(Greeting, Unshielded(rig.Sound, out var ended));
        Assert.True(ended);
    }

    [Fact]
    public void A_modem_is_sent_no_more_than_it_can_hold()
    {
        var rig = new ModemRig().OffHook();
        rig.Machine.Play(new byte[80_000], isLoop: false, rig.Now);
        rig.Pass(1);
        Assert.InRange(rig.Sound.Count, 8000, 8000 + 2400 + 320);
        rig.Pass(1);
        Assert.InRange(rig.Sound.Count, 16_000, 16_000 + 2400 + 320);
    }

    [Fact]
    public void A_loop_has_no_end_until_it_is_stopped()
    {
        var rig = new ModemRig().OffHook();
        rig.Machine.Play(new byte[160], isLoop: true, rig.Now);
        rig.Pass(10);
        Assert.Empty(rig.Events);
        Assert.InRange(rig.Sound.Count, 80_000, 83_000);

        rig.Machine.StopPlay(rig.Now);
        rig.Settle();
        Assert.Equal([new(FxoEventKind.PlayEnded)], rig.Events);
        Assert.Equal([0x10, 0x18, 0x10, 0x03], rig.Sound.TakeLast(4).Select(octet => (int)octet));
    }

    [Fact]
    public void What_plays_is_replaced_and_its_end_is_told_first()
    {
        var rig = new ModemRig().OffHook();
        rig.Machine.Play(new byte[80_000], isLoop: false, rig.Now);
        rig.Settle();
        rig.Machine.Play(new byte[160], isLoop: false, rig.Now);
        rig.Pass(1);

        Assert.Equal([FxoEventKind.PlayEnded, FxoEventKind.PlayEnded], rig.Kinds);
        Assert.Equal(2, rig.Commands.Count(command => command == "+VTX"));
    }

    [Fact]
    public void Keys_are_heard_while_a_greeting_plays()
    {
        var rig = new ModemRig().OffHook();
        rig.Machine.Play(new byte[80_000], isLoop: false, rig.Now);
        rig.Pass(0.5);
        rig.Machine.Received("\u0010/"u8, rig.Now);
        for (var i = 0; i < 4; i++)
        {
            rig.Machine.Received("\u00105"u8, rig.Now);
            rig.Pass(0.07);
        }

        rig.Machine.Received("\u0010~"u8, rig.Now);
        Assert.Equal([FxoEvent.Pressed('5')], rig.Events);
    }

    [Fact]
    public void A_message_is_recorded_frame_by_frame_in_A_law()
    {
        var rig = new ModemRig();
        rig.Answers["+VSM=?"] = "128,\"8-BIT LINEAR\",8,0,(8000)\r\nOK";
        rig.OffHook();
        rig.Machine.Record(rig.Now);
        rig.Settle();
        // Linear silence, with one octet that is shielded.
        var sound = Enumerable.Repeat((byte)128, 480).ToList();
        sound.InsertRange(200, [0x10, 0x10]);
        rig.Octets([.. sound]);
        rig.Machine.StopRecord(rig.Now);
        rig.Settle();

        Assert.Equal([new(FxoEventKind.RecordEnded)], rig.Events);
        Assert.Equal(480, rig.HeardSound.Count);
        Assert.Equal(LegSound.Silence, rig.HeardSound[0]);
        Assert.Equal(Audio.G711.EncodeAlaw((0x10 - 128) * 256), rig.HeardSound[200]);
        Assert.Equal("\u0010!"u8.ToArray(), rig.Sound.TakeLast(2));
    }

    [Fact]
    public void A_recording_that_the_modem_ends_itself_has_ended()
    {
        var rig = new ModemRig().OffHook();
        rig.Machine.Record(rig.Now);
        rig.Settle();
        rig.Octets([.. Enumerable.Repeat((byte)0xD5, 320), 0x10, (byte)'s', 0x10, 0x03, .. "\r\nVCON\r\n"u8]);

        Assert.Equal([FxoEventKind.SilenceBegan, FxoEventKind.RecordEnded], rig.Kinds);
        Assert.Equal(320, rig.HeardSound.Count);
    }

    [Fact]
    public void A_recording_without_an_octet_for_two_seconds_fails_and_a_modem_that_is_silent_then_too_is_gone()
    {
        var rig = new ModemRig().OffHook();
        rig.Machine.Record(rig.Now);
        rig.Settle();
        rig.IsHung = true;
        rig.Pass(2.5);
        Assert.Equal([new(FxoEventKind.RecordEnded) { IsFailure = true }], rig.Events);
        rig.Pass(10);
        Assert.Equal([FxoEventKind.RecordEnded, FxoEventKind.Fault], rig.Kinds);
    }

    [Fact]
    public void A_modem_that_never_says_that_it_has_played_ends_the_play_and_is_gone()
    {
        var rig = new ModemRig().OffHook();
        rig.Machine.Play(new byte[160], isLoop: false, rig.Now);
        rig.IsHung = true;
        rig.Pass(14);

        Assert.Equal([FxoEventKind.PlayEnded, FxoEventKind.Fault], rig.Kinds);
    }

    [Theory]
    [InlineData("ERROR")]
    [InlineData("OK")]
    public void A_play_or_recording_that_does_not_begin_has_failed_and_the_line_goes_on(string answer)
    {
        var rig = new ModemRig();
        (rig.Answers["+VTX"], rig.Answers["+VRX"]) = (answer, answer);
        rig.OffHook();
        rig.Machine.Play(new byte[160], isLoop: false, rig.Now);
        rig.Settle();
        rig.Machine.Record(rig.Now);
        rig.Settle();

        Assert.Equal(
        [
            new(FxoEventKind.PlayEnded) { IsFailure = true }, new(FxoEventKind.RecordEnded) { IsFailure = true }
        ], rig.Events);
        Assert.Equal(ModemPhase.OffHook, rig.Machine.Phase);
    }

    [Fact]
    public void A_modem_without_sound_fails_to_play_and_to_record()
    {
        var rig = new ModemRig("plain").OffHook();
        rig.Machine.Play(new byte[160], isLoop: false, rig.Now);
        rig.Machine.Record(rig.Now);

        Assert.All(rig.Events, happened => Assert.True(happened.IsFailure));
        Assert.Equal([FxoEventKind.PlayEnded, FxoEventKind.RecordEnded], rig.Kinds);
    }

    [Fact]
    public void What_is_to_be_played_is_wished_before_the_line_is_off_hook()
    {
        var rig = new ModemRig().Open();
        rig.Machine.Answer(rig.Now);
        rig.Machine.Play(new byte[160], isLoop: false, rig.Now);
        rig.Pass(2);

        Assert.Equal([new(FxoEventKind.OffHook), new(FxoEventKind.PlayEnded)], rig.Events);
    }

    [Fact]
    public void Silence_ends_when_a_recording_hears_something_or_we_say_something()
    {
        var rig = new ModemRig().OffHook();
        rig.Machine.Record(rig.Now);
        rig.Settle();
        rig.Octets([0x10, (byte)'s', 0x10, (byte)'q', .. Enumerable.Repeat(LegSound.Silence, 320)]);
        Assert.Equal([new(FxoEventKind.SilenceBegan) { Milliseconds = 5000 }], rig.Events);
        rig.Octets([.. Enumerable.Repeat((byte)0x25, 160)]);
        Assert.Equal([FxoEventKind.SilenceBegan, FxoEventKind.SilenceEnded], rig.Kinds);

        rig.Machine.StopRecord(rig.Now);
        rig.Settle();
        rig.Code('s');
        rig.Machine.Play(new byte[160], isLoop: false, rig.Now);
        rig.Settle();
        Assert.Equal([FxoEventKind.RecordEnded, FxoEventKind.SilenceBegan, FxoEventKind.SilenceEnded],
            rig.Kinds.Skip(2).Take(3));
    }

    [Fact]
    public void Hanging_up_ends_what_plays_first()
    {
        var rig = new ModemRig().OffHook();
        rig.Machine.Play(new byte[80_000], isLoop: false, rig.Now);
        rig.Settle();
        rig.Machine.HangUp(rig.Now);
        rig.Settle();

        Assert.Equal([FxoEventKind.PlayEnded, FxoEventKind.OnHook], rig.Kinds);
    }

    [Fact]
    public void Hanging_up_ends_a_recording_first()
    {
        var rig = new ModemRig().OffHook();
        rig.Machine.Record(rig.Now);
        rig.Settle();
        rig.Machine.HangUp(rig.Now);
        rig.Settle();

        Assert.Equal([FxoEventKind.RecordEnded, FxoEventKind.OnHook], rig.Kinds);
    }

    [Fact]
    public void Sound_goes_both_ways_at_once_where_the_modem_can()
    {
        var rig = new ModemRig("duplex").OffHook();
        rig.Says = 0x10;
        rig.Octets([.. Enumerable.Repeat((byte)0x55, 400)]);

        Assert.Equal(2, rig.Exchanges);
        Assert.Equal(640, rig.Sound.Count);
        Assert.Equal(0x55, rig.HeardSound[0]);

        rig.Says = LegSound.Silence;
        rig.Octets([.. Enumerable.Repeat((byte)0x55, 160)]);
        rig.Machine.HangUp(rig.Now);
        rig.Settle();
        Assert.Equal([FxoEventKind.OnHook], rig.Kinds);
        Assert.Equal("\u0010^"u8.ToArray(), rig.Sound.TakeLast(2));
    }

    [Fact]
    public void A_command_interrupts_sound_both_ways_and_it_goes_on()
    {
        var rig = new ModemRig("duplex").OffHook();
        rig.Machine.FlashHook(rig.Now);
        rig.Settle();

        Assert.Equal([FxoEventKind.FlashEnded], rig.Kinds);
        Assert.Equal(["+VTR", "+VTS=!", "+VTR"], rig.Commands.TakeLast(3));
        Assert.Equal(ModemStream.Duplex, rig.Machine.Stream);
    }

    [Fact]
    public void Rockwell_s_modems_play_and_record_by_their_own_commands()
    {
        var rig = new ModemRig("rockwell").OffHook();
        rig.Machine.Play(new byte[160], isLoop: false, rig.Now);
        rig.Pass(1);
        rig.Machine.Record(rig.Now);
        rig.Settle();
        rig.Machine.StopRecord(rig.Now);
        rig.Settle();

        Assert.Equal([FxoEventKind.PlayEnded, FxoEventKind.RecordEnded], rig.Kinds);
        Assert.Contains("#VBS=8;#VSR=8000", rig.Commands);
        Assert.Equal(["#VTX", "#VRX"], rig.Commands.TakeLast(2));
    }

    private static byte[] Unshielded(List<byte> sent, out bool ended)
    {
        ReadOnlySpan<byte> octets = sent.ToArray();
        var sound = new byte[octets.Length];
        // The decoder takes a line feed at the very beginning for the end of CONNECT; the greeting begins otherwise.
        ended = new DleDecoder().Read(ref octets, sound, out var written, out _) == DleKind.End;
        return sound[..written];
    }
}
