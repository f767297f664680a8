using CallRouting.Sip;

namespace CallRouting.Tests.Flows;

public class InDialogTests
{
    private readonly SipStage _stage = new();
    private readonly FarPhone _phone;

    public InDialogTests() => _phone = _stage.Phone();

    private LegId Answered(string fields = "", string? body = FarPhone.Pcma)
    {
        _phone.Invite(fields: fields, body: body);
        _stage.Do(CallEffectKind.Answer, _stage.LastLeg);
        _phone.Ack();
        return _stage.LastLeg;
    }

    private static string With(string line) =>
        FarPhone.Pcma.Replace("o=- 1 1", "o=- 1 2", StringComparison.Ordinal) + line + "\r\n";

    [Fact]
    public void Hold_and_resume_are_agreed()
    {
        var leg = Answered();
        _phone.InDialog("INVITE", With("a=sendonly"));
        Assert.Equal(200, _phone.Last.StatusCode);
        Assert.Contains("a=recvonly", FarPhone.Text(_phone.Last.Body), StringComparison.Ordinal);
        Assert.True(_stage.MediaOf(leg).Agreed.OnHold);
        _phone.Ack();
        _phone.InDialog("INVITE", FarPhone.Pcma.Replace("o=- 1 1", "o=- 1 3", StringComparison.Ordinal));
        _phone.Ack();
        Assert.False(_stage.MediaOf(leg).Agreed.OnHold);
        Assert.Empty(_stage.Events);
    }

    [Fact]
    public void A_changed_address_moves_the_sound_and_the_dialog()
    {
        var leg = Answered();
        _phone.Contact = "<sip:far@192.0.2.10:6060>";
        _phone.InDialog("INVITE", FarPhone.Pcma.Replace("40000", "42000", StringComparison.Ordinal));
        _phone.Ack();
        Assert.Equal(42000, _stage.MediaOf(leg).Agreed.Remote!.Port);
        _stage.Do(CallEffectKind.Release, leg);
        var (flow, bye, _) = _stage.Sent[^1];
        Assert.Equal("sip:far@192.0.2.10:6060", FarPhone.Text(bye.RequestUriText));
        Assert.Equal(6060, flow.Remote.Port);
    }

    [Fact]
    public void A_description_that_cannot_be_taken_gets_488_and_the_call_goes_on_as_it_was()
    {
        var leg = Answered();
        _phone.InDialog("INVITE", FarPhone.Pcma.Replace(" 8 0 101", " 18", StringComparison.Ordinal));
        Assert.Equal(488, _phone.Last.StatusCode);
        Assert.Equal(40000, _stage.MediaOf(leg).Agreed.Remote!.Port);
        Assert.Empty(_stage.Events);
        _phone.InDialog("BYE");
        Assert.Equal("Cleared", _stage.Story(leg));
    }

    [Fact]
    public void A_second_invite_before_the_ack_of_the_first_comes_too_early()
    {
        _phone.Invite();
        _stage.Do(CallEffectKind.Answer, _stage.LastLeg);
        _phone.OurTag = FarPhone.Text(_phone.Last.ToTag);
        _phone.InDialog("INVITE", FarPhone.Pcma);
        Assert.Equal(500, _phone.Last.StatusCode);
        Assert.True(_phone.Last.Has(SipHeader.RetryAfter));
    }

    [Fact]
    public void A_request_that_was_overtaken_gets_500()
    {
        Answered();
        _phone.Sequence = 0;
        _phone.InDialog("INFO");
        Assert.Equal(500, _phone.Last.StatusCode);
    }

    [Theory]
    [InlineData("BYE", 481)]
    [InlineData("INFO", 481)]
    [InlineData("UPDATE", 481)]
    [InlineData("INVITE", 481)]
    [InlineData("NOTIFY", 481)]
    [InlineData("OPTIONS", 200)]
    public void A_request_of_an_unknown_dialog_gets_481(string method, int status)
    {
        _phone.OurTag = "0123456789abcdef";
        _phone.InDialog(method);
        Assert.Equal(status, _phone.Last.StatusCode);
        Assert.Empty(_stage.Offers);
    }

