using CallRouting.Sip;

namespace CallRouting.Tests.Flows;

public class IncomingCallTests
{
    private readonly SipStage _stage = new();
    private readonly FarPhone _phone;

    public IncomingCallTests() => _phone = _stage.Phone();

    private LegId Answered()
    {
        _phone.Invite();
        _stage.Do(CallEffectKind.Answer, _stage.LastLeg);
        _phone.Ack();
        return _stage.LastLeg;
    }

    [Fact]
    public void A_call_is_offered_alerted_answered_and_hung_up_by_the_caller()
    {
        _phone.Invite();

        var (leg, offer) = Assert.Single(_stage.Offers);
        Assert.Equal("provider", offer.Trunk);
        Assert.Equal("+74951110001", offer.Called.Raw);
        Assert.Equal(CalledIdSource.RequestUri, offer.Called.Source);
        Assert.Equal(new CallerId("+79031234567", "Far"), offer.Caller);

        _stage.Do(CallEffectKind.Alert, leg);
        Assert.Equal(180, _phone.Last.StatusCode);
        Assert.True(_phone.Last.Body.IsEmpty);

        _stage.Do(CallEffectKind.Answer, leg);
        Assert.Equal(200, _phone.Last.StatusCode);
        Assert.Equal(_phone.Responses(180)[0].ToTag.ToArray(), _phone.Last.ToTag.ToArray());
        Assert.Contains("m=audio 20000 RTP/AVP 8 0 101", FarPhone.Text(_phone.Last.Body), StringComparison.Ordinal);
        Assert.Equal(40000, _stage.MediaOf(leg).Agreed.Remote!.Port);

        _phone.Ack();
        _phone.InDialog("BYE");
        Assert.Equal(200, _phone.Last.StatusCode);
        Assert.Equal(CallEvent.Cleared(leg, Cause.NormalClearing), Assert.Single(_stage.Events));
        _stage.Pass(40);
        Assert.Equal(new SipStatistics(), _stage.Agent.Statistics);
        Assert.Equal(0, _stage.OpenMedia);
    }

    [Fact]
    public void We_hang_up_with_a_bye_that_says_why()
    {
        var leg = Answered();
        _stage.Do(CallEffectKind.Release, leg, Cause.UserBusy);

        var bye = Assert.Single(_phone.Requests(SipMethod.Bye));
        Assert.Equal("Q.850;cause=17;text=\"User busy\"", FarPhone.Text(bye.First(SipHeader.Reason)));
        Assert.Equal(_phone.Tag, FarPhone.Text(bye.ToTag));
        Assert.Equal($"sip:far@{_phone.Flow.Remote}", FarPhone.Text(bye.RequestUriText));
        Assert.Equal("Cleared", _stage.Story(leg));
        _phone.Answer(bye, 200);
        _stage.Pass(40);
        Assert.Equal(new SipStatistics(), _stage.Agent.Statistics);
    }

    [Fact]
    public void An_answer_is_repeated_until_its_ack_comes()
    {
        _phone.Invite();
        _stage.Do(CallEffectKind.Answer, _stage.LastLeg);
        _stage.Pass(3.6);
        // At 0, 0.5, 1.5 and 3.5 s.
        Assert.Equal(4, _phone.Responses(200).Count);
        _phone.Ack();
        _stage.Pass(30);
        Assert.Equal(4, _phone.Responses(200).Count);
        Assert.Empty(_stage.Events);
    }

    [Fact]
    public void An_answer_that_is_never_acknowledged_ends_the_call_with_a_bye_after_32_s()
    {
        _phone.Invite();
        var leg = _stage.LastLeg;
        _stage.Do(CallEffectKind.Answer, leg);
        _stage.Pass(31.9);
        Assert.Empty(_stage.Events);
        _stage.Pass(0.2);
        Assert.Equal(CallEvent.Cleared(leg, Cause.RecoveryOnTimerExpiry), Assert.Single(_stage.Events));
        Assert.Single(_phone.Requests(SipMethod.Bye).Select(b => b.Sequence).Distinct());
        _stage.Pass(80);
        Assert.Equal(new SipStatistics(), _stage.Agent.Statistics);
    }

