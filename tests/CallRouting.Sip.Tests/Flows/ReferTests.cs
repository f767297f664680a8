using CallRouting.Sip;

namespace CallRouting.Tests.Flows;

/// <summary>anna's phone talks to a caller and uses its own transfer key.</summary>
public class ReferTests
{
    private readonly SipStage _stage = new();
    private readonly FarPhone _phone;
    private readonly LegId _leg;

    public ReferTests()
    {
        _phone = _stage.Phone("192.0.2.30:5060");
        _phone.SignIn();
        _leg = _stage.RingDevice(1);
        var invite = _phone.Requests(SipMethod.Invite)[^1];
        _phone.Answer(invite, 200, FarPhone.Pcma);
        _phone.Join(invite);
        _stage.Events.Clear();
    }

    private void Refer(string to, string fields = "") =>
        _phone.InDialog("REFER", fields: $"Refer-To: {to}\r\n{fields}");

    private void Report(TransferAnswer answer) => _stage.Agent.Execute(
        new CallEffect(CallEffectKind.Report, _leg) { Answer = answer }, null, null, _stage.Now);

    private SipMessage Notified(string body, string state)
    {
        var notify = _phone.Requests(SipMethod.Notify)[^1];
        Assert.Equal($"SIP/2.0 {body}\r\n", FarPhone.Text(notify.Body));
        Assert.Equal("message/sipfrag;version=2.0", FarPhone.Text(notify.First(SipHeader.ContentType)));
        Assert.Equal(state, FarPhone.Text(notify.First(SipHeader.SubscriptionState)));
        _phone.Answer(notify, 200);
        return notify;
    }

    [Theory, Trait("Spec", "G24")]
    [InlineData("<sip:102@office.test>")]
    [InlineData("sip:102@198.51.100.1;user=phone")]
    public void A_blind_transfer_is_accepted_tried_and_told_the_end_before_the_phone_is_hung_up_on(string to)
    {
        Refer(to);
        Assert.Single(_phone.Responses(202));
        Notified("100 Trying", "active;expires=60");
        Assert.Equal(CallEvent.TransferAsked(_leg, Extension.Parse("102")), Assert.Single(_stage.Events));
        Report(TransferAnswer.Accepted);
        var notify = Notified("200 OK", "terminated;reason=noresource");
        Assert.Equal("refer", FarPhone.Text(notify.First(SipHeader.Event)));
        _stage.Do(CallEffectKind.Release, _leg);
        Assert.Equal(SipMethod.Bye, _phone.Last.Method);
    }

    [Theory]
    [InlineData(TransferAnswer.NoSuchNumber, "404 Not Found")]
    [InlineData(TransferAnswer.Guarded, "603 Decline")]
    [InlineData(TransferAnswer.Self, "603 Decline")]
    [InlineData(TransferAnswer.NotTalking, "403 Forbidden")]
    [InlineData(TransferAnswer.NobodyThere, "480 Temporarily Unavailable")]
    public void A_transfer_that_cannot_be_is_told_why_and_the_call_goes_on(TransferAnswer answer, string result)
    {
        Refer("<sip:102@office.test>");
        Report(answer);
        Notified(result, "terminated;reason=noresource");
        Refer("<sip:101@office.test>");
        Report(TransferAnswer.Accepted);
        var second = Notified("200 OK", "terminated;reason=noresource");
        Assert.Equal($"refer;id={_phone.Sequence}", FarPhone.Text(second.First(SipHeader.Event)));
    }

    [Theory]
    [InlineData("<sip:+79031234567@office.test>", 404)]
    [InlineData("<sip:boris@office.test>", 404)]
    [InlineData("<tel:102>", 404)]
    [InlineData("<sip:102@office.test?Replaces=1%40x%3Bto-tag%3Da%3Bfrom-tag%3Db>", 501)]
    [InlineData("<sip:102@office.test>, <sip:101@office.test>", 400)]
    [InlineData("<sip:102", 400)]
    public void What_is_no_blind_transfer_to_an_internal_number_is_refused_at_once(string to, int status)
    {
        Refer(to);
        Assert.Equal(status, _phone.Last.StatusCode);
        Assert.Empty(_stage.Events);
        Assert.Empty(_phone.Requests(SipMethod.Notify));
    }

    [Fact]
    public void A_second_transfer_waits_for_the_first()
    {
        Refer("<sip:102@office.test>");
        Refer("<sip:101@office.test>");
        Assert.Single(_phone.Responses(491));
        Assert.Single(_stage.Events);
    }

    [Fact]
    public void Outside_of_a_call_there_is_nothing_to_pass_on()
    {
        _phone.OurTag = "";
        _phone.CallId = "other";
        _phone.InDialog("REFER", fields: "Refer-To: <sip:102@office.test>\r\n");
        Assert.Equal(405, _phone.Last.StatusCode);
    }

    [Fact]
    public void A_transfer_asked_for_by_a_program_tells_the_phone_nothing()
    {
        Report(TransferAnswer.Accepted);
        Assert.Empty(_phone.Requests(SipMethod.Notify));
    }

    [Fact]
    public void A_caller_on_hold_no_longer_hears_and_the_bridge_ends_once()
    {
        var other = _stage.RingAddress();
        var far = _stage.Phone("192.0.2.20:5060");
        far.Answer(far.Requests(SipMethod.Invite)[^1], 200, FarPhone.Pcma);
        _stage.Bridge(other, _leg);
        _stage.Events.Clear();
        _stage.Do(CallEffectKind.Hold, other);
        Assert.Null(_stage.MediaOf(_leg).Peer);
        Assert.Equal(CallEvent.BridgeEnded(other), Assert.Single(_stage.Events));
        _stage.Do(CallEffectKind.Hold, other);
        Assert.Single(_stage.Events);
    }

    [Fact, Trait("Spec", "S7")]
    public void The_card_is_on_the_phones_screen()
    {
        var call = new CallId(77);
        _stage.Agent.Ring(call.Leg(1), new()
        {
            Domain = new(1), Kind = LegKind.Device, Device = new(1), Call = call,
            Caller = new("+79161234567", "Пётр, ООО \"Север\""), Subject = "Договор\r\nBye: x",
        }, _stage.Now);
        var invite = _phone.Requests(SipMethod.Invite)[^1];
        Assert.Equal("ДоговорBye: x", FarPhone.Text(invite.First(SipHeader.Subject)));
        Assert.StartsWith("\"Пётр, ООО \\\"Север\\\"\" <sip:+79161234567@", FarPhone.Text(invite.First(SipHeader.From)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_emergency_number_goes_as_it_is_dialled()
    {
        _stage.Agent.Ring(new CallId(78).Leg(1), new()
        {
            Domain = new(1), Kind = LegKind.Dialled, Number = PhoneNumber.Parse("+112"), IsEmergency = true,
            Trunk = new() { Id = "out", Gateway = "203.0.113.9" }, Caller = new("+74951110001"),
        }, _stage.Now);
        Assert.Equal("sip:112@203.0.113.9", FarPhone.Text(_stage.Sent[^1].Message.RequestUriText));
    }

    [Fact]
    public void A_gateway_that_says_nothing_at_all_is_out_of_order()
    {
        var leg = _stage.RingNumber(new() { Id = "out", Gateway = "203.0.113.9" });
        _stage.Pass(33);
        Assert.Equal(CallEvent.Failed(leg, Cause.RecoveryOnTimerExpiry), Assert.Single(_stage.Events));
    }
}
