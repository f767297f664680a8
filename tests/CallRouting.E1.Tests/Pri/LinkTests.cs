namespace CallRouting.E1.Tests;

/// <summary>What becomes of calls when layer 2 fails (Q.931 §5.8.8, §5.8.9).</summary>
public class LinkTests
{
    private readonly PriLine line = new();

    private PriCall Talk()
    {
        line.ReceiveSetup();
        line.Connect();
        line.Receive(MessageType.ConnectAcknowledge);
        line.Happened();
        return line.Call;
    }

    [Fact]
    public void Calls_that_talk_are_kept_and_the_others_end()
    {
        var talking = Talk();
        line.SetUp();
        line.ReceiveSetup(2, "18 03 a9 83 86");
        line.Happened();
        line.LinkDown();
        Assert.Equal(["LinkDown", "Establish", "Released on 1 27", "Released on 6 27"], line.Happened());
        Assert.Equal(5, line.Layer3.Channel(talking));
        line.LinkDown();
        Assert.Empty(line.Happened());
        line.Advance(80);
        line.LinkUp();
        Assert.Equal(["LinkUp", "> StatusEnquiry"], line.Happened());
        line.Receive(MessageType.Status, "08 02 82 9e 14 01 0a");
        Assert.Empty(line.Happened());
        line.Advance(1000);
        Assert.Empty(line.Happened());
        Assert.Equal(5, line.Layer3.Channel(talking));
    }

    [Fact]
    public void Calls_end_when_the_link_stays_away()
    {
        Talk();
        line.LinkDown();
        line.Happened();
        line.Advance(89.9);
        Assert.Empty(line.Happened());
        line.Advance(0.1);
        Assert.Equal(["Released on 5 27"], line.Happened());
    }

    [Fact]
    public void A_call_that_the_far_end_has_lost_ends_when_the_link_is_back()
    {
        Talk();
        line.LinkDown();
        line.LinkUp();
        line.Happened();
        line.Receive(MessageType.Status, "08 02 82 9e 14 01 00");
        Assert.Equal(["Released on 5 41"], line.Happened());
    }

    [Theory]
    [InlineData("07")]
    [InlineData("09")]
    public void A_call_that_the_far_end_has_otherwise_ends(string state)
    {
        Talk();
        line.LinkDown();
        line.LinkUp();
        line.Happened();
        line.Receive(MessageType.Status, $"08 02 82 9e 14 01 {state}");
        Assert.Equal(["Disconnected on 5 101", "> Disconnect 101"], line.Happened());
    }

    [Fact]
    public void An_enquiry_that_is_not_answered_is_repeated_once_and_ends_the_call()
    {
        Talk();
        line.LinkReset();
        Assert.Equal(["> StatusEnquiry"], line.Happened());
        line.Advance(4);
        Assert.Equal(["> StatusEnquiry"], line.Happened());
        line.Advance(4);
        Assert.Equal(["Disconnected on 5 41", "> Disconnect 41"], line.Happened());
    }

    [Fact]
    public void A_call_ended_without_a_link_ends_at_once()
    {
        Talk();
        line.LinkDown();
        line.Happened();
        line.Disconnect(16);
        Assert.Equal(["Released on 5 16"], line.Happened());
        line.LinkUp();
        line.Receive(MessageType.StatusEnquiry);
        Assert.Equal(["LinkUp", "> Status 30 state 0"], line.Happened());
    }

    [Fact]
    public void Nothing_is_sent_or_taken_without_a_link()
    {
        line.LinkDown();
        line.Happened();
        line.ReceiveSetup();
        line.LinkReset();
        Assert.Empty(line.Happened());
    }

    [Fact]
    public void A_reset_asks_about_a_call_that_waits_for_us_because_its_end_may_be_lost()
    {
        line.ReceiveSetup();
        line.Proceed();
        line.Happened();
        line.LinkReset();
        Assert.Equal(["> StatusEnquiry"], line.Happened());
        line.Receive(MessageType.Status, "08 02 82 9e 14 01 09");
        line.Advance(100);
        Assert.Empty(line.Happened());
        line.Alert();
        Assert.Equal(["> Alerting channel 5!"], line.Happened());
        line.LinkReset();
        line.Happened();
        line.Receive(MessageType.Status, "08 02 82 9e 14 01 00");
        Assert.Equal(["Released on 5 41"], line.Happened());
    }

    [Fact]
    public void A_reset_ends_calls_whose_digits_may_be_lost_and_no_others()
    {
        var overlap = new PriLine(new PriOptions { Overlap = new OverlapReceiving { IsAllowed = true } });
        overlap.ReceiveSetup(called: "70 02 80 31");
        overlap.ReceiveSetup(2, "18 03 a9 83 86", "70 02 80 31 a1");
        overlap.Proceed();
        overlap.Happened();
        overlap.LinkUp();
        Assert.Equal(["Disconnected on 5 41", "> Disconnect 41", "> StatusEnquiry"], overlap.Happened());
        Assert.Equal(2, overlap.Layer3.Count);
    }
}
