using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CallRouting.Sip;
using CallRouting.Tests.Flows;
using Microsoft.Extensions.Logging;

namespace CallRouting.Tests.Wire;

/// <summary>A real transport on free ports of loopback, and a router that does what the test says.</summary>
internal sealed class LoopbackHost : ITransportHost, IAsyncDisposable, ILogger<SipTransport>
{
    private int _lastCall, _lastDevice;

    private LoopbackHost(SipOptions options) => Transport = new(options, this);

    public SipTransport Transport { get; }

    public BlockingCollection<CallEvent> Events { get; } = [];

    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>What is done with a call that is offered.</summary>
    public Action<SipTransport, LegId> WhenOffered { get; set; } =
        (transport, leg) => transport.Execute(
            new CallEffect(CallEffectKind.Release, leg) { Cause = Cause.UserBusy }, null, null);

    public ConcurrentDictionary<int, string> Devices { get; } = new();

    public static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token;

    public IPEndPoint Udp => Transport.UdpEndpoints[0];

    public IPEndPoint Tcp => Transport.TcpEndpoints[0];

    public static async Task<LoopbackHost> StartAsync(int firstPort, Func<SipOptions, SipOptions>? change = null)
    {
        var domain = new SipDomain(new(1), SipStage.Realm, Plans.Office, new TestAccounts());
        var options = new SipOptions
        {
            Domains = [domain],
            Udp = [new(IPAddress.Loopback, 0)],
            Tcp = [new(IPAddress.Loopback, 0)],
            Media = new() { Address = IPAddress.Loopback, FirstPort = firstPort, LastPort = firstPort + 199 },
        };
        var host = new LoopbackHost(change?.Invoke(options) ?? options);
        await host.Transport.StartAsync(host, Soon);
        return host;
    }

    /// <summary>Waits for the next event of a kind, over others.</summary>
    public CallEvent Expect(CallEventKind kind)
    {
        while (Events.TryTake(out var happened, 10_000))
            if (happened.Kind == kind)
                return happened;
        Assert.Fail($"No {kind} came. Faults: {string.Join('\n', Faults)}");
        return default;
    }

    public LegId Offer(DomainId domain, ICallTransport transport, CallOffer offer)
    {
        var leg = new CallId((ulong)Interlocked.Increment(ref _lastCall)).Caller;
        WhenOffered(Transport, leg);
        return leg;
    }

    public void Post(in CallEvent happened) => Events.Add(happened);

    public DeviceId AddDevice(DomainId domain, ICallTransport transport, string employee, string? name)
    {
        var device = Interlocked.Increment(ref _lastDevice);
        Devices[device] = employee;
        return new(device);
    }

    public void RemoveDevice(DeviceId device) => Devices.TryRemove(device.Value, out _);

    public void SetChannels(DomainId domain, string trunk, int inService) =>
        Assert.Fail("SIP counts no channels.");

    public async ValueTask DisposeAsync()
    {
        await Transport.DisposeAsync();
        Events.Dispose();
        Assert.Empty(Faults);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error)
            Faults.Enqueue($"{formatter(state, exception)} {exception}");
    }
}

/// <summary>A socket of a far end on loopback.</summary>
internal sealed class FarSocket : IDisposable
{
    private readonly Socket _socket;
    private readonly StreamFramer _framer = new();
    private readonly byte[] _buffer = new byte[65_535];

    private FarSocket(Socket socket) => _socket = socket;

    public IPEndPoint Local => (IPEndPoint)_socket.LocalEndPoint!;

    public bool IsStream => _socket.SocketType == SocketType.Stream;

    public static FarSocket Udp(IPEndPoint server, IPEndPoint? local = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(local ?? new(IPAddress.Loopback, 0));
        socket.Connect(server);
        return new(socket);
    }

    public static FarSocket Tcp(IPEndPoint server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(server);
        return new(socket);
    }

    public void Send(ReadOnlySpan<byte> octets) => _socket.Send(octets);

    public void Send(string text) => Send(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>The next message; <c>null</c> when the connection is closed, or nothing came in time.</summary>
    public SipMessage? Receive(int milliseconds = 10_000) =>
        Next(milliseconds) is { } octets ? SipParser.Parse(octets).Message : null;

    /// <summary>The next final status, over everything else; read without the parser, as an answer repeats what was
    /// malformed in its request. 0 when nothing came in time.</summary>
    public int Final(int milliseconds = 10_000)
    {
        while (Next(milliseconds) is { } octets)
            if (octets.AsSpan().StartsWith("SIP/2.0 "u8) && octets[8] >= '2')
                return (octets[8] - '0') * 100 + (octets[9] - '0') * 10 + octets[10] - '0';
        return 0;
    }

    private byte[]? Next(int milliseconds)
    {
        _socket.ReceiveTimeout = milliseconds;
        while (true)
        {
            if (IsStream && _framer.Next() is { Kind: StreamFrameKind.Message } frame)
                return frame.Octets.ToArray();
            try
            {
                var length = _socket.Receive(_buffer);
                if (!IsStream)
                    return _buffer.AsSpan(0, length).ToArray();
                if (length == 0)
                    return null;
                _framer.Append(_buffer.AsSpan(0, length));
            }
            catch (SocketException)
            {
                return null;
            }
        }
    }

    /// <summary>Asks whether the server lives.</summary>
    public int Ping(string mark)
    {
        var transport = IsStream ? "TCP" : "UDP";
        Send($"OPTIONS sip:{SipStage.Realm} SIP/2.0\r\nVia: SIP/2.0/{transport} {Local};branch=z9hG4bK-{mark};rport\r\n"
            + $"From: <sip:a@b>;tag=1\r\nTo: <sip:{SipStage.Realm}>\r\nCall-ID: {mark}\r\nCSeq: 1 OPTIONS\r\n"
            + "Content-Length: 0\r\n\r\n");
        return Final();
    }

    public void Dispose()
    {
        _framer.Dispose();
        _socket.Dispose();
    }
}
