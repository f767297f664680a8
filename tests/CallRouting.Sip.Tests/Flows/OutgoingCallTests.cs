using System.Net;
using CallRouting.Sip;

namespace CallRouting.Tests.Flows;

public class OutgoingCallTests
{
    private readonly SipStage _stage = new();
    private readonly FarPhone _bob;

    public OutgoingCallTests() => _bob = _stage.Phone("192.0.2.20:5060");

    private SipMessage Invite => _bob.Requests(SipMethod.Invite)[^1];

    private static string Field(SipMessage message, SipHeader header) => FarPhone.Text(message.First(header));

    private LegId Answered()
    {
        var leg = _stage.RingAddress();
        _bob.Answer(Invite, 200, FarPhone.Pcma);
        return leg;
    }

    [Fact]
    public void A_leg_rings_is_answered_and_hung_up_by_the_far_end()
    {
        var leg = _stage.RingAddress();
        Assert.Equal("sip:bob@192.0.2.20:5060", FarPhone.Text(Invite.RequestUriText));
        Assert.StartsWith("\"Anna\" <sip:101@office.test>;tag=", Field(Invite, SipHeader.From),
            StringComparison.Ordinal);
        Assert.Contains("m=audio 20000 RTP/AVP 8 0 101", FarPhone.Text(Invite.Body), StringComparison.Ordinal);

        _bob.Answer(Invite, 100);
        Assert.Equal("", _stage.Story(leg));
        _bob.Answer(Invite, 180);
        _bob.Answer(Invite, 180);
        Assert.Equal("Ringing", _stage.Story(leg));
        _bob.Answer(Invite, 200, FarPhone.Pcma);
        Assert.Equal("Ringing Answered", _stage.Story(leg));
        var ack = Assert.Single(_bob.Requests(SipMethod.Ack));
        Assert.Equal((Invite.Sequence, _bob.Tag), (ack.Sequence, FarPhone.Text(ack.ToTag)));
        Assert.Equal(40000, _stage.MediaOf(leg).Agreed.Remote!.Port);

        _bob.Join(Invite);
        _bob.InDialog("BYE");
        Assert.Equal("Ringing Answered Cleared", _stage.Story(leg));
        _stage.Pass(40);
        Assert.Equal(new SipStatistics(), _stage.Agent.Statistics);
        Assert.Equal(0, _stage.OpenMedia);
    }

    [Fact]
    public void Each_repeat_of_the_answer_gets_the_same_ack()
    {
        Answered();
        _bob.Answer(Invite, 200, FarPhone.Pcma);
        var acks = _bob.Requests(SipMethod.Ack);
        Assert.Equal(2, acks.Count);
        Assert.Equal(acks[0].Buffer.ToArray(), acks[1].Buffer.ToArray());
        Assert.Single(_stage.Events);
    }

    [Fact]
    public void Early_sound_is_told_once_and_stays_when_the_answer_has_no_description()
    {
        var leg = _stage.RingAddress();
        _bob.Answer(Invite, 183, FarPhone.Pcma);
        _bob.Answer(Invite, 183, FarPhone.Pcma);
        Assert.Equal("Progressed", _stage.Story(leg));
        _bob.Answer(Invite, 200);
        Assert.Equal("Progressed Answered", _stage.Story(leg));
    }

    [Fact]
    public void An_answer_without_any_description_is_a_failure_and_hung_up()
    {
        var leg = _stage.RingAddress();
        _bob.Answer(Invite, 200);
        Assert.Single(_bob.Requests(SipMethod.Ack));
        Assert.Single(_bob.Requests(SipMethod.Bye));
        Assert.Equal(CallEvent.Failed(leg, Cause.ProtocolError), Assert.Single(_stage.Events));
    }

    [Fact]
    public void A_release_while_it_rings_cancels_and_says_why()
    {
        var leg = _stage.RingAddress();
        _bob.Answer(Invite, 180);
        _stage.Do(CallEffectKind.Release, leg, Cause.AnsweredElsewhere);
        var cancel = Assert.Single(_bob.Requests(SipMethod.Cancel));
        Assert.Equal("SIP;cause=200;text=\"Call completed elsewhere\"", Field(cancel, SipHeader.Reason));
        Assert.Equal("Ringing Failed", _stage.Story(leg));
        Assert.Equal(0, _stage.OpenMedia);
        _bob.Answer(cancel, 200);
        _bob.Answer(Invite, 487);
        Assert.Single(_bob.Requests(SipMethod.Ack));
        _stage.Pass(40);
        Assert.Equal("Ringing Failed", _stage.Story(leg));
        Assert.Equal(new SipStatistics(), _stage.Agent.Statistics);
    }

