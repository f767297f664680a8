using CallRouting.Audio;

namespace CallRouting.Analog;

// The exchange a frame at a time. Its lock is held.
public sealed partial class SimulatedExchange
{
    private const int DialToneAfter = 200;
    private const int CallerIdAfter = 500;
    private const int RingAfterCallerId = 300;
    private const int NoMoreDigits = 3000;
    private const int AnswersAfter = 2000;

    private readonly List<FxoEvent> _due = [];
    private State _state;
    private SimulatedHook _hookBefore;
    private int _since;          // milliseconds in this state
    private int _sinceDigit;
    private int _saidFrame;
    private int _ringAt;         // milliseconds in the ring's rhythm; below 0: caller id comes first
    private bool _isRingOn;
    private int _disturbanceLeft;
    private byte[] _callerId = [];
    private int _callerIdFrame = -1; // −1: not sent now
    private bool _isCallerIdSent;
    private string _dialled = "";
    private string _keysHeard = "";
    private string _passedOnTo = "";
    private bool _wantsAnswer;
    private bool _wantsHangUp;
    private bool _answersItself;
    private bool _isPassingOn;

    private enum State : byte
    {
        Idle = 0,
        Ringing,    // the office
        Connected,
        DialTone,
        Collecting,
        Alerting,   // the number dialled
        Busy,
        Congestion,
        Held,       // after a flash: the far end waits, digits are taken
        Gone,       // the far end is gone, the office is still off hook
    }

    /// <summary>Whether nothing is under way at this end.</summary>
    internal bool IsQuiet => _state == State.Idle && _due.Count == 0 && _disturbanceLeft == 0 && !_isRingOn;

    internal void Reset()
    {
        Enter(State.Idle);
        (_wantsAnswer, _wantsHangUp, _isRingOn, _disturbanceLeft) = (false, false, false, 0);
        (_callerIdFrame, _hookBefore) = (-1, SimulatedHook.On);
        _due.Clear();
    }

    /// <summary>A frame later: what the office hears and what happens on its line.</summary>
    internal void Next(SimulatedHook hook, Span<byte> heard, List<FxoEvent> events)
    {
        heard.Fill(AudioFrame.Silence);
        _since += AudioFrame.Milliseconds;
        _sinceDigit += AudioFrame.Milliseconds;
        foreach (var happened in _due)
            events.Add(happened);
        _due.Clear();
        if (hook != _hookBefore)
            HookChanged(hook, events);
        _hookBefore = hook;
        Disturb(events);
        switch (_state)
        {
            case State.Ringing: Ring(heard, events); break;
            case State.Connected: Talk(heard, events); break;
            case State.DialTone or State.Held when _options.HasDialTone && _since >= DialToneAfter:
                Sound(_options.Country.Tones.Dial, _since - DialToneAfter, heard); break;
            case State.Collecting: Collect(); break;
            case State.Alerting: Alert(heard, events); break;
            case State.Busy: Sound(_options.Country.Tones.Busy, _since, heard); break;
            case State.Congestion: Sound(_options.Country.Tones.Congestion, _since, heard); break;
            case State.Gone when _options.Ending == SimulatedEnding.BusyTone:
                Sound(_options.Country.Tones.Busy, _since, heard); break;
            case State.Gone when _options.Ending == SimulatedEnding.DialTone:
                Sound(_options.Country.Tones.Dial, _since, heard); break;
        }
    }

    /// <summary>What the office says.</summary>
    internal void Hear(ReadOnlySpan<byte> said)
    {
        _ear?.Write(said);
        var rest = said;
        while (_keys.TryDetect(ref rest, out var signal))
            if (!signal.IsEnd)
                Key(signal.Key);
    }

    /// <summary>The office has broken the loop so many times.</summary>
    internal void Pulsed(char digit) => Key(digit);

    private void BeginRinging(byte[] callerId)
    {
        Enter(State.Ringing);
        (_callerId, _callerIdFrame, _isCallerIdSent) = (callerId, -1, false);
        (_dialled, _keysHeard, _passedOnTo) = ("", "", "");
        _wantsHangUp = false;
        var isBefore = _options.Country.CallerId == CallerIdMoment.BeforeFirstRing;
        _ringAt = isBefore ? -(CallerIdAfter + Milliseconds(callerId) + RingAfterCallerId) : 0;
        if (isBefore)
            _due.Add(new FxoEvent(FxoEventKind.PolarityReversed));
    }

    private void HookChanged(SimulatedHook hook, List<FxoEvent> events)
    {
        switch (_state, hook)
        {
            case (State.Ringing, SimulatedHook.Off):
                StopRing(events);
                Enter(State.Connected);
                break;
            case (State.Idle, SimulatedHook.Off):
                (_dialled, _keysHeard, _passedOnTo, _isPassingOn) = ("", "", "", false);
                Enter(State.DialTone);
                break;
            case (State.Connected, SimulatedHook.Flash):
                (_dialled, _isPassingOn) = ("", true);
                Enter(State.Held);
                break;
            case (_, SimulatedHook.On):
                if (_isPassingOn && _state is State.Alerting or State.Collecting)
                    _passedOnTo = _dialled;
                StopRing(events);
                Enter(State.Idle);
                break;
        }
    }

