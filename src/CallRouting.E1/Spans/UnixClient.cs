using System.Net.Sockets;

namespace CallRouting.E1;

/// <summary>Connects to a Unix socket, one datagram a frame (SEQPACKET), again and again until somebody listens
/// there.</summary>
internal sealed class UnixClient(string path) : IDatagramPeer
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly object _gate = new();
    private bool _isClosed;

    /// <inheritdoc/>
    public string Name => $"unix:{path}";

    /// <inheritdoc/>
    public bool IsConnected => true;

    /// <summary>A socket of the kind that both ends use.</summary>
    /// <exception cref="IOException">The system has none such.</exception>
    public static Socket Make()
    {
        try
        {
            return new(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);
        }
        catch (SocketException unknown)
        {
            throw new IOException($"This system has no Unix sockets that keep datagrams: {unknown.Message}", unknown);
        }
    }

    /// <inheritdoc/>
    public void Open()
    {
        Make().Dispose();
        lock (_gate)
            _isClosed = false;
    }

    /// <inheritdoc/>
    public Socket? Next()
    {
        while (!IsClosedAfter(TimeSpan.Zero))
        {
            var socket = Make();
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(path));
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
                if (IsClosedAfter(Pause))
                    break;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private bool IsClosedAfter(TimeSpan pause)
    {
        lock (_gate)
        {
            if (!_isClosed && pause > TimeSpan.Zero)
                Monitor.Wait(_gate, pause);
            return _isClosed;
        }
    }
}
