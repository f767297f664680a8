using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CallRouting.Analog;

/// <summary>Analog lines as a kind of line: calls come with the number of the line only, one at a time on
/// each.</summary>
/// <remarks>The only part of the package that knows of time and threads: what devices, timers and the office want is
/// done under one lock, in the order in which it comes.</remarks>
public sealed class AnalogTransport : ICallTransport
{
    private static readonly TimeSpan StopStep = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<LegId, LineLeg> _legs = [];
    private readonly Dictionary<(DomainId, string), LinePort> _byTrunk = [];
    private readonly List<LinePort> _ports = [];
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Instant _startInstant;
    private readonly long _start;
    private ITransportHost? _host;

    /// <summary>A transport that is not started yet.</summary>
    /// <param name="options">The lines.</param>
    /// <param name="time">Its time; <c>null</c>: the system's.</param>
    /// <param name="log">Where to tell what goes wrong; nowhere by itself.</param>
    /// <exception cref="ArgumentException">The options contradict themselves.</exception>
    public AnalogTransport(AnalogOptions options, TimeProvider? time = null, ILogger<AnalogTransport>? log = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Demand();
        Options = options;
        Time = time ?? TimeProvider.System;
        _start = Time.GetTimestamp();
        _startInstant = Instant.FromDateTimeOffset(Time.GetUtcNow());
        foreach (var line in options.Lines)
        {
            var port = new LinePort(this, line, log ?? (ILogger)NullLogger.Instance);
            _ports.Add(port);
            _byTrunk.Add((line.Domain, line.Trunk), port);
        }
    }

    /// <inheritdoc/>
    public string Name => "analog";

    /// <summary>Nobody hears anything before the answer; whether both sides hear each other at once depends on the
    /// line.</summary>
    public TransportCapabilities Capabilities { get; } = new(FullDuplex: true, EarlyMedia: false, HandsOver: true);

    internal AnalogOptions Options { get; }

    internal TimeProvider Time { get; }

    internal Lock Sync { get; } = new();

    internal ITransportHost Host => _host!;

    internal bool IsStopped { get; private set; }

    internal bool IsClosed { get; private set; }

    internal Instant Now => _startInstant + Duration.FromTimeSpan(Time.GetElapsedTime(_start));

    /// <summary>Opens the lines. One that cannot be opened is told to the log and to the office, and tried again: the
    /// others work.</summary>
    /// <param name="host">Where calls and events go.</param>
    /// <param name="cancellation">Gives up before the next line.</param>
    public Task StartAsync(ITransportHost host, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (_host is not null)
            throw new InvalidOperationException("An analog transport is started once.");
        cancellation.ThrowIfCancellationRequested();
        _host = host;
        // A device takes its time to answer: all lines open at once.
        return _ports.Count == 1
            ? Opened(_ports[0])
            : Task.WhenAll(_ports.Select(port => Task.Run(port.Open, cancellation)));
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellation)
    {
        lock (Sync)
        {
            if (_host is null)
                return Task.CompletedTask;
            if (IsStopped)
                return _closed.Task;
            IsStopped = true;
            foreach (var port in _ports)
                port.Stop();
        }

        return CloseAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() =>
        await StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Ring(LegId leg, RingDestination destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        lock (Sync)
        {
            if (IsStopped || destination.Trunk is not { } trunk
                || !_byTrunk.TryGetValue((destination.Domain, trunk.Id), out var port))
            {
                Tell(CallEvent.Failed(leg, IsStopped ? Cause.NetworkOutOfOrder : Cause.NoRouteToDestination));
                return;
            }

            var digits = AnalogOutbound.Digits(destination, port.Line);
            if (digits.Length == 0 || !port.Line.Device.Capabilities.FullDuplex)
            {
                // Nobody can talk by a half-duplex line: another trunk is to be tried.
                Tell(CallEvent.Failed(
                    leg, digits.Length == 0 ? Cause.InvalidNumberFormat : Cause.IncompatibleDestination));
                return;
            }

            _legs.Add(leg, new(leg, port, port.Sound(leg)));
            port.Ring(leg, digits);
        }
    }

    /// <inheritdoc/>
    public void Execute(in CallEffect effect, PromptAudio? prompt, IRecording? recording)
    {
        lock (Sync)
        {
            if (!_legs.TryGetValue(effect.Leg, out var leg))
                return;
            if (effect.Kind == CallEffectKind.Bridge)
                leg.Sound.Bridge(Find(effect.Peer)?.Sound);
            else
                leg.Port.Execute(leg, effect, prompt, recording);
        }
    }

    /// <inheritdoc/>
    public IFrameSink? OpenAudio(LegId leg, IFrameSink heard)
    {
        ArgumentNullException.ThrowIfNull(heard);
        lock (Sync)
            return Find(leg)?.Sound.Open(heard);
    }

    internal LineLeg? Find(LegId leg) => _legs.GetValueOrDefault(leg);

    internal LineLeg Offer(LinePort port, CallOffer offer)
    {
        var id = Host.Offer(port.Line.Domain, this, offer);
        var leg = new LineLeg(id, port, port.Sound(id));
        _legs.Add(id, leg);
        return leg;
    }

    internal void Tell(in CallEvent happened) => Host.Post(happened);

    /// <summary>A leg has ended: all that was started on it ends first.</summary>
    internal void End(in CallEvent ended)
    {
        if (_legs.Remove(ended.Leg, out var leg))
            leg.Sound.End();
        Tell(ended);
    }

    private static Task Opened(LinePort port)
    {
        port.Open();
        return Task.CompletedTask;
    }

    private async Task CloseAsync(CancellationToken cancellation)
    {
        // Legs have ended already; what is waited for is that every line is on hook.
        var limit = Now + Options.StopWithin;
        while (!cancellation.IsCancellationRequested && Now < limit && IsAnyBusy())
            await Task.Delay(StopStep, Time, CancellationToken.None).ConfigureAwait(false);
        IsClosed = true;
        foreach (var port in _ports)
            await port.DisposeAsync().ConfigureAwait(false);
        _closed.SetResult();
    }

    private bool IsAnyBusy()
    {
        lock (Sync)
            return _ports.Exists(port => port.IsBusy);
    }
}
