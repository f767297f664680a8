using System.Net;
using System.Net.Sockets;
using CallRouting.Sip;
using CallRouting.Sip.Tests;

namespace CallRouting.Tests.Wire;

/// <summary>The messages of RFC 4475 and RFC 5118 against a running transport: answered as the standard asks, and the
/// transport is alive after each.</summary>
public class TortureTests
{
    [Fact]
    public async Task Torture_over_UDP_is_answered_as_the_standard_asks_and_leaves_the_server_alive()
    {
        await using var host = await LoopbackHost.StartAsync(26000);
        using var other = FarSocket.Udp(host.Udp);
        foreach (var (name, octets) in Messages())
        {
            var parsed = SipParser.Parse(octets);
            using var sender = Sender(host.Udp, parsed.Message);
            sender.Send(octets);
            var expected = Expected(parsed);
            if (expected != 0)
                Assert.Equal((name, expected), (name, sender.Final()));
            Assert.Equal((name, 200), (name, other.Ping($"udp-{name}")));
            if (expected == 0)
                Assert.Equal((name, 0), (name, sender.Final(1)));
        }
    }

    [Fact]
    public async Task Torture_over_TCP_is_answered_as_the_standard_asks_and_leaves_the_server_alive()
    {
        await using var host = await LoopbackHost.StartAsync(26200);
        using var other = FarSocket.Udp(host.Udp);
        foreach (var (name, octets) in Messages())
        {
            using var framer = new StreamFramer();
            framer.Append(octets);
            var frame = framer.Next();
            var expected = frame.Kind switch
            {
                StreamFrameKind.Message => Expected(SipParser.Parse(frame.Octets)),
                StreamFrameKind.Broken when SipParser.Parse(frame.Octets) is { Message.IsRequest: true } =>
                    frame.Fault.StatusCode,
                _ => 0,
            };
            using var sender = FarSocket.Tcp(host.Tcp);
            sender.Send(octets);
            if (expected != 0)
                Assert.Equal((name, expected), (name, sender.Final()));
            Assert.Equal((name, 200), (name, other.Ping($"tcp-{name}")));
        }
    }

    [Fact]
    public async Task A_stream_that_is_no_SIP_is_closed_and_others_go_on()
    {
        await using var host = await LoopbackHost.StartAsync(26400);
        using var good = FarSocket.Tcp(host.Tcp);
        using var bad = FarSocket.Tcp(host.Tcp);
        bad.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Null(bad.Receive());
        Assert.Equal(200, good.Ping("after"));
        good.Send("\r\n\r\n");
        Assert.Equal(200, good.Ping("pinged"));
    }

    private static IEnumerable<(string Name, byte[] Octets)> Messages()
    {
        if (TortureData.Folder() is null)
            Assert.Skip("The shared test data are not here; set CALLROUTING_TEST_DATA.");
        foreach (var name in TortureData.Names("rfc4475"))
            yield return (name, TortureData.Read("rfc4475", name));
        foreach (var name in TortureData.Names("rfc5118"))
            yield return (name, TortureData.ReadWithCrlf(name));
    }

    // The answer goes to our address and the port of the Via, as these messages do not ask for rport.
    private static FarSocket Sender(IPEndPoint server, SipMessage? message)
    {
        var port = message is { IsRequest: true } && !message.TopVia.Host.IsEmpty ? message.TopVia.Port : -1;
        try
        {
            var local = port switch { 0 => 5060, < 0 => 0, _ => port };
            return FarSocket.Udp(server, new(IPAddress.Parse("127.0.0.9"), local));
        }
        catch (SocketException)
        {
            Assert.Skip($"Port {port} of 127.0.0.9 is not free.");
            throw;
        }
    }

    // The router of this test is busy for every call; REGISTER is asked for credentials.
    private static int Expected(in SipParseResult parsed)
    {
        if (!parsed.IsGood)
            return parsed.IsAnswered ? parsed.Fault.StatusCode : 0;
        var message = parsed.Message;
        if (!message.IsRequest || message.Method == SipMethod.Ack)
            return 0;
        return message.Method switch
        {
            SipMethod.Other => 501,
            SipMethod.Bye => 481,
            not (SipMethod.Options or SipMethod.Register) when !message.ToTag.IsEmpty => 481,
            SipMethod.Message or SipMethod.Refer => 405,
            _ when message.Has(SipHeader.Require) => 420,
            SipMethod.Options => 200,
            SipMethod.Register when !message.To.Uri.IsSip => 400,
            SipMethod.Register => 401,
            _ when !SipBody.IsUnderstood(message) => 415,
            _ when message.Has(SipHeader.Accept) && !message.Lists(SipHeader.Accept, "application/sdp"u8) => 406,
            // ipv4-mapped-ipv6 offers G.726 only.
            _ => SipBody.Sdp(message) is { IsEmpty: false } offer && !SessionDescription.Check(offer, out _).IsNone
                ? 488 : 486,
        };
    }
}
