namespace CallRouting.Sip.Tests;

public class ServerTransactionTests
{
    private static readonly string Invite = VirtualLine.Request("INVITE", "z9hG4bK1");
    private static readonly string Ack = VirtualLine.Request("ACK", "z9hG4bK1", toTag: "our");
    private static readonly string Options = VirtualLine.Request("OPTIONS", "z9hG4bK2");

    [Fact]
    public void An_INVITE_the_user_thinks_about_gets_a_100_after_200_ms_and_repeats_get_it_again()
    {
        var line = new VirtualLine();
        line.Receive(Invite);
        line.RunTo(100);
        line.Receive(Invite);
        line.RunTo(500);
        line.Receive(Invite);
        Assert.Equal(["0 request INVITE", "200 send 100", "500 send 100"], line.Diary);
    }

    [Fact]
    public void Timers_G_and_H_A_refusal_is_repeated_up_to_every_4_s_until_given_up_after_32_s()
    {
        var line = new VirtualLine();
        line.Receive(Invite);
        line.Respond(line.Last, 486);
        line.RunTo(100_000);
        Assert.Equal(["0 request INVITE", "0 send 486", "500 send 486", "1500 send 486", "3500 send 486",
            "7500 send 486", "11500 send 486", "15500 send 486", "19500 send 486", "23500 send 486", "27500 send 486",
            "31500 send 486", "32000 TimedOut", "32000 Ended"], line.Diary);
    }

    [Fact]
    public void Timer_I_After_the_ACK_repeats_are_absorbed_for_5_s()
    {
        var line = new VirtualLine();
        line.Receive(Invite);
        line.Respond(line.Last, 486);
        line.RunTo(400);
        line.Receive(Ack);
        line.Receive(Ack);
        line.Receive(Invite);
        line.RunTo(100_000);
        Assert.Equal(["0 request INVITE", "0 send 486", "5400 Ended"], line.Diary);
    }

    [Fact]
    public void Over_a_stream_a_refusal_is_sent_once_and_its_ACK_ends_it()
    {
        var line = new VirtualLine(reliable: true);
        line.Receive(Invite);
        line.Respond(line.Last, 486);
        line.RunTo(10_000);
        line.Receive(Ack);
        Assert.Equal(["0 request INVITE", "0 send 486", "10000 Ended"], line.Diary);
    }

    [Fact]
    public void Timer_L_After_a_2xx_repeats_of_the_INVITE_are_absorbed_for_32_s()
    {
        var line = new VirtualLine();
        line.Receive(Invite);
        line.Respond(line.Last, 200);
        line.RunTo(500);
        line.Receive(Invite);
        Assert.True(line.Respond(line.Last, 200));
        Assert.False(line.Respond(line.Last, 486));
        line.Receive(VirtualLine.Request("ACK", "z9hG4bKother", toTag: "our"));
        line.RunTo(100_000);
        Assert.Equal(["0 request INVITE", "0 send 200", "500 send 200", "500 Ack", "32000 Ended"], line.Diary);
    }

    [Fact]
    public void Timer_J_A_request_repeated_after_its_response_gets_it_again_for_32_s()
    {
        var line = new VirtualLine();
        line.Receive(Options);
        line.Receive(Options);
        line.RunTo(10);
        line.Respond(line.Last, 200);
        line.RunTo(32_009);
        line.Receive(Options);
        line.RunTo(40_000);
        Assert.Equal(["0 request OPTIONS", "10 send 200", "32009 send 200", "32010 Ended"], line.Diary);

        var stream = new VirtualLine(reliable: true);
        stream.Receive(Options);
        stream.Respond(stream.Last, 200);
        Assert.Equal(["0 request OPTIONS", "0 send 200", "0 Ended"], stream.Diary);
    }

