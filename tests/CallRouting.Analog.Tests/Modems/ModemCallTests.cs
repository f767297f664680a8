using CallRouting.Analog;

namespace CallRouting.Tests.Modems;

public class ModemCallTests
{
    [Fact]
    [Trait("Spec", "O2")]
    public void A_call_rings_says_who_calls_is_answered_and_hung_up()
    {
        var rig = new ModemRig().Open();
        rig.Line("RING");
        rig.Octets("\r\nDATE = 1127\r\nTIME = 1605\r\nNMBR = 4951234567\r\nNAME = IVANOV\r\n"u8);
        rig.Pass(1);
        rig.Line("RING");
        rig.Machine.Answer(rig.Now);
        rig.Settle();
        rig.Machine.HangUp(rig.Now);
        rig.Settle();

        Assert.Equal(
        [
            new(FxoEventKind.RingBegan), FxoEvent.Called(new("4951234567", "IVANOV")), new(FxoEventKind.RingBegan),
            new(FxoEventKind.OffHook), new(FxoEventKind.OnHook)
        ], rig.Events);
        Assert.Equal(
        [
            "+FCLASS=8", "+VSM=5,8000", "+VSD=128,50", "+VIT=0", "+VRN=0", "+VLS=1", "H0", "+FCLASS=0", "+VCID=1",
            "+VDR=1,0"
        ], rig.Commands.TakeLast(10));
    }

    [Fact]
    public void Caller_id_before_the_first_ring_is_told_before_it()
    {
        var rig = new ModemRig().Open();
        rig.Line("NMBR=P");
        rig.Line("RING");

        Assert.Equal(
            [FxoEvent.Called(new(null, null, FxoCallerAbsence.Withheld)), new(FxoEventKind.RingBegan)], rig.Events);
    }

    [Fact]
    public void Caller_id_that_has_come_is_told_before_the_answer()
    {
        var rig = new ModemRig().Open();
        rig.Line("RING");
        rig.Machine.Received("\r\nNMBR = 123\r\n"u8, rig.Now);
        rig.Machine.Answer(rig.Now);
        rig.Settle();

        Assert.Equal([FxoEventKind.RingBegan, FxoEventKind.CallerIdReceived, FxoEventKind.OffHook], rig.Kinds);
    }

    [Theory]
    [InlineData("RING", 0)]
    [InlineData("RING A", 1)]
    [InlineData("RING 2", 2)]
    [InlineData("RING3", 3)]
    public void A_distinctive_ring_is_told(string line, int pattern)
    {
        var rig = new ModemRig().Open();
        rig.Line(line);

        Assert.Equal([new(FxoEventKind.RingBegan) { RingPattern = (byte)pattern }], rig.Events);
    }

    [Theory]
    [InlineData("DROF=40 DRON=20", 0)]
    [InlineData("DRON=8 DROF=4 DRON=8", 2)]
    [InlineData("DROF=40 DRON=4 DROF=2 DRON=4 DROF=2 DRON=8", 3)]
    [InlineData("DRON=3 DROF=2 DRON=10 DROF=2 DRON=3", 4)]
    public void A_distinctive_ring_is_known_by_its_rhythm(string lines, int pattern)
    {
        var rig = new ModemRig().Open();
        foreach (var line in lines.Split(' '))
            rig.Line(line);
        rig.Line("RING");

        Assert.Equal([new(FxoEventKind.RingBegan) { RingPattern = (byte)pattern }], rig.Events);
    }

    [Fact]
    public void A_ring_may_be_a_code()
    {
        var rig = new ModemRig().Open();
        rig.Code('R');

        Assert.Equal([FxoEventKind.RingBegan], rig.Kinds);
    }

    [Fact]
    public void What_the_modem_notices_is_told()
    {
        var rig = new ModemRig().OffHook();
        foreach (var code in "bKdrcaLqvl")
            rig.Code(code);

        Assert.Equal(
        [
            FxoEvent.Heard(FxoTone.Busy), FxoEvent.Heard(FxoTone.Congestion), FxoEvent.Heard(FxoTone.Dial),
            FxoEvent.Heard(FxoTone.Ringback), FxoEvent.Heard(FxoTone.FaxCalling), FxoEvent.Heard(FxoTone.FaxAnswering),
            new(FxoEventKind.PolarityReversed), new(FxoEventKind.SilenceBegan) { Milliseconds = 5000 },
            new(FxoEventKind.SilenceEnded), new(FxoEventKind.VoiceHeard), new(FxoEventKind.LoopBroken)
        ], rig.Events);
    }

    [Fact]
    public void A_modem_without_voice_answers_at_once_and_says_when_the_call_is_over()
    {
        var rig = new ModemRig("plain").Open();
        rig.Line("RING");
        rig.Machine.Answer(rig.Now);
        rig.Settle();
        rig.Pass(40);
        rig.Line("NO CARRIER");
        rig.Machine.HangUp(rig.Now);
        rig.Settle();

        Assert.Equal(
            [FxoEventKind.RingBegan, FxoEventKind.OffHook, FxoEventKind.LoopBroken, FxoEventKind.OnHook], rig.Kinds);
        Assert.Contains("A", rig.Commands);
    }

    [Fact]
    public void A_modem_without_voice_that_waits_for_a_carrier_is_hung_up_all_the_same()
    {
        var rig = new ModemRig("plain").Open();
        rig.Machine.Answer(rig.Now);
        rig.Settle();
        rig.Machine.HangUp(rig.Now);
        rig.Line("NO CARRIER");
        rig.Settle();

        Assert.Equal([FxoEventKind.OffHook, FxoEventKind.OnHook], rig.Kinds);
        Assert.Equal("H0", rig.Commands.Last(command => command is "A" or "H0"));
    }

