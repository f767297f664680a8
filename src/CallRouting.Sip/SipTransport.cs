using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CallRouting.Sip;

/// <summary>SIP as a kind of line: registrar, user agent and back-to-back user agent over UDP and TCP (RFC
/// 3261).</summary>
/// <remarks>The only part of the package that has sockets and threads: one thread for signalling, one for media. What
/// other threads ask for waits in a queue until the signalling thread comes to it.</remarks>
public sealed class SipTransport : ICallTransport
{
    private const int LongestWait = 1000;

    private readonly SipOptions _options;
    private readonly ILogger _log;
    private readonly ConcurrentQueue<Action<UserAgent, Instant>> _errands = new();
    private readonly ConcurrentDictionary<LegId, LegAudio> _audio = new();
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Instant _startInstant = SystemClock.Instance.GetCurrentInstant();
    private SipSockets? _sockets;
    private MediaPlane? _plane;
    private UserAgent? _agent;
    private Thread? _thread;
    private SipStatistics _statistics = new();
    private Instant _stopAt = Instant.MaxValue;
    private int _isWoken;

    /// <summary>A transport that is not started yet.</summary>
    /// <param name="options">Where to listen, whom to serve.</param>
    /// <param name="log">Where to tell what goes wrong; nowhere by itself.</param>
    /// <exception cref="ArgumentException">The options contradict themselves.</exception>
    public SipTransport(SipOptions options, ILogger<SipTransport>? log = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Demand();
        _options = options;
        _log = log ?? NullLogger<SipTransport>.Instance;
    }

    /// <inheritdoc/>
    public string Name => "sip";

    /// <inheritdoc/>
    public TransportCapabilities Capabilities { get; } = new();

    /// <summary>Where datagrams are received, once started; with the port that was taken for port 0.</summary>
    public IReadOnlyList<IPEndPoint> UdpEndpoints { get; private set; } = [];

    /// <summary>Where connections are accepted, once started.</summary>
    public IReadOnlyList<IPEndPoint> TcpEndpoints { get; private set; } = [];

    /// <summary>What the transport holds, as of the last time its thread came round: at most a second ago.</summary>
    public SipStatistics Statistics => Volatile.Read(ref _statistics);

    private Instant Now => _startInstant + Duration.FromTimeSpan(Stopwatch.GetElapsedTime(_start));

