using CallRouting.Sip;
using CallRouting.Tests.Flows;

namespace CallRouting.Tests.Registrar;

public class RegistrarTests
{
    private readonly SipStage _stage = new();
    private readonly FarPhone _phone;

    public RegistrarTests() => _phone = _stage.Phone("203.0.113.50:5062");

    private string Answer(string user = "anna", string password = "secret-a") =>
        FarPhone.Credentials(_phone.Last, user, password, "REGISTER", $"sip:{SipStage.Realm}");

    private static List<string> Contacts(SipMessage response)
    {
        List<string> contacts = [];
        foreach (var value in response.Values(SipHeader.Contact))
            contacts.Add(FarPhone.Text(value));
        return contacts;
    }

    [Fact]
    public void A_phone_registers_rings_and_unregisters()
    {
        _phone.SignIn();
        Assert.Equal(200, _phone.Last.StatusCode);
        Assert.Equal("<sip:anna@203.0.113.50:5062>;expires=600", Assert.Single(Contacts(_phone.Last)));
        var (device, employee) = Assert.Single(_stage.Devices);
        Assert.Equal("anna", employee);
        // By the user part of its contact the plan knows which device it is (SPEC S14).
        Assert.Equal(["anna"], _stage.DeviceNames);

        _stage.RingDevice(device);
        var invite = _phone.Last;
        Assert.Equal("sip:anna@203.0.113.50:5062", FarPhone.Text(invite.RequestUriText));
        Assert.StartsWith("\"Boris \\\"B\\\"\" <sip:+79161234567@office.test>",
            FarPhone.Text(invite.First(SipHeader.From)), StringComparison.Ordinal);
        Assert.Equal("<sip:+74951110001@office.test>", FarPhone.Text(invite.First(SipHeader.PCalledPartyId)));

        _phone.SignIn(expires: 0);
        Assert.Empty(_stage.Devices);
        Assert.Empty(Contacts(_phone.Last));
    }

    [Fact]
    [Trait("Spec", "G4")]
    public void Several_phones_of_one_employee_are_several_devices()
    {
        _phone.SignIn();
        var second = _stage.Phone("203.0.113.51:5060");
        second.SignIn();
        Assert.Equal(2, Contacts(second.Last).Count);
        Assert.Equal(["anna", "anna"], _stage.Devices.Values);
    }

    [Fact]
    public void A_refresh_keeps_the_device()
    {
        _phone.SignIn();
        var device = Assert.Single(_stage.Devices).Key;
        _stage.Pass(300);
        _phone.SignIn();
        Assert.Equal(device, Assert.Single(_stage.Devices).Key);
        _stage.Pass(599);
        Assert.Single(_stage.Devices);
        _stage.Pass(2);
        Assert.Empty(_stage.Devices);
        Assert.Equal(0, _stage.Agent.Statistics.Registrations);
    }

    [Fact]
    public void A_query_lists_the_contacts_with_what_is_left()
    {
        _phone.SignIn();
        _stage.Pass(100);
        _phone.SignIn(contact: "");
        Assert.Equal("<sip:anna@203.0.113.50:5062>;expires=500", Assert.Single(Contacts(_phone.Last)));
    }

    [Fact]
    public void A_star_removes_all_contacts_and_only_with_expires_0()
    {
        _phone.SignIn();
        _phone.Register(contact: "*");
        var answer = Answer();
        _phone.Register("anna", answer, contact: "*");
        Assert.Equal(400, _phone.Last.StatusCode);
        _phone.Register(contact: "*");
        answer = Answer();
        _phone.Register("anna", answer, contact: "*", fields: "Expires: 0\r\n");
        Assert.Equal(200, _phone.Last.StatusCode);
        Assert.Empty(_stage.Devices);
    }

    [Fact]
    public void A_registration_that_is_too_short_gets_423()
    {
        _phone.SignIn(expires: 30);
        Assert.Equal(423, _phone.Last.StatusCode);
        Assert.Equal(60, _phone.Last.Number(SipHeader.MinExpires, 0));
        Assert.Empty(_stage.Devices);
    }