    [Theory]
    [InlineData("OK", Cause.None)]
    [InlineData("VCON", Cause.None)]
    [InlineData("BUSY", Cause.UserBusy)]
    [InlineData("NO DIALTONE", Cause.NetworkOutOfOrder)]
    [InlineData("NO DIAL TONE", Cause.NetworkOutOfOrder)]
    [InlineData("NO ANSWER", Cause.NoAnswer)]
    [InlineData("NO CARRIER", Cause.NormalUnspecified)]
    [InlineData("ERROR", Cause.InvalidNumberFormat)]
    public void Dialling_ends_with_the_cause_that_the_modem_gives(string result, Cause cause)
    {
        var rig = new ModemRig();
        rig.Answers["DT84951110001;"] = result;
        rig.OffHook();
        rig.Machine.Dial("84951110001", pulses: false, rig.Now);
        rig.Settle();

        Assert.Equal([new(FxoEventKind.DialEnded) { Cause = cause }], rig.Events);
    }

    [Fact]
    public void Dialling_by_pulses_is_another_command()
    {
        var rig = new ModemRig("plain").Open();
        rig.Machine.Seize(rig.Now);
        rig.Settle();
        rig.Machine.Dial("9,112", pulses: true, rig.Now);
        rig.Settle();

        Assert.Equal([FxoEventKind.OffHook, FxoEventKind.DialEnded], rig.Kinds);
        Assert.Equal(["H1", "DP9,112;"], rig.Commands.TakeLast(2));
    }

    [Fact]
    public void Only_keys_are_dialled()
    {
        var rig = new ModemRig().OffHook();
        rig.Machine.Dial("12+3;H0\r4", pulses: false, rig.Now);
        rig.Settle();
        rig.Machine.Dial("+", pulses: false, rig.Now);

        Assert.Equal("DT12304;", rig.Commands[^1]);
        Assert.Equal([Cause.None, Cause.InvalidNumberFormat], rig.Events.Select(happened => happened.Cause));
    }

    [Fact]
    public void Hanging_up_ends_dialling_first()
    {
        var rig = new ModemRig();
        rig.Answers["DT112;"] = "";
        rig.OffHook();
        rig.Machine.Dial("112", pulses: false, rig.Now);
        rig.Settle();
        rig.Machine.HangUp(rig.Now);
        rig.Line("NO CARRIER");
        rig.Settle();

        Assert.Equal([FxoEventKind.DialEnded, FxoEventKind.OnHook], rig.Kinds);
    }

    [Fact]
    public void Dialling_that_never_ends_is_given_up()
    {
        var rig = new ModemRig();
        rig.Answers["DT1;"] = "";
        rig.OffHook();
        rig.Machine.Dial("1", pulses: false, rig.Now);
        rig.Pass(15);

        Assert.Equal([new(FxoEventKind.DialEnded) { Cause = Cause.RecoveryOnTimerExpiry }], rig.Events);
        Assert.Equal(ModemPhase.OffHook, rig.Machine.Phase);
    }

    [Fact]
    public void A_flash_is_over_when_the_modem_says_so_and_one_that_cannot_ends_it()
    {
        var rig = new ModemRig().OffHook();
        rig.Machine.FlashHook(rig.Now);
        rig.Settle();
        Assert.Equal([FxoEventKind.FlashEnded], rig.Kinds);
        Assert.Equal("+VTS=!", rig.Commands[^1]);

        var plain = new ModemRig("plain").Open();
        plain.Machine.FlashHook(plain.Now);
        Assert.Equal([FxoEventKind.FlashEnded], plain.Kinds);
        Assert.False(plain.Machine.Capabilities!.Flashes);
    }

    [Fact]
    public void A_modem_that_refuses_to_go_off_hook_is_out_of_service_until_it_is_set_up_anew()
    {
        var rig = new ModemRig();
        rig.Answers["+VLS=1"] = "ERROR";
        rig.Open();
        rig.Machine.Answer(rig.Now);
        rig.Settle();

        Assert.Equal([FxoEvent.Failed("The modem refuses AT+VLS=1.")], rig.Events);
    }

    [Fact]
    public void Hanging_up_before_the_line_is_off_hook_ends_both()
    {
        var rig = new ModemRig().Open();
        rig.Machine.Answer(rig.Now);
        rig.Machine.HangUp(rig.Now);
        rig.Settle();

        Assert.Equal([FxoEventKind.OffHook, FxoEventKind.OnHook], rig.Kinds);
        Assert.DoesNotContain("+VLS=1", rig.Commands);
    }

    [Fact]
    public void A_fault_ends_everything_and_commands_until_it_is_over_are_ignored()
    {
        var rig = new ModemRig().OffHook();
        rig.Machine.Lost("gone", rig.Now);
        rig.Machine.HangUp(rig.Now);
        rig.Machine.Play(new byte[800], isLoop: false, rig.Now);
        rig.Machine.Record(rig.Now);
        rig.Machine.Dial("1", pulses: false, rig.Now);
        rig.Machine.FlashHook(rig.Now);
        rig.Machine.Answer(rig.Now);

        Assert.Equal([FxoEventKind.Fault], rig.Kinds);
    }

    [Fact]
    public void The_end_of_a_call_told_while_a_command_is_under_way_is_not_its_result()
    {
        var rig = new ModemRig();
        rig.Answers["+VTS=!"] = "";
        rig.OffHook();
        rig.Machine.FlashHook(rig.Now);
        rig.Line("NO CARRIER");
        rig.Line("OK");

        Assert.Equal([FxoEventKind.LoopBroken, FxoEventKind.FlashEnded], rig.Kinds);
    }
}
