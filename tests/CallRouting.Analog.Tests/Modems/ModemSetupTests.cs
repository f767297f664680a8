using CallRouting.Analog;
using NodaTime;

namespace CallRouting.Tests.Modems;

public class ModemSetupTests
{
    [Theory]
    [InlineData("v253", "V.253", 4)]
    [InlineData("duplex", "V.253", 4)]
    [InlineData("rockwell", "Rockwell", 1)]
    [InlineData("plain", "class 0", 0)]
    public void A_modem_is_known_by_its_service_classes(string kind, string dialect, int coding)
    {
        var rig = new ModemRig(kind).Open();

        Assert.Equal(ModemPhase.OnHook, rig.Machine.Phase);
        Assert.Equal(dialect, rig.Machine.Dialect.Name);
        Assert.Equal((VoiceCoding)coding, rig.Machine.Coding);
        Assert.Equal(kind == "duplex", rig.Machine.Capabilities!.FullDuplex);
        Assert.Equal(kind != "plain", rig.Machine.Capabilities.TellsDigits);
        Assert.True(rig.Machine.Capabilities.TellsCallerId);
        Assert.Empty(rig.Events);
    }

    [Fact]
    public void A_chip_known_to_carry_sound_both_ways_does_so_though_it_denies_it()
    {
        var rig = new ModemRig();
        rig.Answers["+GMM"] = "CX93001-EIS_V0.2002-V92\r\nOK";
        rig.Open();

        Assert.True(rig.Machine.Capabilities!.FullDuplex);
        Assert.Equal("CX93001-EIS_V0.2002-V92", rig.Machine.Model);
    }

    [Theory]
    [InlineData(ModemSound.FullDuplex, "v253", true)]
    [InlineData(ModemSound.HalfDuplex, "duplex", false)]
    [InlineData(ModemSound.FullDuplex, "rockwell", false)]
    public void How_sound_is_carried_can_be_said(ModemSound sound, string kind, bool isFull)
    {
        var rig = new ModemRig(kind, new() { Port = "test", Sound = sound }).Open();

        Assert.Equal(isFull, rig.Machine.Capabilities!.FullDuplex);
    }

    [Fact]
    public void Caller_id_and_distinctive_rings_are_asked_for_last_of_all()
    {
        var rig = new ModemRig().Open();

        Assert.Equal(["+FCLASS=0", "+VCID=1", "+VDR=1,0"], rig.Commands.TakeLast(3));
    }

    [Fact]
    public void A_modem_that_refuses_everything_but_the_least_is_one_without_voice()
    {
        var rig = new ModemRig();
        foreach (var command in "H0 +FCLASS=0 X4 S0=0 M0 +GMM I3 +FCLASS=? #CLS=? +VCID=1 #CID=1".Split(' '))
            rig.Answers[command] = "ERROR";
        rig.Open();

        Assert.Equal(ModemPhase.OnHook, rig.Machine.Phase);
        Assert.Same(ModemDialect.Plain, rig.Machine.Dialect);
    }

    [Fact]
    public void A_modem_that_talks_in_numbers_and_echoes_is_understood()
    {
        var rig = new ModemRig();
        rig.Answers["Q0"] = "ATQ0\r0";
        rig.Answers["H0"] = "ATH0\r0";
        rig.Answers["E0V1Q0"] = "ATE0V1Q0\r0";
        rig.Open();

        Assert.Equal("V.253", rig.Machine.Dialect.Name);
    }

    [Fact]
    public void A_modem_that_does_not_answer_is_asked_five_times_and_then_tried_again_ever_less_often()
    {
        var rig = new ModemRig { IsHung = true };
        rig.Machine.Opened(rig.Now);
        rig.Pass(14.9);
        Assert.Equal(ModemPhase.Initialising, rig.Machine.Phase);
        rig.Pass(0.2);
        Assert.Equal(ModemPhase.Failed, rig.Machine.Phase);
        Assert.Equal("The modem does not answer.", rig.Machine.Trouble);
        Assert.False(rig.Machine.WantsPort);

        // 5, 10, 20, 40, 60 and 60 seconds later.
        foreach (var seconds in new[] { 5, 10, 20, 40, 60, 60 })
        {
            rig.Pass(seconds - 0.2);
            Assert.False(rig.Machine.WantsPort);
            rig.Pass(0.3);
            Assert.True(rig.Machine.WantsPort);
            rig.Machine.Lost("no such file", rig.Now);
        }

        Assert.Empty(rig.Events);
    }

    [Fact]
    public void A_modem_left_in_the_middle_of_a_stream_is_brought_out_of_it()
    {
        var rig = new ModemRig { IsHung = true };
        rig.Machine.Opened(rig.Now);
        rig.Pass(5);
        rig.IsHung = false;
        rig.Pass(10);

        Assert.Equal(ModemPhase.OnHook, rig.Machine.Phase);
    }

    [Fact]
    public void A_modem_that_hangs_while_nothing_happens_is_found_out_told_once_and_told_when_it_is_back()
    {
        var rig = new ModemRig().Open();
        rig.IsHung = true;
        rig.Pass(70);
        var fault = Assert.Single(rig.Events);
        Assert.Equal(FxoEventKind.Fault, fault.Kind);
        Assert.Equal("The modem does not answer.", fault.Fault);

        rig.Pass(10);
        Assert.True(rig.Machine.WantsPort);
        rig.Machine.Opened(rig.Now);
        rig.Pass(20);
        Assert.Single(rig.Events);

        rig.IsHung = false;
        rig.Open();
        Assert.Equal([FxoEventKind.Fault, FxoEventKind.Restored], rig.Kinds);
    }

    [Fact]
    public void A_device_that_is_unplugged_is_told_once()
    {
        var rig = new ModemRig().Open();
        rig.Machine.Lost("The device is gone.", rig.Now);
        rig.Machine.Lost("no such file", rig.Now);

        Assert.Equal([FxoEvent.Failed("The device is gone.")], rig.Events);
        Assert.Equal("no such file", rig.Machine.Trouble);
    }

    [Fact]
    public void Another_kind_of_modem_that_is_put_in_its_place_is_not_used()
    {
        var rig = new ModemRig().Open();
        rig.Machine.Lost("gone", rig.Now);
        rig.Answers["+FCLASS=?"] = "0,1\r\nOK";
        rig.Open();

        Assert.Equal([FxoEventKind.Fault], rig.Kinds);
        Assert.Equal("Another kind of modem is on the port.", rig.Machine.Trouble);
    }

    [Fact]
    public void A_late_answer_is_not_taken_for_that_to_the_next_command()
    {
        var rig = new ModemRig();
        rig.Answers["Q0"] = "";
        rig.Machine.Opened(rig.Now);
        rig.Pass(3.1);
        // The answers to the first and to the second question come together.
        rig.Octets("\r\nOK\r\n\r\nOK\r\n"u8);
        rig.Answers["Q0"] = "OK";
        rig.Pass(6);

        Assert.Equal("V.253", rig.Machine.Dialect.Name);
        Assert.Equal(ModemPhase.OnHook, rig.Machine.Phase);
    }

    [Fact]
    public void An_idle_modem_is_asked_every_minute_and_a_ring_puts_it_off()
    {
        var rig = new ModemRig(options: new() { Port = "test", PollEvery = Duration.FromSeconds(30) }).Open();
        rig.Commands.Clear();
        rig.Pass(31);
        Assert.Equal([""], rig.Commands);
        rig.Pass(25);
        rig.Line("RING");
        rig.Pass(25);
        Assert.Equal([""], rig.Commands);
    }
}