    [Fact]
    public void A_release_before_the_ack_waits_for_it_with_its_bye()
    {
        _phone.Invite();
        var leg = _stage.LastLeg;
        _stage.Do(CallEffectKind.Answer, leg);
        _stage.Do(CallEffectKind.Release, leg);
        Assert.Equal("Cleared", _stage.Story(leg));
        Assert.Empty(_phone.Requests(SipMethod.Bye));
        _phone.Ack();
        Assert.Single(_phone.Requests(SipMethod.Bye));
    }

    [Fact]
    public void A_cancel_ends_the_call_with_487_and_200()
    {
        _phone.Invite();
        var leg = _stage.LastLeg;
        _stage.Do(CallEffectKind.Alert, leg);
        _phone.Cancel();
        Assert.Single(_phone.Responses(487));
        Assert.Equal("CANCEL", FarPhone.Text(Assert.Single(_phone.Responses(200)).SequenceMethodText));
        Assert.Equal("Cleared", _stage.Story(leg));
        _stage.Do(CallEffectKind.Answer, leg);
        Assert.Single(_phone.Responses(200));
        _stage.Pass(40);
        Assert.Equal(new SipStatistics(), _stage.Agent.Statistics);
    }

    [Fact]
    public void A_cancel_that_says_answered_elsewhere_is_told_as_that()
    {
        _phone.Invite();
        _phone.Cancel(fields: "Reason: SIP;cause=200;text=\"Call completed elsewhere\"\r\n");
        Assert.Equal(Cause.AnsweredElsewhere, Assert.Single(_stage.Events).Cause);
    }

    [Fact]
    public void A_cancel_that_crosses_the_answer_changes_nothing()
    {
        _phone.Invite();
        var leg = _stage.LastLeg;
        _stage.Do(CallEffectKind.Answer, leg);
        _phone.Cancel();
        Assert.Empty(_phone.Responses(487));
        Assert.Empty(_stage.Events);
        _phone.OurTag = FarPhone.Text(_phone.Responses(200)[0].ToTag);
        _phone.Request("ACK", "sip:198.51.100.1:5060", 1);
        _phone.InDialog("BYE");
        Assert.Equal("Cleared", _stage.Story(leg));
    }

    [Fact]
    public void A_cancel_for_nothing_gets_481()
    {
        _phone.Sequence = 1;
        _phone.Cancel();
        Assert.Equal(481, _phone.Last.StatusCode);
    }

    [Fact]
    public void A_bye_in_the_early_dialog_ends_the_call()
    {
        _phone.Invite();
        _stage.Do(CallEffectKind.Alert, _stage.LastLeg);
        _phone.OurTag = FarPhone.Text(_phone.Last.ToTag);
        _phone.InDialog("BYE");
        Assert.Single(_phone.Responses(487));
        Assert.Single(_phone.Responses(200));
        Assert.Equal("Cleared", _stage.Story(_stage.LastLeg));
    }

    [Theory]
    [InlineData(Cause.UserBusy, 486)]
    [InlineData(Cause.UnallocatedNumber, 404)]
    [InlineData(Cause.CallRejected, 603)]
    [InlineData(Cause.NoAnswer, 480)]
    [InlineData(Cause.Congestion, 503)]
    public void A_release_before_the_answer_refuses_with_the_status_of_the_cause(Cause cause, int status)
    {
        _phone.Invite();
        _stage.Do(CallEffectKind.Release, _stage.LastLeg, cause);
        Assert.Equal(status, _phone.Last.StatusCode);
        Assert.Equal(CallEvent.Cleared(_stage.LastLeg, cause), Assert.Single(_stage.Events));
    }

    [Fact]
    public void Early_sound_is_described_in_183_and_the_same_in_the_answer()
    {
        _phone.Invite();
        _stage.Do(CallEffectKind.Progress, _stage.LastLeg);
        Assert.Equal(183, _phone.Last.StatusCode);
        var early = _phone.Last.Body.ToArray();
        Assert.NotEmpty(early);
        _stage.Do(CallEffectKind.Answer, _stage.LastLeg);
        Assert.Equal(early, _phone.Last.Body.ToArray());
    }

    [Fact]
    public void A_caller_without_an_offer_gets_ours_and_answers_in_the_ack()
    {
        _phone.Invite(body: null);
        var leg = _stage.LastLeg;
        _stage.Do(CallEffectKind.Progress, leg);
        Assert.True(_phone.Last.Body.IsEmpty);
        _stage.Do(CallEffectKind.Answer, leg);
        Assert.Contains("m=audio", FarPhone.Text(_phone.Last.Body), StringComparison.Ordinal);
        _phone.Ack(FarPhone.Pcma);
        Assert.Equal(40000, _stage.MediaOf(leg).Agreed.Remote!.Port);
        Assert.Empty(_stage.Events);
    }

