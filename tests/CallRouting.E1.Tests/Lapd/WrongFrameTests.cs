namespace CallRouting.E1.Tests;

/// <summary>Frames that should not be: Q.921 §2.9, §5.8.5 to §5.8.7.</summary>
public class WrongFrameTests
{
    [Theory]
    [InlineData("")]
    [InlineData("02")]
    [InlineData("02 01")]
    [InlineData("02 01 00")] // an I frame cut short
    [InlineData("02 01 01")] // an RR cut short
    [InlineData("03 01 7f")] // an address of one octet
    [InlineData("02 00 7f")] // an address without end
    [InlineData("fe ff 03 0f 00 01 01 ff")] // TEI management, which a primary rate access has not
    [InlineData("02 81 7f")] // another TEI
    [InlineData("42 01 00 00 aa")] // packets in the D channel, SAPI 16
    [InlineData("02 01 03 aa")] // UI
    [InlineData("02 01 bf 82 80 00 00")] // XID
    public void Invalid_and_foreign_frames_change_nothing(string frame)
    {
        var bench = new LapdBench().Up();
        bench.Receive(frame);
        Assert.Empty(bench.Sent());
        Assert.Empty(bench.Told());
        Assert.Equal(LapdState.Established, bench.Link.State);
    }

    [Theory]
    [InlineData("02 01 0d 00", "L")] // a supervisory frame of no kind
    [InlineData("02 01 21 00", "L")]
    [InlineData("02 01 2f", "L")] // SABM, modulo 8
    [InlineData("00 01 7f", "L")] // SABME as a response: is the far end of our own side?
    [InlineData("02 01 73", "L")] // UA as a command
    [InlineData("00 01 00 00 aa", "L")] // I as a response
    [InlineData("02 01 01 00 00", "N")] // RR with more
    [InlineData("02 01 7f 00", "M")] // SABME with more
    [InlineData("00 01 87", "N")] // FRMR without its reason
    [InlineData("00 01 87 01 02 03 04 05", "K")] // FRMR
    [InlineData("02 01 01 02", "J")] // acknowledges what was never sent
    [InlineData("02 01 00 fe aa", "J")]
    [InlineData("00 01 0f", "E")] // DM
    public void What_cannot_be_mended_by_repeating_resets_the_link(string frame, string error)
    {
        var bench = new LapdBench().Up();
        bench.Receive(frame);
        Assert.Contains($"error {error}", bench.Told());
        Assert.Equal("00 01 7f", bench.Sent()[^1]);
        bench.Receive("00 01 73");
        Assert.Equal(["reset, 0 lost"], bench.Told());
    }

    [Theory]
    [InlineData("00 01 63", "D")]
    [InlineData("00 01 73", "C")]
    [InlineData("00 01 1f", "B")]
    [InlineData("00 01 01 01", "A")]
    public void An_answer_to_no_question_is_told_and_changes_nothing(string frame, string error)
    {
        var bench = new LapdBench().Up();
        bench.Receive(frame);
        Assert.Equal([$"error {error}"], bench.Told());
        Assert.Empty(bench.Sent());
        Assert.Equal(LapdState.Established, bench.Link.State);
    }

    [Fact]
    public void A_message_longer_than_N201_resets_the_link()
    {
        var bench = new LapdBench().Up();
        bench.Receive("02 01 00 00" + string.Concat(Enumerable.Repeat(" aa", 261)));
        Assert.Equal(["error O"], bench.Told());
        Assert.Equal(["00 01 7f"], bench.Sent());
    }

    [Theory]
    [InlineData("02 01 0d 00")]
    [InlineData("00 01 87 01 02 03 04 05")]
    public void Without_a_link_wrong_frames_are_only_told(string frame)
    {
        var bench = new LapdBench();
        bench.Receive(frame);
        Assert.Single(bench.Told());
        Assert.Empty(bench.Sent());
        Assert.Equal(LapdState.TeiAssigned, bench.Link.State);
    }

    [Fact]
    public void Options_out_of_range_are_refused_all_at_once()
    {
        var refused = Assert.Throws<ArgumentException>(() => new LapdBench(
            options: new() { N201 = 261, Window = 0, N200 = 0, T200 = default, MaxQueue = 0 }));
        foreach (var name in new[] { "N201", "Window", "N200", "T200", "MaxQueue" })
            Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }
}
