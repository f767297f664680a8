using System.Net;
using System.Net.Sockets;
using NodaTime;

namespace CallRouting.Sip;

/// <summary>One TCP connection: what is read is cut into messages, what cannot be sent at once waits.</summary>
internal sealed class SipConnection(long id, Socket socket, IPEndPoint remote, bool isConnected) : IDisposable
{
    // A far end that does not read must not make us remember without end.
    private const int MostWaiting = 1 << 20;

    private readonly Queue<ReadOnlyMemory<byte>> _waiting = new();
    private int _waitingOctets;
    private bool _isSending;

    public long Id { get; } = id;

    public Socket Socket { get; } = socket;

    public IPEndPoint Remote { get; } = remote;

    public StreamFramer Framer { get; } = new();

    public bool IsConnected { get; private set; } = isConnected;

    public bool IsClosed { get; private set; }

    /// <summary>When the last octet came.</summary>
    public Instant HeardAt { get; set; }

    /// <summary>When the message that is not complete yet began.</summary>
    public Instant? WithinSince { get; set; }

    /// <summary>Close once everything has been sent.</summary>
    public bool ClosesWhenSent { get; set; }

    /// <summary>Nothing waits to be sent.</summary>
    public bool IsIdle => !_isSending && _waiting.Count == 0;

    /// <summary>Sends, or queues behind what waits; false where too much waits.</summary>
    public bool TrySend(ReadOnlyMemory<byte> octets, Action<SipConnection, bool> sent)
    {
        if (IsClosed || _waitingOctets + octets.Length > MostWaiting)
            return false;
        if (IsConnected && IsIdle)
        {
            var count = Socket.Send(octets.Span, SocketFlags.None, out var error);
            if (error == SocketError.Success && count == octets.Length)
                return true;
            if (error is not (SocketError.Success or SocketError.WouldBlock))
                return false;
            octets = octets[Math.Max(0, count)..];
        }

        _waiting.Enqueue(octets);
        _waitingOctets += octets.Length;
        Flush(sent);
        return true;
    }

    /// <summary>The connection is there: sends what waited.</summary>
    public void Connected(Action<SipConnection, bool> sent)
    {
        IsConnected = true;
        Flush(sent);
    }

    /// <summary>One piece was sent: the next one's turn.</summary>
    public void Sent(Action<SipConnection, bool> sent)
    {
        _isSending = false;
        Flush(sent);
    }

    public void Dispose()
    {
        IsClosed = true;
        Framer.Dispose();
        Socket.Dispose();
    }

    private void Flush(Action<SipConnection, bool> sent)
    {
        if (!IsConnected || _isSending || IsClosed || !_waiting.TryDequeue(out var octets))
            return;
        _isSending = true;
        _waitingOctets -= octets.Length;
        _ = SendAsync(octets, sent);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> octets, Action<SipConnection, bool> sent)
    {
        try
        {
            while (octets.Length > 0)
                octets = octets[await Socket.SendAsync(octets, SocketFlags.None).ConfigureAwait(false)..];
            sent(this, true);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            sent(this, false);
        }
    }
}
