using System.Text;
using CallRouting.Sip;

namespace CallRouting.Tests.Flows;

public class RecognitionTests
{
    private readonly SipStage _stage = new();

    private CallOffer? Offered => _stage.Offers.Count == 0 ? null : _stage.Offers[^1].Offer;

    private static void InviteWithPassword(FarPhone phone, string user, string password, string to = "102")
    {
        phone.Invite(to);
        phone.Request("ACK", $"sip:{to}@{SipStage.Realm}", phone.Sequence, branch: phone.Branch, to: to);
        var uri = $"sip:{to}@{SipStage.Realm}";
        var answer = FarPhone.Credentials(phone.Responses(407)[^1], user, password, "INVITE", uri);
        phone.Invite(to, fields: $"Proxy-Authorization: {answer}\r\n");
    }

    [Theory]
    [InlineData("192.0.2.10:5060", "provider")]
    [InlineData("192.0.2.10:5099", "by-port")]
    [InlineData("198.18.77.3:1234", "provider")]
    [InlineData("127.0.0.1:5070", "local")]
    public void A_trunk_is_known_by_where_its_calls_come_from(string source, string trunk)
    {
        _stage.Phone(source).Invite();
        Assert.Equal(trunk, Offered!.Trunk);
        Assert.Null(Offered.Employee);
    }

    [Fact]
    [Trait("Spec", "O4")]
    public void Of_two_trunks_at_one_address_the_one_whose_number_is_ours_has_the_call()
    {
        _stage.Domain.Plan = Plans.Make(
            new Trunk { Id = "b", Peers = ["192.0.2.77"], CalledIdHeader = CalledIdHeader.Diversion },
            new Trunk { Id = "a", Peers = ["192.0.2.77"], CalledIdHeader = CalledIdHeader.PCalledPartyId });
        var phone = _stage.Phone("192.0.2.77:5060");
        phone.Invite("1", fields: "Diversion: <sip:1@x>\r\nP-Called-Party-ID: <sip:+74951110001@x>\r\n");
        Assert.Equal("a", Offered!.Trunk);
        Assert.Equal(CalledIdSource.PCalledPartyId, Offered.Called.Source);
        phone.CallId = "other";
        phone.Invite("1", fields: "Diversion: <sip:+74951110001@x>\r\nP-Called-Party-ID: <sip:2@x>\r\n");
        Assert.Equal("b", Offered!.Trunk);
        phone.CallId = "neither";
        phone.Invite("1");
        Assert.Equal("b", Offered!.Trunk);
        Assert.True(Offered.Called.IsAbsent);
    }

    [Fact]
    public void An_employee_proves_who_calls_and_dials_an_extension()
    {
        var phone = _stage.Phone("203.0.113.50:5060");
        InviteWithPassword(phone, "anna", "secret-a");
        Assert.Equal("anna", Offered!.Employee);
        Assert.Equal("", Offered.Trunk);
        Assert.Equal("102", Offered.Called.Raw);
        Assert.Equal(new CallerId("101", "Anna"), Offered.Caller);
    }

    [Fact]
    public void A_trunk_may_prove_itself_by_password()
    {
        var phone = _stage.Phone("203.0.113.50:5060");
        InviteWithPassword(phone, "line7", "secret-7", "+74951110001");
        Assert.Equal("by-password", Offered!.Trunk);
    }

    [Fact]
    public void A_trunk_with_a_password_and_no_peers_is_not_known_by_loopback()
    {
        var plan = PlanCompiler.Compile(_stage.Domain.Plan.Source with
        {
            Trunks = [new() { Id = "by-password", Username = "line7" }],
        }).GetPlan();
        _stage.Domain.Plan = plan;
        var phone = _stage.Phone("127.0.0.1:5070");
        phone.Invite();
        Assert.Equal(407, phone.Last.StatusCode);
    }