    [Fact]
    public void A_release_before_any_response_cancels_with_the_first_one()
    {
        var leg = _stage.RingAddress();
        _stage.Do(CallEffectKind.Release, leg);
        Assert.Empty(_bob.Requests(SipMethod.Cancel));
        _bob.Answer(Invite, 100);
        Assert.Single(_bob.Requests(SipMethod.Cancel));
        Assert.Equal("Failed", _stage.Story(leg));
    }

    [Fact]
    public void A_late_answer_after_cancel_is_released()
    {
        var leg = _stage.RingAddress();
        _bob.Answer(Invite, 180);
        _stage.Do(CallEffectKind.Release, leg);
        _bob.Answer(Invite, 200, FarPhone.Pcma);
        Assert.Single(_bob.Requests(SipMethod.Ack));
        var bye = Assert.Single(_bob.Requests(SipMethod.Bye));
        _bob.Answer(bye, 200);
        Assert.Equal("Ringing Failed", _stage.Story(leg));
        _bob.Answer(Invite, 200, FarPhone.Pcma);
        Assert.Equal(2, _bob.Requests(SipMethod.Ack).Count);
        Assert.Single(_bob.Requests(SipMethod.Bye));
        _stage.Pass(40);
        Assert.Equal(new SipStatistics(), _stage.Agent.Statistics);
    }

    [Fact]
    public void Of_two_phones_that_answer_one_invite_the_second_is_acknowledged_and_hung_up()
    {
        var leg = _stage.RingAddress();
        _bob.Answer(Invite, 180, tag: "desk");
        _bob.Answer(Invite, 183, FarPhone.Pcma, tag: "cell");
        _bob.Answer(Invite, 200, FarPhone.Pcma.Replace("40000", "41000", StringComparison.Ordinal), tag: "desk");
        _bob.Answer(Invite, 200, FarPhone.Pcma, tag: "cell");

        Assert.Equal("Ringing Progressed Answered", _stage.Story(leg));
        Assert.Equal(["desk", "cell"], _bob.Requests(SipMethod.Ack).Select(a => FarPhone.Text(a.ToTag)));
        Assert.Equal("cell", FarPhone.Text(Assert.Single(_bob.Requests(SipMethod.Bye)).ToTag));
        Assert.Equal(41000, _stage.MediaOf(leg).Agreed.Remote!.Port);
    }