    [Fact]
    public void A_request_the_user_never_answers_ends()
    {
        var line = new VirtualLine();
        line.Receive(Options);
        line.RunTo(100_000);
        Assert.Equal(["0 request OPTIONS", "32000 TimedOut", "32000 Ended"], line.Diary);

        var invite = new VirtualLine(reliable: true);
        invite.Receive(Invite);
        invite.RunTo(5_000_000);
        Assert.Equal(["0 request INVITE", "200 send 100", "3600000 TimedOut", "3600000 send 408", "3632000 TimedOut",
            "3632000 Ended"], invite.Diary);
    }

    [Fact]
    public void A_CANCEL_is_answered_and_the_user_told_once()
    {
        var line = new VirtualLine();
        line.Receive(Invite);
        var invite = line.Last;
        line.Respond(invite, 180);
        line.RunTo(100);
        line.Receive(VirtualLine.Request("CANCEL", "z9hG4bK1"));
        line.Receive(VirtualLine.Request("CANCEL", "z9hG4bK1"));
        line.Respond(invite, 487);
        Assert.Equal(["0 request INVITE", "0 send 180", "100 send 200", "100 Cancelled", "100 send 200",
            "100 send 487"], line.Diary);
    }

    [Fact]
    public void A_CANCEL_after_the_final_response_changes_nothing_and_one_for_nothing_is_481()
    {
        var line = new VirtualLine();
        line.Receive(Invite);
        line.Respond(line.Last, 200);
        line.Receive(VirtualLine.Request("CANCEL", "z9hG4bK1"));
        line.Receive(VirtualLine.Request("CANCEL", "z9hG4bKnone"));
        Assert.Equal(["0 request INVITE", "0 send 200", "0 send 200", "0 send 481"], line.Diary);
    }

    [Fact]
    public void The_same_request_on_another_path_is_482()
    {
        var line = new VirtualLine();
        line.Receive(Invite);
        line.Receive(VirtualLine.Request("INVITE", "z9hG4bKotherpath"));
        line.Receive(VirtualLine.Request("INVITE", "z9hG4bKlater", sequence: 2));
        Assert.Equal(["0 request INVITE", "0 send 482", "0 request INVITE"], line.Diary);
    }

    [Fact]
    public void The_same_branch_from_another_sender_or_method_is_another_transaction()
    {
        var line = new VirtualLine();
        line.Receive(Options);
        line.Receive(VirtualLine.Request("INFO", "z9hG4bK2"));
        line.Receive(VirtualLine.Request("OPTIONS", "z9hG4bK2", tag: "b")
            .Replace("192.0.2.1;", "192.0.2.2;", StringComparison.Ordinal));
        Assert.Equal(["0 request OPTIONS", "0 request INFO", "0 request OPTIONS"], line.Diary);
    }

    [Fact]
    public void A_sender_of_RFC_2543_is_matched_without_the_cookie()
    {
        var invite = VirtualLine.Request("INVITE", "old");
        var line = new VirtualLine();
        line.Receive(invite);
        line.Respond(line.Last, 404);
        line.Receive(invite);
        line.Receive(VirtualLine.Request("ACK", "old", toTag: "our"));
        line.RunTo(100_000);
        Assert.Equal(["0 request INVITE", "0 send 404", "0 send 404", "5000 Ended"], line.Diary);
    }

    [Fact]
    public void A_bad_request_is_refused_without_state()
    {
        var line = new VirtualLine();
        line.Receive(Options.Replace("CSeq: 1", "CSeq: x", StringComparison.Ordinal));
        line.Receive(Ack.Replace("CSeq: 1", "CSeq: x", StringComparison.Ordinal));
        Assert.Equal(["0 send 400"], line.Diary);
        Assert.Equal(0, line.Layer.Count);
    }

    [Fact]
    public void Above_the_limit_new_requests_are_503()
    {
        var line = new VirtualLine(limit: 1);
        line.Receive(Invite);
        line.Receive(Options);
        line.Receive(Invite);
        Assert.Equal(["0 request INVITE", "0 send 503"], line.Diary);
    }
}
