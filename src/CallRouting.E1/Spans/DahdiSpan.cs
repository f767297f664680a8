using CallRouting.Dahdi;

namespace CallRouting.E1;

/// <summary>A span of a card or of a dynamic span of the Linux driver DAHDI: slot 16 configured as <c>dchan</c> (or
/// <c>hardhdlc</c>), the others as <c>bchan</c>.</summary>
public sealed class DahdiSpan : ISpan
{
    /// <summary>The slots of a span, 1 … 31.</summary>
    public const int Slots = 31;

    /// <summary>The slot of the signalling channel.</summary>
    public const int SignallingSlot = 16;

    // An alarm is told as an event; the driver is asked as well, should events have been lost.
    private const int LookAgainMilliseconds = 1000;

    private readonly IDahdiKernel _kernel;
    private readonly int _firstChannel;
    private readonly DahdiLink _link;
    private readonly DahdiBearer[] _bearers;
    private readonly Lock _pollInUse = new();
    private DahdiPoll? _poll;
    private DahdiChannel? _signalling;
    private long _lookedAt;
    private bool _isDisposed;

    /// <summary>Describes a span; nothing is opened yet.</summary>
    /// <param name="firstChannel">The driver's number of the channel in slot 1: 1 for the first span, as
    /// <c>/proc/dahdi/1</c> lists it.</param>
    /// <param name="slots">The slots with a bearer channel that may be used; <c>null</c>: all of 1 … 15 and
    /// 17 … 31.</param>
    /// <exception cref="ArgumentException">The first channel is not positive, or a slot is none of a bearer
    /// channel.</exception>
    public DahdiSpan(int firstChannel, IEnumerable<int>? slots = null)
        : this(LinuxKernel.Instance, firstChannel, slots)
    {
    }

    internal DahdiSpan(IDahdiKernel kernel, int firstChannel, IEnumerable<int>? slots = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(firstChannel, 1);
        int[] used = [.. (slots ?? Enumerable.Range(1, Slots).Where(IsOfBearer)).Distinct().Order()];
        if (Array.FindAll(used, slot => !IsOfBearer(slot)) is { Length: > 0 } wrong)
        {
            throw new ArgumentException(
                $"Bearer channels are in slots 1 … 15 and 17 … 31, not in {string.Join(", ", wrong)}.", nameof(slots));
        }

        _kernel = kernel;
        _firstChannel = firstChannel;
        _link = new();
        _bearers = [.. used.Select(slot => new DahdiBearer(this, slot))];
        Name = $"DAHDI channels {firstChannel} … {firstChannel + Slots - 1}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IHdlcLink Signalling => _link;

    /// <inheritdoc/>
    public IReadOnlyList<IBearerChannel> Bearers => _bearers;

    /// <inheritdoc/>
    public bool IsOpen => _signalling is not null;

    /// <inheritdoc/>
    public string Fault { get; private set; } = "";

    /// <inheritdoc/>
    public SpanAlarm Alarm { get; private set; }

    /// <inheritdoc/>
    public void Open()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (IsOpen)
            return;
        var poll = new DahdiPoll(_kernel, Slots);
        DahdiChannel? channel = null;
        try
        {
            channel = OpenChannel(SignallingSlot);
            _link.Attach(channel);
            var answer = DahdiSpanStatus.Ask(_kernel, channel.File, channel.Parameters.Span, out var alarms);
            if (answer < 0)
                throw new IOException(DahdiError.Of(channel.Number, "does not tell its span's alarms", -answer));
            poll.Add(channel);
            lock (_pollInUse)
                _poll = poll;
            _signalling = channel;
            Fault = "";
            _lookedAt = Environment.TickCount64;
            Tell(alarms);
        }
        catch
        {
            _link.Detach();
            channel?.Dispose();
            poll.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Wait(TimeSpan atMost)
    {
        if (_poll is not { } poll || _signalling is not { } signalling)
            return;
        poll.Wait((int)Math.Clamp(Math.Ceiling(atMost.TotalMilliseconds), 0, LookAgainMilliseconds));
        var isTold = _link.GatherEvents();
        var now = Environment.TickCount64;
        if (isTold || now - _lookedAt >= LookAgainMilliseconds)
            Look(signalling, now);
        if (signalling.IsGone)
            Lose(signalling.Fault);
        else if (Array.Find(_bearers, static bearer => bearer.Fault.Length > 0) is { } lost)
            Lose(lost.Fault);
    }

    /// <inheritdoc/>
    public void Wake()
    {
        lock (_pollInUse)
            _poll?.Wake();
    }

    /// <inheritdoc/>
    public void Close()
    {
        if (_signalling is not { } signalling)
            return;
        foreach (var bearer in _bearers)
            bearer.Close();
        _link.Detach();
        _signalling = null;
        signalling.Dispose();
        lock (_pollInUse)
        {
            _poll?.Dispose();
            _poll = null;
        }

        Alarm = SpanAlarm.None;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _isDisposed = true;
    }

    /// <summary>The worst of what the driver says of a span.</summary>
    internal static SpanAlarm AlarmOf(DahdiAlarms alarms)
    {
        const DahdiAlarms Deaf = DahdiAlarms.Red | DahdiAlarms.LossOfSignal | DahdiAlarms.LossOfFrame
            | DahdiAlarms.LossOfMultiframe | DahdiAlarms.NotOpen | DahdiAlarms.Loopback;
        return (alarms & Deaf) != 0 ? SpanAlarm.Red
            : (alarms & DahdiAlarms.Blue) != 0 ? SpanAlarm.Blue
            : (alarms & DahdiAlarms.Yellow) != 0 ? SpanAlarm.Yellow
            : (alarms & DahdiAlarms.Recovering) != 0 ? SpanAlarm.Recovering
            : SpanAlarm.None;
    }

    /// <summary>Opens the channel of a slot.</summary>
    /// <exception cref="IOException">The device does not give it.</exception>
    internal DahdiChannel OpenChannel(int slot) => DahdiChannel.Open(_kernel, _firstChannel + slot - 1);

    /// <summary>Waits for a bearer channel too, or no more.</summary>
    internal DahdiPoll? Poll => _poll;

    private static bool IsOfBearer(int slot) => slot is >= 1 and <= Slots and not SignallingSlot;

    private void Look(DahdiChannel signalling, long now)
    {
        _lookedAt = now;
        var answer = DahdiSpanStatus.Ask(_kernel, signalling.File, signalling.Parameters.Span, out var alarms);
        if (answer < 0)
            signalling.Lose(DahdiError.Of(signalling.Number, "does not tell its span's alarms", -answer));
        else
            Tell(alarms);
    }

    private void Tell(DahdiAlarms alarms)
    {
        Alarm = AlarmOf(alarms);
        _link.IsUp = Alarm == SpanAlarm.None;
    }

    private void Lose(string why)
    {
        Close();
        Fault = why;
    }
}
