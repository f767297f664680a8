using System.Net.Sockets;

namespace CallRouting.Sip;

/// <summary>Waits until any of many sockets has a datagram.</summary>
internal abstract class SocketPoll : IDisposable
{
    /// <summary>The best way of this system.</summary>
    public static SocketPoll Create() => OperatingSystem.IsLinux() ? new EpollSockets() : new SelectSockets();

    /// <summary>Adds a socket under a key of the caller's; from any thread.</summary>
    public abstract void Add(Socket socket, long key);

    /// <summary>Takes a socket away before it is closed; from any thread.</summary>
    public abstract void Remove(Socket socket);

    /// <summary>Waits for at most <paramref name="milliseconds"/>; one thread at a time.</summary>
    /// <param name="milliseconds">0 to look only.</param>
    /// <param name="ready">Gets the keys of the sockets that have something, as many as it holds.</param>
    /// <returns>How many.</returns>
    public abstract int Wait(int milliseconds, Span<long> ready);

    public abstract void Dispose();
}

/// <summary>Waits by Select, which every system has; its cost grows with the number of sockets.</summary>
internal sealed class SelectSockets : SocketPoll
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Socket, long> _keys = [];
    private readonly List<Socket> _asked = [];

    public override void Add(Socket socket, long key)
    {
        lock (_gate) _keys.Add(socket, key);
    }

    public override void Remove(Socket socket)
    {
        lock (_gate) _keys.Remove(socket);
    }

    public override int Wait(int milliseconds, Span<long> ready)
    {
        _asked.Clear();
        lock (_gate) _asked.AddRange(_keys.Keys);
        try
        {
            Socket.Select(_asked, null, null, milliseconds * 1000);
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // A socket was closed during the wait: the next round asks without it.
            return 0;
        }

        var count = 0;
        lock (_gate)
            foreach (var socket in _asked)
                if (count < ready.Length && _keys.TryGetValue(socket, out var key)) ready[count++] = key;
        return count;
    }

    public override void Dispose()
    {
    }
}
