namespace CallRouting.E1.Tests;

/// <summary>RESTART both ways (Q.931 §5.5).</summary>
public class RestartTests
{
    private readonly PriLine line = new();

    private void Talk(int reference = 1, int channel = 5)
    {
        line.ReceiveSetup(reference, $"18 03 a9 83 {channel | 0x80:x2}");
        line.Connect();
        line.Receive(MessageType.ConnectAcknowledge, "", reference);
        line.Happened();
    }

    [Theory]
    [InlineData("a channel", "18 03 a9 83 85 79 01 80")]
    [InlineData("a slot map", "18 06 a9 93 00 00 00 20 79 01 80")]
    public void The_far_end_may_restart_a_channel(string how, string elements)
    {
        Talk();
        Talk(2, 6);
        line.Receive(MessageType.Restart, elements, reference: 0);
        var happened = line.Happened();
        Assert.True(happened is ["Released on 5 41", var answer, "Restarted on 5"]
            && answer.StartsWith("> RestartAcknowledge", StringComparison.Ordinal), how);
        Assert.Equal($"08 02 80 00 4e {elements}", Hex.Text(line.LastSent));
        Assert.Equal(1, line.Layer3.Count);
    }

    [Theory]
    [InlineData("all interfaces", "79 01 87")]
    [InlineData("this interface", "79 01 86")]
    [InlineData("this interface by name", "18 01 a1 79 01 86")]
    public void The_far_end_may_restart_everything(string how, string elements)
    {
        Talk();
        line.SetUp();
        line.Happened();
        line.Receive(MessageType.Restart, elements, reference: 0);
        Assert.Equal($"08 02 80 00 4e {elements}", Hex.Text(line.LastSent));
        Assert.True(line.Happened() is ["Released on 5 41", "Released on 1 41", _, "Restarted"], how);
        Assert.Equal(0, line.Layer3.Count);
    }

    [Theory]
    [InlineData("a channel that does not exist", "18 03 a9 83 90 79 01 80", "> Status 82 state 0")]
    [InlineData("no channel", "79 01 80", "> Status 96 state 0")]
    [InlineData("no indicator", "18 03 a9 83 85", "> Status 96 state 0")]
    [InlineData("an unknown class", "79 01 83", "> Status 100 state 0")]
    public void A_restart_that_cannot_be_is_answered_with_STATUS(string what, string elements, string answer)
    {
        Talk();
        line.Receive(MessageType.Restart, elements, reference: 0);
        Assert.True(line.Happened() is [var only] && only == answer, what);
        Assert.Equal(1, line.Layer3.Count);
    }

    [Fact]
    public void We_may_restart_a_channel()
    {
        Talk();
        line.RestartChannel(5);
        Assert.Equal(["Released on 5 41", "> Restart channel 5! class 0"], line.Happened());
        line.RestartChannel(16);
        line.RestartChannel(7);
        Assert.Empty(line.Happened());
        line.Receive(Hex.Message(0, true, MessageType.RestartAcknowledge, "18 03 a9 83 85 79 01 80"));
        Assert.Equal(["Restarted on 5", "> Restart channel 7! class 0"], line.Happened());
        line.Receive(Hex.Message(0, true, MessageType.RestartAcknowledge, "18 03 a9 83 87 79 01 80"));
        Assert.Equal(["Restarted on 7"], line.Happened());
        Assert.Equal(NodaTime.Instant.MaxValue, line.Layer3.NextDeadline);
    }

    [Fact]
    public void We_may_restart_everything()
    {
        Talk();
        line.RestartInterface();
        Assert.Equal(["Released on 5 41", "> Restart class 6"], line.Happened());
        line.SetUp();
        Assert.Equal(["Released 34"], line.Happened());
        line.Receive(Hex.Message(0, true, MessageType.RestartAcknowledge, "79 01 86"));
        Assert.Equal(["Restarted"], line.Happened());
        line.SetUp();
        Assert.Equal(1, line.Layer3.Count);
    }

    [Fact]
    public void No_call_begins_while_a_restart_of_everything_waits_for_another()
    {
        line.RestartChannel(5);
        line.RestartInterface();
        line.Happened();
        line.ReceiveSetup(2, "18 03 a9 83 86");
        Assert.Equal(["> ReleaseComplete 44"], line.Happened());
        line.Receive(Hex.Message(0, true, MessageType.RestartAcknowledge, "18 03 a9 83 85 79 01 80"));
        Assert.Equal(["Restarted on 5", "> Restart class 6"], line.Happened());
    }

    [Fact]
    public void A_restart_that_nobody_acknowledges_is_repeated_once_and_takes_the_channel_out_of_service()
    {
        line.RestartChannel(5);
        line.Happened();
        line.Advance(120);
        Assert.Equal(["> Restart channel 5! class 0"], line.Happened());
        line.Advance(120);
        Assert.Equal(["RestartFailed on 5", "ChannelsChanged"], line.Happened());
        Assert.Equal(0xFFFE_FFDEu, line.Layer3.InService);
        line.ReceiveSetup();
        Assert.Equal(["> ReleaseComplete 44"], line.Happened());
        // The far end's own restart puts it back.
        line.Receive(MessageType.Restart, "18 03 a9 83 85 79 01 80", reference: 0);
        Assert.Equal(["> RestartAcknowledge channel 5! class 0", "Restarted on 5", "ChannelsChanged"], line.Happened());
        line.ReceiveSetup();
        Assert.Equal(["Offered on 5 to 1001"], line.Happened());
    }

    [Theory]
    [InlineData("it has no such channel", "d2", "RestartFailed on 5")]
    [InlineData("it knows no RESTART", "e1", "Restarted on 5")]
    public void A_restart_may_be_refused(string why, string cause, string told)
    {
        line.RestartChannel(5);
        line.Happened();
        line.Receive(Hex.Message(0, true, MessageType.Status, $"08 02 82 {cause} 14 01 00"));
        Assert.True(line.Happened()[0] == told, why);
    }

    [Fact]
    public void A_restart_waits_for_the_link()
    {
        line.RestartChannel(5);
        line.LinkDown();
        line.RestartChannel(6);
        line.Happened();
        line.Advance(300);
        Assert.Empty(line.Happened());
        line.LinkUp();
        Assert.Equal(["LinkUp", "> Restart channel 5! class 0"], line.Happened());
    }

    [Fact]
    public void An_interface_may_be_restarted_each_time_its_link_comes_up_idle()
    {
        var eager = new PriLine(new PriOptions { RestartsOnLinkUp = true }, isUp: false);
        eager.LinkUp();
        Assert.Equal(["LinkUp", "> Restart class 6"], eager.Happened());
    }
}