    /// <inheritdoc/>
    public Task StartAsync(ITransportHost host, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (_thread is not null)
            throw new InvalidOperationException("A SIP transport is started once.");
        cancellation.ThrowIfCancellationRequested();
        _sockets = new(_options, _log, Post);
        _plane = new(_options.Media, _log);
        _agent = new(_options, _sockets, new Room(this), this, new Desk(this, host), _log);
        UdpEndpoints = Endpoints(SipTransportKind.Udp);
        TcpEndpoints = Endpoints(SipTransportKind.Tcp);
        _thread = new(Run) { IsBackground = true, Name = "CallRouting SIP" };
        _thread.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (_thread is null)
            return;
        Post((agent, now) =>
        {
            if (_stopAt != Instant.MaxValue)
                return;
            _stopAt = now + _options.StopWithin;
            agent.Stop(now);
        });
        using (cancellation.Register(() => Post((_, now) => _stopAt = now)))
            await _ended.Task.ConfigureAwait(false);
        _plane!.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() =>
        await StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Ring(LegId leg, RingDestination destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        _audio.TryAdd(leg, new(leg, Post));
        Post((agent, now) => agent.Ring(leg, destination, now));
    }

    /// <inheritdoc/>
    public void Execute(in CallEffect effect, PromptAudio? prompt, IRecording? recording)
    {
        var copy = effect;
        Post((agent, now) => agent.Execute(copy, prompt, recording, now));
    }

    /// <inheritdoc/>
    public IFrameSink? OpenAudio(LegId leg, IFrameSink heard)
    {
        ArgumentNullException.ThrowIfNull(heard);
        if (!_audio.TryGetValue(leg, out var audio))
            return null;
        audio.Hear(heard);
        return audio;
    }

    private IPEndPoint[] Endpoints(SipTransportKind kind) =>
        [.. _sockets!.Listeners.Where(l => l.Kind == kind).Select(l => l.Local)];

    private void Post(Action<UserAgent, Instant> errand)
    {
        _errands.Enqueue(errand);
        if (_ended.Task.IsCompleted)
            RunErrands(_agent!);
        else if (Interlocked.Exchange(ref _isWoken, 1) == 0)
            _sockets!.Wake();
    }

    private void Run()
    {
        var (sockets, agent) = (_sockets!, _agent!);
        var (sweepAt, countAt) = (Now + Duration.FromSeconds(10), Now);
        Func<Instant> settle = () =>
        {
            RunErrands(agent);
            return Now;
        };
        while (!HasEnded(agent))
        {
            try
            {
                sockets.Wait(Patience(agent), agent, settle);
                Volatile.Write(ref _isWoken, 0);
                RunErrands(agent);
                agent.Expire(Now);
                sockets.TellFailures(agent, Now);
                if (Now >= sweepAt)
                {
                    sockets.Sweep(agent, Now);
                    sweepAt = Now + Duration.FromSeconds(10);
                }

                if (Now < countAt)
                    continue;
                countAt = Now + Duration.FromMilliseconds(20);
                Volatile.Write(ref _statistics, agent.Statistics with
                {
                    MediaSessions = _plane!.Count, Connections = sockets.ConnectionCount,
                });
            }
            catch (Exception fault)
            {
                // Whatever one message runs into must not silence all the others.
                _log.LogError(fault, "The signalling thread goes on after a fault");
            }
        }

        sockets.Dispose();
        _ended.SetResult();
        RunErrands(agent);
    }

    // Once the thread has ended, whoever still asks for something is told here that there is nothing any more.
    private void RunErrands(UserAgent agent)
    {
        if (_errands.IsEmpty)
            return;
        lock (_gate)
            while (_errands.TryDequeue(out var errand))
                errand(agent, Now);
    }

    private bool HasEnded(UserAgent agent) =>
        _stopAt != Instant.MaxValue && (Now >= _stopAt || agent.IsQuiet);

    private int Patience(UserAgent agent)
    {
        if (!_errands.IsEmpty)
            return 0;
        var due = agent.NextDeadline;
        if (_stopAt < due)
            due = _stopAt;
        return due == Instant.MaxValue
            ? LongestWait
            : (int)Math.Clamp(Math.Ceiling((due - Now).TotalMilliseconds), 0, LongestWait);
    }

    /// <summary>Opens sound on the media plane.</summary>
    private sealed class Room(SipTransport transport) : IMediaRoom
    {
        public ILegMedia? Open(LegId leg)
        {
            var audio = transport._audio.GetOrAdd(leg, id => new(id, transport.Post));
            return audio.TryOpen(transport._plane!) ? audio : null;
        }
    }

    /// <summary>The host, with a note of which legs there are.</summary>
    private sealed class Desk(SipTransport transport, ITransportHost host) : ITransportHost
    {
        public LegId Offer(DomainId domain, ICallTransport carrier, CallOffer offer)
        {
            var leg = host.Offer(domain, carrier, offer);
            transport._audio.TryAdd(leg, new(leg, transport.Post));
            return leg;
        }

        public void Post(in CallEvent happened)
        {
            if (happened.Kind is CallEventKind.Failed or CallEventKind.Cleared)
                transport._audio.TryRemove(happened.Leg, out _);
            host.Post(happened);
        }

        public DeviceId AddDevice(DomainId domain, ICallTransport carrier, string employee, string? name) =>
            host.AddDevice(domain, carrier, employee, name);

        public void RemoveDevice(DeviceId device) => host.RemoveDevice(device);

        public void SetChannels(DomainId domain, string trunk, int inService) =>
            host.SetChannels(domain, trunk, inService);
    }
}
