using System.Net;
using System.Net.Sockets;

namespace CallRouting.Sip;

/// <summary>One socket that we listen on.</summary>
/// <param name="kind">What it carries.</param>
/// <param name="number">Its number, in every <see cref="SipFlow"/> over it.</param>
/// <param name="socket">The socket, bound.</param>
internal sealed class SipListener(SipTransportKind kind, int number, Socket socket) : IDisposable
{
    private const int ReceiveBuffer = 4 << 20;

    public SipTransportKind Kind { get; } = kind;

    public int Number { get; } = number;

    public Socket Socket { get; } = socket;

    public IPEndPoint Local { get; } = (IPEndPoint)socket.LocalEndPoint!;

    /// <summary>Opens a socket.</summary>
    /// <exception cref="IOException">It cannot be opened; the message says which and why.</exception>
    public static SipListener Open(SipTransportKind kind, int number, IPEndPoint local)
    {
        var isUdp = kind == SipTransportKind.Udp;
        var socket = new Socket(local.AddressFamily, isUdp ? SocketType.Dgram : SocketType.Stream,
            isUdp ? ProtocolType.Udp : ProtocolType.Tcp);
        try
        {
            if (local.AddressFamily == AddressFamily.InterNetworkV6)
                socket.DualMode = false;
            if (isUdp)
            {
                socket.ReceiveBufferSize = ReceiveBuffer;
                IcmpErrors.Ask(socket);
            }
            else
            {
                // Else a restart has to wait until the system has forgotten the connections of the run before.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }

            socket.Bind(local);
            socket.Blocking = false;
            if (!isUdp)
                socket.Listen(512);
            return new(kind, number, socket);
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            var name = isUdp ? "UDP" : "TCP";
            throw new IOException($"Cannot listen for SIP on {name} {local}: {refused.Message}", refused);
        }
    }

    /// <summary>How well this socket reaches an address: 0 not at all.</summary>
    public int Reaches(SipTransportKind kind, IPAddress remote)
    {
        if (Kind != kind || Local.AddressFamily != remote.AddressFamily)
            return 0;
        var isAny = Local.Address.Equals(IPAddress.Any) || Local.Address.Equals(IPAddress.IPv6Any);
        return IPAddress.IsLoopback(Local.Address) == IPAddress.IsLoopback(remote) ? 3 : isAny ? 2 : 1;
    }

    public void Dispose() => Socket.Dispose();
}
