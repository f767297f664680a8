namespace CallRouting.E1.Tests;

/// <summary>The network side of a line to an older exchange (Q.931 §5.1, §5.2).</summary>
public class NetworkSideTests
{
    private readonly PriLine line = new(new PriOptions { Side = PriSide.Network });

    [Fact]
    public void The_exchange_calls_and_is_connected_without_an_acknowledgement()
    {
        line.ReceiveSetup();
        line.Proceed();
        line.Happened();
        line.Receive(MessageType.StatusEnquiry);
        Assert.Equal(["> Status 30 state 3"], line.Happened());
        line.Connect();
        Assert.Equal(["> Connect", "Connected on 5"], line.Happened());
        line.Receive(MessageType.ConnectAcknowledge);
        Assert.Empty(line.Happened());
        line.Receive(MessageType.StatusEnquiry);
        Assert.Equal(["> Status 30 state 10"], line.Happened());
        Assert.Equal(NodaTime.Instant.MaxValue, line.Layer3.NextDeadline);
    }

    [Fact]
    public void The_exchange_is_called_with_the_caller_s_name()
    {
        var outputs = new PriOutputs();
        line.Layer3.SetUp(new PriSetup { Called = new PartyNumber("101"), Display = "Anna" }, line.Now, outputs);
        Assert.Contains("28 04 41 6e 6e 61", Hex.Text(outputs.Octets(outputs.Items[0])), StringComparison.Ordinal);
        var user = new PriLine();
        user.Layer3.SetUp(new PriSetup { Called = new PartyNumber("101"), Display = "Anna" }, user.Now, outputs);
        Assert.DoesNotContain("41 6e 6e 61", Hex.Text(outputs.Octets(outputs.Items[^1])), StringComparison.Ordinal);
    }

    [Fact]
    public void States_and_locations_are_the_network_s()
    {
        line.SetUp();
        line.Receive(MessageType.Alerting, "18 03 a9 83 9f", isOurs: true);
        line.Receive(MessageType.StatusEnquiry, isOurs: true);
        Assert.Equal("> Status 30 state 7", line.Happened()[^1]);
        Assert.Equal("82", Hex.Text(line.LastSent.AsSpan(7, 1)));
        line.Disconnect();
        line.Receive(MessageType.StatusEnquiry, isOurs: true);
        Assert.Equal("> Status 30 state 12", line.Happened()[^1]);
    }

    [Fact]
    public void A_location_can_be_set()
    {
        var other = new PriLine(new PriOptions { Location = Location.User });
        other.Receive(MessageType.Release, reference: 9);
        Assert.Equal("80", Hex.Text(other.LastSent.AsSpan(7, 1)));
    }
}
