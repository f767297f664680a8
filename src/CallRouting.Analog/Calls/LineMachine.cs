using NodaTime;

namespace CallRouting.Analog;

/// <summary>One analog line: a state machine without a clock, a device or a sound.</summary>
/// <remarks>Total: every event and every wish is legal in every phase, and one that means nothing there changes
/// nothing. Each leg that it had ends with exactly one <see cref="LineActKind.Failed"/> or <see
/// cref="LineActKind.Cleared"/>. Incoming calls are in <c>LineMachine.Incoming.cs</c>, outgoing ones in
/// <c>LineMachine.Outgoing.cs</c>.</remarks>
internal sealed partial class LineMachine(AnalogLine line, FxoCapabilities can)
{
    // A device that does not do what it was told within this does nothing any more.
    private static readonly Duration DeviceLimit = Duration.FromSeconds(10);

    private readonly LineActs _acts = new();
    private FxoCapabilities _can = can;
    private LegId _leg;
    private bool _isIncoming;
    private bool _hasAnswered;
    private Instant _due = Instant.MaxValue;        // the phase's own limit
    private Instant _goneAt = Instant.MaxValue;     // when a caller whose ring does not come has given up
    private Instant _silentSince = Instant.MaxValue;

    public LinePhase Phase { get; private set; }

    /// <summary>The leg on the line; none: there is no call, or it has no leg yet.</summary>
    public LegId Leg => _leg;

    /// <summary>Whether the leg's party can hear us and be heard.</summary>
    public bool IsOpen => Phase is LinePhase.Talking or LinePhase.Calling || IsOfferedOffHook;

    /// <summary>Whether a caller is on the line who has not been answered: picked up by chance.</summary>
    public bool IsOfferedOffHook => Phase == LinePhase.Offered && _isOffHook;

    /// <summary>Whether what is played will be heard: at once, or as soon as the line is off hook.</summary>
    public bool TakesSound => Phase is LinePhase.Answering or LinePhase.Talking || IsOfferedOffHook;

    /// <summary>Whether the line is off hook, as far as its device has told.</summary>
    public bool IsOffHook => IsOpen || IsDialling
        || Phase is LinePhase.AwaitingDialTone or LinePhase.Flashing or LinePhase.FlashedDialTone;

    /// <summary>Whether digits are being dialled.</summary>
    public bool IsDialling => Phase is LinePhase.Dialling or LinePhase.HandingOver;

    /// <summary>Whether the line is going on hook, or has yet to end a call.</summary>
    public bool IsBusy => Phase is not (LinePhase.Down or LinePhase.Idle or LinePhase.Guarding or LinePhase.Judging);

    /// <summary>When <see cref="Expire"/> is to be called; <see cref="Instant.MaxValue"/>: not by time.</summary>
    public Instant NextDeadline
    {
        get
        {
            var due = Instant.Min(Instant.Min(_due, _goneAt), Instant.Min(_burstEndsAt, _answeredAt));
            return Instant.Min(due, SilenceDue);
        }
    }

    private Instant SilenceDue => _silentSince == Instant.MaxValue || line.Country.SilenceLimit is not { } limit
        || Phase != LinePhase.Talking ? Instant.MaxValue : _silentSince + limit;

    /// <summary>What is to be done now, in order.</summary>
    public bool TryTake(out LineAct act) => _acts.TryTake(out act);

    /// <summary>The device is open: the line is in service, on hook.</summary>
    public void Opened(FxoCapabilities can)
    {
        _can = can;
        if (Phase != LinePhase.Down)
            return;
        Enter(LinePhase.Idle);
        Do(LineActKind.InService);
    }

    /// <summary>Something has happened on the line.</summary>
    public void Happen(in FxoEvent happened, Instant now)
    {
        Expire(now);
        switch (happened.Kind)
        {
            case FxoEventKind.Fault:
                Fault(happened.Fault ?? "no reason given");
                return;
            case FxoEventKind.Restored when Phase == LinePhase.Down:
                Enter(LinePhase.Idle);
                Do(LineActKind.InService);
                return;
            case FxoEventKind.SilenceBegan:
                _silentSince = now - Duration.FromMilliseconds(happened.Milliseconds);
                return;
            case FxoEventKind.SilenceEnded or FxoEventKind.VoiceHeard or FxoEventKind.DigitPressed:
                _silentSince = Instant.MaxValue;
                break;
        }

        Apply(happened, now);
    }

