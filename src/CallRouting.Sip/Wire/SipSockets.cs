using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CallRouting.Sip;

/// <summary>All sockets of the transport, driven by its one thread.</summary>
internal sealed partial class SipSockets : ISipWire, IDisposable
{
    private const int AtOnce = 64, LongestDatagram = 65_535, FirstConnection = 1 << 16, MostPorts = 20;

    private readonly SipOptions _options;
    private readonly ILogger _log;
    private readonly SipErrand _errand;
    private readonly Func<SipTransportKind, int, IPEndPoint, SipListener> _open;
    private readonly SocketPoll _poll = SocketPoll.Create();
    private readonly Socket _waker = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly List<SipListener> _listeners = [];
    private readonly Dictionary<long, SipConnection> _connections = [];
    private readonly Dictionary<IPEndPoint, SipConnection> _outgoing = [];
    private readonly Dictionary<(int Listener, IPAddress Remote), SipLocal> _locals = [];
    private readonly List<TransactionId> _failed = [];
    private readonly List<long> _lost = [];
    private readonly byte[] _buffer = new byte[LongestDatagram];
    private long _lastConnection = FirstConnection;
    private UserAgent? _agent;

    /// <summary>Opens all listeners.</summary>
    /// <param name="options">Where to listen.</param>
    /// <param name="log">Gets what goes wrong.</param>
    /// <param name="errand">Does something on the transport's thread.</param>
    /// <param name="open">Opens one listener; <c>null</c>: <see cref="SipListener.Open"/>.</param>
    /// <exception cref="IOException">One of them cannot be opened.</exception>
    public SipSockets(SipOptions options, ILogger log, SipErrand errand,
        Func<SipTransportKind, int, IPEndPoint, SipListener>? open = null)
    {
        _open = open ?? SipListener.Open;
        (_options, _log, _errand) = (options, log, errand);
        _waker.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _waker.Connect(_waker.LocalEndPoint!);
        _waker.Blocking = false;
        _poll.Add(_waker, 0);
        try
        {
            Listen();
        }
        catch (IOException)
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<SipListener> Listeners => _listeners;

    public int ConnectionCount => _connections.Count;

    /// <summary>Makes a waiting <see cref="Wait"/> return. Any thread.</summary>
    public void Wake()
    {
        try
        {
            _waker.Send([1]);
        }
        catch (Exception full) when (full is SocketException or ObjectDisposedException)
        {
            // A full buffer wakes as well, and a loop that has ended needs no waking.
        }
    }

    /// <summary>Waits for something to arrive and gives it to the user agent.</summary>
    /// <param name="milliseconds">How long at most.</param>
    /// <param name="agent">The user agent.</param>
    /// <param name="settle">Does what was asked for before the next message came, and gives the instant: a far end
    /// that answers to something must not be heard before that something was done.</param>
    public void Wait(int milliseconds, UserAgent agent, Func<Instant> settle)
    {
        _agent = agent;
        Span<long> ready = stackalloc long[AtOnce];
        var count = _poll.Wait(milliseconds, ready);
        foreach (var key in ready[..count])
        {
            if (key == 0)
                Drain();
            else if (key < FirstConnection)
                Serve(_listeners[(int)key - 1], settle);
            else if (_connections.TryGetValue(key, out var connection))
                Read(connection, settle);
        }
    }

    /// <summary>Tells what could not be sent and which connections have gone, until nothing is left to tell.</summary>
    public void TellFailures(UserAgent agent, Instant now)
    {
        while (_failed.Count + _lost.Count > 0)
        {
            var (failed, lost) = (_failed.ToArray(), _lost.ToArray());
            _failed.Clear();
            _lost.Clear();
            foreach (var transaction in failed)
                agent.SendFailed(transaction, now);
            foreach (var connection in lost)
                agent.ConnectionFailed(connection, now);
        }
    }

    public SipFlow Open(SipTransportKind kind, IPEndPoint remote)
    {
        var listener = _listeners.MaxBy(l => l.Reaches(kind, remote.Address));
        if (listener is null || listener.Reaches(kind, remote.Address) == 0)
            return default;
        if (kind == SipTransportKind.Udp)
            return new(kind, listener.Number, remote);
        if (!_outgoing.TryGetValue(remote, out var connection))
            connection = Connect(listener, remote);
        return FlowOf(connection) with { Listener = listener.Number };
    }

    public bool IsOpen(in SipFlow flow) =>
        !flow.IsReliable || (_connections.TryGetValue(flow.Connection, out var connection) && !connection.IsClosed);

    public SipLocal Local(in SipFlow flow)
    {
        if (_locals.TryGetValue((flow.Listener, flow.Remote.Address), out var local))
            return local;
        // A name for each neighbour; a flood of invented ones must not stay.
        if (_locals.Count > 10_000)
            _locals.Clear();
        var listener = _listeners[flow.Listener - 1];
        var address = _options.AdvertisedAddress ?? AddressTowards(listener.Local.Address, flow.Remote);
        var shown = new IPEndPoint(address, listener.Local.Port).ToString();
        var isTcp = listener.Kind == SipTransportKind.Tcp;
        local = new(isTcp ? "TCP"u8.ToArray() : "UDP"u8.ToArray(), Encoding.ASCII.GetBytes(shown),
            Encoding.ASCII.GetBytes($"sip:{shown}{(isTcp ? ";transport=tcp" : "")}"), address);
        _locals.Add((flow.Listener, flow.Remote.Address), local);
        return local;
    }

    public void Send(in SipFlow flow, ReadOnlyMemory<byte> octets, TransactionId transaction)
    {
        if (flow.IsReliable)
        {
            if (!_connections.TryGetValue(flow.Connection, out var connection) || !connection.TrySend(octets, Sent))
                Fail(transaction);
            return;
        }

        var socket = _listeners[flow.Listener - 1].Socket;
        for (var tries = 2; ; tries--)
        {
            try
            {
                socket.SendTo(octets.Span, SocketFlags.None, flow.Remote);
                return;
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused && tries > 0)
            {
                // Somebody else's earlier datagram found nobody; this one was not even tried.
            }
            catch (SocketException full) when (full.SocketErrorCode
                is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable)
            {
                // Lost like any datagram: what matters is repeated.
                return;
            }
            catch (SocketException refused)
            {
                _log.LogWarning("No datagram could be sent to {Remote}: {Error}", flow.Remote, refused.Message);
                Fail(transaction);
                return;
            }
        }
    }

    public void Resolve(LegId leg, string host) => _ = ResolveAsync(leg, host);

    public void Dispose()
    {
        foreach (var connection in _connections.Values.ToList())
            Close(connection);
        CloseListeners();
        _poll.Remove(_waker);
        _waker.Dispose();
        _poll.Dispose();
    }

    // A free port of UDP may be taken for TCP: then another one is tried.
    private void Listen()
    {
        var mayMove = _options.Udp.Any(u => u.Port == 0) && _options.Tcp.Any(t => t.Port == 0);
        for (var tries = mayMove ? MostPorts : 1; ; tries--)
        {
            try
            {
                foreach (var local in _options.Udp)
                    Listen(SipTransportKind.Udp, local);
                foreach (var local in _options.Tcp)
                    Listen(SipTransportKind.Tcp, local);
                return;
            }
            catch (IOException taken) when (tries > 1
                && taken.InnerException is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
            {
                CloseListeners();
            }
        }
    }

    private void CloseListeners()
    {
        foreach (var listener in _listeners)
        {
            _poll.Remove(listener.Socket);
            listener.Dispose();
        }

        _listeners.Clear();
    }

    private void Listen(SipTransportKind kind, IPEndPoint local)
    {
        // A free port is the same one for both transports, so that one address names us.
        var port = local.Port != 0 ? local.Port
            : _listeners.FirstOrDefault(l => l.Kind != kind && l.Local.Address.Equals(local.Address))?.Local.Port ?? 0;
        var listener = _open(kind, _listeners.Count + 1, new(local.Address, port));
        _listeners.Add(listener);
        _poll.Add(listener.Socket, listener.Number);
    }

    private void Drain()
    {
        while (_waker.Available > 0)
            _waker.Receive(_buffer, SocketFlags.None, out _);
    }

    private void Serve(SipListener listener, Func<Instant> settle)
    {
        if (listener.Kind == SipTransportKind.Tcp)
        {
            AcceptAll(listener, settle());
            return;
        }

        var from = new SocketAddress(listener.Local.AddressFamily);
        for (var i = 0; i < AtOnce; i++)
        {
            try
            {
                var length = listener.Socket.ReceiveFrom(_buffer, SocketFlags.None, from);
                var remote = (IPEndPoint)listener.Local.Create(from);
                var parsed = SipParser.Parse(_buffer.AsSpan(0, length).ToArray());
                _agent!.Receive(parsed, new(SipTransportKind.Udp, listener.Number, remote), settle());
            }
            catch (SocketException nothing)
            {
                if (nothing.SocketErrorCode is not (SocketError.WouldBlock or SocketError.ConnectionRefused
                    or SocketError.ConnectionReset or SocketError.HostUnreachable or SocketError.NetworkUnreachable))
                    _log.LogWarning("UDP {Local}: {Error}", listener.Local, nothing.Message);
                // The socket stays readable until these are taken.
                while (IcmpErrors.TryTake(listener.Socket, out var lost))
                    _agent!.Unreachable(lost, settle());
            }

            if (listener.Socket.Available == 0)
                return;
        }
    }

    private async Task ResolveAsync(LegId leg, string host)
    {
        IPAddress[] addresses = [];
        try
        {
            addresses = await Dns.GetHostAddressesAsync(host).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is SocketException or ArgumentException)
        {
            _log.LogWarning("{Host} cannot be resolved: {Error}", host, fault.Message);
        }

        _errand((agent, now) => agent.Resolved(leg, addresses, now));
    }

    // Told later: whoever sends is in the middle of something.
    private void Fail(TransactionId transaction)
    {
        if (!transaction.IsNone)
            _failed.Add(transaction);
    }

    private static IPAddress AddressTowards(IPAddress bound, IPEndPoint remote)
    {
        if (!bound.Equals(IPAddress.Any) && !bound.Equals(IPAddress.IPv6Any))
            return bound;
        // Connecting a datagram socket sends nothing; it makes the system choose.
        using var probe = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            probe.Connect(remote);
            return ((IPEndPoint)probe.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            // No way there: what is sent will fail and be told.
            return bound;
        }
    }
}
