using System.Net;
using System.Text;

namespace CallRouting.Sip.Tests;

public class MessageTests
{
    private static SipMessage Parse(string text)
    {
        var result = SipParser.Parse(Encoding.UTF8.GetBytes(text));
        Assert.True(result.IsGood, result.Fault.Reason);
        return result.Message;
    }

    private static string Text(ReadOnlySpan<byte> octets) => Encoding.UTF8.GetString(octets);

    private static SipMessage Invite(string more = "",
        string via = "SIP/2.0/UDP 10.0.0.1:5062;branch=z9hG4bKx;rport") =>
        Parse($"INVITE sip:74951110001@pbx SIP/2.0\r\nVia: {via}\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>\r\n"
            + $"Call-ID: id\r\nCSeq: 7 INVITE\r\n{more}\r\n");

    [Fact]
    public void Folded_spaced_and_mixed_case_fields_are_read()
    {
        var message = Parse(Encoding.UTF8.GetString(TortureData.Read("rfc4475", "wsinv.dat")));
        var vias = new List<string>();
        foreach (var value in message.Values(SipHeader.Via))
        {
            Assert.True(Via.TryParse(value, out var via));
            vias.Add(Text(via.Transport) + " " + Text(via.Host) + " " + Text(via.Branch));
        }
        Assert.Equal(["UDP 192.0.2.2 390skdjuw", "TCP spindle.example.com z9hG4bK9ikj8",
            "UDP 192.168.255.111 z9hG4bK30239"], vias);
        Assert.Equal("1918181833n", Text(message.ToTag));
        Assert.Equal("98asjd8", Text(message.FromTag));
        Assert.Equal("J Rosenberg \\\"", message.From.DisplayText());
        Assert.Equal((9u, SipMethod.Invite), (message.Sequence, message.SequenceMethod));
        Assert.Equal(68, message.MaxForwards);
        Assert.Equal(150, message.Body.Length);
        Assert.Equal("Quoted string \"\"", message.Address(SipHeader.Contact).DisplayText());
        Assert.Equal(330, message.Address(SipHeader.Contact).Q());
    }

    [Fact]
    public void Escapes_in_a_user_part_are_resolved_only_when_asked()
    {
        var message = Parse(Encoding.UTF8.GetString(TortureData.Read("rfc4475", "esc01.dat")));
        Assert.Equal("sips%3Auser%40example.com", Text(message.RequestUri.User));
        Assert.Equal("sips:user@example.com", message.RequestUri.UserText());
        Assert.Equal("I have spaces", message.From.Uri.UserText());
    }

    [Theory]
    [InlineData("SIP:alice@AtLanTa.CoM;Transport=tcp", "sip:%61lice@atlanta.com;transport=TCP", true)]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5", true)]
    [InlineData("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;newparam=5", true)]
    [InlineData("sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
        "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com", true)]
    [InlineData("sip:alice@atlanta.com?subject=project%20x&priority=urgent",
        "sip:alice@atlanta.com?priority=urgent&subject=project%20x", true)]
    [InlineData("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp", false)]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting", false)]
    [InlineData("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off", false)]
    [InlineData("tel:+7(495)111-00-01", "tel:+74951110001", true)]
    public void URIs_compare_as_section_19_1_4_says(string left, string right, bool same)
    {
        Assert.True(SipUri.TryParse(Encoding.UTF8.GetBytes(left), out var a));
        Assert.True(SipUri.TryParse(Encoding.UTF8.GetBytes(right), out var b));
        Assert.Equal(same, SipUriComparison.Same(a, b));
        Assert.Equal(same, SipUriComparison.Same(b, a));
    }

