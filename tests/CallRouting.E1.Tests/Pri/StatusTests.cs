namespace CallRouting.E1.Tests;

/// <summary>Errors, STATUS and STATUS ENQUIRY (Q.931 §5.8).</summary>
public class StatusTests
{
    private readonly PriLine line = new();

    private void Talk()
    {
        line.ReceiveSetup();
        line.Connect();
        line.Receive(MessageType.ConnectAcknowledge);
        line.Happened();
    }

    [Theory]
    [InlineData(MessageType.Disconnect, "08 02 80 90", "> ReleaseComplete 81")]
    [InlineData(MessageType.Release, "08 02 80 90", "> ReleaseComplete 81")]
    [InlineData(MessageType.Alerting, "", "> ReleaseComplete 81")]
    [InlineData(MessageType.Connect, "", "> ReleaseComplete 81")]
    [InlineData(MessageType.Information, "", "> ReleaseComplete 81")]
    [InlineData((MessageType)0x50, "", "> ReleaseComplete 81")]
    [InlineData(MessageType.StatusEnquiry, "", "> Status 30 state 0")]
    [InlineData(MessageType.Status, "08 02 80 9e 14 01 0a", "> ReleaseComplete 101")]
    [InlineData(MessageType.Status, "08 02 80 9e 14 01 00", null)]
    [InlineData(MessageType.Status, "", null)]
    [InlineData(MessageType.ReleaseComplete, "08 02 80 90", null)]
    internal void A_message_for_no_call_is_answered_as_its_type_wants(MessageType type, string elements, string? answer)
    {
        line.Receive(type, elements, reference: 77);
        Assert.Equal(answer is null ? [] : [answer], line.Happened());
        if (answer is not null)
            Assert.StartsWith("08 02 80 4d", Hex.Text(line.LastSent), StringComparison.Ordinal);
        line.Receive(type, elements, reference: 77, isOurs: true);
        Assert.Equal(answer is null ? [] : [answer], line.Happened());
        Assert.Equal(0, line.Layer3.Count);
    }

    [Fact]
    public void An_enquiry_is_answered_with_the_state()
    {
        line.ReceiveSetup();
        line.Proceed();
        line.Happened();
        line.Receive(MessageType.StatusEnquiry);
        Assert.Equal(["> Status 30 state 9"], line.Happened());
        line.Connect();
        line.Receive(MessageType.StatusEnquiry);
        Assert.Equal(["> Connect", "> Status 30 state 8"], line.Happened());
    }

    [Theory]
    [InlineData("an unknown message", 0x50, "", 97, "50")]
    [InlineData("a message of another state", 0x0D, "", 101, "0d")]
    [InlineData("RESTART of a call", 0x46, "79 01 80", 101, "46")]
    [InlineData("a mandatory element missing", 0x6E, "", 96, "27")]
    [InlineData("a mandatory element that cannot be", 0x03, "1e 01 82", 100, "1e")]
    [InlineData("an element that must be understood", 0x7B, "03 01 80", 96, "03")]
    public void What_cannot_be_is_answered_with_STATUS_and_changes_nothing(
        string what, byte type, string elements, int cause, string diagnostic)
    {
        Talk();
        line.Receive((MessageType)type, elements);
        Assert.True(line.Happened() is [var only] && only == $"> Status {cause} state 10", what);
        Assert.Equal(diagnostic, Hex.Text(line.LastSent.AsSpan(9, 1)));
        Assert.Equal(1, line.Layer3.Count);
    }

    [Fact]
    public void An_element_that_cannot_be_and_need_not_be_is_passed_over()
    {
        line.Receive(MessageType.Setup, "04 03 90 90 a3 18 03 a9 83 85 6c 00 70 03 80 31 32");
        Assert.Equal(["Offered on 5 to 12"], line.Happened());
        Assert.Null(line.Offer!.Calling);
    }

    [Theory]
    [InlineData("the far end has no call", "08 02 82 9e 14 01 00", "Released on 5 41")]
    [InlineData("the far end gave up our message", "08 03 82 e0 18 14 01 00", "Released on 5 96")]
    public void A_far_end_without_the_call_ends_it(string what, string elements, string told)
    {
        Talk();
        line.Receive(MessageType.Status, elements);
        Assert.True(line.Happened() is [var only] && only == told, what);
        Assert.Equal(0, line.Layer3.Count);
    }

    [Theory]
    [InlineData("the same state", "08 03 82 e1 7b 14 01 0a")]
    [InlineData("a state that it has left by now", "08 03 82 e1 7b 14 01 07")]
    [InlineData("it is ending the call", "08 02 82 9e 14 01 0c")]
    [InlineData("no state at all", "08 02 82 9e")]
    public void A_state_that_can_be_changes_nothing(string what, string elements)
    {
        Talk();
        line.Receive(MessageType.Status, elements);
        Assert.True(line.Happened().Length == 0 && line.Layer3.Count == 1, what);
    }

    [Theory]
    [InlineData("a state of a call that the user made", "08 02 82 9e 14 01 03")]
    [InlineData("a state that there is not", "08 02 82 9e 14 01 3f")]
    public void A_state_that_cannot_be_ends_the_call(string what, string elements)
    {
        Talk();
        line.Receive(MessageType.Status, elements);
        Assert.True(line.Happened() is ["Disconnected on 5 101", "> Disconnect 101"], what);
    }

    [Fact]
    public void A_call_being_ended_is_ended_whatever_its_far_end_says_but_that_it_is_over()
    {
        Talk();
        line.Disconnect();
        line.Happened();
        line.Receive(MessageType.Status, "08 02 82 9e 14 01 03");
        Assert.Empty(line.Happened());
        line.Receive(MessageType.Status, "08 02 82 9e 14 01 00");
        Assert.Equal(["Released on 5 16"], line.Happened());
    }

    [Theory]
    [InlineData("the dummy call reference", "08 00 62 1c 01 91")]
    [InlineData("another protocol", "43 02 00 01 0f")]
    [InlineData("a maintenance message", "03 02 00 00 07 01 01 c0 18 03 a9 83 85")]
    [InlineData("a spare bit", "08 12 00 01 05 04 03 90 90 a3")]
    [InlineData("nothing", "")]
    public void What_is_not_call_control_is_ignored(string what, string octets)
    {
        line.Receive(Hex.Octets(octets));
        Assert.True(line.Happened().Length == 0, what);
    }

    [Theory]
    [InlineData(MessageType.Setup, "04 03 90 90 a3", "> Status 81 state 0")]
    [InlineData(MessageType.StatusEnquiry, "", "> Status 81 state 0")]
    [InlineData(MessageType.Release, "", "> Status 81 state 0")]
    [InlineData(MessageType.Status, "08 02 80 d1 14 01 00", null)]
    [InlineData(MessageType.ReleaseComplete, "", null)]
    [InlineData(MessageType.RestartAcknowledge, "79 01 80", null)]
    internal void The_global_call_reference_is_no_call(MessageType type, string elements, string? answer)
    {
        line.Receive(type, elements, reference: 0);
        Assert.Equal(answer is null ? [] : [answer], line.Happened());
        Assert.Equal(0, line.Layer3.Count);
    }
}
