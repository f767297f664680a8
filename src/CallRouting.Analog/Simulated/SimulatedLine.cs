using System.Collections.Concurrent;
using CallRouting.Audio;

namespace CallRouting.Analog;

/// <summary>An analog line without wires: a port at the office's end, and an exchange at the other.</summary>
/// <remarks>Everything goes by sound, as on wires: caller id, keys and tones are heard, not told. Give it virtual time
/// and all happens at exact instants, a frame of 20 ms at a time; an idle line does nothing at all.</remarks>
public sealed class SimulatedLine : IFxoLine
{
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(AudioFrame.Milliseconds);

    private readonly SimulatedLineOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _sync = new();
    private readonly SimulatedPort _port;
    private readonly ConcurrentQueue<Action<SimulatedPort>> _commands = new();
    private readonly List<FxoEvent> _events = [];
    private readonly byte[] _heard = new byte[AudioFrame.Samples];
    private readonly byte[] _said = new byte[AudioFrame.Samples];
    private IFxoEvents? _listener;
    private long _runningSince;
    private long _framesDone;
    private int _isTicking;
    private bool _isRunning;
    private bool _isUnplugged;
    private bool _isDisposed;

    /// <summary>A line that is plugged in.</summary>
    /// <param name="time">Its time.</param>
    /// <param name="name">What it is called in logs.</param>
    /// <param name="options">How it behaves; <c>null</c>: as a Russian line.</param>
    public SimulatedLine(TimeProvider time, string name = "simulated", SimulatedLineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        _options = options ?? new();
        (_time, Name) = (time, name);
        Exchange = new(_options, _sync, Wake);
        _port = new(_options, Exchange, _events);
        _timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Capabilities = new()
        {
            FullDuplex = _options.IsFullDuplex, HearsOnHook = _options.IsFullDuplex,
            TellsDigits = !_options.IsFullDuplex, TellsTones = !_options.IsFullDuplex,
            TellsCallerId = !_options.IsFullDuplex, DialsTones = !_options.IsFullDuplex,
            TellsPolarity = true, TellsLoopBreak = true, TimesRings = true, DialsPulses = true, Flashes = true,
        };
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public FxoCapabilities Capabilities { get; }

    /// <summary>The other end of the line: who calls, is called and hangs up there.</summary>
    public SimulatedExchange Exchange { get; }

    /// <summary>Whether the port is off hook.</summary>
    public bool IsOffHook
    {
        get
        {
            lock (_sync)
                return _port.IsOffHook;
        }
    }

    /// <summary>Pulls the plug: a fault for the port, and the end of the call for the far end.</summary>
    public void Unplug()
    {
        lock (_sync)
        {
            if (_isUnplugged)
                return;
            _isUnplugged = true;
            _commands.Clear();
            _port.Reset();
            Exchange.Reset();
        }

        _listener?.Happened(FxoEvent.Failed("nothing is plugged in"));
    }

    /// <summary>Plugs the line in again.</summary>
    public void PlugIn()
    {
        lock (_sync)
        {
            if (!_isUnplugged)
                return;
            _isUnplugged = false;
        }

        _listener?.Happened(new FxoEvent(FxoEventKind.Restored));
    }

    /// <inheritdoc/>
    public void Open(IFxoEvents events)
    {
        ArgumentNullException.ThrowIfNull(events);
        lock (_sync)
        {
            if (_isDisposed || _isUnplugged)
                throw new IOException($"{Name} cannot be opened: nothing is plugged in.");
            _listener = events;
        }
    }

    /// <inheritdoc/>
    public void Seize() => Command(port => port.GoOffHook());

    /// <inheritdoc/>
    public void Answer() => Command(port => port.GoOffHook());

    /// <inheritdoc/>
    public void HangUp() => Command(port => port.HangUp());

    /// <inheritdoc/>
    public void Flash(int milliseconds) => Command(port => port.Flash(milliseconds));

    /// <inheritdoc/>
    public void Dial(string digits, bool pulses) => Command(port => port.Dial(digits, pulses));

    /// <inheritdoc/>
    public void Play(ReadOnlyMemory<byte> alaw, bool isLoop) => Command(port => port.Play(alaw, isLoop));

    /// <inheritdoc/>
    public void StopPlay() => Command(port => port.StopPlay());

    /// <inheritdoc/>
    public void Record() => Command(port => port.Record());

    /// <inheritdoc/>
    public void StopRecord() => Command(port => port.StopRecord());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_sync)
        {
            _isDisposed = true;
            _listener = null;
            Exchange.Reset();
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
    }

    private void Command(Action<SimulatedPort> command)
    {
        lock (_sync)
        {
            if (_isUnplugged || _isDisposed)
                return;
            _commands.Enqueue(command);
        }

        Wake();
    }

    // Frames go on while there is something to do, and are counted from when they began.
    private void Wake()
    {
        lock (_sync)
        {
            if (_isRunning || _isDisposed || _isUnplugged)
                return;
            _isRunning = true;
            (_runningSince, _framesDone) = (_time.GetTimestamp(), 0);
            _timer.Change(FrameTime, FrameTime);
        }
    }

    private void Tick()
    {
        if (Interlocked.Exchange(ref _isTicking, 1) != 0)
            return;
        try
        {
            while (IsFrameDue())
                Frame();
        }
        finally
        {
            Volatile.Write(ref _isTicking, 0);
        }
    }

    private bool IsFrameDue()
    {
        lock (_sync)
        {
            if (!_isRunning || _isDisposed)
                return false;
            if (_commands.IsEmpty && _port.IsQuiet && Exchange.IsQuiet)
            {
                _isRunning = false;
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return false;
            }

            var due = (long)(_time.GetElapsedTime(_runningSince) / FrameTime);
            // A machine that was asleep does not make up for all that it has missed.
            if (due > _framesDone + AudioFrame.PerSecond)
                _framesDone = due - 1;
            if (_framesDone >= due)
                return false;
            _framesDone++;
            return true;
        }
    }

    private void Frame()
    {
        FxoEvent[] events;
        IFxoEvents? listener;
        bool isExchanging, isRecording;
        lock (_sync)
        {
            while (_commands.TryDequeue(out var command))
                command(_port);
            Exchange.Next(_port.Hook, _heard, _events);
            _port.Next(_heard);
            isExchanging = _options.IsFullDuplex;
            isRecording = !isExchanging && _port.IsRecording;
            listener = _listener;
            events = _events.Count == 0 ? [] : [.. _events];
            _events.Clear();
        }

        // Nothing is held while the office is told, for it may command the line at once.
        foreach (ref readonly var happened in events.AsSpan())
            listener?.Happened(happened);
        _said.AsSpan().Fill(AudioFrame.Silence);
        if (isExchanging)
            listener?.Exchange(_heard, _said);
        else if (isRecording)
            listener?.Heard(_heard);
        lock (_sync)
        {
            if (!isExchanging || _port.IsDialling)
                _port.Say(_said);
            if (_port.Hook == SimulatedHook.Off)
                Exchange.Hear(_said);
        }
    }
}