    [Theory]
    [InlineData("<sip:a@203.0.113.50>", "expires=3600")]
    [InlineData("<sip:a@203.0.113.50>;expires=999999", "expires=7200")]
    [InlineData("<sip:a@203.0.113.50>;expires=nonsense", "expires=3600")]
    [InlineData("<sip:a@203.0.113.50>;expires=100;q=0.25", "expires=100;q=0.250")]
    public void What_is_granted_is_told(string contact, string granted)
    {
        _phone.SignIn(contact: contact);
        Assert.EndsWith($";{granted}", Assert.Single(Contacts(_phone.Last)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_nonce_that_is_too_old_is_asked_anew_as_stale()
    {
        _phone.Register();
        var answer = Answer();
        _stage.Pass(301);
        _phone.Register("anna", answer);
        Assert.Equal(401, _phone.Last.StatusCode);
        var challenge = FarPhone.Text(_phone.Last.First(SipHeader.WwwAuthenticate));
        Assert.Contains("stale=true", challenge, StringComparison.Ordinal);
        _phone.Register("anna", Answer());
        Assert.Equal(200, _phone.Last.StatusCode);
    }

    [Fact]
    public void A_user_registers_only_itself()
    {
        _phone.Register("boris");
        _phone.Register("boris", Answer());
        Assert.Equal(403, _phone.Last.StatusCode);
        Assert.Empty(_stage.Devices);
    }

    [Fact]
    public void The_extension_is_a_name_of_its_employee_too()
    {
        _phone.Register("101");
        _phone.Register("101", Answer());
        Assert.Equal(200, _phone.Last.StatusCode);
    }

    [Fact]
    public void The_account_of_a_trunk_cannot_register()
    {
        _phone.Register("line7");
        _phone.Register("line7", Answer("line7", "secret-7"));
        Assert.Equal(403, _phone.Last.StatusCode);
    }

    [Fact]
    public void The_eleventh_contact_replaces_the_one_that_ends_first()
    {
        for (var i = 0; i < 11; i++)
            _phone.SignIn(contact: $"<sip:anna@203.0.113.50:{6000 + i}>", expires: 600);
        Assert.Equal(10, _stage.Devices.Count);
        Assert.DoesNotContain(Contacts(_phone.Last), c => c.Contains(":6000>", StringComparison.Ordinal));
    }

    [Fact]
    public void A_phone_behind_an_address_translation_is_rung_where_it_came_from()
    {
        _phone.SignIn(contact: "<sip:anna@10.0.0.5:5060>;expires=600");
        _stage.RingDevice(Assert.Single(_stage.Devices).Key);
        var (flow, invite, _) = _stage.Sent[^1];
        Assert.Equal("203.0.113.50:5062", flow.Remote.ToString());
        Assert.Equal("sip:anna@10.0.0.5:5060", FarPhone.Text(invite.RequestUriText));
    }

    [Fact]
    public void A_phone_that_listens_on_another_port_is_rung_there()
    {
        _phone.SignIn(contact: "<sip:anna@203.0.113.50:7000>;expires=600");
        _stage.RingDevice(Assert.Single(_stage.Devices).Key);
        Assert.Equal(7000, _stage.Sent[^1].Flow.Remote.Port);
    }

    [Fact]
    public void A_phone_on_a_connection_goes_with_the_connection()
    {
        var phone = _stage.Phone("203.0.113.60:50123", SipTransportKind.Tcp);
        phone.SignIn(contact: "<sip:anna@203.0.113.60:5060;transport=tcp>;expires=600");
        var device = Assert.Single(_stage.Devices).Key;
        var leg = _stage.RingDevice(device);
        Assert.Single(phone.Requests(SipMethod.Invite));
        Assert.StartsWith("SIP/2.0/TCP ", FarPhone.Text(phone.Last.First(SipHeader.Via)), StringComparison.Ordinal);
        _stage.Agent.ConnectionFailed(phone.Flow.Connection, _stage.Now);
        Assert.Empty(_stage.Devices);
        Assert.Equal(CallEvent.Failed(leg, Cause.DestinationOutOfOrder), Assert.Single(_stage.Events));
        var late = _stage.RingDevice(device);
        Assert.Equal(Cause.SubscriberAbsent, _stage.Events[^1].Cause);
        Assert.Equal(late, _stage.Events[^1].Leg);
    }

    [Fact]
    public void A_registration_overtaken_by_a_later_one_changes_nothing()
    {
        _phone.SignIn();
        _phone.Register();
        var answer = Answer();
        // So long that it is not taken for the same request on another path.
        _stage.Pass(40);
        _phone.Sequence = 0;
        _phone.Register("anna", answer, expires: 0);
        Assert.Equal(500, _phone.Last.StatusCode);
        Assert.Single(_stage.Devices);
    }

    [Fact]
    public void A_stop_takes_all_devices_away()
    {
        _phone.SignIn();
        _stage.Agent.Stop(_stage.Now);
        Assert.Empty(_stage.Devices);
        Assert.True(_stage.Agent.IsQuiet);
    }
}
