namespace CallRouting.E1.Tests;

/// <summary>Calls that the user side makes (Q.931 §5.1).</summary>
public class OutgoingCallTests
{
    private readonly PriLine line = new();

    [Fact]
    public void A_call_is_set_up_alerted_answered_and_ended_by_us()
    {
        line.SetUp();
        Assert.Equal(["> Setup channel 1 called 1001 complete"], line.Happened());
        line.Receive(MessageType.CallProceeding, "18 03 a9 83 81", isOurs: true);
        Assert.Equal(["Proceeding on 1"], line.Happened());
        line.Receive(MessageType.Alerting, "1e 02 82 88", isOurs: true);
        Assert.Equal(["Alerting on 1 in-band"], line.Happened());
        line.Receive(MessageType.Connect, isOurs: true);
        Assert.Equal(["> ConnectAcknowledge", "Connected on 1"], line.Happened());
        line.Disconnect();
        Assert.Equal(["> Disconnect 16"], line.Happened());
        line.Receive(MessageType.Release, isOurs: true);
        Assert.Equal(["> ReleaseComplete", "Released on 1 16"], line.Happened());
        Assert.Equal(0, line.Layer3.Count);
    }

    [Theory]
    [InlineData(MessageType.SetupAcknowledge, "MoreDigits on 1")]
    [InlineData(MessageType.CallProceeding, "Proceeding on 1")]
    [InlineData(MessageType.Alerting, "Alerting on 1")]
    internal void Any_answer_may_be_the_first_and_need_name_no_channel(MessageType type, string told)
    {
        line.SetUp();
        line.Happened();
        line.Receive(type, isOurs: true);
        Assert.Equal([told], line.Happened());
    }

    [Fact]
    public void The_first_answer_may_be_a_refusal()
    {
        line.SetUp();
        line.Happened();
        line.Receive(MessageType.ReleaseComplete, "08 02 82 91", isOurs: true);
        Assert.Equal(["Released on 1 17"], line.Happened());
    }

    [Fact]
    public void A_refusal_without_a_cause_is_unspecified()
    {
        line.SetUp();
        line.Happened();
        line.Receive(MessageType.ReleaseComplete, isOurs: true);
        Assert.Equal(["Released on 1 31"], line.Happened());
    }

    [Fact]
    public void Setup_is_repeated_once_and_then_given_up()
    {
        line.SetUp();
        line.Happened();
        line.Advance(3.9);
        Assert.Empty(line.Happened());
        line.Advance(0.1);
        Assert.Equal(["> Setup channel 1 called 1001 complete"], line.Happened());
        line.Advance(4);
        Assert.Equal(["> ReleaseComplete 102", "Released on 1 102"], line.Happened());
    }

    [Theory]
    [InlineData(MessageType.SetupAcknowledge, 30, 102)]
    [InlineData(MessageType.CallProceeding, 60, 102)]
    [InlineData(MessageType.Alerting, 180, 19)]
    internal void A_far_end_that_says_no_more_is_given_up(MessageType last, int seconds, int cause)
    {
        line.SetUp();
        line.Receive(last, isOurs: true);
        line.Happened();
        line.Advance(seconds - 0.1);
        Assert.Empty(line.Happened());
        line.Advance(0.1);
        Assert.Equal([$"Disconnected on 1 {cause}", $"> Disconnect {cause}"], line.Happened());
        line.Receive(MessageType.Release, isOurs: true);
        Assert.Equal(["> ReleaseComplete", $"Released on 1 {cause}"], line.Happened());
    }

    [Fact]
    public void Progress_says_that_there_is_something_to_hear_and_ends_the_wait_for_alerting()
    {
        line.SetUp();
        line.Receive(MessageType.CallProceeding, isOurs: true);
        line.Happened();
        line.Receive(MessageType.Progress, "1e 02 82 83 1e 02 84 88", isOurs: true);
        Assert.Equal(["Progress on 1 in-band"], line.Happened());
        line.Advance(179);
        Assert.Empty(line.Happened());
        line.Advance(1);
        Assert.Equal(["Disconnected on 1 19", "> Disconnect 19"], line.Happened());
    }

    [Fact]
    public void Progress_may_say_why_there_is_something_to_hear()
    {
        line.SetUp();
        line.Receive(MessageType.CallProceeding, isOurs: true);
        line.Happened();
        line.Receive(MessageType.Progress, "08 02 84 91 1e 02 84 88", isOurs: true);
        Assert.Equal(["Progress on 1 17 in-band"], line.Happened());
    }