    // The table: where the line is × what happened. What is not in it means nothing.
    private void Apply(in FxoEvent happened, Instant now)
    {
        switch (Phase, happened.Kind)
        {
            // Rings.
            case (LinePhase.Idle or LinePhase.Guarding, FxoEventKind.RingBegan): FirstRing(happened, now); break;
            case (LinePhase.Judging or LinePhase.Offered, FxoEventKind.RingBegan) when !_isOffHook:
                NextRing(happened, now); break;
            case (LinePhase.Judging or LinePhase.Offered, FxoEventKind.RingEnded) when !_isOffHook:
                RingOver(now); break;
            case (LinePhase.Idle or LinePhase.Guarding or LinePhase.Judging, FxoEventKind.CallerIdReceived):
                CallerKnown(happened.Caller, now); break;

            // Off hook for a caller.
            case (LinePhase.Answering, FxoEventKind.OffHook):
                Enter(LinePhase.Talking);
                _due = _isHandOverDue ? now + AnswerSettles : Instant.MaxValue;
                break;
            case (LinePhase.Refusing, FxoEventKind.OffHook): _due = now + RefusalLasts; break;

            // Off hook to call.
            case (LinePhase.Seizing, FxoEventKind.RingBegan): Glare(happened); break;
            case (LinePhase.Seizing, FxoEventKind.OffHook): Seized(now); break;
            case (LinePhase.AwaitingDialTone, FxoEventKind.ToneHeard): ToneBeforeDialling(happened.Tone, now); break;
            case (LinePhase.Dialling, FxoEventKind.DialEnded): Dialled(happened.Cause, now); break;
            case (LinePhase.Calling, FxoEventKind.ToneHeard): ToneWhileCalling(happened.Tone, now); break;
            case (LinePhase.Calling, FxoEventKind.ToneEnded) when happened.Tone == FxoTone.Ringback && _ringbacks > 0:
                _answeredAt = now + RingbackSettles; break;
            case (LinePhase.Calling, FxoEventKind.PolarityReversed) when line.Country.PolarityAnswers:
                Answered(); break;
            case (LinePhase.Calling, FxoEventKind.Answered or FxoEventKind.VoiceHeard): Answered(); break;
            case (LinePhase.Dialling, FxoEventKind.Answered): _isAnsweredEarly = true; break;
            case (LinePhase.Dialling, FxoEventKind.PolarityReversed) when line.Country.PolarityAnswers:
                _isAnsweredEarly = !_isAnsweredEarly; break;
            case (LinePhase.Calling or LinePhase.Dialling or LinePhase.AwaitingDialTone, FxoEventKind.LoopBroken):
                HangUp(Cause.NormalUnspecified, now); break;

            // Talk.
            case (LinePhase.Talking, FxoEventKind.DigitPressed):
                _acts.Add(new LineAct(LineActKind.Digit) { Leg = _leg, Digit = happened.Digit }); break;
            case (LinePhase.Talking, FxoEventKind.PolarityReversed) when line.Country.PolarityClears:
                HangUp(Cause.NormalClearing, now); break;
            case (LinePhase.Talking or LinePhase.Offered, FxoEventKind.LoopBroken) when IsOpen:
                HangUp(Cause.NormalClearing, now); break;
            case (LinePhase.Talking or LinePhase.Offered, FxoEventKind.ToneHeard)
                when IsOpen && AnalogCauses.IsGone(happened.Tone): HangUp(Cause.NormalClearing, now); break;

            // The caller is handed over.
            case (LinePhase.Flashing, FxoEventKind.FlashEnded): Flashed(now); break;
            case (LinePhase.FlashedDialTone, FxoEventKind.ToneHeard) when happened.Tone == FxoTone.Dial:
                DialHandOver(now); break;
            case (LinePhase.HandingOver, FxoEventKind.DialEnded): _due = now + HandOverSettles; break;

            // On hook.
            case (LinePhase.HangingUp, FxoEventKind.OnHook): Guard(now); break;
        }
    }

    /// <summary>Whether silence is being measured.</summary>
    public bool IsSilent => _silentSince != Instant.MaxValue;

    /// <summary>We say something ourselves: whoever listens to it need say nothing.</summary>
    public void Said(Instant now)
    {
        if (IsSilent)
            _silentSince = now;
    }

    /// <summary>Does what is due.</summary>
    public void Expire(Instant now)
    {
        // Each case moves its own time on, so the loop ends.
        while (NextDeadline <= now)
        {
            if (_burstEndsAt <= now)
                RingIsOne();
            else if (_goneAt <= now)
                CallerGaveUp(now);
            else if (_answeredAt <= now)
                Answered();
            else if (_due <= now)
                PhaseDue(now);
            else
                HangUp(Cause.NormalClearing, now);
        }
    }

