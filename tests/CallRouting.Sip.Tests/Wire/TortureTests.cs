using System.Net;
using System.Net.Sockets;
using CallRouting.Sip;
using CallRouting.Sip.Tests;

namespace CallRouting.Tests.Wire;

/// <summary>The messages of RFC 4475 and RFC 5118 against a running transport: answered as the standard asks, and the
/// transport is alive after each.</summary>
public class TortureTests
{
    // What each message gets over UDP, by status.
    private static readonly Dictionary<int, string> Answers = new()
    {
        // 0: responses, ACK, and what is no SIP: nothing is said.
        [0] = "bcast bigcode noreason scalarlg test unreason",
        [200] = "badbranch ipv6-bug-abnf-3-colons ipv6-correct-abnf-2-colons lwsdisp semiuri transports "
            + "via-received-param-no-delim zeromf",
        [400] = "badaspec baddn badinv01 clerr escruri insuf ipv6-bad ipv6-in-sdp ltgtruri lwsruri "
            + "lwsstart mcl01 mismatch01 mismatch02 multi01 ncl quotbal regbadct scalar02 trws unksm2",
        // 401: REGISTER is asked for credentials.
        [401] = "cparam01 cparam02 dblreq escnull ipv6-good port-ambiguous port-unambiguous regaut01 "
            + "regescrt",
        // 405: MESSAGE.
        [405] = "mpart01",
        [406] = "sdp01",
        [415] = "invut",
        [416] = "novelsc unkscm",
        [420] = "bext01",
        // 481: a BYE, or an INVITE in a dialog, that nobody knows.
        [481] = "mult-ip-in-header via-received-param-with-delim wsinv",
        // 486: the router of this test is busy for every call.
        [486] = "baddate esc01 inv2543 longreq mult-ip-in-sdp",
        // 488: G.726 only.
        [488] = "ipv4-mapped-ipv6",
        [501] = "esc02 intmeth",
        [505] = "badvers",
    };

    // Over TCP these differ: what has no Content-Length cannot be taken, what announces more than comes is waited for.
    private static readonly Dictionary<string, int> OverTcp = new()
    {
        ["baddn"] = 0,
        ["clerr"] = 0,
        ["inv2543"] = 400,
        ["ipv6-in-sdp"] = 0,
    };

    private static readonly Dictionary<string, int> OverUdp = Answers
        .SelectMany(a => a.Value.Split(' ').Select(name => (Name: name, Status: a.Key)))
        .ToDictionary(a => a.Name, a => a.Status);

    [Fact]
    public async Task Torture_over_UDP_is_answered_as_the_standard_asks_and_leaves_the_server_alive()
    {
        await using var host = await LoopbackHost.StartAsync(26000);
        using var other = FarSocket.Udp(host.Udp);
        foreach (var (name, octets) in Messages())
        {
            using var sender = Sender(host.Udp, SipParser.Parse(octets).Message);
            sender.Send(octets);
            var expected = OverUdp[name];
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
            var expected = OverTcp.TryGetValue(name, out var differs) ? differs : OverUdp[name];
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
            yield return (Path.GetFileNameWithoutExtension(name), TortureData.Read("rfc4475", name));
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
}
