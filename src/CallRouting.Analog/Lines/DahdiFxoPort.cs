using CallRouting.Dahdi;

namespace CallRouting.Analog;

/// <summary>An FXO port of the DAHDI driver, driven by one thread that brings the time.</summary>
/// <remarks>The driver gives and takes 20 ms of sound at a time, dials by itself and tells hook, rings and polarity;
/// what is heard in the sound is left to others. Time is in milliseconds from any beginning.</remarks>
internal sealed partial class DahdiFxoPort : IDisposable
{
    private const int BlockOctets = LegSound.FrameOctets;
    private const int ReopenMilliseconds = 2000;

    private readonly IDahdiKernel _kernel;
    private readonly int _number;
    private readonly IFxoEvents _events;
    private readonly DahdiPoll _poll;
    private readonly Queue<FxoCommand> _later = new();
    private readonly byte[] _heard = new byte[BlockOctets];
    private readonly byte[] _said = new byte[BlockOctets];
    private DahdiChannel? _channel;
    private FxoCommandKind _underWay;
    private long _deadline;
    private bool _isOffHook;
    private bool _isRinging;
    private bool _isFlashing;
    private bool _isFaulty;

    /// <summary>Opens a channel, on hook. A line without battery is told as a fault by the first
    /// <see cref="Serve"/>.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="number">The channel.</param>
    /// <param name="events">Takes what happens.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public DahdiFxoPort(IDahdiKernel kernel, int number, IFxoEvents events)
    {
        (_kernel, _number, _events) = (kernel, number, events);
        _poll = new(kernel, 1);
        try
        {
            OpenChannel();
        }
        catch
        {
            _poll.Dispose();
            throw;
        }
    }

    /// <summary>Whether the driver tells that the exchange opened the loop.</summary>
    public bool TellsLoopBreak { get; private set; }

    /// <summary>Waits until there is something to do, or somebody wakes.</summary>
    /// <param name="now">The time.</param>
    public void Wait(long now)
    {
        var until = _channel is null || _underWay != FxoCommandKind.None ? _deadline - now : ReopenMilliseconds;
        _poll.Wait((int)Math.Clamp(until, 0, ReopenMilliseconds));
    }

    /// <summary>Ends a wait, or the next one. From any thread.</summary>
    public void Wake() => _poll.Wake();

    /// <summary>Takes what the driver has, and does what is due.</summary>
    /// <param name="now">The time.</param>
    public void Serve(long now)
    {
        if (_channel is null && !TryReopen(now))
            return;
        var channel = _channel!;
        while (channel.TryTakeEvent(out var happened))
            Handle(happened, now);
        Exchange(channel);
        if (channel.IsGone)
            Lose(channel.Fault, now);
        else if (_underWay == FxoCommandKind.Flash && !_isFlashing && now < _deadline)
            BeginFlash();
        else if (_underWay != FxoCommandKind.None && now >= _deadline)
            EndUnderWay(now, isDone: false);
    }

    /// <summary>Goes on hook and closes the channel.</summary>
    public void Dispose()
    {
        _channel?.TryControl(DahdiRequest.Hook, (int)DahdiHook.OnHook);
        _channel?.Dispose();
        _channel = null;
        _poll.Dispose();
    }

    private void OpenChannel()
    {
        const int Buffers = 4;
        var channel = DahdiChannel.Open(_kernel, _number);
        try
        {
            if (channel.Parameters.Signalling is not (DahdiSignalling.FxsKewlStart or DahdiSignalling.FxsLoopStart))
                throw new IOException($"DAHDI channel {_number} is not configured as fxsks or fxsls.");
            channel.SetBuffers(Buffers, BlockOctets);
            channel.Control(DahdiRequest.SetLaw, DahdiRequest.ALaw, "does not speak A-law");
            channel.Control(DahdiRequest.SetLinear, 0, "does not speak A-law");
            // Drivers before 2.3 do not tell them, and carry sound all the same.
            _ = channel.TryControl(DahdiRequest.BufferEvents, 1);
            // The driver opens a channel on hook; told so once more it would hear no ring for two seconds.
            channel.Control(DahdiRequest.Flush, DahdiRequest.FlushAll, "does not discard what waits");
            var answer = DahdiSpanStatus.Ask(_kernel, channel.File, channel.Parameters.Span, out var alarms);
            if (answer < 0)
                throw new IOException(DahdiError.Of(_number, "does not tell its span's alarms", -answer));
            if (((alarms | channel.Parameters.Alarms) & ~DahdiAlarms.Recovering) != DahdiAlarms.None)
                channel.Tell(DahdiEvent.Alarm);
        }
        catch
        {
            channel.Dispose();
            throw;
        }

        _poll.Add(channel);
        _channel = channel;
        TellsLoopBreak = channel.Parameters.Signalling == DahdiSignalling.FxsKewlStart;
        (_isOffHook, _isRinging, _underWay) = (false, false, FxoCommandKind.None);
    }

    private bool TryReopen(long now)
    {
        if (now < _deadline)
            return false;
        _deadline = now + ReopenMilliseconds;
        try
        {
            OpenChannel();
        }
        catch (IOException)
        {
            // Told once already, when it went; it is tried again.
            return false;
        }

        if (_channel!.TryTakeEvent(out _))
            return true;
        Restore();
        return true;
    }

    private void Lose(string why, long now)
    {
        Fail(why);
        _poll.Remove(_channel!);
        _channel!.Dispose();
        _channel = null;
        _deadline = now + ReopenMilliseconds;
    }

    private void Fail(string why)
    {
        // All that was under way ends with the fault.
        _underWay = FxoCommandKind.None;
        _later.Clear();
        (_isOffHook, _isRinging) = (false, false);
        _channel?.TryControl(DahdiRequest.Hook, (int)DahdiHook.OnHook);
        if (_isFaulty)
            return;
        _isFaulty = true;
        _events.Happened(FxoEvent.Failed(why));
    }

    private void Restore()
    {
        if (!_isFaulty)
            return;
        _isFaulty = false;
        _events.Happened(new(FxoEventKind.Restored));
    }
}
