using System.Net.Sockets;

namespace CallRouting.E1;

/// <summary>A signalling channel by sockets: one frame is one datagram. A thread of its own reads them, and connects
/// again when the other end was away.</summary>
internal sealed class DatagramLink(IDatagramPeer peer, Action arrived) : IHdlcLink
{
    // A frame that one octet more would not fit into was too long.
    private const int Room = HdlcQueue.FrameOctets + 1;

    private readonly Lock _gate = new();
    private readonly HdlcQueue _queue = new();
    private Socket? _socket;
    private Thread? _reader;
    private volatile bool _isClosing;
    private bool _isUp;

    /// <summary>Whether the other end is there, as far as can be seen.</summary>
    public bool IsUp
    {
        get
        {
            lock (_gate)
                return _isUp;
        }
    }

    /// <summary>Whether nothing waits to be read.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _queue.IsEmpty;
        }
    }

    /// <summary>Begins to look for the other end.</summary>
    /// <exception cref="IOException">The own address cannot be had; the message says why.</exception>
    public void Open()
    {
        peer.Open();
        lock (_gate)
        {
            _queue.Clear();
            _isUp = !peer.IsConnected;
            if (!_isUp)
                _queue.Put(HdlcReceived.Down);
        }

        _isClosing = false;
        _reader = new(Serve) { IsBackground = true, Name = peer.Name };
        _reader.Start();
    }

    /// <summary>Lets go of the other end and of the own address. Does nothing to a closed one.</summary>
    public void Close()
    {
        if (_reader is not { } reader)
            return;
        _isClosing = true;
        peer.Close();
        Socket? socket;
        lock (_gate)
        {
            _queue.Clear();
            socket = _socket;
        }

        socket?.Dispose();
        reader.Join();
        _reader = null;
    }

    /// <inheritdoc/>
    public bool TrySend(ReadOnlySpan<byte> frame)
    {
        lock (_gate)
        {
            if (_socket is not { } socket || frame.Length is < 3 or > HdlcQueue.FrameOctets)
                return false;
            try
            {
                // An other end that does not read must not hold us: then there is no room.
                return socket.Poll(0, SelectMode.SelectWrite)
                    && socket.Send(frame, SocketFlags.None, out var error) == frame.Length
                    && error == SocketError.Success;
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public HdlcReceived Receive(Span<byte> frame, out int length)
    {
        lock (_gate)
            return _queue.Take(frame, out length);
    }

    private void Serve()
    {
        while (!_isClosing && peer.Next() is { } socket)
        {
            Change(socket, isUp: true);
            if (!_isClosing)
                Read(socket);
            Change(null, isUp: false);
            socket.Dispose();
        }
    }

    private void Read(Socket socket)
    {
        Span<byte> room = stackalloc byte[Room];
        while (!_isClosing)
        {
            int length;
            SocketError error;
            try
            {
                length = socket.Receive(room, SocketFlags.None, out error);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                return;
            }

            // By UDP nobody being there is told as an error of an earlier frame, and an empty datagram is one.
            if (peer.IsConnected ? length == 0 : error is SocketError.OperationAborted or SocketError.Interrupted)
                return;
            if (error is not (SocketError.Success or SocketError.MessageSize) || length == 0)
                continue;
            lock (_gate)
                _queue.Put(HdlcReceived.Frame, room[..length]);
            arrived();
        }
    }

    private void Change(Socket? socket, bool isUp)
    {
        lock (_gate)
        {
            _socket = socket;
            if (_isUp != isUp)
                _queue.Put(isUp ? HdlcReceived.Up : HdlcReceived.Down);
            _isUp = isUp;
        }

        arrived();
    }
}
