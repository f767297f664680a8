using System.Net;
using System.Net.Sockets;
using CallRouting.Sip;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CallRouting.Tests.Wire;

/// <summary>Ports that are taken and connections that hang.</summary>
public class SocketsTests
{
    [Fact]
    public void A_free_port_that_TCP_cannot_have_is_given_up_for_another_one()
    {
        var refusals = 3;
        using var sockets = Open(0, (kind, number, local) => kind == SipTransportKind.Tcp && refusals-- > 0
            ? throw Taken()
            : SipListener.Open(kind, number, local));
        Assert.Equal([SipTransportKind.Udp, SipTransportKind.Tcp], sockets.Listeners.Select(l => l.Kind));
        Assert.Single(sockets.Listeners.Select(l => l.Local.Port).Distinct());
        Assert.Equal([1, 2], sockets.Listeners.Select(l => l.Number));
    }

    [Fact]
    public void A_port_that_was_named_is_not_given_up_for_another_one()
    {
        var tries = 0;
        Assert.Throws<IOException>(() => Open(5060, (_, _, _) =>
        {
            tries++;
            throw Taken();
        }));
        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task A_connection_that_hangs_is_given_up_and_its_leg_fails()
    {
        await using var host = await LoopbackHost.StartAsync(
            27200, o => o with { ConnectWithin = Duration.FromMilliseconds(300) });
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var callers = new List<Socket>();
        for (var i = 0; i < 4; i++)
        {
            // They fill the queue of a listener that takes nobody: the next connection gets no answer at all.
            var caller = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            caller.Blocking = false;
            callers.Add(caller);
            Assert.Throws<SocketException>(() => caller.Connect(full.LocalEndPoint!));
        }

        host.Transport.Ring(new CallId(900).Leg(1), new()
        {
            Domain = new(1), Kind = LegKind.External, Address = $"sip:bob@{full.LocalEndPoint};transport=tcp",
        });
        Assert.Equal(Cause.DestinationOutOfOrder, host.Expect(CallEventKind.Failed).Cause);
        callers.ForEach(c => c.Dispose());
    }

    private static IOException Taken() =>
        new("taken", new SocketException((int)SocketError.AddressAlreadyInUse));

    private static SipSockets Open(int port, Func<SipTransportKind, int, IPEndPoint, SipListener> open) => new(
        new()
        {
            Domains = [], Udp = [new(IPAddress.Loopback, port)], Tcp = [new(IPAddress.Loopback, port)],
        }, NullLogger.Instance, _ => { }, open);
}
