using System.Net.Sockets;

namespace CallRouting.E1;

/// <summary>Waits at a Unix socket, one datagram a frame (SEQPACKET), for the other end to connect.</summary>
internal sealed class UnixListener(string path) : IDatagramPeer
{
    private Socket? _listener;

    /// <inheritdoc/>
    public string Name => $"unix:{path}";

    /// <inheritdoc/>
    public bool IsConnected => true;

    /// <inheritdoc/>
    public void Open()
    {
        var listener = UnixClient.Make();
        try
        {
            RemoveLeftover();
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen(1);
        }
        catch (SocketException refused)
        {
            listener.Dispose();
            throw new IOException($"{Name} cannot be opened: {refused.Message}", refused);
        }

        _listener = listener;
    }

    /// <inheritdoc/>
    public Socket? Next()
    {
        try
        {
            return _listener?.Accept();
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        if (Interlocked.Exchange(ref _listener, null) is not { } listener)
            return;
        listener.Dispose();
        File.Delete(path);
    }

    // A process that was killed leaves its socket's file behind; one that lives is not robbed of it.
    private void RemoveLeftover()
    {
        if (!File.Exists(path))
            return;
        using var probe = UnixClient.Make();
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException nobody) when (nobody.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
        }
        catch (SocketException)
        {
            // Whatever it is, binding will say it.
        }
    }
}
