namespace CallRouting.E1.Tests;

/// <summary>Which B channel a call gets (Q.931 §5.1.2, §5.2.3.1, §5.7).</summary>
public class ChannelTests
{
    [Theory]
    [InlineData("exclusive", "18 03 a9 83 85", 5)]
    [InlineData("preferred", "18 03 a1 83 85", 5)]
    [InlineData("slot map", "18 06 a9 93 00 00 00 20", 5)]
    [InlineData("explicit interface", "18 04 e9 80 83 85", 5)]
    [InlineData("any", "18 01 a3", 1)]
    [InlineData("missing", "", 1)]
    [InlineData("content that cannot be", "18 02 a9 83", 1)]
    [InlineData("indicated but not named", "18 01 a9", 1)]
    public void A_channel_may_be_named_in_any_way(string how, string channel, int expected)
    {
        var line = new PriLine();
        line.ReceiveSetup(channel: channel);
        Assert.True(line.Diary.Contains($"Offered on {expected} to 1001"), how);
    }

    [Fact]
    public void A_channel_in_use_is_refused_where_it_is_insisted_on()
    {
        var line = new PriLine();
        line.ReceiveSetup();
        line.Happened();
        line.ReceiveSetup(2);
        Assert.Equal(["> ReleaseComplete 44"], line.Happened());
    }

    [Fact]
    public void A_preferred_channel_in_use_is_replaced_by_another()
    {
        var line = new PriLine();
        line.ReceiveSetup();
        line.Happened();
        line.ReceiveSetup(2, "18 03 a1 83 85");
        Assert.Equal(["Offered on 1 to 1001"], line.Happened());
        line.Proceed();
        Assert.Equal(["> CallProceeding channel 1!"], line.Happened());
    }

    [Theory]
    [InlineData("the D channel's slot", "18 03 a9 83 90", 82)]
    [InlineData("the D channel", "18 01 ac", 34)]
    [InlineData("no channel", "18 01 a8", 34)]
    public void A_channel_that_does_not_exist_is_refused(string what, string channel, int cause)
    {
        var line = new PriLine();
        line.ReceiveSetup(channel: channel);
        Assert.True(line.Happened() is [var only] && only == $"> ReleaseComplete {cause}", what);
    }

    [Fact]
    public void Where_every_channel_is_in_use_a_call_is_refused()
    {
        var line = new PriLine();
        for (var call = 1; call <= 30; call++)
            line.ReceiveSetup(call, "18 01 a3");
        Assert.Equal(30, line.Layer3.Count);
        line.Happened();
        line.ReceiveSetup(31, "18 01 a3");
        Assert.Equal(["> ReleaseComplete 34"], line.Happened());
    }

    [Fact]
    public void The_user_takes_the_lowest_channel_the_network_the_highest_unless_told_otherwise()
    {
        Assert.Equal(1, Chosen(new PriOptions()));
        Assert.Equal(31, Chosen(new PriOptions { Side = PriSide.Network }));
        Assert.Equal(31, Chosen(new PriOptions { Selection = ChannelSelection.Highest }));
        Assert.Equal(1, Chosen(new PriOptions { Side = PriSide.Network, Selection = ChannelSelection.Lowest }));
        Assert.Equal(2, Chosen(new PriOptions { Channels = 0b1100 }));

        static int Chosen(PriOptions options)
        {
            var line = new PriLine(options);
            return line.Layer3.Channel(line.SetUp());
        }
    }

    [Fact]
    public void The_first_answer_may_move_our_call_to_another_channel()
    {
        var line = new PriLine();
        line.SetUp();
        line.Receive(MessageType.CallProceeding, "18 03 a9 83 87", isOurs: true);
        Assert.Equal("Proceeding on 7", line.Happened()[^1]);
        // Later answers move nothing.
        line.Receive(MessageType.Alerting, "18 03 a9 83 88", isOurs: true);
        Assert.Equal("Alerting on 7", line.Happened()[^1]);
        line.SetUp();
        Assert.Equal("> Setup channel 1 called 1001 complete", line.Happened()[^1]);
    }

    [Theory]
    [InlineData("one that is in use", false, "18 03 a9 83 82")]
    [InlineData("one that does not exist", false, "18 03 a9 83 90")]
    [InlineData("another than we insist on", true, "18 03 a9 83 87")]
    public void A_channel_that_will_not_do_ends_our_call(string what, bool isExclusive, string channel)
    {
        var line = new PriLine(new PriOptions { Exclusive = isExclusive });
        line.ReceiveSetup(9, "18 03 a9 83 82");
        line.SetUp();
        line.Happened();
        line.Receive(MessageType.CallProceeding, channel, isOurs: true);
        Assert.Equal(["Disconnected 6", "> Release 6"], line.Happened());
        line.Receive(MessageType.ReleaseComplete, isOurs: true);
        Assert.True(line.Happened() is ["Released on 1 6"], what);
    }