    [Theory]
    [InlineData("sip:")]
    [InlineData("sip:@host")]
    [InlineData("sip:a@b:0")]
    [InlineData("sip:a@b:65536")]
    [InlineData("sip:a@[1:2")]
    [InlineData("sip:a@[::g]")]
    [InlineData("sip:a%4@b")]
    [InlineData("sip:a@b;;c")]
    [InlineData("sip:a b@c")]
    [InlineData("1sip:a@b")]
    [InlineData("tel:abc@x")]
    public void A_malformed_URI_is_refused(string text) =>
        Assert.False(SipUri.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void An_address_list_is_split_at_commas_outside_quotes_and_brackets()
    {
        var message = Invite("Contact: \"a, b\" <sip:x@y;p=1,2>;q=0.7, "
            + "<sip:z@y>;expires=99999999999,\r\n sip:w@y;q=1\r\n");
        var seen = new List<string>();
        foreach (var value in message.Values(SipHeader.Contact))
        {
            Assert.True(NameAddress.TryParse(value, out var contact));
            seen.Add($"{contact.Uri.UserText()} {contact.Q()} {contact.Expires(5)}");
        }
        Assert.Equal(["x 700 5", "z 1000 4294967295", "w 1000 5"], seen);
    }

    [Fact]
    public void An_authentication_field_is_never_split()
    {
        var message = Invite("Authorization: Digest username=\"a\", realm=\"b\", nonce=c\r\n");
        var count = 0;
        foreach (var value in message.Values(SipHeader.Authorization))
        {
            Assert.Equal("Digest username=\"a\", realm=\"b\", nonce=c", Text(value));
            count++;
        }
        Assert.Equal(1, count);
    }

    [Fact]
    public void Compact_and_full_names_are_one_field()
    {
        foreach (var (compact, full) in new[] { ("i", "Call-ID"), ("m", "Contact"), ("e", "Content-Encoding"),
            ("l", "Content-Length"), ("c", "Content-Type"), ("f", "From"), ("s", "Subject"), ("k", "Supported"),
            ("t", "To"), ("v", "Via"), ("o", "Event"), ("r", "Refer-To"), ("b", "Referred-By"), ("u", "ALLOW-events"),
            ("x", "Session-Expires") })
        {
            Assert.NotEqual(SipHeader.Other, SipHeaders.Find(Encoding.ASCII.GetBytes(full)));
            Assert.Equal(SipHeaders.Find(Encoding.ASCII.GetBytes(full)),
                SipHeaders.Find(Encoding.ASCII.GetBytes(compact)));
        }
        for (var header = 1; header < SipHeaders.Count; header++)
            Assert.Equal((SipHeader)header, SipHeaders.Find(SipHeaders.Name((SipHeader)header)));
        Assert.Equal(Enum.GetValues<SipHeader>().Length, SipHeaders.Count);
    }

    [Fact]
    public void A_response_names_the_source_in_the_topmost_Via()
    {
        var request = Invite("Via: SIP/2.0/TCP far;branch=z9hG4bKy\r\n");
        request.Source = new IPEndPoint(IPAddress.Parse("192.0.2.7"), 6000);
        var answer = Parse(Text(SipWriter.ResponseTo(request, 180, "tt"u8).Finish()));
        Assert.Equal(("192.0.2.7", 6000), (Text(answer.TopVia.Received), answer.TopVia.Rport));
        Assert.Equal("tt", Text(answer.ToTag));
        var hosts = new List<string>();
        foreach (var value in answer.Values(SipHeader.Via))
            hosts.Add(Text(value));
        Assert.Equal(["SIP/2.0/UDP 10.0.0.1:5062;branch=z9hG4bKx;received=192.0.2.7;rport=6000",
            "SIP/2.0/TCP far;branch=z9hG4bKy"], hosts);
        Assert.Equal(0, Parse(Text(SipWriter.ResponseTo(request, 100, "tt"u8).Finish())).ToTag.Length);
    }

    [Fact]
    public void A_received_the_sender_wrote_himself_is_replaced()
    {
        var request = Invite(via: "SIP/2.0/UDP 10.0.0.1;received=203.0.113.9;branch=z9hG4bKx");
        request.Source = new IPEndPoint(IPAddress.Parse("192.0.2.7"), 5060);
        var answer = Parse(Text(SipWriter.ResponseTo(request, 200, "t"u8).Finish()));
        Assert.Equal("192.0.2.7", Text(answer.TopVia.Received));
    }

    [Theory]
    [InlineData("SIP/2.0/UDP h;rport", "192.0.2.7:6000")]
    [InlineData("SIP/2.0/UDP h:5080", "192.0.2.7:5080")]
    [InlineData("SIP/2.0/UDP h", "192.0.2.7:5060")]
    [InlineData("SIP/2.0/UDP h:5070;maddr=239.255.0.1;rport", "239.255.0.1:5070")]
    [InlineData("SIP/2.0/UDP [2001:db8::9]:5090", "192.0.2.7:5090")]
    public void A_response_goes_where_the_Via_says(string value, string destination)
    {
        Assert.True(Via.TryParse(Encoding.UTF8.GetBytes(value), out var via));
        Assert.Equal(destination, ResponseRouting.Destination(via, IPEndPoint.Parse("192.0.2.7:6000")).ToString());
    }

    [Theory]
    [InlineData("SIP/2.0/UDP h;received=2001:db8::9:255", true, "[2001:db8::9:255]:5060")]
    [InlineData("SIP/2.0/UDP h;received=[2001:db8::9:255];rport=7", true, "[2001:db8::9:255]:7")]
    [InlineData("SIP/2.0/UDP 10.0.0.1:5099", true, "10.0.0.1:5099")]
    [InlineData("SIP/2.0/UDP host.example", false, "255.255.255.255:5060")]
    public void A_passing_response_goes_to_received_and_rport(string value, bool known, string destination)
    {
        Assert.True(Via.TryParse(Encoding.UTF8.GetBytes(value), out var via));
        Assert.Equal(known, ResponseRouting.TryNextHop(via, out var next));
        Assert.Equal(destination, next.ToString());
    }

    [Fact]
    public void A_value_that_would_start_a_field_of_its_own_is_refused()
    {
        Assert.Throws<ArgumentException>(() => SipWriter.Response(200, "OK\r\nX: y"));
        Assert.Throws<ArgumentException>(() => SipWriter.Request(SipMethod.Bye, "sip:a@b\r\nX:"u8));
        Assert.Throws<ArgumentException>(() =>
        {
            var writer = SipWriter.Response(200);
            writer.Header(SipHeader.Contact, "<sip:a>\nX: y");
        });
        Assert.Throws<ArgumentException>(() =>
        {
            var writer = SipWriter.Response(200);
            writer.Header("X Y"u8, "z"u8);
        });
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var writer = SipWriter.Request(SipMethod.Invite, "sip:a@b"u8);
        writer.Via("UDP"u8, "10.0.0.1:5060"u8, "z9hG4bK1"u8);
        writer.Header(SipHeader.From, "\"Иван\" <sip:i@b>;tag=1");
        writer.Header(SipHeader.To, "<sip:a@b>"u8);
        writer.Header(SipHeader.CallId, "call"u8);
        writer.CSeq(3, "INVITE"u8);
        writer.Header("X-Company"u8, new string('y', 5000) is var y ? Encoding.ASCII.GetBytes(y) : []);
        var message = Parse(Text(writer.Finish("application/sdp"u8, "v=0\r\n"u8)));
        Assert.Equal("Иван", message.From.DisplayText());
        Assert.Equal("v=0\r\n", Text(message.Body));
        Assert.Equal(5000, message.Value(message.IndexOf("x-company"u8)).Length);
        Assert.True(message.TopVia.AsksRport);
    }

    [Fact]
    public void Keep_alives_and_other_protocols_are_dropped()
    {
        foreach (var text in new[] { "", "\r\n", "\r\n\r\n", "\0\0\0\0",
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "INVITE" })
            Assert.Equal(SipParseOutcome.Drop, SipParser.Parse(Encoding.ASCII.GetBytes(text)).Outcome);
    }

    [Fact]
    public void A_stream_without_Content_Length_or_beyond_a_limit_breaks_with_its_status()
    {
        using var missing = new StreamFramer();
        missing.Append("OPTIONS sip:a SIP/2.0\r\nVia: SIP/2.0/TCP h\r\n\r\n"u8);
        var frame = missing.Next();
        Assert.Equal((StreamFrameKind.Broken, 400), (frame.Kind, frame.Fault.StatusCode));
        Assert.Equal(StreamFrameKind.Broken, missing.Next().Kind);
        Assert.True(SipParser.Parse(frame.Octets).IsAnswered);

        using var large = new StreamFramer(maxBody: 10);
        large.Append("OPTIONS sip:a SIP/2.0\r\nl: 11\r\n\r\n"u8);
        Assert.Equal(513, large.Next().Fault.StatusCode);

        using var endless = new StreamFramer();
        var piece = new byte[10_000];
        Array.Fill(piece, (byte)'a');
        for (var i = 0; i < 7; i++)
            endless.Append(piece);
        Assert.Equal(513, endless.Next().Fault.StatusCode);

        using var doubled = new StreamFramer();
        doubled.Append("OPTIONS sip:a SIP/2.0\r\nl: 0\r\nContent-Length: 5\r\n\r\n"u8);
        Assert.Equal(400, doubled.Next().Fault.StatusCode);
    }
}
