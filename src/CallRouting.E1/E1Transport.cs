using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallRouting.E1;

/// <summary>E1 lines with ISDN primary rate signalling as a kind of line (Q.921, Q.931, EuroISDN).</summary>
/// <remarks>The only part of the package that has threads: one for each span, for its signalling and its sound. On
/// spans that are simulated in a test's time there is no thread at all: everything happens where time is
/// moved.</remarks>
public sealed class E1Transport : ICallTransport
{
    private readonly E1Options _options;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private E1Desk? _desk;

    /// <summary>A transport that is not started yet.</summary>
    /// <param name="options">The spans, and whose they are.</param>
    /// <param name="log">Where to tell what goes wrong; nowhere by itself.</param>
    /// <param name="time">The clock of the timers; <c>null</c>: the system's. Another one goes with simulated spans of
    /// the same clock.</param>
    /// <exception cref="ArgumentException">The options contradict themselves; the message says all of it.</exception>
    public E1Transport(E1Options options, ILogger<E1Transport>? log = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Demand();
        _options = options;
        _log = log ?? NullLogger<E1Transport>.Instance;
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public string Name => "e1";

    /// <inheritdoc/>
    public TransportCapabilities Capabilities { get; } = new();

    /// <summary>How the spans are, in the order of the options; empty before the start.</summary>
    public IReadOnlyList<E1SpanState> Spans => _desk is null ? [] : [.. _desk.Lines.Select(line => line.State)];

    /// <summary>Whether it was started and every line has ended.</summary>
    internal bool HasEnded => _desk is not null && _desk.Lines.All(line => line.Ended.IsCompleted);

    /// <summary>The legs that have not ended.</summary>
    internal int LegCount => _desk?.Legs.Count ?? 0;

    /// <summary>Begins to serve the spans. A device that is not there is no error: it is told once in the log and
    /// looked for again and again, while the other spans work.</summary>
    /// <param name="host">Where events go.</param>
    /// <param name="cancellation">Gives up starting.</param>
    public Task StartAsync(ITransportHost host, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (_desk is not null)
            throw new InvalidOperationException("An E1 transport is started once.");
        cancellation.ThrowIfCancellationRequested();
        var desk = new E1Desk(this, host, _time);
        desk.Lines =
        [
            .. _options.Spans.Select(span => new E1Line(
                span, _options.Domains.First(domain => domain.Id == span.Domain), _options.RetryAfter, desk, _log)),
        ];
        _desk = desk;
        foreach (var line in desk.Lines)
            line.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (_desk is null)
            return;
        foreach (var line in _desk.Lines)
            line.Stop(_options.StopWithin);
        using (cancellation.Register(() =>
               {
                   foreach (var line in _desk.Lines)
                       line.Abort();
               }))
            await Task.WhenAll(_desk.Lines.Select(line => line.Ended)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_desk is null)
        {
            foreach (var span in _options.Spans)
                span.Span.Dispose();
            return;
        }

        await StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Ring(LegId leg, RingDestination destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Ring(leg, destination.Domain, destination.Trunk?.Id ?? "", destination, null);
    }

    /// <inheritdoc/>
    public void Execute(in CallEffect effect, PromptAudio? prompt, IRecording? recording)
    {
        if (_desk is not { } desk)
            return;
        if (desk.Legs.TryGetValue(effect.Leg, out var leg))
        {
            leg.Line.Execute(leg, effect, prompt, recording);
            return;
        }

        // It has ended; or it is being offered at this instant, and its line knows it when it comes to the errand.
        foreach (var line in desk.Lines)
            line.Execute(effect, prompt, recording);
    }

    /// <inheritdoc/>
    public IFrameSink? OpenAudio(LegId leg, IFrameSink heard)
    {
        ArgumentNullException.ThrowIfNull(heard);
        if (_desk is not { } desk || !desk.Legs.TryGetValue(leg, out var open))
            return null;
        lock (desk.SoundGate)
            return open.Sound.Open(heard);
    }

    /// <summary>Takes channels of a span out of service for new calls, for example for maintenance; calls on them go
    /// on. EuroISDN has no message for it: a call of the far end that insists on one is refused with 44.</summary>
    /// <param name="span">The span's name.</param>
    /// <param name="slots">The time slots: 1 … 15, 17 … 31.</param>
    /// <exception cref="ArgumentException">There is no such span, or it has no such channel.</exception>
    public void Block(string span, params ReadOnlySpan<int> slots) => Find(span).Block(Mask(span, slots));

    /// <summary>Puts channels back into service, those too whose restart the far end did not answer.</summary>
    /// <param name="span">The span's name.</param>
    /// <param name="slots">The time slots.</param>
    /// <exception cref="ArgumentException">There is no such span, or it has no such channel.</exception>
    public void Unblock(string span, params ReadOnlySpan<int> slots) => Find(span).Unblock(Mask(span, slots));

    /// <summary>Sets up a call whose SETUP is known to the letter.</summary>
    internal void Ring(LegId leg, DomainId domain, string trunk, PriSetup setup) =>
        Ring(leg, domain, trunk, null, setup);

    /// <summary>The far end of a leg goes silent for ever.</summary>
    internal void Silence(LegId leg)
    {
        if (_desk!.Legs.TryGetValue(leg, out var silenced))
            silenced.Line.Silence(silenced);
    }

    /// <summary>Sends more digits of a leg's number, or keys.</summary>
    internal void Dial(LegId leg, string digits, bool isComplete)
    {
        if (_desk!.Legs.TryGetValue(leg, out var dialled))
            dialled.Line.Dial(dialled, digits, isComplete);
    }

    private E1Line Find(string span) => _desk?.Lines.FirstOrDefault(line => line.Name == span)
        ?? throw new ArgumentException($"There is no span {span} that is served.", nameof(span));

    private uint Mask(string span, ReadOnlySpan<int> slots)
    {
        var bearers = _options.Spans.First(options => options.Span.Name == span).Span.Bearers;
        var mask = 0u;
        foreach (var slot in slots)
            mask |= bearers.Any(bearer => bearer.Slot == slot) ? 1u << slot
                : throw new ArgumentException($"Span {span} has no channel {slot}.", nameof(slots));
        return mask;
    }

    private void Ring(LegId leg, DomainId domain, string trunk, RingDestination? destination, PriSetup? setup)
    {
        if (_desk is not { } desk)
            throw new InvalidOperationException("The E1 transport has not been started.");
        if (!desk.TryChoose(domain, trunk, out var line))
        {
            desk.Tell(CallEvent.Failed(leg, Cause.NoRouteToDestination));
            return;
        }

        if (line is null)
        {
            desk.Tell(CallEvent.Failed(leg, Cause.NoCircuitAvailable));
            return;
        }

        var rung = new E1Leg(leg, line, desk.Tell, line.Tones.Zone) { Destination = destination, Prepared = setup };
        desk.Legs[leg] = rung;
        line.Ring(rung);
    }
}