    private void Ring(Span<byte> heard, List<FxoEvent> events)
    {
        if (_wantsHangUp)
        {
            StopRing(events);
            Enter(State.Idle);
            return;
        }

        SendCallerId(heard);
        var (isOn, at) = RhythmAt(_ringAt);
        _ringAt += AudioFrame.Milliseconds;
        if (isOn != _isRingOn)
        {
            events.Add(new FxoEvent(isOn ? FxoEventKind.RingBegan : FxoEventKind.RingEnded));
            _isRingOn = isOn;
        }

        var isDue = _ringAt < 0 ? _since >= CallerIdAfter : !isOn && at >= CallerIdAfter;
        if (isDue && !_isCallerIdSent && _options.Country.CallerId != CallerIdMoment.Never)
            (_callerIdFrame, _isCallerIdSent) = (0, true);
    }

    // A ring has the rhythm of the ringing tone.
    private (bool IsOn, int Since) RhythmAt(int milliseconds)
    {
        if (milliseconds < 0)
            return (false, 0);
        var tone = _options.Country.Tones.Ringback;
        var at = (long)milliseconds * (AudioFrame.SampleRate / 1000);
        var isOn = !tone.At(at, out var since).IsSilence;
        return (isOn, (int)((at - since) * 1000 / AudioFrame.SampleRate));
    }

    private void SendCallerId(Span<byte> heard)
    {
        if (_callerIdFrame >= 0 && !AudioFrame.Copy(_callerId, _callerIdFrame++, heard))
            _callerIdFrame = -1;
    }

    private void StopRing(List<FxoEvent> events)
    {
        if (_isRingOn)
            events.Add(new FxoEvent(FxoEventKind.RingEnded));
        (_isRingOn, _callerIdFrame) = (false, -1);
    }

    private void Disturb(List<FxoEvent> events)
    {
        if (_disturbanceLeft <= 0 || _state != State.Idle)
        {
            _disturbanceLeft = 0;
            return;
        }

        if (!_isRingOn)
            events.Add(new FxoEvent(FxoEventKind.RingBegan));
        _isRingOn = true;
        _disturbanceLeft -= AudioFrame.Milliseconds;
        if (_disturbanceLeft > 0)
            return;
        _disturbanceLeft = 0;
        StopRing(events);
    }

    private void Talk(Span<byte> heard, List<FxoEvent> events)
    {
        if (_wantsHangUp)
        {
            if (_options.Ending == SimulatedEnding.LoopBreak)
                events.Add(new FxoEvent(FxoEventKind.LoopBroken));
            if (_options.Ending == SimulatedEnding.Polarity)
                events.Add(new FxoEvent(FxoEventKind.PolarityReversed));
            Enter(State.Gone);
            return;
        }

        if (!_toSay.TryPeek(out var saying))
            return;
        AudioFrame.Copy(saying, _saidFrame++, heard);
        if (_saidFrame * AudioFrame.Samples < saying.Length)
            return;
        _toSay.Dequeue();
        _saidFrame = 0;
    }

    private void Key(char key)
    {
        switch (_state)
        {
            case State.DialTone or State.Held:
                Enter(State.Collecting);
                goto case State.Collecting;
            case State.Collecting:
                _dialled += key;
                _sinceDigit = 0;
                if (_known.TryGetValue(_dialled, out var destination))
                    Connect(destination);
                break;
            case State.Connected:
                _keysHeard += key;
                break;
        }
    }

    private void Collect()
    {
        if (_sinceDigit >= NoMoreDigits)
            Enter(State.Congestion);
    }

    private void Connect(SimulatedDestination destination)
    {
        Enter(destination switch
        {
            SimulatedDestination.Busy => State.Busy,
            SimulatedDestination.Congestion => State.Congestion,
            _ => State.Alerting,
        });
        _answersItself = destination == SimulatedDestination.Answers;
    }

    private void Alert(Span<byte> heard, List<FxoEvent> events)
    {
        if (_wantsAnswer || (_answersItself && _since >= AnswersAfter))
        {
            if (_options.ReversesAtAnswer)
                events.Add(new FxoEvent(FxoEventKind.PolarityReversed));
            Enter(State.Connected);
            return;
        }

        Sound(_options.Country.Tones.Ringback, _since, heard);
    }

    private void Enter(State state)
    {
        (_state, _since, _sinceDigit) = (state, 0, 0);
        (_wantsAnswer, _wantsHangUp) = (false, false);
        if (state is not State.Connected)
            _toSay.Clear();
        _saidFrame = 0;
        if (state is State.DialTone or State.Held)
            _keys.Reset();
    }

    private static void Sound(Cadence cadence, int milliseconds, Span<byte> heard) =>
        cadence.Fill((long)milliseconds * (AudioFrame.SampleRate / 1000), heard);

    private static int Milliseconds(byte[] alaw) => alaw.Length * 1000 / AudioFrame.SampleRate;
}