    [Fact]
    public void A_caller_who_owes_the_answer_and_sends_none_is_hung_up()
    {
        _phone.Invite(body: null);
        _stage.Do(CallEffectKind.Answer, _stage.LastLeg);
        _phone.Ack();
        Assert.Single(_phone.Requests(SipMethod.Bye));
        Assert.Equal(CallEvent.Cleared(_stage.LastLeg, Cause.ProtocolError), Assert.Single(_stage.Events));
    }

    [Fact]
    public void A_call_without_a_common_codec_gets_488_with_a_warning()
    {
        _phone.Invite(body: FarPhone.Pcma.Replace(" 8 0 101", " 18", StringComparison.Ordinal));
        Assert.Equal(488, _phone.Last.StatusCode);
        Assert.StartsWith("305 ", FarPhone.Text(_phone.Last.First(SipHeader.Warning)), StringComparison.Ordinal);
        Assert.Empty(_stage.Offers);
    }

    [Fact]
    public void A_description_among_other_parts_is_found()
    {
        var body = "--b1\r\nContent-Type: application/isup;version=itu-t92+\r\n\r\nxx\r\n--b1\r\n"
            + $"Content-Type: application/sdp\r\n\r\n{FarPhone.Pcma}\r\n--b1--\r\n";
        _phone.Sequence++;
        _phone.Request("INVITE", $"sip:+74951110001@{SipStage.Realm}", 1, body, to: "+74951110001",
            type: "multipart/mixed;boundary=b1");
        _stage.Do(CallEffectKind.Answer, _stage.LastLeg);
        Assert.Equal(40000, _stage.MediaOf(_stage.LastLeg).Agreed.Remote!.Port);
    }

    [Fact]
    public void Without_a_free_port_the_call_is_refused()
    {
        _stage.HasPorts = false;
        _phone.Invite();
        _stage.Do(CallEffectKind.Answer, _stage.LastLeg);
        Assert.Equal(503, _phone.Last.StatusCode);
        Assert.Equal("Cleared", _stage.Story(_stage.LastLeg));
    }

    [Fact]
    public void A_caller_who_requires_reliable_responses_gets_them_and_the_answer_waits_for_prack()
    {
        _phone.Invite(fields: "Require: 100rel\r\n");
        var leg = _stage.LastLeg;
        _stage.Do(CallEffectKind.Progress, leg);
        var progress = _phone.Last;
        var reliable = progress.Number(SipHeader.RSeq, 0);
        Assert.True(progress.Lists(SipHeader.Require, "100rel"u8) && reliable > 0);
        _stage.Pass(0.6);
        Assert.Equal(2, _phone.Responses(183).Count);

        _stage.Do(CallEffectKind.Answer, leg);
        Assert.Empty(_phone.Responses(200));
        _phone.OurTag = FarPhone.Text(progress.ToTag);
        _phone.InDialog("PRACK", fields: $"RAck: {reliable} 1 INVITE\r\n");
        Assert.Equal(["PRACK", "INVITE"], _phone.Responses(200).Select(r => FarPhone.Text(r.SequenceMethodText)));
        _stage.Pass(3);
        Assert.Equal(2, _phone.Responses(183).Count);
    }

    [Theory]
    [InlineData("", "Missing Contact")]
    [InlineData("<tel:+79031234567>", "Contact Is No SIP Address")]
    public void A_call_without_a_usable_contact_is_refused(string contact, string reason)
    {
        _phone.Contact = contact;
        _phone.Invite();
        Assert.Equal(400, _phone.Last.StatusCode);
        Assert.StartsWith($"SIP/2.0 400 {reason}\r\n", FarPhone.Text(_phone.Last.Buffer.Span),
            StringComparison.Ordinal);
        Assert.Empty(_stage.Offers);
    }