    [Fact]
    public void A_channel_refused_with_44_is_replaced_once()
    {
        var line = new PriLine();
        var call = line.SetUp();
        line.Happened();
        line.Receive(MessageType.ReleaseComplete, "08 02 82 ac", isOurs: true);
        Assert.Equal(["> Setup channel 2 called 1001 complete"], line.Happened());
        Assert.Equal(2, line.Layer3.Channel(call));
        line.Receive(MessageType.ReleaseComplete, "08 02 82 ac", reference: 2, isOurs: true);
        Assert.Equal(["Released on 2 44"], line.Happened());
    }

    [Fact]
    public void A_call_that_has_to_have_its_channel_is_not_tried_on_another()
    {
        var line = new PriLine();
        line.SetUp(channel: 4);
        line.Happened();
        line.Receive(MessageType.ReleaseComplete, "08 02 82 ac", isOurs: true);
        Assert.Equal(["Released on 4 44"], line.Happened());
    }

    [Fact]
    public void Of_two_calls_that_want_one_channel_the_network_s_has_it_and_the_user_s_is_moved()
    {
        var line = new PriLine();
        var own = line.SetUp();
        line.ReceiveSetup(7, "18 03 a9 83 81");
        Assert.Equal("Offered on 1 to 1001", line.Happened()[^1]);
        Assert.Equal(0, line.Layer3.Channel(own));
        line.Receive(MessageType.CallProceeding, "18 03 a9 83 9f", isOurs: true);
        Assert.Equal(["Proceeding on 31"], line.Happened());
    }

    [Fact]
    public void A_network_that_gives_the_channel_twice_gets_one_call_back()
    {
        var line = new PriLine();
        line.SetUp();
        line.ReceiveSetup(7, "18 03 a9 83 81");
        line.Happened();
        line.Receive(MessageType.CallProceeding, "18 03 a9 83 81", isOurs: true);
        Assert.Equal(["Disconnected 6", "> Release 6"], line.Happened());
        Assert.Equal(1, line.Layer3.Channel(line.Call));
    }

    [Fact]
    public void The_network_keeps_its_channel_and_gives_the_user_another()
    {
        var line = new PriLine(new PriOptions { Side = PriSide.Network });
        line.SetUp();
        line.Happened();
        line.ReceiveSetup(7, "18 03 a1 83 9f");
        Assert.Equal(["Offered on 30 to 1001"], line.Happened());
        line.ReceiveSetup(8, "18 03 a9 83 9f");
        Assert.Equal(["> ReleaseComplete 44"], line.Happened());
    }

    [Fact]
    public void Channels_may_be_numbered_without_the_D_channel()
    {
        var line = new PriLine(new PriOptions { LogicalNumbering = true, Channels = 0xFFFE_0000 });
        line.SetUp();
        Assert.Equal(["> Setup channel 16 called 1001 complete"], line.Happened());
        Assert.Equal(17, line.Layer3.Channel(line.Call));
        line.Receive(MessageType.CallProceeding, "18 03 a9 83 9e", isOurs: true);
        Assert.Equal(["Proceeding on 31"], line.Happened());
        // A slot map always has slots.
        line.ReceiveSetup(3, "18 06 a9 93 00 02 00 00");
        Assert.Equal(["Offered on 17 to 1001"], line.Happened());
    }

    [Fact]
    public void A_blocked_channel_is_neither_chosen_nor_taken()
    {
        var line = new PriLine();
        line.Block(0b11_0000);
        Assert.Equal(["ChannelsChanged"], line.Happened());
        Assert.Equal(0xFFFE_FFCEu, line.Layer3.InService);
        line.ReceiveSetup();
        Assert.Equal(["> ReleaseComplete 44"], line.Happened());
        line.ReceiveSetup(2, "18 03 a1 83 84");
        Assert.Equal(["Offered on 1 to 1001"], line.Happened());
        line.Block(0b10);
        line.Unblock(0b11_0010);
        Assert.Equal(["ChannelsChanged", "ChannelsChanged"], line.Happened());
        Assert.Equal(1, line.Layer3.Channel(line.Call));
        Assert.Equal(0xFFFE_FFFEu, line.Layer3.InService);
        line.Unblock(0b11_0010);
        Assert.Empty(line.Happened());
    }
}
