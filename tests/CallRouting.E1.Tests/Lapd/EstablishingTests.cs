namespace CallRouting.E1.Tests;

/// <summary>A data link comes up, is reset, goes down and comes up again: Q.921 §5.5, §5.7.</summary>
public class EstablishingTests
{
    private const string UserSabme = "00 01 7f", NetworkSabme = "02 01 7f";
    private const string UaOfUser = "02 01 73", UaOfNetwork = "00 01 73";

    [Theory, Trait("Spec", "O3")]
    [InlineData(false, UserSabme, UaOfNetwork)]
    [InlineData(true, NetworkSabme, UaOfUser)]
    public void A_link_is_up_when_its_SABME_is_answered(bool isNetwork, string sabme, string ua)
    {
        var bench = new LapdBench(isNetwork);
        bench.Link.Establish(bench.Now);
        Assert.Equal([sabme], bench.Sent());
        Assert.False(bench.Send("08"));
        bench.Receive(ua);
        Assert.Equal(LapdState.Established, bench.Link.State);
        Assert.Equal(["established"], bench.Told());
    }

    [Fact]
    public void Two_ends_that_begin_at_once_answer_each_other_and_are_up()
    {
        var bench = new LapdBench();
        bench.Link.Establish(bench.Now);
        bench.Receive(NetworkSabme);
        Assert.Equal([UserSabme, UaOfUser], bench.Sent());
        Assert.Equal(LapdState.AwaitingEstablishment, bench.Link.State);
        bench.Receive(UaOfNetwork);
        Assert.Equal(["established"], bench.Told());
    }

    [Fact]
    public void An_end_that_waits_for_its_next_try_is_established_by_the_other()
    {
        var bench = new LapdBench();
        bench.Link.Establish(bench.Now);
        bench.Advance(4.5);
        Assert.Equal(["error G", "released"], bench.Told());
        bench.Sent();
        bench.Receive(NetworkSabme);
        Assert.Equal([UaOfUser], bench.Sent());
        Assert.Equal(["established"], bench.Told());
        Assert.Equal(LapdState.Established, bench.Link.State);
    }

    [Fact]
    public void A_link_that_is_not_wanted_refuses_to_be_established()
    {
        var bench = new LapdBench();
        bench.Receive(NetworkSabme);
        Assert.Equal(["02 01 1f"], bench.Sent());
        Assert.Empty(bench.Told());
        Assert.Equal(LapdState.TeiAssigned, bench.Link.State);
    }

    [Fact]
    public void Without_an_answer_it_is_asked_N200_times_more_then_told_and_tried_again_for_ever()
    {
        var bench = new LapdBench();
        bench.Link.Establish(bench.Now);
        bench.Advance(3.999);
        Assert.Equal(Enumerable.Repeat(UserSabme, 4), bench.Sent());
        Assert.Empty(bench.Told());
        bench.Advance(0.001);
        Assert.Equal(["error G", "released"], bench.Told());
        bench.Advance(4.999);
        Assert.Empty(bench.Sent());
        bench.Advance(0.001);
        Assert.Equal([UserSabme], bench.Sent());
        bench.Advance(3600);
        Assert.Equal(400, bench.Told().Count(told => told == "released"));
        bench.Advance(2);
        bench.Link.Receive([0x00, 0x01, 0x73], bench.Now);
        Assert.Contains("established", bench.Told());
    }

    [Fact]
    public void A_far_end_that_refuses_is_asked_again_later()
    {
        var bench = new LapdBench();
        bench.Link.Establish(bench.Now);
        bench.Receive("00 01 1f");
        Assert.Equal(["released"], bench.Told());
        Assert.Equal([UserSabme], bench.Sent());
        bench.Advance(5);
        Assert.Equal([UserSabme], bench.Sent());
    }

    [Fact]
    public void A_far_end_that_asks_for_a_link_by_DM_gets_one_at_once()
    {
        var bench = new LapdBench();
        bench.Link.Establish(bench.Now);
        bench.Receive("00 01 1f");
        bench.Sent();
        bench.Receive("00 01 0f");
        Assert.Equal([UserSabme], bench.Sent());
    }