    [Fact]
    public void A_caller_of_RFC_2543_is_reached_where_his_from_says()
    {
        const string head = "Via: SIP/2.0/UDP 192.0.2.10:5060\r\nFrom: <sip:old@192.0.2.10>\r\nCall-ID: old\r\n";
        _phone.Send($"INVITE sip:+74951110001@office.test SIP/2.0\r\n{head}To: <sip:us@office.test>\r\n"
            + "CSeq: 1 INVITE\r\n\r\n");
        _stage.Do(CallEffectKind.Answer, _stage.LastLeg);
        _phone.Send($"ACK sip:198.51.100.1 SIP/2.0\r\n{head}To: {FarPhone.Text(_phone.Last.First(SipHeader.To))}\r\n"
            + $"CSeq: 1 ACK\r\nContent-Type: application/sdp\r\n\r\n{FarPhone.Pcma}");
        _stage.Do(CallEffectKind.Release, _stage.LastLeg);
        Assert.Equal("sip:old@192.0.2.10", FarPhone.Text(Assert.Single(_phone.Requests(SipMethod.Bye)).RequestUriText));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_follows_an_answer_that_waits_for_prack_is_heard(bool isPlay)
    {
        _phone.Invite(fields: "Require: 100rel\r\n");
        var leg = _stage.LastLeg;
        _stage.Do(CallEffectKind.Alert, leg);
        _stage.Do(CallEffectKind.Answer, leg);
        Heard(leg, isPlay);
        Assert.Empty(_phone.Responses(200));
    }

    [Theory]
    [InlineData(null, "", true)]
    [InlineData(null, "", false)]
    [InlineData(null, "Require: 100rel\r\n", true)]
    [InlineData(FarPhone.Pcma, "Require: 100rel\r\n", true)]
    [InlineData(FarPhone.Pcma, "Require: 100rel\r\n", false)]
    public void Early_sound_is_heard_whoever_makes_the_offer(string? body, string fields, bool isPlay)
    {
        _phone.Invite(body: body, fields: fields);
        var leg = _stage.LastLeg;
        // The 183 waits for the PRACK of the 180 where responses are reliable.
        _stage.Do(CallEffectKind.Alert, leg);
        _stage.Do(CallEffectKind.Progress, leg);
        Heard(leg, isPlay);
        _stage.Do(CallEffectKind.Answer, leg);
        if (fields.Length > 0)
            return;
        _phone.Ack(FarPhone.Pcma);
        Assert.Equal(40000, _stage.MediaOf(leg).Agreed.Remote!.Port);
        Assert.Equal("", _stage.Story(leg));
    }

    private void Heard(LegId leg, bool isPlay)
    {
        if (isPlay)
        {
            _stage.Play(leg, 7);
        }
        else
        {
            var bob = _stage.Phone("192.0.2.20:5060");
            var other = _stage.RingAddress();
            bob.Answer(bob.Last, 200, FarPhone.Pcma);
            _stage.Bridge(leg, other);
            Assert.Same(_stage.MediaOf(other), _stage.MediaOf(leg).Peer);
        }

        Assert.Equal("", _stage.Story(leg));
    }

    [Fact]
    public void Early_sound_without_a_free_port_refuses_the_call()
    {
        _stage.HasPorts = false;
        _phone.Invite(body: null);
        _stage.Do(CallEffectKind.Progress, _stage.LastLeg);
        Assert.Equal(503, _phone.Last.StatusCode);
        Assert.Equal("Cleared", _stage.Story(_stage.LastLeg));
    }

    [Fact]
    public void After_early_sound_the_next_one_who_rings_is_told()
    {
        _phone.Invite();
        foreach (var kind in (ReadOnlySpan<CallEffectKind>)[CallEffectKind.Alert, CallEffectKind.Alert,
            CallEffectKind.Progress, CallEffectKind.Progress, CallEffectKind.Alert, CallEffectKind.Progress])
            _stage.Do(kind, _stage.LastLeg);
        Assert.Equal([180, 183, 180, 183], _phone.Inbox.Select(m => m.StatusCode));
    }

    [Fact]
    public void A_reliable_offer_that_was_answered_is_not_made_again()
    {
        _phone.Invite(body: null, fields: "Require: 100rel\r\n");
        _stage.Do(CallEffectKind.Alert, _stage.LastLeg);
        Assert.False(_phone.Last.Body.IsEmpty);
        _phone.OurTag = FarPhone.Text(_phone.Last.ToTag);
        _phone.InDialog("PRACK", FarPhone.Pcma, $"RAck: {_phone.Last.Number(SipHeader.RSeq, 0)} 1 INVITE\r\n");
        _stage.Do(CallEffectKind.Progress, _stage.LastLeg);
        Assert.Equal(183, _phone.Last.StatusCode);
        Assert.True(_phone.Last.Body.IsEmpty);
    }

    [Theory]
    [InlineData(CallEffectKind.Alert, 180)]
    [InlineData(CallEffectKind.Progress, 183)]
    public void A_caller_who_waits_is_told_so_every_minute_until_the_answer(CallEffectKind kind, int status)
    {
        _phone.Invite();
        _stage.Do(kind, _stage.LastLeg);
        _stage.Pass(59.9);
        Assert.Single(_phone.Responses(status));
        _stage.Pass(60.2);
        Assert.Equal(3, _phone.Responses(status).Count);
        _stage.Do(CallEffectKind.Answer, _stage.LastLeg);
        _phone.Ack();
        _stage.Pass(120);
        Assert.Equal(3, _phone.Responses(status).Count);
    }

    [Fact]
    public void Calls_are_limited_by_what_comes_in_not_by_what_rings()
    {
        var stage = new SipStage(change: o => o with { MaxCalls = 2 });
        var phones = new[] { 5061, 5062, 5063 }.Select(port => stage.Phone($"192.0.2.10:{port}")).ToList();
        foreach (var phone in phones)
            phone.CallId = $"call-{phone.Flow.Remote.Port}";
        phones[0].Invite();
        for (ushort leg = 1; leg < 4; leg++)
            stage.RingAddress(number: leg, call: stage.LastLeg.Call);
        Assert.Empty(stage.Events);
        phones[1].Invite();
        Assert.Equal(2, stage.Offers.Count);
        phones[2].Invite();
        Assert.Equal((2, 503), (stage.Offers.Count, phones[2].Last.StatusCode));
        stage.Do(CallEffectKind.Release, stage.LastLeg);
        phones[2].CallId = "again";
        phones[2].Invite();
        Assert.Equal(3, stage.Offers.Count);
    }

    [Fact]
    public void A_prack_for_nothing_gets_481()
    {
        _phone.Invite();
        _stage.Do(CallEffectKind.Alert, _stage.LastLeg);
        _phone.OurTag = FarPhone.Text(_phone.Last.ToTag);
        _phone.InDialog("PRACK", fields: "RAck: 1 1 INVITE\r\n");
        Assert.Equal(481, _phone.Last.StatusCode);
    }

    [Fact]
    public void A_reliable_response_that_is_never_confirmed_ends_the_call()
    {
        _phone.Invite(fields: "Require: 100rel\r\n");
        _stage.Do(CallEffectKind.Progress, _stage.LastLeg);
        _stage.Pass(33);
        Assert.Equal(504, _phone.Last.StatusCode);
        Assert.Equal("Cleared", _stage.Story(_stage.LastLeg));
    }

    [Fact]
    public void The_route_that_the_call_took_is_taken_back()
    {
        _phone.Invite(fields: "Record-Route: <sip:192.0.2.99;lr>\r\nRecord-Route: <sip:192.0.2.98:5070;lr>\r\n");
        _stage.Do(CallEffectKind.Answer, _stage.LastLeg);
        Assert.Equal(2, _phone.Last.IndexOf(SipHeader.RecordRoute, _phone.Last.IndexOf(SipHeader.RecordRoute) + 1)
            - _phone.Last.IndexOf(SipHeader.RecordRoute) + 1);
        _phone.Ack();
        _stage.Do(CallEffectKind.Release, _stage.LastLeg);
        var (flow, bye, _) = _stage.Sent[^1];
        Assert.Equal("192.0.2.99:5060", flow.Remote.ToString());
        Assert.Equal("<sip:192.0.2.99;lr>", FarPhone.Text(bye.First(SipHeader.Route)));
        Assert.Equal($"sip:far@{_phone.Flow.Remote}", FarPhone.Text(bye.RequestUriText));
    }

    [Fact]
    public void A_strict_router_finds_itself_in_the_request_uri()
    {
        _phone.Invite(fields: "Record-Route: <sip:192.0.2.99>\r\n");
        _stage.Do(CallEffectKind.Answer, _stage.LastLeg);
        _phone.Ack();
        _stage.Do(CallEffectKind.Release, _stage.LastLeg);
        var bye = _stage.Sent[^1].Message;
        Assert.Equal("sip:192.0.2.99", FarPhone.Text(bye.RequestUriText));
        Assert.Equal($"<sip:far@{_phone.Flow.Remote}>", FarPhone.Text(bye.First(SipHeader.Route)));
    }
}