    [Theory]
    [InlineData("MESSAGE", 405)]
    [InlineData("REFER", 400)] // it does not say to whom
    [InlineData("SUBSCRIBE", 489)]
    [InlineData("NOTIFY", 481)]
    [InlineData("OPTIONS", 200)]
    [InlineData("WINK", 501)]
    public void A_request_that_we_do_not_take_leaves_the_dialog_alone(string method, int status)
    {
        Answered();
        _phone.InDialog(method);
        Assert.Equal(status, _phone.Last.StatusCode);
        Assert.Empty(_stage.Events);
    }

    [Fact]
    public void The_right_tag_with_another_call_id_is_another_dialog()
    {
        var leg = Answered();
        _phone.CallId = "guess";
        _phone.InDialog("BYE");
        Assert.Equal(481, _phone.Last.StatusCode);
        Assert.Empty(_stage.EventsOf(leg));
    }

    [Fact]
    public void An_update_renegotiates_without_ack()
    {
        var leg = Answered();
        _phone.InDialog("UPDATE", FarPhone.Pcma.Replace("40000", "43000", StringComparison.Ordinal));
        Assert.Equal(200, _phone.Last.StatusCode);
        Assert.Contains("m=audio", FarPhone.Text(_phone.Last.Body), StringComparison.Ordinal);
        Assert.Equal(43000, _stage.MediaOf(leg).Agreed.Remote!.Port);
        _stage.Pass(40);
        Assert.Empty(_stage.Events);
    }

    [Theory]
    [InlineData("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", '5')]
    [InlineData("application/dtmf-relay", "Signal= *\r\nDuration=160\r\n", '*')]
    [InlineData("application/dtmf-relay", "Duration=160\nSignal=11", '#')]
    [InlineData("application/dtmf", "7", '7')]
    [InlineData("application/dtmf", "d\r\n", 'D')]
    public void A_key_in_info_is_told(string type, string body, char key)
    {
        var leg = Answered();
        _phone.InDialog("INFO", body, type: type);
        Assert.Equal(200, _phone.Last.StatusCode);
        Assert.Equal(CallEvent.DigitPressed(leg, key), Assert.Single(_stage.Events));
    }

