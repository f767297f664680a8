namespace CallRouting.E1;

/// <summary>One end of a span in memory: two back to back are a line without a device, for demonstrations and
/// tests.</summary>
/// <remarks>Both ends share one bearer clock: a block every 20 ms of the <see cref="TimeProvider"/> they were made
/// with. With a time that a test moves, a transport serves the span on the thread that moves it, at exact
/// instants.</remarks>
public sealed class SimulatedSpan : ISpan
{
    private readonly SimulatedLine _line;
    private readonly SimulatedLink _link;
    private readonly SimulatedBearer[] _bearers;
    private readonly AutoResetEvent _woken = new(false);
    private SpanAlarm _coming;
    private string _absent = "";
    private uint _refused;
    private bool _isDisposed;

    private SimulatedSpan(string name, SimulatedLine line, int bearers)
    {
        (Name, _line) = (name, line);
        _link = new(this);
        _bearers = new SimulatedBearer[bearers];
        for (var i = 0; i < bearers; i++)
            _bearers[i] = new(this, i < 15 ? i + 1 : i + 2);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IHdlcLink Signalling => _link;

    /// <inheritdoc/>
    public IReadOnlyList<IBearerChannel> Bearers => _bearers;

    /// <inheritdoc/>
    public bool IsOpen { get; private set; }

    /// <inheritdoc/>
    public string Fault { get; private set; } = "";

    /// <inheritdoc/>
    public SpanAlarm Alarm { get; private set; }

    /// <summary>The other end.</summary>
    public SimulatedSpan Peer { get; private set; } = null!;

    internal TimeProvider Time => _line.Time;

    /// <summary>Whether time is a test's: then nobody may wait for it on a thread.</summary>
    internal bool IsVirtual => Time != TimeProvider.System;

    /// <summary>Called, from any thread, when there is something for whoever serves the span.</summary>
    internal Action? Ready { get; set; }

    internal Lock Gate => _line.Gate;

    /// <summary>Whether the frames that this end sends are lost without a trace, while the line is well.</summary>
    internal bool LosesFrames { get; set; }

    /// <summary>The blocks that have passed since the line was made, as of the last wait.</summary>
    internal long Blocks { get; private set; }

    /// <summary>Whether signals get from this end to the other.</summary>
    internal bool Carries =>
        IsOpen && Peer.IsOpen && _coming == SpanAlarm.None && Peer._coming == SpanAlarm.None;

    /// <summary>Makes a line with two ends, neither open.</summary>
    /// <param name="name">What it is called; the ends are <c>name/a</c> and <c>name/b</c>.</param>
    /// <param name="bearers">How many bearer channels it has, 1 … 30, from slot 1 on.</param>
    /// <param name="time">Its clock; <c>null</c>: the system's.</param>
    public static (SimulatedSpan A, SimulatedSpan B) Pair(
        string name = "simulated", int bearers = 30, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(bearers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bearers, 30);
        var line = new SimulatedLine(time ?? TimeProvider.System);
        SimulatedSpan a = new($"{name}/a", line, bearers), b = new($"{name}/b", line, bearers);
        (a.Peer, b.Peer) = (b, a);
        return (a, b);
    }

    /// <summary>Changes what this end sees of the line, from any thread. With any alarm at either end nothing passes
    /// in either direction.</summary>
    /// <param name="alarm">The alarm; <see cref="SpanAlarm.None"/> mends it.</param>
    public void SetAlarm(SpanAlarm alarm)
    {
        lock (Gate)
            Change(() => _coming = alarm);
    }

    /// <summary>Takes the device of this end away, or makes it absent before it is opened. From any thread.</summary>
    /// <param name="fault">Why, as the device would say it.</param>
    public void Unplug(string fault = "no such device")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fault);
        lock (Gate)
            Change(() =>
            {
                _absent = fault;
                Fault = IsOpen ? $"{Name}: {fault}" : Fault;
                IsOpen = false;
            });
    }

    /// <summary>Puts the device of this end back, so that it can be opened. From any thread.</summary>
    public void Plug()
    {
        lock (Gate)
            _absent = "";
    }

    /// <inheritdoc/>
    public void Open()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        lock (Gate)
        {
            if (_absent.Length > 0)
                throw new IOException($"{Name} cannot be opened: {_absent}.");
            if (IsOpen)
                return;
            Fault = "";
            Change(() => IsOpen = true);
        }
    }

    /// <inheritdoc/>
    public void Wait(TimeSpan atMost)
    {
        var isPaced = false;
        foreach (var bearer in _bearers)
            isPaced |= bearer.IsOpen;
        if (!IsVirtual && atMost > TimeSpan.Zero)
        {
            var next = isPaced ? UntilNextBlock() : atMost;
            var wait = next < atMost ? next : atMost;
            _woken.WaitOne((int)Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, int.MaxValue));
        }

        Blocks = _line.Blocks;
        Alarm = _coming;
    }

    /// <inheritdoc/>
    public void Wake()
    {
        if (!_isDisposed)
            _woken.Set();
        Ready?.Invoke();
    }

    /// <inheritdoc/>
    public void Close()
    {
        foreach (var bearer in _bearers)
            bearer.Close();
        lock (Gate)
            if (IsOpen)
                Change(() => IsOpen = false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        Close();
        _isDisposed = true;
        _woken.Dispose();
    }

    /// <summary>How long until the next block passes.</summary>
    internal TimeSpan UntilNextBlock() => _line.UntilBlock(Blocks + 1);

    /// <summary>Puts a frame into this end's way in.</summary>
    internal void Deliver(ReadOnlySpan<byte> frame)
    {
        _link.Put(HdlcReceived.Frame, frame);
        Wake();
    }

    /// <summary>Does not give a bearer any more, as if somebody else held it.</summary>
    internal void Refuse(int slot) => _refused |= 1u << slot;

    internal bool IsRefused(int slot) => (_refused >> slot & 1) != 0;

    // Every block asks: slot 16 is the only one left out.
    internal SimulatedBearer? BearerOf(int slot) =>
        (slot < 16 ? slot - 1 : slot - 2) is var index && index < _bearers.Length ? _bearers[index] : null;

    private void Change(Action change)
    {
        var before = Carries;
        change();
        if (Carries != before)
        {
            var what = before ? HdlcReceived.Down : HdlcReceived.Up;
            _link.Put(what, default);
            Peer._link.Put(what, default);
        }

        Wake();
        Peer.Wake();
    }
}

/// <summary>What the two ends of a simulated span share: a lock and a clock.</summary>
internal sealed class SimulatedLine(TimeProvider time)
{
    private const int BlocksPerSecond = 50;

    private readonly long _start = time.GetTimestamp();

    public Lock Gate { get; } = new();

    public TimeProvider Time => time;

    /// <summary>The blocks that have passed since the line was made.</summary>
    public long Blocks => (time.GetTimestamp() - _start) * BlocksPerSecond / time.TimestampFrequency;

    /// <summary>How long until so many blocks have passed.</summary>
    public TimeSpan UntilBlock(long block)
    {
        // The timestamp at which the count turns: rounded up, or the count would still be one less.
        var due = (block * time.TimestampFrequency + BlocksPerSecond - 1) / BlocksPerSecond;
        var left = due - (time.GetTimestamp() - _start);
        return left <= 0 ? TimeSpan.Zero : TimeSpan.FromTicks(
            (left * TimeSpan.TicksPerSecond + time.TimestampFrequency - 1) / time.TimestampFrequency);
    }
}