    [Fact]
    public void An_announcement_after_DISCONNECT_can_be_heard_until_we_hang_up()
    {
        line.SetUp();
        line.Receive(MessageType.CallProceeding, isOurs: true);
        line.Happened();
        line.Receive(MessageType.Disconnect, "08 02 82 81 1e 02 82 88", isOurs: true);
        Assert.Equal(["Disconnected on 1 1 in-band"], line.Happened());
        Assert.Equal(1, line.Layer3.Channel(line.Call));
        line.Disconnect();
        Assert.Equal(["> Release"], line.Happened());
        line.Receive(MessageType.ReleaseComplete, isOurs: true);
        Assert.Equal(["Released on 1 1"], line.Happened());
    }

    [Fact]
    public void An_announcement_that_nobody_ends_is_ended()
    {
        line.SetUp();
        line.Receive(MessageType.CallProceeding, isOurs: true);
        line.Receive(MessageType.Disconnect, "08 02 82 81 1e 02 82 88", isOurs: true);
        line.Happened();
        line.Advance(60);
        Assert.Equal(["> Release 1"], line.Happened());
    }

    [Fact]
    public void The_network_may_end_its_announcement()
    {
        line.SetUp();
        line.Receive(MessageType.CallProceeding, isOurs: true);
        line.Receive(MessageType.Disconnect, "08 02 82 81 1e 02 82 88", isOurs: true);
        line.Happened();
        line.Receive(MessageType.Release, "08 02 82 81", isOurs: true);
        Assert.Equal(["> ReleaseComplete", "Released on 1 1"], line.Happened());
    }

    [Fact]
    public void Without_a_free_channel_a_call_ends_at_once()
    {
        var one = new PriLine(new PriOptions { Channels = 1u << 3 });
        one.SetUp();
        one.Happened();
        one.SetUp();
        Assert.Equal(["Released 34"], one.Happened());
        Assert.Equal(1, one.Layer3.Count);
    }

    [Fact]
    public void Without_a_link_a_call_ends_at_once_and_a_link_is_asked_for()
    {
        var down = new PriLine(isUp: false);
        down.SetUp();
        Assert.Equal(["Establish", "Released 38"], down.Happened());
    }

    [Fact]
    public void A_number_longer_than_any_is_refused_before_it_is_sent()
    {
        line.SetUp(new string('1', 33));
        Assert.Equal(["Released 28"], line.Happened());
    }

    [Fact]
    public void Digits_are_sent_when_the_network_is_ready_for_them()
    {
        line.SetUp("8", isComplete: false);
        Assert.Equal(["> Setup channel 1 called 8"], line.Happened());
        line.Dial("495");
        Assert.Empty(line.Happened());
        line.Receive(MessageType.SetupAcknowledge, "18 03 a9 83 81", isOurs: true);
        Assert.Equal(["MoreDigits on 1", "> Information called 495"], line.Happened());
        line.Dial("7", isComplete: true);
        Assert.Equal(["> Information called 7 complete"], line.Happened());
        line.Dial("", isComplete: true);
        Assert.Equal(["> Information complete"], line.Happened());
        line.Receive(MessageType.CallProceeding, isOurs: true);
        line.Happened();
        line.Dial("9");
        Assert.Empty(line.Happened());
    }

    [Fact]
    public void A_call_without_a_digit_yet_names_no_number()
    {
        line.SetUp("", isComplete: false);
        Assert.Equal(["> Setup channel 1"], line.Happened());
    }

    [Fact]
    public void A_call_given_up_before_any_answer_is_disconnected()
    {
        line.SetUp();
        line.Happened();
        line.Disconnect();
        line.Receive(MessageType.CallProceeding, "18 03 a9 83 81", isOurs: true);
        line.Receive(MessageType.Alerting, isOurs: true);
        line.Receive(MessageType.Connect, isOurs: true);
        Assert.Equal(["> Disconnect 16"], line.Happened());
        line.Receive(MessageType.Release, isOurs: true);
        Assert.Equal(["> ReleaseComplete", "Released on 1 16"], line.Happened());
    }

    [Fact]
    public void Sending_complete_can_be_left_out()
    {
        var silent = new PriLine(new PriOptions { SendingComplete = false });
        silent.SetUp();
        Assert.Equal(["> Setup channel 1 called 1001"], silent.Happened());
    }

    [Fact]
    public void Call_references_go_round_and_pass_over_those_in_use()
    {
        line.SetUp();
        var first = Hex.Text(line.LastSent.AsSpan(2, 2));
        for (var i = 0; i < 0x7FFF; i++)
        {
            line.SetUp();
            Assert.NotEqual(first, Hex.Text(line.LastSent.AsSpan(2, 2)));
            line.Receive(Hex.Octets($"08 02 {line.LastSent[2] | 0x80:x2} {line.LastSent[3]:x2} 5a"));
        }

        Assert.Equal(1, line.Layer3.Count);
    }
}