    [Theory]
    [InlineData("application/dtmf-relay", "Signal=hello")]
    [InlineData("application/dtmf", "")]
    [InlineData("application/broadsoft", "play tone")]
    public void An_info_that_is_no_key_tells_nothing(string type, string body)
    {
        Answered();
        _phone.InDialog("INFO", body, type: type);
        Assert.Equal(body.Length == 0 ? 200 : 415, _phone.Last.StatusCode);
        Assert.Empty(_stage.Events);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_key_that_comes_both_ways_counts_once(bool infoFirst)
    {
        var leg = Answered();
        for (var press = 0; press < 3; press++)
        {
            if (infoFirst)
                _phone.InDialog("INFO", "5", type: "application/dtmf");
            _stage.Pass(0.02);
            _stage.Agent.DigitHeard(leg, '5', _stage.Now);
            _stage.Pass(0.02);
            if (!infoFirst)
                _phone.InDialog("INFO", "5", type: "application/dtmf");
            _stage.Pass(0.5);
        }

        Assert.Equal(3, _stage.Events.Count);
    }

    [Fact]
    public void The_far_end_refreshes_the_session_or_is_given_up()
    {
        var leg = Answered("Session-Expires: 120;refresher=uac\r\nSupported: timer\r\n");
        var answer = _phone.Responses(200)[0];
        Assert.Equal("120;refresher=uac", FarPhone.Text(answer.First(SipHeader.SessionExpires)));
        Assert.True(answer.Lists(SipHeader.Require, "timer"u8));
        _stage.Pass(60);
        _phone.InDialog("UPDATE", fields: "Session-Expires: 120;refresher=uac\r\nSupported: timer\r\n");
        Assert.Equal("120;refresher=uac", FarPhone.Text(_phone.Last.First(SipHeader.SessionExpires)));
        _stage.Pass(87);
        Assert.Empty(_stage.Events);
        _stage.Pass(2);
        Assert.Equal(CallEvent.Cleared(leg, Cause.RecoveryOnTimerExpiry), Assert.Single(_stage.Events));
        Assert.NotEmpty(_phone.Requests(SipMethod.Bye));
    }

    [Theory]
    [InlineData("UPDATE", "Allow: INVITE, ACK, BYE, UPDATE\r\n")]
    [InlineData("INVITE", "Allow: INVITE, ACK, BYE\r\n")]
    public void We_refresh_the_session_where_that_is_our_part(string method, string allow)
    {
        var leg = Answered($"Session-Expires: 100;refresher=uas\r\nSupported: timer\r\n{allow}");
        for (var i = 0; i < 3; i++)
        {
            _stage.Pass(50.1);
            var refresh = _phone.Inbox.FindLast(m => m.IsRequest && m.Method != SipMethod.Ack)!;
            Assert.Equal(method, FarPhone.Text(refresh.MethodText));
            Assert.Equal("100;refresher=uac", FarPhone.Text(refresh.First(SipHeader.SessionExpires)));
            var body = method == "INVITE" ? FarPhone.Pcma : null;
            _phone.Answer(refresh, 200, body, "Session-Expires: 100;refresher=uac\r\n");
            Assert.Equal(method == "INVITE" ? i + 1 : 0, _phone.Requests(SipMethod.Ack).Count);
        }

        Assert.Empty(_stage.EventsOf(leg));
    }

    [Fact]
    public void A_refresh_into_a_dialog_that_has_gone_ends_the_call()
    {
        var leg = Answered("Session-Expires: 100;refresher=uas\r\nSupported: timer\r\nAllow: UPDATE\r\n");
        _stage.Pass(51);
        _phone.Answer(_phone.Last, 481);
        Assert.Equal(CallEvent.Cleared(leg, Cause.RecoveryOnTimerExpiry), Assert.Single(_stage.Events));
    }

    [Fact]
    public void Two_invites_that_cross_get_491_and_ours_is_tried_again()
    {
        var leg = Answered("Session-Expires: 100;refresher=uas\r\nSupported: timer\r\nAllow: INVITE\r\n");
        _stage.Pass(50.1);
        var ours = Assert.Single(_phone.Requests(SipMethod.Invite));
        _phone.InDialog("INVITE", FarPhone.Pcma);
        Assert.Equal(491, _phone.Last.StatusCode);
        _phone.Answer(ours, 491);
        _stage.Pass(2.1);
        Assert.Equal(2, _phone.Requests(SipMethod.Invite).Select(i => i.Sequence).Distinct().Count());
        Assert.Empty(_stage.EventsOf(leg));
    }

    [Fact]
    public void A_session_interval_that_is_too_short_gets_422()
    {
        _phone.Invite(fields: "Session-Expires: 30\r\nSupported: timer\r\n");
        Assert.Equal(422, _phone.Last.StatusCode);
        Assert.Equal(90, _phone.Last.Number(SipHeader.MinSe, 0));
    }

    [Fact]
    public void A_caller_who_knows_nothing_of_timers_is_not_refused_for_a_short_one()
    {
        Answered("Session-Expires: 30\r\n");
        Assert.False(_phone.Responses(200)[0].Has(SipHeader.SessionExpires));
    }

    [Theory]
    [InlineData("", 1800)]
    [InlineData("Min-SE: 3600\r\n", 3600)]
    [InlineData("Min-SE: 120\r\n", 1800)]
    public void A_caller_who_knows_timers_and_asks_for_none_is_refreshed_by_us(string fields, int seconds)
    {
        var leg = Answered($"Supported: timer\r\nAllow: UPDATE\r\n{fields}");
        var answer = _phone.Responses(200)[0];
        Assert.Equal($"{seconds};refresher=uas", FarPhone.Text(answer.First(SipHeader.SessionExpires)));
        _stage.Pass(seconds / 2 - 1);
        Assert.Empty(_phone.Requests(SipMethod.Update));
        _stage.Pass(2);
        _phone.Answer(Assert.Single(_phone.Requests(SipMethod.Update).DistinctBy(u => u.Sequence)), 481);
        Assert.Equal(CallEvent.Cleared(leg, Cause.RecoveryOnTimerExpiry), Assert.Single(_stage.Events));
    }

    [Fact]
    public void A_far_end_that_cannot_refresh_leaves_it_to_us()
    {
        Answered("Session-Expires: 120\r\n");
        var answer = _phone.Responses(200)[0];
        Assert.Equal("120;refresher=uas", FarPhone.Text(answer.First(SipHeader.SessionExpires)));
        Assert.False(answer.Has(SipHeader.Require));
    }
}
