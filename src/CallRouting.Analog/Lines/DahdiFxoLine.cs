using System.Collections.Concurrent;
using System.Diagnostics;
using CallRouting.Dahdi;

namespace CallRouting.Analog;

/// <summary>An FXO port of a card of the Linux driver DAHDI: a channel configured as <c>fxsks</c> or
/// <c>fxsls</c>.</summary>
/// <remarks>The driver dials by itself and tells rings, loop breaks, polarity and missing battery; caller id, digits
/// and tones are found in the sound, which is there on hook too.</remarks>
public sealed class DahdiFxoLine : IFxoLine
{
    private readonly IDahdiKernel _kernel;
    private readonly int _channel;
    private readonly ConcurrentQueue<FxoCommand> _commands = new();
    private readonly TaskCompletionSource _hasEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DahdiFxoPort? _port;
    private volatile bool _isEnding;

    /// <summary>Describes a line; nothing is opened yet.</summary>
    /// <param name="channel">The driver's number of the channel, as <c>/proc/dahdi</c> lists it, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The channel is not positive.</exception>
    public DahdiFxoLine(int channel)
        : this(LinuxKernel.Instance, channel)
    {
    }

    internal DahdiFxoLine(IDahdiKernel kernel, int channel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channel, 1);
        (_kernel, _channel) = (kernel, channel);
        Name = $"DAHDI channel {channel}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public FxoCapabilities Capabilities { get; private set; } = new()
    {
        FullDuplex = true, HearsOnHook = true, TellsPolarity = true, TimesRings = true, DialsTones = true,
        DialsPulses = true, Flashes = true,
    };

    /// <inheritdoc/>
    public void Open(IFxoEvents events)
    {
        ArgumentNullException.ThrowIfNull(events);
        ObjectDisposedException.ThrowIf(_isEnding, this);
        if (_port is not null)
            return;
        var port = new DahdiFxoPort(_kernel, _channel, events);
        Capabilities = Capabilities with { TellsLoopBreak = port.TellsLoopBreak };
        _port = port;
        new Thread(() => Run(port)) { IsBackground = true, Name = Name }.Start();
    }

    /// <inheritdoc/>
    public void Seize() => Take(new(FxoCommandKind.OffHook));

    /// <inheritdoc/>
    public void Answer() => Take(new(FxoCommandKind.OffHook));

    /// <inheritdoc/>
    public void HangUp() => Take(new(FxoCommandKind.OnHook));

    /// <inheritdoc/>
    public void Flash(int milliseconds) => Take(new(FxoCommandKind.Flash, Milliseconds: milliseconds));

    /// <inheritdoc/>
    public void Dial(string digits, bool pulses)
    {
        ArgumentNullException.ThrowIfNull(digits);
        Take(new(FxoCommandKind.Dial, digits, pulses));
    }

    /// <summary>Does nothing: a full-duplex line takes its sound from <see cref="IFxoEvents.Exchange"/>.</summary>
    /// <param name="alaw">What is not played.</param>
    /// <param name="isLoop">Whether without end.</param>
    public void Play(ReadOnlyMemory<byte> alaw, bool isLoop)
    {
    }

    /// <inheritdoc cref="Play"/>
    public void StopPlay()
    {
    }

    /// <inheritdoc cref="Play"/>
    public void Record()
    {
    }

    /// <inheritdoc cref="Play"/>
    public void StopRecord()
    {
    }

    /// <summary>Goes on hook, closes the device and waits until nothing more is told.</summary>
    public async ValueTask DisposeAsync()
    {
        _isEnding = true;
        if (_port is not { } port)
            return;
        port.Wake();
        await _hasEnded.Task.ConfigureAwait(false);
    }

    private void Take(in FxoCommand command)
    {
        if (_port is not { } port)
            return;
        _commands.Enqueue(command);
        port.Wake();
    }

    private void Run(DahdiFxoPort port)
    {
        while (!_isEnding)
        {
            TakeCommands(port);
            port.Serve(Now());
            if (_commands.IsEmpty && !_isEnding)
                port.Wait(Now());
        }

        // What was told before the end is still done.
        TakeCommands(port);
        port.Dispose();
        _hasEnded.SetResult();
    }

    private void TakeCommands(DahdiFxoPort port)
    {
        while (_commands.TryDequeue(out var command))
            port.Take(command, Now());
    }

    private static long Now() => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000);
}