    [Fact]
    public void Known_and_unknown_users_are_refused_alike()
    {
        List<string> heads = [];
        foreach (var (user, password) in (ReadOnlySpan<(string, string)>)[("anna", "wrong"), ("nobody", "wrong")])
        {
            var stage = new SipStage();
            var phone = stage.Phone("203.0.113.50:5060");
            phone.Register(user);
            phone.Register(user, FarPhone.Credentials(phone.Last, user, password, "REGISTER", $"sip:{SipStage.Realm}"));
            InviteWithPassword(phone, user, password);
            var all = string.Concat(phone.Inbox.Select(m => m.ToString()));
            heads.Add(all.Replace(user, "USER", StringComparison.Ordinal));
            Assert.Equal([401, 403, 407, 403], phone.Inbox.Select(m => m.StatusCode));
            Assert.Empty(stage.Offers);
            Assert.Empty(stage.Devices);
        }

        Assert.Equal(heads[0], heads[1]);
    }

    [Fact]
    public void A_registered_phone_must_still_prove_who_calls()
    {
        var phone = _stage.Phone("127.0.0.1:5071");
        phone.SignIn();
        phone.Invite();
        Assert.Equal(407, phone.Last.StatusCode);
        Assert.Empty(_stage.Offers);
    }

    [Fact]
    [Trait("Spec", "G2")]
    public void Of_companies_with_one_realm_the_password_tells_whose_phone_it_is()
    {
        var others = new TestAccounts();
        others.Known.Clear();
        others.Known["101"] = SipAccount.Create("101", SipStage.Realm, "secret-c") with { Employee = "carl" };
        others.Known["anna"] = SipAccount.Create("anna", SipStage.Realm, "secret-d") with { Employee = "dora" };
        var plan = PlanCompiler.Compile(Plans.Office.Source with
        {
            Employees = [new() { Id = "carl" }, new() { Id = "dora" }],
            Departments = [Plans.Office.Source.Departments[0] with { Members = [new("carl"), new("dora")] }],
        }).GetPlan();
        foreach (var (user, password, status, employee) in ((string, string, int, string)[])
            [("anna", "secret-a", 200, "anna"), ("anna", "secret-d", 200, "dora"), ("101", "secret-c", 200, "carl"),
                ("anna", "secret-c", 403, ""), ("carl", "secret-c", 403, "")])
        {
            var stage = new SipStage(change: options => options with
            {
                Domains = [options.Domains[0], new(new(2), "other.test", plan, others) { Realm = SipStage.Realm }],
            });
            var phone = stage.Phone("203.0.113.50:5060");
            phone.Register(user);
            phone.Register(user, FarPhone.Credentials(phone.Last, user, password, "REGISTER", $"sip:{SipStage.Realm}"));
            Assert.Equal(status, phone.Last.StatusCode);
            Assert.Equal(employee.Length == 0 ? [] : [employee], stage.Devices.Values);
            InviteWithPassword(phone, user, password);
            Assert.Equal(employee.Length == 0 ? [] : [employee], stage.Offers.Select(offered => offered.Offer.Employee));
        }
    }

    [Theory]
    [InlineData("", true, "MD5 SHA-256")]
    [InlineData("User-Agent: Softphone 2\r\n", true, "MD5 SHA-256")]
    [InlineData("User-Agent: baresip v2.0.1 (x86_64/linux)\r\n", true, "MD5 SHA-256")]
    [InlineData("User-Agent: baresip v1.0.0 (x86_64/linux)\r\n", true, "MD5")]
    [InlineData("User-Agent: baresip v0.6.5\r\n", true, "MD5")]
    [InlineData("", false, "MD5")]
    public void A_challenge_offers_MD5_first_and_SHA_256_to_those_who_bear_a_choice(
        string fields, bool offers, string expected)
    {
        var phone = new SipStage(change: o => o with { OffersSha256 = offers }).Phone("203.0.113.50:5060");
        phone.Invite(fields: fields);
        List<string> algorithms = [];
        foreach (var value in phone.Last.Values(SipHeader.ProxyAuthenticate))
            algorithms.Add(FarPhone.Text(value).Split("algorithm=")[1].Split(',')[0]);
        Assert.Equal(expected, string.Join(' ', algorithms));
    }

