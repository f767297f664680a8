using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CallRouting.Sip;

// TCP: connections that come, go out, carry messages and are closed.
internal sealed partial class SipSockets
{
    private static readonly Duration LongestMessage = Duration.FromSeconds(30);

    /// <summary>Closes connections that nobody uses, and those that never end a message.</summary>
    public void Sweep(UserAgent agent, Instant now)
    {
        var used = agent.ConnectionsInUse();
        foreach (var connection in _connections.Values.ToList())
        {
            var isStuck = connection.WithinSince is { } since && now - since > LongestMessage;
            var isIdle = connection.IsConnected && now - connection.HeardAt > _options.ConnectionIdle
                && !used.Contains(connection.Id);
            if (isStuck || isIdle)
                Close(connection);
        }
    }

    private void AcceptAll(SipListener listener, Instant now)
    {
        for (var i = 0; i < AtOnce && listener.Socket.Poll(0, SelectMode.SelectRead); i++)
        {
            Socket socket;
            try
            {
                socket = listener.Socket.Accept();
            }
            catch (SocketException gone)
            {
                // It was given up while it waited, or the process has no descriptor left.
                _log.LogWarning("TCP {Local}: {Error}", listener.Local, gone.Message);
                return;
            }

            if (_connections.Count >= _options.MaxConnections || socket.RemoteEndPoint is not IPEndPoint remote)
            {
                _log.LogWarning("A connection is refused: {Count} are open", _connections.Count);
                socket.Dispose();
                continue;
            }

            Add(new(++_lastConnection, socket, remote, isConnected: true) { HeardAt = now });
        }
    }

    private void Add(SipConnection connection)
    {
        connection.Socket.Blocking = false;
        connection.Socket.NoDelay = true;
        _connections.Add(connection.Id, connection);
        if (connection.IsConnected)
            _poll.Add(connection.Socket, connection.Id);
    }

    private SipConnection Connect(SipListener listener, IPEndPoint remote)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        var connection = new SipConnection(++_lastConnection, socket, remote, isConnected: false);
        Add(connection);
        _outgoing.Add(remote, connection);
        _ = ConnectAsync(connection, listener.Local.Address);
        return connection;
    }

    private async Task ConnectAsync(SipConnection connection, IPAddress local)
    {
        var isConnected = true;
        try
        {
            connection.Socket.Bind(new IPEndPoint(local, 0));
            // The system alone would try for two minutes, and a caller waits for the next way meanwhile.
            using var patience = new CancellationTokenSource(_options.ConnectWithin.ToTimeSpan());
            await connection.Socket.ConnectAsync(connection.Remote, patience.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            isConnected = false;
        }

        _errand((_, now) =>
        {
            if (connection.IsClosed)
                return;
            if (!isConnected)
            {
                Close(connection);
                return;
            }

            connection.HeardAt = now;
            _poll.Add(connection.Socket, connection.Id);
            connection.Connected(Sent);
        });
    }

    private void Read(SipConnection connection, Func<Instant> settle)
    {
        var length = connection.Socket.Receive(_buffer, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
            return;
        var now = settle();
        if (connection.IsClosed)
            return;
        if (error != SocketError.Success || length == 0)
        {
            Close(connection);
            return;
        }

        connection.HeardAt = now;
        connection.Framer.Append(_buffer.AsSpan(0, length));
        while (!connection.IsClosed && Take(connection, connection.Framer.Next(), now))
        {
        }

        if (!connection.IsClosed)
            connection.WithinSince = connection.Framer.IsWithinMessage ? connection.WithinSince ?? now : null;
    }

    private bool Take(SipConnection connection, in StreamFrame frame, Instant now)
    {
        switch (frame.Kind)
        {
            case StreamFrameKind.Message:
                _agent!.Receive(SipParser.Parse(frame.Octets), FlowOf(connection), now);
                return true;
            case StreamFrameKind.Ping:
                connection.TrySend("\r\n"u8.ToArray(), Sent);
                return true;
            case StreamFrameKind.Broken:
                var parsed = SipParser.Parse(frame.Octets);
                if (parsed.Message is { IsRequest: true } request)
                    _agent!.Receive(new(SipParseOutcome.Bad, request, frame.Fault), FlowOf(connection), now);
                connection.ClosesWhenSent = true;
                CloseIfSent(connection);
                return false;
            default:
                return false;
        }
    }

    private SipFlow FlowOf(SipConnection connection)
    {
        var listener = _listeners.Where(l => l.Kind == SipTransportKind.Tcp)
            .MaxBy(l => l.Reaches(SipTransportKind.Tcp, connection.Remote.Address));
        return new(SipTransportKind.Tcp, listener?.Number ?? 1, connection.Remote, connection.Id);
    }

    private void Sent(SipConnection connection, bool isSent) => _errand((_, _) =>
    {
        if (connection.IsClosed)
            return;
        if (!isSent)
        {
            Close(connection);
            return;
        }

        connection.Sent(Sent);
        CloseIfSent(connection);
    });

    private void CloseIfSent(SipConnection connection)
    {
        if (connection.ClosesWhenSent && connection.IsIdle && !connection.IsClosed)
            Close(connection);
    }

    private void Close(SipConnection connection)
    {
        if (connection.IsClosed)
            return;
        if (connection.IsConnected)
            _poll.Remove(connection.Socket);
        _connections.Remove(connection.Id);
        if (_outgoing.TryGetValue(connection.Remote, out var outgoing) && outgoing == connection)
            _outgoing.Remove(connection.Remote);
        connection.Dispose();
        _lost.Add(connection.Id);
    }
}
