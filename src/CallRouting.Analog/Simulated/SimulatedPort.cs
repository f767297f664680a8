using CallRouting.Audio;

namespace CallRouting.Analog;

/// <summary>The hook as the exchange sees it.</summary>
internal enum SimulatedHook : byte
{
    On = 0,
    Off,
    Flash,
}

/// <summary>The office's end of a simulated line: hook, dialling and, where the port is as a voice modem, its play,
/// recording and ears. Time is counted in frames.</summary>
internal sealed class SimulatedPort(
    SimulatedLineOptions options, SimulatedExchange exchange, List<FxoEvent> events)
{
    private const int PulseMilliseconds = 100;
    private const int PulsePauseMilliseconds = 800;

    private readonly LineEars _ears = new(options.Country.Tones);
    private ReadOnlyMemory<byte> _playing;
    private bool _isPlaying;
    private bool _isLoop;
    private int _frame;
    private int _flashLeft;      // milliseconds
    private byte[]? _dialled;    // digits as sound
    private int _dialledFrame;
    private string _pulsed = ""; // digits to break the loop for
    private int _pulseLeft;      // milliseconds
    private bool _isOnHookDue;
    private bool _isOffHookDue;

    public bool IsOffHook => Hook != SimulatedHook.On;

    public SimulatedHook Hook { get; private set; }

    public bool IsRecording { get; private set; }

    public bool IsDialling => _dialled is not null;

    /// <summary>Whether nothing is under way at this end.</summary>
    public bool IsQuiet => Hook == SimulatedHook.On && !_isOnHookDue;

    public void GoOffHook()
    {
        if (Hook == SimulatedHook.On)
            _ears.Reset();
        Hook = SimulatedHook.Off;
        _isOffHookDue = true;
    }

    public void HangUp()
    {
        EndAll();
        Hook = SimulatedHook.On;
        _isOnHookDue = true;
        _ears.Reset();
    }

    public void Flash(int milliseconds)
    {
        if (Hook == SimulatedHook.Off)
            (Hook, _flashLeft) = (SimulatedHook.Flash, milliseconds);
        else
            events.Add(new FxoEvent(FxoEventKind.FlashEnded));
    }

    public void Dial(string digits, bool pulses)
    {
        if (Hook != SimulatedHook.Off)
            events.Add(new FxoEvent(FxoEventKind.DialEnded) { Cause = Cause.NetworkOutOfOrder });
        else if (pulses)
            (_pulsed, _pulseLeft) = (digits, PulsePauseMilliseconds);
        else
            (_dialled, _dialledFrame) = (AnalogOutbound.Tones(digits), 0);
    }

    public void Play(ReadOnlyMemory<byte> alaw, bool isLoop)
    {
        StopPlay();
        if (Hook != SimulatedHook.Off || options.IsFullDuplex || IsRecording || alaw.IsEmpty)
            events.Add(new FxoEvent(FxoEventKind.PlayEnded) { IsFailure = !alaw.IsEmpty });
        else
            (_playing, _isPlaying, _isLoop, _frame) = (alaw, true, isLoop, 0);
    }

    public void StopPlay()
    {
        if (!_isPlaying)
            return;
        _isPlaying = false;
        events.Add(new FxoEvent(FxoEventKind.PlayEnded));
    }

    public void Record()
    {
        if (Hook != SimulatedHook.Off || options.IsFullDuplex || _isPlaying || IsRecording)
            events.Add(new FxoEvent(FxoEventKind.RecordEnded) { IsFailure = true });
        else
            IsRecording = true;
    }

    public void StopRecord()
    {
        if (!IsRecording)
            return;
        IsRecording = false;
        events.Add(new FxoEvent(FxoEventKind.RecordEnded));
    }

    public void Reset()
    {
        EndAll();
        events.Clear();
        Hook = SimulatedHook.On;
        (_isOnHookDue, _isOffHookDue) = (false, false);
    }

    /// <summary>A frame later: the hook, the pulses, and what a voice modem hears itself.</summary>
    public void Next(ReadOnlySpan<byte> heard)
    {
        if (_isOffHookDue)
            events.Add(new FxoEvent(FxoEventKind.OffHook));
        if (_isOnHookDue)
            events.Add(new FxoEvent(FxoEventKind.OnHook));
        (_isOnHookDue, _isOffHookDue) = (false, false);
        if (Hook == SimulatedHook.Flash && (_flashLeft -= AudioFrame.Milliseconds) <= 0)
        {
            Hook = SimulatedHook.Off;
            events.Add(new FxoEvent(FxoEventKind.FlashEnded));
        }

        Pulse();
        if (options.IsFullDuplex || IsDialling)
            return;
        var rest = heard;
        while (Hook == SimulatedHook.On
            ? _ears.TryHearCaller(ref rest, out var happened)
            : _ears.TryHear(ref rest, out happened))
            events.Add(happened);
    }

    /// <summary>What the port itself says: digits, or what plays.</summary>
    public void Say(Span<byte> said)
    {
        if (_dialled is { } dialled)
        {
            AudioFrame.Copy(dialled, _dialledFrame++, said);
            if (_dialledFrame * AudioFrame.Samples < dialled.Length)
                return;
            _dialled = null;
            _ears.Reset();
            events.Add(new FxoEvent(FxoEventKind.DialEnded));
            return;
        }

        if (!_isPlaying)
            return;
        AudioFrame.Copy(_playing.Span, _frame++, said);
        if (_frame * AudioFrame.Samples < _playing.Length)
            return;
        _frame = 0;
        if (!_isLoop)
            StopPlay();
    }

    private void Pulse()
    {
        if (_pulsed.Length == 0 || (_pulseLeft -= AudioFrame.Milliseconds) > 0)
            return;
        var digit = _pulsed[0];
        _pulsed = _pulsed[1..];
        // What breaks the loop so many times is that digit; other keys have no pulses.
        if (char.IsAsciiDigit(digit))
            exchange.Pulsed(digit);
        _pulseLeft = PulsePauseMilliseconds + PulseMilliseconds * (digit == '0' ? 10 : digit - '0');
        if (_pulsed.Length == 0)
            events.Add(new FxoEvent(FxoEventKind.DialEnded));
    }

    private void EndAll()
    {
        StopPlay();
        StopRecord();
        if (_dialled is not null || _pulsed.Length > 0)
            events.Add(new FxoEvent(FxoEventKind.DialEnded) { Cause = Cause.NormalUnspecified });
        (_dialled, _pulsed) = (null, "");
        if (Hook == SimulatedHook.Flash)
            events.Add(new FxoEvent(FxoEventKind.FlashEnded));
    }
}