    [Theory]
    [InlineData("BYE", 200)]
    [InlineData("INFO", 481)]
    [InlineData("UPDATE", 481)]
    [InlineData("INVITE", 481)]
    public void A_phone_that_lost_the_race_cannot_touch_the_call(string method, int status)
    {
        var leg = _stage.RingAddress();
        _bob.Answer(Invite, 183, FarPhone.Pcma, tag: "cell");
        _bob.Answer(Invite, 200, FarPhone.Pcma.Replace("40000", "41000", StringComparison.Ordinal), tag: "desk");
        _bob.Join(Invite);
        _bob.Tag = "cell";
        _bob.Contact = "<sip:cell@192.0.2.66>";
        _bob.InDialog(method, method == "INFO" ? "5" : FarPhone.Pcma,
            type: method == "INFO" ? "application/dtmf" : "application/sdp");
        Assert.Equal(status, _bob.Last.StatusCode);
        Assert.Equal("Progressed Answered", _stage.Story(leg));
        Assert.Equal(41000, _stage.MediaOf(leg).Agreed.Remote!.Port);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Contact: <tel:+74951110001>\r\n")]
    public void A_far_end_without_a_usable_contact_is_reached_where_the_invite_went(string contact)
    {
        var leg = _stage.RingAddress();
        _bob.Answer(Invite, 183, FarPhone.Pcma, "Require: 100rel\r\nRSeq: 5\r\n", contact: contact);
        _bob.Answer(_bob.Requests(SipMethod.Prack).Single(), 200);
        _bob.Answer(Invite, 200, FarPhone.Pcma, contact: contact);
        _stage.Do(CallEffectKind.Release, leg);
        Assert.Equal("Progressed Answered Cleared", _stage.Story(leg));
        foreach (var method in (ReadOnlySpan<SipMethod>)[SipMethod.Prack, SipMethod.Ack, SipMethod.Bye])
            Assert.Equal("sip:bob@192.0.2.20:5060", FarPhone.Text(_bob.Requests(method).Single().RequestUriText));
    }

    [Theory]
    [InlineData("", "INVITE")]
    [InlineData("Allow: INVITE, ACK, BYE, UPDATE\r\n", "UPDATE")]
    [InlineData("Session-Expires: 1800;refresher=uac\r\nRequire: timer\r\n", "INVITE")]
    public void A_far_end_that_has_gone_is_noticed_by_a_refresh_of_ours(string fields, string method)
    {
        var leg = _stage.RingAddress();
        Assert.Equal(("1800;refresher=uac", 90),
            (Field(Invite, SipHeader.SessionExpires), Invite.Number(SipHeader.MinSe, 0)));
        _bob.Answer(Invite, 200, FarPhone.Pcma, fields);
        for (var i = 0; i < 2; i++)
        {
            _stage.Pass(901);
            var refresh = _bob.Last;
            Assert.Equal(method, FarPhone.Text(refresh.MethodText));
            Assert.Equal("1800;refresher=uac", Field(refresh, SipHeader.SessionExpires));
            _bob.Answer(refresh, 200, method == "INVITE" ? FarPhone.Pcma : null);
        }

        Assert.Equal("Answered", _stage.Story(leg));
        _stage.Pass(901 + 33);
        Assert.Equal(CallEvent.Cleared(leg, Cause.RecoveryOnTimerExpiry), _stage.Events[^1]);
    }

    [Fact]
    public void A_far_end_that_took_the_refreshes_on_and_has_gone_is_given_up()
    {
        var leg = _stage.RingAddress();
        _bob.Answer(Invite, 200, FarPhone.Pcma, "Session-Expires: 1800;refresher=uas\r\nRequire: timer\r\n");
        _stage.Pass(1767);
        Assert.Equal("Answered", _stage.Story(leg));
        _stage.Pass(2);
        Assert.Equal("Answered Cleared", _stage.Story(leg));
    }

    [Fact]
    public void A_far_end_that_leaves_timers_out_of_its_re_invite_is_refreshed_by_us()
    {
        Answered();
        _bob.Join(Invite);
        _bob.InDialog("INVITE", FarPhone.Pcma);
        _bob.Ack();
        _stage.Pass(901);
        Assert.Equal(SipMethod.Invite, _bob.Last.Method);
    }

    [Fact]
    public void A_longer_session_interval_is_asked_for_where_ours_is_too_short()
    {
        var leg = _stage.RingAddress();
        _bob.Answer(Invite, 422, fields: "Min-SE: 3600\r\n");
        Assert.Equal(("3600;refresher=uac", 3600, 2u),
            (Field(Invite, SipHeader.SessionExpires), Invite.Number(SipHeader.MinSe, 0), Invite.Sequence));
        _bob.Answer(Invite, 422, fields: "Min-SE: 3600\r\n");
        Assert.Equal("Failed", _stage.Story(leg));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(407)]
    public void A_bye_that_is_asked_for_the_password_is_sent_once_more(int status)
    {
        var answered = status == 401 ? SipHeader.Authorization : SipHeader.ProxyAuthorization;
        var leg = _stage.RingNumber(_stage.Domain.Plan.Trunks[3].Settings);
        _stage.Agent.Resolved(leg, [IPAddress.Parse("192.0.2.20")], _stage.Now);
        _bob.Answer(Invite, 401, fields: Challenge("WWW", "n1"));
        _bob.Answer(Invite, 200, FarPhone.Pcma);
        _stage.Do(CallEffectKind.Release, leg, Cause.UserBusy);
        var challenge = Challenge(status == 401 ? "WWW" : "Proxy", "n2");
        _bob.Answer(_bob.Requests(SipMethod.Bye)[0], status, fields: challenge);
        var byes = _bob.Requests(SipMethod.Bye);
        Assert.Equal(2, byes.Count);
        Assert.Equal(byes[0].Sequence + 1, byes[1].Sequence);
        Assert.Contains("nonce=\"n2\"", Field(byes[1], answered), StringComparison.Ordinal);
        Assert.Equal(Field(byes[0], SipHeader.Reason), Field(byes[1], SipHeader.Reason));
        _bob.Answer(byes[1], status, fields: challenge);
        Assert.Equal(2, _bob.Requests(SipMethod.Bye).Count);
    }

    private static string Challenge(string kind, string nonce) =>
        $"{kind}-Authenticate: Digest realm=\"gw\", nonce=\"{nonce}\", algorithm=MD5, qop=\"auth\"\r\n";

    [Fact]
    public void An_answer_that_nobody_remembers_is_acknowledged_and_hung_up()
    {
        var leg = _stage.RingAddress();
        _bob.Answer(Invite, 486);
        _stage.Pass(60);
        Assert.Equal(new SipStatistics(), _stage.Agent.Statistics);
        _bob.Answer(Invite, 200, FarPhone.Pcma);
        Assert.Equal(2, _bob.Requests(SipMethod.Ack).Count);
        Assert.Single(_bob.Requests(SipMethod.Bye));
        Assert.Equal("Failed", _stage.Story(leg));
    }

    [Theory]
    [InlineData(486, "", Cause.UserBusy)]
    [InlineData(404, "", Cause.UnallocatedNumber)]
    [InlineData(603, "", Cause.CallRejected)]
    [InlineData(480, "", Cause.NoUserResponding)]
    [InlineData(480, "Reason: Q.850;cause=19;text=\"no answer\"\r\n", Cause.NoAnswer)]
    [InlineData(503, "Reason: Q.850 ;cause=34\r\n", Cause.NoCircuitAvailable)]
    [InlineData(302, "", Cause.Interworking)]
    [InlineData(487, "", Cause.NoAnswer)]
    public void A_refusal_fails_the_leg_with_its_cause(int status, string fields, Cause cause)
    {
        var leg = _stage.RingAddress();
        _bob.Answer(Invite, status, fields: fields);
        Assert.Single(_bob.Requests(SipMethod.Ack));
        Assert.Equal(CallEvent.Failed(leg, cause), Assert.Single(_stage.Events));
        _stage.Pass(40);
        Assert.Equal(new SipStatistics(), _stage.Agent.Statistics);
    }

    [Fact]
    public void A_far_end_that_says_nothing_fails_the_leg_after_32_s()
    {
        var leg = _stage.RingAddress();
        _stage.Pass(31.9);
        Assert.Empty(_stage.Events);
        _stage.Pass(0.2);
        Assert.Equal(CallEvent.Failed(leg, Cause.NoUserResponding), Assert.Single(_stage.Events));
        Assert.Equal(7, _bob.Requests(SipMethod.Invite).Count);
    }

    [Fact]
    public void A_far_end_where_nobody_listens_fails_the_leg_at_once()
    {
        var leg = _stage.RingAddress();
        _stage.Agent.Unreachable(IPEndPoint.Parse("192.0.2.20:5060"), _stage.Now);
        Assert.Equal(CallEvent.Failed(leg, Cause.DestinationOutOfOrder), Assert.Single(_stage.Events));
        Assert.Equal(0, _stage.OpenMedia);
    }

    [Fact]
    public void Unreachable_does_not_touch_a_leg_that_rings_already()
    {
        var leg = _stage.RingAddress();
        _bob.Answer(Invite, 180);
        _stage.Agent.Unreachable(IPEndPoint.Parse("192.0.2.20:5060"), _stage.Now);
        Assert.Equal("Ringing", _stage.Story(leg));
    }

    [Fact]
    public void A_reliable_ringing_is_confirmed_and_its_repeat_ignored()
    {
        var leg = _stage.RingAddress();
        _bob.Answer(Invite, 183, FarPhone.Pcma, "Require: 100rel\r\nRSeq: 77\r\n");
        _bob.Answer(Invite, 183, FarPhone.Pcma, "Require: 100rel\r\nRSeq: 77\r\n");
        var prack = Assert.Single(_bob.Requests(SipMethod.Prack));
        Assert.Equal($"77 {Invite.Sequence} INVITE", Field(prack, SipHeader.RAck));
        Assert.Equal(Invite.Sequence + 1, prack.Sequence);
        _bob.Answer(prack, 200);
        _bob.Answer(Invite, 180, fields: "Require: 100rel\r\nRSeq: 79\r\n");
        Assert.Single(_bob.Requests(SipMethod.Prack));
        _bob.Answer(Invite, 180, fields: "Require: 100rel\r\nRSeq: 78\r\n");
        Assert.Equal(2, _bob.Requests(SipMethod.Prack).Count(p => p.Sequence >= prack.Sequence));
        Assert.Equal("Progressed Ringing", _stage.Story(leg));
    }

    [Fact]
    public void A_number_leaves_by_its_gateway_with_who_calls_and_who_was_called()
    {
        var trunk = _stage.Domain.Plan.Trunks[0].Settings;
        _stage.RingNumber(trunk);
        var (flow, invite, _) = Assert.Single(_stage.Sent);
        Assert.Equal("203.0.113.9:5060", flow.Remote.ToString());
        Assert.Equal("sip:+79161112233@203.0.113.9;user=phone", FarPhone.Text(invite.RequestUriText));
        Assert.Equal("<sip:+74950000001@office.test>", Field(invite, SipHeader.PAssertedIdentity));
        Assert.Equal("<sip:+74951110001@office.test>;reason=unconditional;counter=1",
            Field(invite, SipHeader.Diversion));
    }

    [Fact]
    public void A_number_without_a_gateway_has_no_way()
    {
        var leg = _stage.RingNumber(null);
        Assert.Equal(CallEvent.Failed(leg, Cause.NoRouteToDestination), Assert.Single(_stage.Events));
        Assert.Empty(_stage.Sent);
    }

    [Fact]
    public void A_gateway_that_asks_for_the_password_gets_it_once()
    {
        var trunk = _stage.Domain.Plan.Trunks[3].Settings;
        var leg = _stage.RingNumber(trunk);
        Assert.Equal((leg, "gateway.test"), Assert.Single(_stage.Lookups));
        _stage.Agent.Resolved(leg, [IPAddress.Parse("2001:db8::1"), IPAddress.Parse("192.0.2.20")], _stage.Now);
        const string challenge = "WWW-Authenticate: Digest realm=\"gw\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"\r\n";
        _bob.Answer(Invite, 401, fields: challenge);
        var (first, second) = (_bob.Requests(SipMethod.Invite)[0], _bob.Requests(SipMethod.Invite)[1]);
        Assert.Equal(first.Sequence + 1, second.Sequence);
        Assert.Equal(first.CallId.ToArray(), second.CallId.ToArray());
        Assert.True(second.ToTag.IsEmpty);
        Assert.Contains("username=\"line7\", realm=\"gw\"", Field(second, SipHeader.Authorization),
            StringComparison.Ordinal);
        _bob.Answer(second, 401, fields: challenge);
        Assert.Equal(CallEvent.Failed(leg, Cause.CallRejected), Assert.Single(_stage.Events));
        Assert.Equal(2, _bob.Requests(SipMethod.Invite).Count);
    }

    [Fact]
    public void A_name_that_is_nobodys_has_no_way()
    {
        var leg = _stage.RingAddress("sip:bob@nowhere.test");
        _stage.Agent.Resolved(leg, [], _stage.Now);
        Assert.Equal(CallEvent.Failed(leg, Cause.NoRouteToDestination), Assert.Single(_stage.Events));
    }

    [Fact]
    public void A_release_while_the_name_is_looked_up_is_the_end()
    {
        var leg = _stage.RingAddress("sip:bob@slow.test");
        _stage.Do(CallEffectKind.Release, leg);
        _stage.Agent.Resolved(leg, [IPAddress.Parse("192.0.2.20")], _stage.Now);
        Assert.Equal("Failed", _stage.Story(leg));
        Assert.Empty(_stage.Sent);
    }

    [Fact]
    public void Hops_are_counted_through_us_so_that_a_circle_ends()
    {
        var caller = _stage.Phone();
        caller.Send("INVITE sip:+74951110001@office.test SIP/2.0\r\n"
            + "Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKx;rport\r\n"
            + "Max-Forwards: 2\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: hops\r\nCSeq: 1 INVITE\r\n"
            + "Contact: <sip:a@192.0.2.10>\r\n\r\n");
        _stage.RingAddress(call: _stage.LastLeg.Call);
        Assert.Equal(1, Invite.MaxForwards);
    }

    [Fact]
    public void A_caller_without_a_number_stays_anonymous()
    {
        _stage.Agent.Ring(new CallId(900).Leg(1),
            new() { Domain = new(1), Kind = LegKind.External, Address = "sip:bob@192.0.2.20:5060" }, _stage.Now);
        Assert.StartsWith("\"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=", Field(Invite, SipHeader.From),
            StringComparison.Ordinal);
        Assert.False(Invite.Has(SipHeader.PAssertedIdentity));
    }

    [Theory]
    [InlineData("1\r\nEvil: y", "Anna")]
    [InlineData("1>;tag=2", "Anna")]
    [InlineData("1", "a\"b\\c\r\nEvil: y\u0000")]
    public void What_a_caller_calls_himself_cannot_leave_its_field(string number, string name)
    {
        _stage.Agent.Ring(new CallId(900).Leg(1), new()
        {
            Domain = new(1), Kind = LegKind.External, Address = "sip:bob@192.0.2.20:5060", Caller = new(number, name),
        }, _stage.Now);
        Assert.Equal(-1, Invite.IndexOf("Evil"u8));
        Assert.Equal(16, Invite.FromTag.Length);
    }
}
