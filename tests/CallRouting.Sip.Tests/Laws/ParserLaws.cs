using System.Net;
using System.Text;

namespace CallRouting.Sip.Tests;

/// <summary>Any octets parse to a message, a refusal or nothing, and never throw.</summary>
public class ParserLaws
{
    private const int Rounds = 50_000;

    private static readonly byte[][] Seeds =
    [
        .. new[]
        {
            "INVITE sip:+74951110001@pbx.example;user=phone SIP/2.0\r\n"
            + "Via: SIP/2.0/UDP 10.0.0.1:5062;rport;branch=z9hG4bKa,"
            + " SIP/2.0/TCP [::1];branch=z9hG4bKb\r\nf: \"A \\\" B\" <sip:a@b>;tag=1\r\nTo: <tel:+7-495>\r\ni: x@y\r\n"
            + "CSeq: 1 INVITE\r\nm: <sip:a@[::1]:5060;transport=tcp?x=y>;q=0.5;expires=60\r\nMax-Forwards: 70\r\n"
            + "Authorization: Digest username=\"a\", realm=\"b\"\r\n"
            + "k: timer,\r\n 100rel\r\nc: application/sdp\r\nl: 3\r\n\r\nv=0",
            "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h;branch=z9hG4bKc;received=10.0.0.9;rport=5\r\nFrom: sip:a@b;tag=2\r\n"
            + "To: sip:c@d;tag=3\r\nCall-ID: q\r\nCSeq: 2 REGISTER\r\nContact: *\r\n"
            + "Record-Route: <sip:p;lr>,<sip:q;lr>\r\n\r\n",
        }.Select(Encoding.Latin1.GetBytes),
    ];

    [Fact]
    public void Random_octets_never_throw()
    {
        var random = new Random(20260101);
        for (var round = 0; round < Rounds; round++)
        {
            var octets = new byte[random.Next(0, 200)];
            random.NextBytes(octets);
            Exercise(octets);
        }
    }

    [Fact]
    public void Mutated_messages_never_throw()
    {
        var seeds = Seeds.ToList();
        foreach (var name in TortureData.Names("rfc4475"))
            seeds.Add(TortureData.Read("rfc4475", name));
        var random = new Random(20260102);
        for (var round = 0; round < Rounds; round++)
            Exercise(Mutate(seeds[random.Next(seeds.Count)], random));
    }

    [Fact]
    public void A_stream_cut_anywhere_gives_the_same_frames()
    {
        var random = new Random(20260103);
        var whole = new List<byte>();
        for (var i = 0; i < 40; i++)
        {
            whole.AddRange(Seeds[0]);
            if (i % 3 == 0)
                whole.AddRange("\r\n\r\n"u8.ToArray());
        }
        for (var round = 0; round < 200; round++)
        {
            using var framer = new StreamFramer();
            var (messages, pings) = (0, 0);
            for (var at = 0; at < whole.Count;)
            {
                var piece = Math.Min(random.Next(1, 900), whole.Count - at);
                framer.Append(whole.GetRange(at, piece).ToArray());
                at += piece;
                for (var frame = framer.Next(); frame.Kind != StreamFrameKind.NeedMore; frame = framer.Next())
                {
                    Assert.NotEqual(StreamFrameKind.Broken, frame.Kind);
                    if (frame.Kind == StreamFrameKind.Message)
                    {
                        Assert.True(frame.Octets.Span.SequenceEqual(Seeds[0]));
                        messages++;
                    }
                    else
                    {
                        pings++;
                    }
                }
            }
            Assert.Equal((40, 14), (messages, pings));
        }
    }

    [Fact]
    public void Random_streams_never_throw_and_end_or_wait()
    {
        var random = new Random(20260104);
        for (var round = 0; round < 3_000; round++)
        {
            using var framer = new StreamFramer(4096);
            for (var piece = 0; piece < 5; piece++)
            {
                framer.Append(Mutate(Seeds[random.Next(Seeds.Length)], random));
                var steps = 0;
                while (framer.Next().Kind is StreamFrameKind.Message or StreamFrameKind.Ping)
                    Assert.True(++steps < 2000);
            }
        }
    }

    [Fact]
    public void A_torture_message_on_a_stream_gives_frames_a_wait_or_a_break()
    {
        if (TortureData.Folder() is null)
            Assert.Skip("The shared test data are not here; set CALLROUTING_TEST_DATA.");
        var waiting = new List<string>();
        foreach (var name in TortureData.Names("rfc4475"))
        {
            using var framer = new StreamFramer();
            framer.Append(TortureData.Read("rfc4475", name));
            var steps = 0;
            for (var frame = framer.Next(); frame.Kind is StreamFrameKind.Message or StreamFrameKind.Ping;
                frame = framer.Next())
            {
                _ = SipParser.Parse(frame.Octets);
                Assert.True(++steps < 10);
            }
            if (framer.IsWithinMessage)
                waiting.Add(name);
        }
        // These lack octets, one its empty line, the other most of its body: the stream waits;
        // the transport's patience ends it.
        Assert.Equal("baddn.dat clerr.dat", string.Join(" ", waiting));
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var octets = seed.ToList();
        for (var change = random.Next(1, 6); change > 0 && octets.Count > 0; change--)
        {
            var at = random.Next(octets.Count);
            switch (random.Next(5))
            {
                case 0:
                    octets[at] = (byte)random.Next(256);
                    break;
                case 1:
                    octets.RemoveRange(at, random.Next(Math.Min(40, octets.Count - at)) + 1);
                    break;
                case 2:
                    octets.InsertRange(at, octets.GetRange(at, random.Next(Math.Min(60, octets.Count - at))));
                    break;
                case 3:
                    octets.Insert(at, (byte)"\r\n\",;<>:@%\\[]= \t?&/"[random.Next(19)]);
                    break;
                default:
                    octets.RemoveRange(at, octets.Count - at);
                    break;
            }
        }
        return [.. octets];
    }

    // Touches all that a server would read and write of the message.
    private static void Exercise(byte[] octets)
    {
        var result = SipParser.Parse(octets);
        Assert.Equal(result.Outcome == SipParseOutcome.Drop, result.Message is null);
        if (result.Message is not { } message)
            return;
        message.Source = new IPEndPoint(IPAddress.Loopback, 5060);
        for (var header = 0; header < SipHeaders.Count; header++)
        {
            foreach (var value in message.Values((SipHeader)header))
            {
                Assert.False(value.IsEmpty);
                if (NameAddress.TryParse(value, out var address))
                {
                    _ = address.DisplayText() + address.Uri.UserText();
                    Assert.InRange(address.Q(), 0, 1000);
                    Assert.True(address.Expires(0) >= 0);
                    Assert.True(SipUriComparison.Same(address.Uri, address.Uri));
                }
            }
            _ = message.Number((SipHeader)header, -1);
        }
        _ = ResponseRouting.Destination(message.TopVia, message.Source);
        _ = ResponseRouting.TryNextHop(message.TopVia, out _);
        if (!message.IsRequest)
            return;
        var answer = SipWriter.ResponseTo(message, 400, "t"u8, recordRoute: true).Finish();
        var parsed = SipParser.Parse(answer);
        if (result.IsGood)
        {
            Assert.True(parsed.IsGood,
                Encoding.Latin1.GetString(octets) + "\n--\n" + Encoding.Latin1.GetString(answer));
            Assert.True(parsed.Message.CallId.SequenceEqual(message.CallId));
        }
    }
}