    /// <summary>The office ends a leg.</summary>
    public void Release(LegId leg, Cause cause, Instant now)
    {
        Expire(now);
        if (leg == _waiting.Leg && !leg.IsNone)
            ForgetWaiting(cause);
        else if (leg != _leg || leg.IsNone)
            return;
        else if (Phase == LinePhase.Offered && !_isOffHook)
            Refuse(now, cause);
        else if (Phase is not (LinePhase.Refusing or LinePhase.HangingUp))
            HangUp(cause, now);
    }

    /// <summary>The line is given up: what is on it ends, a call that only rings goes on ringing.</summary>
    public void Stop(Instant now)
    {
        Expire(now);
        ForgetWaiting(Cause.NetworkOutOfOrder);
        if (Phase == LinePhase.Offered && !_isOffHook)
        {
            End(Cause.NormalClearing);
            Enter(LinePhase.Idle);
        }
        else if (Phase is not (LinePhase.Down or LinePhase.Idle or LinePhase.Guarding or LinePhase.Judging
            or LinePhase.HangingUp))
        {
            HangUp(Cause.NormalClearing, now);
        }
    }

    private void PhaseDue(Instant now)
    {
        switch (Phase)
        {
            case LinePhase.Guarding: Free(now); break;
            case LinePhase.Judging: Offer(); break;
            case LinePhase.Refusing or LinePhase.HandingOver: HangUp(_cause, now); break;
            case LinePhase.AwaitingDialTone when line.DialToneWithin == Duration.Zero || !_can.HearsTones:
                Dial(now); break;
            case LinePhase.AwaitingDialTone: HangUp(Cause.NetworkOutOfOrder, now); break;
            case LinePhase.Calling: HangUp(Cause.NoAnswer, now); break;
            case LinePhase.Talking when _isHandOverDue: Flash(now); break;
            case LinePhase.FlashedDialTone: DialHandOver(now); break;

            // The device did not do what it was told.
            case LinePhase.Answering or LinePhase.Seizing or LinePhase.Dialling or LinePhase.Flashing:
                HangUp(Cause.DestinationOutOfOrder, now); break;
            case LinePhase.HangingUp: Fault("it does not go on hook"); break;
            default: _due = Instant.MaxValue; break;
        }
    }

    private void Fault(string why)
    {
        if (Phase == LinePhase.Down)
            return;
        ForgetWaiting(Cause.DestinationOutOfOrder);
        End(Cause.DestinationOutOfOrder);
        Enter(LinePhase.Down);
        _acts.Add(new LineAct(LineActKind.OutOfService) { Text = why });
    }

    private void HangUp(Cause cause, Instant now)
    {
        // The device first, so that the line is on its way when the office hears of it.
        Do(LineActKind.HangUp);
        End(cause);
        Enter(LinePhase.HangingUp);
        _due = now + DeviceLimit;
    }

    private void Guard(Instant now)
    {
        Enter(LinePhase.Guarding);
        _due = now + line.Country.HookGuard;
    }

    private void Free(Instant now)
    {
        Enter(LinePhase.Idle);
        if (_waiting.Leg.IsNone)
            return;
        var (leg, digits) = _waiting;
        _waiting = default;
        Seize(leg, digits, now);
    }

    // The leg is told to have ended; a line without a leg tells nothing.
    private void End(Cause cause)
    {
        if (!_leg.IsNone)
            _acts.Add(new LineAct(_isIncoming || _hasAnswered ? LineActKind.Cleared : LineActKind.Failed)
            {
                Leg = _leg, Cause = cause,
            });
        _leg = default;
    }

    private void Enter(LinePhase phase)
    {
        Phase = phase;
        _due = _goneAt = _burstEndsAt = _answeredAt = Instant.MaxValue;
        if (phase == LinePhase.Talking)
            _hasAnswered = true;
        if (phase is LinePhase.Talking or LinePhase.Offered)
            return;
        if (phase is LinePhase.Down or LinePhase.Idle or LinePhase.Guarding or LinePhase.HangingUp)
            (_isOffHook, _hasAnswered, _isIncoming, _ringIsOn, _isHandOverDue, _caller) =
                (false, false, false, false, false, default);
        _silentSince = Instant.MaxValue;
    }

    private void Do(LineActKind kind) => _acts.Add(new LineAct(kind) { Leg = _leg });
}
