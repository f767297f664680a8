namespace CallRouting.E1.Tests;

/// <summary>How calls end when nothing goes as it should (Q.931 §5.3).</summary>
public class ClearingTests
{
    private readonly PriLine line = new();

    private void Talk()
    {
        line.ReceiveSetup();
        line.Connect();
        line.Receive(MessageType.ConnectAcknowledge);
        line.Happened();
    }

    [Fact]
    public void Both_sides_may_send_DISCONNECT()
    {
        Talk();
        line.Disconnect();
        line.Receive(MessageType.Disconnect, "08 02 80 9f");
        Assert.Equal(["> Disconnect 16", "> Release"], line.Happened());
        line.Receive(MessageType.ReleaseComplete);
        Assert.Equal(["Released on 5 16"], line.Happened());
    }

    [Fact]
    public void Both_sides_may_send_RELEASE()
    {
        Talk();
        line.Disconnect();
        line.Receive(MessageType.Disconnect, "08 02 80 90");
        line.Happened();
        line.Receive(MessageType.Release);
        Assert.Equal(["Released on 5 16"], line.Happened());
    }

    [Fact]
    public void RELEASE_and_RELEASE_COMPLETE_end_a_call_in_any_state()
    {
        Talk();
        line.Receive(MessageType.Release, "08 02 82 a9");
        Assert.Equal(["> ReleaseComplete", "Released on 5 41"], line.Happened());
        Talk();
        line.Receive(MessageType.ReleaseComplete, "08 02 82 a9");
        Assert.Equal(["Released on 5 41"], line.Happened());
    }

    [Fact]
    public void DISCONNECT_that_is_not_answered_is_followed_by_RELEASE_twice_and_the_channel_is_restarted()
    {
        Talk();
        line.Disconnect(17);
        line.Happened();
        line.Advance(30);
        Assert.Equal(["> Release 17"], line.Happened());
        line.Advance(4);
        Assert.Equal(["> Release 17"], line.Happened());
        line.Advance(4);
        Assert.Equal(["Released on 5 17", "> Restart channel 5! class 0"], line.Happened());
        Assert.Equal(0, line.Layer3.Count);
        // Until the far end has restarted it the channel carries no call.
        line.ReceiveSetup(2);
        Assert.Equal(["> ReleaseComplete 44"], line.Happened());
        line.Receive(Hex.Message(0, true, MessageType.RestartAcknowledge, "18 03 a9 83 85 79 01 80"));
        Assert.Equal(["Restarted on 5"], line.Happened());
        line.ReceiveSetup(3);
        Assert.Equal(["Offered on 5 to 1001"], line.Happened());
    }

    [Fact]
    public void DISCONNECT_without_a_cause_ends_the_call_and_says_so()
    {
        Talk();
        line.Receive(MessageType.Disconnect);
        Assert.Equal(["Disconnected on 5 31", "> Release 96"], line.Happened());
        Assert.Equal("08", Hex.Text(line.LastSent.AsSpan(9, 1)));
        line.Receive(MessageType.ReleaseComplete);
        Assert.Equal(["Released on 5 31"], line.Happened());
    }

    [Fact]
    public void A_tone_that_we_give_is_ended_by_us()
    {
        Talk();
        line.Disconnect(17, inBand: true);
        Assert.Equal(["> Disconnect 17 progress 8"], line.Happened());
        line.Disconnect(17, inBand: true);
        Assert.Empty(line.Happened());
        line.Disconnect(17);
        Assert.Equal(["> Release"], line.Happened());
        line.Disconnect(17);
        Assert.Empty(line.Happened());
    }

    [Fact]
    public void A_tone_that_we_give_is_ended_by_who_hears_it()
    {
        Talk();
        line.Disconnect(17, inBand: true);
        line.Happened();
        line.Receive(MessageType.Disconnect, "08 02 80 90");
        Assert.Equal(["> Release"], line.Happened());
    }

    [Fact]
    public void A_cause_that_no_one_gives_is_normal_clearing()
    {
        Talk();
        line.Disconnect(0);
        Assert.Equal(["> Disconnect 16"], line.Happened());
    }

    [Fact]
    public void What_crosses_DISCONNECT_is_passed_over()
    {
        Talk();
        line.Disconnect();
        line.Happened();
        foreach (var type in new[] { MessageType.ConnectAcknowledge, MessageType.Information, MessageType.Progress,
            MessageType.Notify, MessageType.SetupAcknowledge, MessageType.Setup })
            line.Receive(type);
        Assert.Empty(line.Happened());
        Assert.Equal(1, line.Layer3.Count);
    }
}
