namespace CallRouting.Sip.Tests;

public class ClientTransactionTests
{
    private static readonly string Invite = VirtualLine.Request("INVITE", "z9hG4bK1");
    private static readonly string Options = VirtualLine.Request("OPTIONS", "z9hG4bK2");

    [Fact]
    public void Timers_A_and_B_An_INVITE_nobody_answers_is_repeated_doubling_and_given_up_after_32_s()
    {
        var line = new VirtualLine();
        line.Send(Invite);
        line.RunTo(100_000);
        Assert.Equal(["0 send INVITE", "500 send INVITE", "1500 send INVITE", "3500 send INVITE", "7500 send INVITE",
            "15500 send INVITE", "31500 send INVITE", "32000 TimedOut", "32000 Ended"], line.Diary);
        Assert.Equal(0, line.Layer.Count);
    }

    [Fact]
    public void Timer_B_alone_runs_over_a_stream()
    {
        var line = new VirtualLine(reliable: true);
        line.Send(Invite);
        line.RunTo(100_000);
        Assert.Equal(["0 send INVITE", "32000 TimedOut", "32000 Ended"], line.Diary);
    }

    [Fact]
    public void Timer_D_A_refusal_is_acknowledged_each_time_it_comes_for_32_s_and_told_once()
    {
        var line = new VirtualLine();
        line.Send(Invite);
        line.RunTo(100);
        line.Receive(180, Invite);
        line.RunTo(2000);
        line.Receive(486, Invite);
        line.RunTo(2500);
        line.Receive(486, Invite);
        line.RunTo(33_999);
        line.Receive(486, Invite);
        line.RunTo(100_000);
        Assert.Equal(["0 send INVITE", "100 response 180", "2000 send ACK", "2000 response 486", "2500 send ACK",
            "33999 send ACK", "34000 Ended"], line.Diary);
    }

    [Fact]
    public void Over_a_stream_a_refused_INVITE_ends_at_once()
    {
        var line = new VirtualLine(reliable: true);
        line.Send(Invite);
        line.Receive(603, Invite);
        Assert.Equal(["0 send INVITE", "0 send ACK", "0 response 603", "0 Ended"], line.Diary);
    }

    [Fact]
    public void Timer_M_Every_repeated_2xx_reaches_the_user_for_32_s()
    {
        var line = new VirtualLine();
        line.Send(Invite);
        line.RunTo(10);
        line.Receive(200, Invite);
        line.RunTo(510);
        line.Receive(200, Invite);
        line.Receive(180, Invite);
        line.Receive(486, Invite);
        line.RunTo(40_000);
        line.Receive(200, Invite);
        Assert.Equal(["0 send INVITE", "10 response 200", "510 response 200", "32010 Ended", "40000 stray 200"],
            line.Diary);
    }

    [Fact]
    public void The_ACK_for_a_refusal_takes_the_INVITEs_branch_routes_and_number_and_the_responses_To()
    {
        var invite = VirtualLine.Request("INVITE", "z9hG4bK1", 9, more: "Route: <sip:p;lr>, <sip:q;lr>\r\n");
        var line = new VirtualLine();
        line.Send(invite);
        var response = SipParser.Parse(SipWriter
            .ResponseTo(SipParser.Parse(VirtualLine.Octets(invite)).Message!, 404, "far"u8).Finish());
        line.Layer.Receive(response, line.Flow, line.Now, line.Outputs);
        var ack = SipParser.Parse(line.Outputs[0].Octets).Message!;
        Assert.Equal(SipMethod.Ack, ack.Method);
        Assert.True(ack.ToTag.SequenceEqual("far"u8));
        Assert.True(ack.TopVia.Branch.SequenceEqual("z9hG4bK1"u8));
        Assert.True(ack.First(SipHeader.Route).SequenceEqual("<sip:p;lr>, <sip:q;lr>"u8));
        Assert.Equal(9u, ack.Sequence);
    }

    [Fact]
    public void Timers_E_and_F_Another_request_is_repeated_doubling_up_to_4_s_and_given_up_after_32_s()
    {
        var line = new VirtualLine();
        line.Send(Options);
        line.RunTo(100_000);
        Assert.Equal(["0", "500", "1500", "3500", "7500", "11500", "15500", "19500", "23500", "27500", "31500"],
            line.Diary.Where(d => d.EndsWith("send OPTIONS", StringComparison.Ordinal)).Select(d => d.Split(' ')[0]));
        Assert.Equal(["32000 TimedOut", "32000 Ended"], line.Diary[^2..]);
    }

