using System.Net;
using System.Net.Sockets;

namespace CallRouting.E1;

/// <summary>Exchanges frames by UDP with one other address; nobody else is listened to. It cannot be seen whether the
/// other end is there: the data link above finds out.</summary>
internal sealed class UdpPeer(IPEndPoint local, IPEndPoint remote) : IDatagramPeer
{
    private Socket? _socket;

    /// <inheritdoc/>
    public string Name => $"udp:{local}-{remote}";

    /// <inheritdoc/>
    public bool IsConnected => false;

    /// <inheritdoc/>
    public void Open()
    {
        var socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(local);
            socket.Connect(remote);
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            throw new IOException($"{Name} cannot be opened: {refused.Message}", refused);
        }

        _socket = socket;
    }

    /// <inheritdoc/>
    public Socket? Next() => Interlocked.Exchange(ref _socket, null);

    /// <inheritdoc/>
    public void Close() => Interlocked.Exchange(ref _socket, null)?.Dispose();
}