    [Fact]
    public void The_default_offers_both_hashes() =>
        Assert.True(new SipOptions { Domains = [_stage.Domain] }.OffersSha256);

    [Fact]
    public void A_caller_who_wishes_to_be_anonymous_is()
    {
        _stage.Phone().Invite(fields: "P-Asserted-Identity: <sip:+74957654321@x>\r\nPrivacy: id;critical\r\n");
        Assert.Equal(default, Offered!.Caller);
    }

    [Fact]
    public void The_asserted_identity_outranks_from()
    {
        _stage.Phone().Invite(fields: "P-Asserted-Identity: \"Q\" <sip:+74957654321@x>, <tel:+74957654322>\r\n");
        Assert.Equal(new CallerId("+74957654322", "Q"), Offered!.Caller);
    }

    [Theory]
    [Trait("Spec", "O9")]
    [InlineData(CalledIdHeader.RequestUri, null, "8%28495%29111", CalledIdSource.RequestUri)]
    [InlineData(CalledIdHeader.To, null, "to-user", CalledIdSource.ToHeader)]
    [InlineData(CalledIdHeader.Diversion, null, "84951110002", CalledIdSource.Diversion)]
    [InlineData(CalledIdHeader.PCalledPartyId, null, "111;phone-context=+7495", CalledIdSource.PCalledPartyId)]
    [InlineData(CalledIdHeader.Named, "x-did", " 8 (495) 111-00-01", CalledIdSource.Header)]
    [InlineData(CalledIdHeader.Named, "X-Absent", null, CalledIdSource.Header)]
    public void The_called_number_is_taken_from_where_the_trunk_writes_it(
        CalledIdHeader header, string? name, string? raw, CalledIdSource source)
    {
        var invite = SipParser.Parse(Encoding.UTF8.GetBytes(
            "INVITE sip:8%28495%29111@us SIP/2.0\r\nVia: SIP/2.0/UDP x;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\n"
            + "To: <sip:to-user@us>\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\n"
            + "Diversion: <sip:84951110002@p>;reason=unconditional, <sip:1@p>\r\n"
            + "P-Called-Party-ID: <tel:111;phone-context=+7495>\r\n"
            + "X-DID:  8 (495) 111-00-01\r\n\r\n")).Message!;
        var trunk = new Trunk { Id = "t", CalledIdHeader = header, CalledIdHeaderName = name };
        var called = SipNumbers.Called(invite, trunk);
        Assert.Equal(source, called.Source);
        Assert.Equal(header == CalledIdHeader.RequestUri ? "8(495)111" : raw?.Trim(), called.Raw);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7:9", true)]
    [InlineData("192.0.2.7", "192.0.2.8:9", false)]
    [InlineData("192.0.2.0/25", "192.0.2.127:9", true)]
    [InlineData("192.0.2.0/25", "192.0.2.128:9", false)]
    [InlineData("0.0.0.0/0", "8.8.8.8:9", true)]
    [InlineData("192.0.2.7:5060", "192.0.2.7:5061", false)]
    [InlineData("[2001:db8::7]:5060", "[2001:db8::7]:5060", true)]
    [InlineData("2001:db8::/32", "[2001:db8:9::1]:1", true)]
    [InlineData("192.0.2.7", "[::ffff:192.0.2.7]:1", true)]
    public void A_peer_is_an_address_a_block_or_an_address_with_a_port(string text, string source, bool matches)
    {
        Assert.True(SipPeer.TryParse(text, out var peer));
        Assert.Equal(matches, peer.Matches(System.Net.IPEndPoint.Parse(source)));
    }

    [Theory]
    [InlineData("provider.example")]
    [InlineData("192.0.2.7/33")]
    [InlineData("192.0.2.7/x")]
    [InlineData("")]
    public void What_is_no_address_is_no_peer(string text) => Assert.False(SipPeer.TryParse(text, out _));
}