    [Fact]
    public void Timer_E_after_a_provisional_response_runs_every_4_s()
    {
        var line = new VirtualLine();
        line.Send(Options);
        line.RunTo(600);
        line.Receive(100, Options);
        line.RunTo(10_000);
        Assert.Equal(["0 send OPTIONS", "500 send OPTIONS", "600 response 100", "1500 send OPTIONS",
            "5500 send OPTIONS", "9500 send OPTIONS"], line.Diary);
    }

    [Fact]
    public void Timer_K_Repeats_of_a_final_response_are_absorbed_for_5_s()
    {
        var line = new VirtualLine();
        line.Send(Options);
        line.RunTo(20);
        line.Receive(200, Options);
        line.RunTo(5019);
        line.Receive(200, Options);
        line.RunTo(6000);
        line.Receive(200, Options);
        Assert.Equal(["0 send OPTIONS", "20 response 200", "5020 Ended", "6000 stray 200"], line.Diary);

        var stream = new VirtualLine(reliable: true);
        stream.Send(Options);
        stream.Receive(200, Options);
        Assert.Equal(["0 send OPTIONS", "0 response 200", "0 Ended"], stream.Diary);
    }

    [Fact]
    public void A_CANCEL_waits_for_the_first_provisional_response()
    {
        var line = new VirtualLine();
        var id = line.Send(Invite);
        Assert.True(line.Cancel(id));
        line.RunTo(300);
        line.Receive(100, Invite);
        line.RunTo(350);
        line.Receive(200, Invite.Replace("INVITE", "CANCEL", StringComparison.Ordinal));
        line.Receive(487, Invite);
        line.RunTo(100_000);
        Assert.Equal(["0 send INVITE", "300 response 100", "300 send CANCEL", "350 send ACK", "350 response 487",
            "32350 Ended"], line.Diary);
        Assert.Equal(0, line.Layer.Count);
    }

    [Fact]
    public void A_2xx_that_crosses_the_CANCEL_reaches_the_user()
    {
        var line = new VirtualLine();
        var id = line.Send(Invite);
        line.Receive(180, Invite);
        Assert.True(line.Cancel(id));
        line.Receive(200, Invite);
        Assert.False(line.Cancel(id));
        Assert.Equal(["0 send INVITE", "0 response 180", "0 send CANCEL", "0 response 200"], line.Diary);
    }

    [Fact]
    public void An_INVITE_cancelled_without_effect_is_given_up_after_32_s()
    {
        var line = new VirtualLine();
        var id = line.Send(Invite);
        line.Receive(180, Invite);
        line.RunTo(1000);
        line.Cancel(id);
        line.RunTo(100_000);
        Assert.Equal(["33000 TimedOut", "33000 Ended"], line.Diary[^2..]);
        Assert.Equal(0, line.Layer.Count);
    }

    [Fact]
    public void Timer_C_An_INVITE_that_only_rings_is_cancelled_181_s_after_the_last_provisional_response()
    {
        var line = new VirtualLine();
        line.Send(Invite);
        line.Receive(180, Invite);
        line.RunTo(100_000);
        line.Receive(180, Invite);
        line.RunTo(281_000);
        Assert.Equal("281000 send CANCEL", line.Diary[^1]);
    }

    [Fact]
    public void A_response_with_two_Vias_is_somebody_elses()
    {
        var line = new VirtualLine();
        line.Send(Invite);
        line.Receive(200, Invite.Replace("From:", "Via: SIP/2.0/UDP other\r\nFrom:", StringComparison.Ordinal));
        Assert.Equal(["0 send INVITE"], line.Diary);
    }

    [Fact]
    public void A_transport_failure_ends_the_transaction_and_tells()
    {
        var line = new VirtualLine(reliable: true);
        var id = line.Send(Invite);
        line.Send(Options);
        line.Fail(id);
        line.Layer.ConnectionFailed(7, line.Outputs);
        line.RunTo(100_000);
        Assert.Equal(["0 send INVITE", "0 send OPTIONS", "0 TransportFailed", "0 Ended"], line.Diary);
        Assert.Equal([TransactionOutputKind.TransportFailed, TransactionOutputKind.Ended],
            line.Outputs.Select(o => o.Kind));
        Assert.Equal(0, line.Layer.Count);
        Assert.Equal(42, line.Outputs[0].Mark);
    }
}
