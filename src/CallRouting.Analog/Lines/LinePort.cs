using Microsoft.Extensions.Logging;
using NodaTime;

namespace CallRouting.Analog;

/// <summary>One line of the transport: its device, its machine, and the sound of the leg that is on it.</summary>
/// <remarks>Everything happens under the lock of the transport, by which lines that are bridged are one
/// thread.</remarks>
internal sealed partial class LinePort : IFxoEvents, IAsyncDisposable
{
    private readonly AnalogTransport _transport;
    private readonly ILogger _log;
    private readonly LineMachine _machine;
    private readonly LineEars _ears;
    private readonly ITimer _timer;
    private readonly Queue<FxoEvent> _early = [];
    private readonly Action<CallEvent> _tell;
    private Instant _timerDue = Instant.MaxValue;
    private LineLeg? _live;
    private byte[]? _dialled;       // digits as sound, where the device does not dial
    private int _saidOfDialled;
    private long _saidOfRingback;
    private bool _isOpening;
    private bool _isOpened;
    private bool _isToldOut;
    private bool _isCarryingOut;
    private bool _wasOffHook;

    public LinePort(AnalogTransport transport, AnalogLine line, ILogger log)
    {
        (_transport, Line, _log) = (transport, line, log);
        _machine = new(line, line.Device.Capabilities);
        _ears = new(line.Country.Tones);
        _timer = transport.Time.CreateTimer(_ => Due(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _tell = happened => transport.Tell(happened);
    }

    public AnalogLine Line { get; }

    /// <summary>Whether a call is on the line, or it has yet to go on hook.</summary>
    public bool IsBusy => _machine.IsBusy;

    private FxoCapabilities Can => Line.Device.Capabilities;

    // Digits that the device does not dial are put into its sound.
    private bool SaysDigits => _dialled is not null;

    /// <summary>Opens the device; one that cannot be opened is told once and tried again. Not under the lock.</summary>
    public void Open()
    {
        lock (_transport.Sync)
        {
            if (_isOpened || _transport.IsStopped)
                return;
            _isOpening = true;
        }

        string? fault = null;
        try
        {
            Line.Device.Open(this);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            fault = refused.Message;
        }
        catch (Exception bug)
        {
            // Whatever a device runs into must not silence the other lines.
            fault = bug.ToString();
        }

        lock (_transport.Sync)
        {
            _isOpening = false;
            if (fault is null)
                Opened();
            else
                NotOpened(fault);
        }
    }

    public void Happened(in FxoEvent happened)
    {
        lock (_transport.Sync)
        {
            if (_isOpening)
                _early.Enqueue(happened);
            else
                Take(happened);
        }
    }

    public void Exchange(ReadOnlySpan<byte> heard, Span<byte> said)
    {
        lock (_transport.Sync)
        {
            Say(said);
            Hear(heard);
        }
    }

    public void Heard(ReadOnlySpan<byte> frame)
    {
        lock (_transport.Sync)
            (_live?.Sound as HalfDuplexSound)?.Hear(frame);
    }

    public void Ring(LegId leg, string digits)
    {
        _machine.Ring(leg, digits, _transport.Now);
        CarryOut();
    }

    /// <summary>Executes an effect on a leg of this line, which may still wait for it.</summary>
    public void Execute(LineLeg leg, in CallEffect effect, PromptAudio? prompt, IRecording? recording)
    {
        switch (effect.Kind)
        {
            case CallEffectKind.Answer:
                _machine.Answer(leg.Id, _transport.Now);
                break;
            case CallEffectKind.Release:
                _machine.Release(leg.Id, effect.Cause, _transport.Now);
                break;
            case CallEffectKind.HandOver:
                _machine.HandOver(leg.Id, _transport.Now);
                break;
            case CallEffectKind.Play when !TakesSound(leg):
                // Nobody would hear it, and it would never end: an analog line has no sound before the answer.
                _transport.Tell(CallEvent.PlayEnded(leg.Id, effect.Tag, isFailure: true));
                break;
            case CallEffectKind.Record when !TakesSound(leg):
                _transport.Tell(CallEvent.RecordEnded(leg.Id, effect.Tag, 0, isFailure: true));
                break;
            default:
                leg.Sound.Execute(effect, prompt, recording);
                break;
        }

        CarryOut();
    }

    public void Stop()
    {
        _machine.Stop(_transport.Now);
        CarryOut();
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        try
        {
            await Line.Device.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            AnalogLog.NotClosed(_log, Line.Trunk, Line.Device.Name, fault);
        }
    }

    private bool TakesSound(LineLeg leg) => leg == _live && _machine.TakesSound;

    private void Opened()
    {
        _isOpened = true;
        _machine.Opened(Can);
        CarryOut();
        while (_early.TryDequeue(out var happened))
            Take(happened);
    }

    private void NotOpened(string why)
    {
        _early.Clear();
        TellOut(why);
        SetTimer(_transport.Now + _transport.Options.RetryAfter);
    }

    private void Take(in FxoEvent happened)
    {
        switch (happened.Kind)
        {
            case FxoEventKind.PlayEnded:
                (_live?.Sound as HalfDuplexSound)?.PlayEnded(happened.IsFailure);
                break;
            case FxoEventKind.RecordEnded:
                (_live?.Sound as HalfDuplexSound)?.RecordEnded(happened.IsFailure);
                break;
            default:
                _machine.Happen(happened, _transport.Now);
                break;
        }

        CarryOut();
    }

    // The timer of a line whose device is not open is for trying again.
    private void Due()
    {
        if (!_isOpened)
        {
            Open();
            return;
        }

        lock (_transport.Sync)
        {
            _timerDue = Instant.MaxValue;
            _machine.Expire(_transport.Now);
            CarryOut();
        }
    }

    private void SetTimer(Instant due)
    {
        if (due == _timerDue || _transport.IsClosed)
            return;
        _timerDue = due;
        if (due == Instant.MaxValue)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        // Up to whole milliseconds, which is what timers count in: one that is early would only be set again.
        var wait = Math.Max(0, Math.Ceiling((due - _transport.Now).TotalMilliseconds));
        _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
    }
}
