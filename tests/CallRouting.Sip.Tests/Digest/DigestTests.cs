using System.Text;
using NodaTime;

namespace CallRouting.Sip.Tests;

public class DigestTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly DigestSecrets Alice = DigestSecrets.Of("alice", "pbx", "secret");

    private readonly DigestNonces nonces = new(new byte[32], Duration.FromMinutes(5));
    private readonly DigestVerifier verifier;
    private readonly List<string> asked = [];

    public DigestTests() => verifier = new DigestVerifier("pbx", nonces);

    [Theory]
    [InlineData("MD5", "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void The_example_of_RFC_7616_section_3_9_1_comes_out(string algorithm, string expected)
    {
        var value = "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", "
            + $"algorithm={algorithm}, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001, "
            + "cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, response=\"x\"";
        Assert.True(DigestFields.TryParse(Encoding.ASCII.GetBytes(value), out var fields));
        var ha1 = DigestHash.Ha1(fields.Algorithm, "Mufasa", "http-auth@example.org", "Circle of Life");
        Span<byte> response = stackalloc byte[DigestHash.MaxDigits];
        var digits = DigestHash.Response(fields.Algorithm, ha1, fields, "GET"u8, response);
        Assert.Equal(expected, Encoding.ASCII.GetString(response[..digits]));
    }

    [Fact]
    public void The_example_of_RFC_2069_without_qop_comes_out()
    {
        var value = "Digest username=\"Mufasa\", realm=\"testrealm@host.com\", "
            + "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\", response=\"x\"";
        Assert.True(DigestFields.TryParse(Encoding.ASCII.GetBytes(value), out var fields));
        var ha1 = DigestHash.Ha1(DigestAlgorithm.Md5, "Mufasa", "testrealm@host.com", "CircleOfLife");
        Span<byte> response = stackalloc byte[DigestHash.MaxDigits];
        var digits = DigestHash.Response(DigestAlgorithm.Md5, ha1, fields, "GET"u8, response);
        Assert.Equal("1949323746fe6a43ef61f9606e7febea", Encoding.ASCII.GetString(response[..digits]));
    }

    [Fact]
    public void A_phone_that_answers_the_challenge_is_let_in_and_its_next_requests_too()
    {
        var phone = Phone("secret");
        Assert.Equal(DigestLearned.Asked, phone.Learn(Challenge(false)));
        Assert.Equal(DigestVerdict.Good, Check(Register(phone)));
        Assert.Equal(DigestVerdict.Good, Check(Register(phone)));
        Assert.Equal(["alice", "alice"], asked);
    }

    [Fact]
    public void MD5_comes_first_and_an_answer_to_SHA_256_is_good_too()
    {
        var challenge = Challenge(false);
        var seen = new List<string>();
        foreach (var value in challenge.Values(SipHeader.WwwAuthenticate))
            seen.Add(Encoding.ASCII.GetString(value));
        Assert.Contains("algorithm=MD5", seen[0]);
        Assert.Contains("algorithm=SHA-256", seen[1]);

        var phone = Phone("secret");
        var second = "SIP/2.0 401 x\r\nVia: SIP/2.0/UDP h\r\nFrom: <sip:a@b>\r\nTo: <sip:a@b>\r\nCall-ID: i\r\n"
            + $"CSeq: 1 REGISTER\r\nWWW-Authenticate: {seen[1]}\r\n\r\n";
        phone.Learn(SipParser.Parse(Encoding.ASCII.GetBytes(second)).Message!);
        Assert.Equal(DigestVerdict.Good, Check(Register(phone)));
    }

    [Fact]
    public void A_wrong_password_and_an_unknown_user_look_the_same()
    {
        var wrong = Phone("guess");
        wrong.Learn(Challenge(false));
        Assert.Equal(DigestVerdict.Wrong, Check(Register(wrong)));
        var unknown = Phone("secret", "mallory");
        unknown.Learn(Challenge(false));
        Assert.Equal(DigestVerdict.Wrong, Check(Register(unknown)));
        // Not even whoever knows what stands for nobody gets in.
        var nobody = Phone("", "");
        nobody.Learn(Challenge(false));
        Assert.Equal(DigestVerdict.Wrong, Check(Register(nobody)));
    }

    [Fact]
    public void No_credentials_another_realm_or_another_scheme_is_a_challenge()
    {
        Assert.Equal(DigestVerdict.Absent, Check(Request("")));
        Assert.Equal(DigestVerdict.Absent, Check(Request("Authorization: NoOneKnowsThisScheme opaque-data=here\r\n")));
        Assert.Equal(DigestVerdict.Absent, Check(Request(
            "Authorization: Digest username=\"a\", realm=\"x\", nonce=\"y\"\r\n")));
        Assert.Equal(DigestVerdict.Absent, Check(Request("Authorization: Digest username=\"a\r\n")));
        Assert.Empty(asked);
    }

    [Fact]
    public void A_nonce_expires_exactly_at_its_lifetime_and_the_challenge_says_stale()
    {
        var phone = Phone("secret");
        phone.Learn(Challenge(false));
        Assert.Equal(DigestVerdict.Good, Check(Register(phone), Now + Duration.FromMilliseconds(299_999)));
        Assert.Equal(DigestVerdict.Stale, Check(Register(phone), Now + Duration.FromMilliseconds(300_000)));
        Assert.Equal(DigestLearned.Stale, phone.Learn(Challenge(true)));
        Assert.Equal(DigestVerdict.Good, Check(Register(phone)));
    }

    [Fact]
    public void A_replayed_answer_is_refused()
    {
        var phone = Phone("secret");
        phone.Learn(Challenge(false));
        var first = Register(phone);
        var second = Register(phone);
        Assert.Equal(DigestVerdict.Good, Check(second));
        Assert.Equal(DigestVerdict.Stale, Check(second));
        Assert.Equal(DigestVerdict.Stale, Check(first));
    }

    [Fact]
    public void A_nonce_of_another_key_is_stale_even_with_the_right_password()
    {
        var other = new DigestVerifier("pbx",
            new DigestNonces([.. Enumerable.Repeat((byte)1, 16)], Duration.FromHours(1)));
        var phone = Phone("secret");
        phone.Learn(Challenge(false, other));
        Assert.Equal(DigestVerdict.Stale, Check(Register(phone)));
    }

    [Fact]
    public void An_answer_to_another_method_is_wrong()
    {
        var phone = Phone("secret");
        phone.Learn(Challenge(false));
        var text = Encoding.ASCII.GetString(Register(phone).Buffer.Span);
        var stolen = text.Replace("REGISTER ", "INVITE ", StringComparison.Ordinal)
            .Replace("1 REGISTER", "1 INVITE", StringComparison.Ordinal);
        Assert.Equal(DigestVerdict.Wrong, Check(SipParser.Parse(Encoding.ASCII.GetBytes(stolen)).Message!));
    }

    [Fact]
    public void A_proxy_and_a_registrar_are_answered_in_their_own_fields()
    {
        var phone = Phone("secret");
        var both = "SIP/2.0 401 x\r\nVia: SIP/2.0/UDP h\r\nFrom: <sip:a@b>\r\nTo: <sip:a@b>\r\nCall-ID: i\r\n"
            + "CSeq: 1 REGISTER\r\nProxy-Authenticate: Digest realm=\"p\", nonce=\"1\", qop=\"auth,auth-int\"\r\n"
            + "WWW-Authenticate: Digest realm=\"w\", nonce=\"2\", algorithm=SHA-512-256\r\n"
            + "WWW-Authenticate: Digest realm=\"w\", nonce=\"3\", opaque=\"o\"\r\n\r\n";
        phone.Learn(SipParser.Parse(Encoding.ASCII.GetBytes(both)).Message!);
        var request = Register(phone);
        Assert.True(DigestFields.TryParse(request.First(SipHeader.ProxyAuthorization), out var proxy));
        Assert.True(DigestFields.TryParse(request.First(SipHeader.Authorization), out var origin));
        Assert.Equal(("p", "auth", "00000001"), (Text(proxy.Realm), Text(proxy.Qop), Text(proxy.Count)));
        Assert.Equal(("3", "", "o"), (Text(origin.Nonce), Text(origin.Qop), Text(origin.Opaque)));
    }

    [Fact]
    public void Random_fields_never_throw()
    {
        var random = new Random(5);
        var seed = Register(Learned()).First(SipHeader.Authorization).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var value = (byte[])seed.Clone();
            for (var change = 0; change < 4; change++)
                value[random.Next(7, value.Length)] = (byte)"\",=\\ ax0;\r\n"[random.Next(11)];
            _ = DigestFields.TryParse(value, out _);
            var request = SipParser.Parse((byte[])[.. Encoding.ASCII.GetBytes(Head), .. value, .. "\r\n\r\n"u8]);
            if (request.IsGood)
                Check(request.Message);
        }
    }

    private const string Head = "REGISTER sip:pbx SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bKa\r\n"
        + "From: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: i\r\nCSeq: 1 REGISTER\r\nAuthorization: ";

    private static string Text(ReadOnlySpan<byte> octets) => Encoding.ASCII.GetString(octets);

    private static DigestClient Phone(string password, string user = "alice")
    {
        var count = 0;
        return new DigestClient(user, password, () => $"client{++count:d8}");
    }

    private DigestClient Learned()
    {
        var phone = Phone("secret");
        phone.Learn(Challenge(false));
        return phone;
    }

    private SipMessage Challenge(bool stale, DigestVerifier? from = null)
    {
        var writer = SipWriter.ResponseTo(Request(""), 401, "t"u8);
        (from ?? verifier).Challenge(ref writer, SipHeader.WwwAuthenticate, stale, Now, withSha256: true);
        return SipParser.Parse(writer.Finish()).Message!;
    }

    private static SipMessage Register(DigestClient phone)
    {
        var writer = SipWriter.Request(SipMethod.Register, "sip:pbx"u8);
        writer.Via("UDP"u8, "h"u8, "z9hG4bKa"u8);
        writer.Header(SipHeader.From, "<sip:alice@pbx>;tag=1"u8);
        writer.Header(SipHeader.To, "<sip:alice@pbx>"u8);
        writer.Header(SipHeader.CallId, "i"u8);
        writer.CSeq(1, "REGISTER"u8);
        phone.Answer(ref writer, "REGISTER"u8, "sip:pbx"u8);
        return SipParser.Parse(writer.Finish()).Message!;
    }

    private static SipMessage Request(string more) =>
        SipParser.Parse(Encoding.ASCII.GetBytes("REGISTER sip:pbx SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bKa\r\n"
            + $"From: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: i\r\nCSeq: 1 REGISTER\r\n{more}\r\n")).Message!;

    private DigestVerdict Check(SipMessage request, Instant? at = null) =>
        verifier.Check(request, SipHeader.Authorization, user =>
        {
            asked.Add(user);
            return user == "alice" ? Alice : null;
        }, at ?? Now, out _);
}