    [Fact]
    public void A_SABME_in_use_resets_the_link_and_layer_3_is_told_what_was_lost()
    {
        var bench = new LapdBench().Up();
        bench.Send("aa");
        bench.Send("bb");
        bench.Receive("02 01 00 02 cc");
        bench.Sent();
        bench.Told();
        bench.Receive(NetworkSabme);
        Assert.Equal([UaOfUser], bench.Sent());
        Assert.Equal(["error F", "reset, 1 lost"], bench.Told());
        Assert.Equal(LapdState.Established, bench.Link.State);
        bench.Send("dd");
        Assert.Equal(["00 01 00 00 dd"], bench.Sent());
    }

    [Fact]
    public void What_was_never_sent_is_sent_after_a_reset()
    {
        var bench = new LapdBench().Up();
        bench.Receive("02 01 05 00");
        Assert.True(bench.Send("aa"));
        Assert.Empty(bench.Sent());
        bench.Receive(NetworkSabme);
        Assert.Equal([UaOfUser, "00 01 00 00 aa"], bench.Sent());
        Assert.Equal(["error F", "reset, 0 lost"], bench.Told());
    }

    [Fact]
    public void A_far_end_that_disconnects_is_confirmed_and_asked_again_later()
    {
        var bench = new LapdBench().Up();
        bench.Receive("02 01 53");
        Assert.Equal([UaOfUser], bench.Sent());
        Assert.Equal(["released"], bench.Told());
        Assert.False(bench.Send("aa"));
        bench.Advance(5);
        Assert.Equal([UserSabme], bench.Sent());
    }

    [Fact]
    public void A_DISC_without_a_link_is_answered_by_DM()
    {
        var bench = new LapdBench();
        bench.Receive("02 01 53");
        bench.Link.Establish(bench.Now);
        bench.Receive("02 01 43");
        Assert.Equal(["02 01 1f", UserSabme, "02 01 0f"], bench.Sent());
    }

    [Theory]
    [InlineData("00 01 73")]
    [InlineData("00 01 1f")]
    public void A_release_ends_with_the_far_end_s_answer(string answer)
    {
        var bench = new LapdBench().Up();
        bench.Link.Release(bench.Now);
        Assert.Equal(["00 01 53"], bench.Sent());
        bench.Receive("02 01 00 00 aa");
        Assert.Empty(bench.Told());
        bench.Receive(answer);
        Assert.Equal(["released"], bench.Told());
        bench.Advance(60);
        Assert.Empty(bench.Sent());
    }

    [Fact]
    public void A_release_that_nobody_confirms_ends_all_the_same()
    {
        var bench = new LapdBench().Up();
        bench.Link.Release(bench.Now);
        bench.Receive(NetworkSabme);
        bench.Receive("02 01 53");
        Assert.Equal(["00 01 53", "02 01 1f", UaOfUser], bench.Sent());
        bench.Advance(4);
        Assert.Equal(Enumerable.Repeat("00 01 53", 3), bench.Sent());
        Assert.Equal(["error H", "released"], bench.Told());
    }

    [Fact]
    public void A_line_that_goes_away_takes_the_link_with_it_until_it_is_back()
    {
        var bench = new LapdBench().Up();
        bench.Send("aa");
        bench.Link.Deactivate();
        Assert.Equal(["released"], bench.Told());
        bench.Sent();
        bench.Advance(3600);
        Assert.Empty(bench.Sent());
        bench.Link.Establish(bench.Now);
        Assert.Equal([UserSabme], bench.Sent());
    }

    [Fact]
    public void Layer_3_may_reset_the_link()
    {
        var bench = new LapdBench().Up();
        bench.Send("aa");
        bench.Link.Establish(bench.Now);
        bench.Send("bb");
        bench.Receive(UaOfNetwork);
        Assert.Equal(["reset, 1 lost"], bench.Told());
        Assert.Equal(["00 01 00 00 aa", UserSabme, "00 01 00 00 bb"], bench.Sent());
    }
}
