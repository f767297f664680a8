using NodaTime;

namespace CallRouting.Analog;

// A call that comes in: rings are judged, caller id is waited for, then the call is offered.
internal sealed partial class LineMachine
{
    // Ringing current that never ends is a device that has missed its end.
    private static readonly Duration LongestRing = Duration.FromSeconds(5);

    // What comes before the first ring belongs to it for so long.
    private static readonly Duration CallerIdKeeps = Duration.FromSeconds(6);

    // What an exchange needs from an answer until it takes a flash.
    private static readonly Duration AnswerSettles = Duration.FromSeconds(1);

    // Long enough for an exchange to take it for an answer.
    private static readonly Duration RefusalLasts = Duration.FromMilliseconds(500);

    private FxoCallerId _caller;
    private Instant _callerUntil;
    private Instant _burstEndsAt = Instant.MaxValue; // when the current that began is long enough for a ring
    private byte _ringPattern;
    private bool _ringIsOn;
    private bool _hasRung;
    private bool _isOffHook;                         // taken off hook before it was answered
    private bool _isHandOverDue;
    private Cause _cause;

    /// <summary>The call that was offered has got its leg.</summary>
    public void Offered(LegId leg) => _leg = leg;

    /// <summary>The office answers.</summary>
    public void Answer(LegId leg, Instant now)
    {
        Expire(now);
        if (leg != _leg || leg.IsNone || Phase != LinePhase.Offered)
            return;
        if (_isOffHook)
        {
            Enter(LinePhase.Talking);
            return;
        }

        Do(LineActKind.Answer);
        Enter(LinePhase.Answering);
        _due = now + DeviceLimit;
    }

    /// <summary>The office wants the caller handed over to another number; a line that cannot only hangs up.</summary>
    public void HandOver(LegId leg, Instant now)
    {
        Expire(now);
        if (leg != _leg || leg.IsNone || _isHandOverDue)
            return;
        if (line.HandOver is null || !_can.Flashes)
        {
            HangUp(Cause.NormalClearing, now);
            return;
        }

        // Of a call that is being answered the flash comes after the answer.
        _isHandOverDue = Phase is LinePhase.Answering or LinePhase.Talking;
        if (Phase == LinePhase.Talking)
            _due = now;
        Expire(now);
    }

    private void Flash(Instant now)
    {
        Enter(LinePhase.Flashing);
        _acts.Add(new LineAct(LineActKind.Flash) { Leg = _leg });
        _due = now + DeviceLimit;
    }

    private void FirstRing(in FxoEvent ring, Instant now)
    {
        if (_callerUntil < now)
            _caller = default;
        var (caller, phase) = (_caller, Phase);
        Enter(LinePhase.Judging);
        _caller = caller;
        (_isIncoming, _hasRung, _ringPattern) = (true, false, ring.RingPattern);
        // Who wanted to call out by a line that rings must go another way.
        if (phase == LinePhase.Guarding)
            ForgetWaiting(Cause.NoCircuitAvailable);
        NextRing(ring, now);
    }

    private void NextRing(in FxoEvent ring, Instant now)
    {
        _ringIsOn = true;
        if (ring.RingPattern != 0)
            _ringPattern = ring.RingPattern;
        _goneAt = now + LongestRing + line.Country.LongestRingPause;
        if (Phase != LinePhase.Judging)
            return;
        if (_hasRung)
            Offer(); // the second ring: whoever calls would have been told by now
        else if (_can.TimesRings)
            _burstEndsAt = now + line.Country.ShortestRing;
        else
            RingIsOne(now);
    }

    private void RingOver(Instant now)
    {
        if (!_ringIsOn)
            return;
        _ringIsOn = false;
        if (_burstEndsAt != Instant.MaxValue)
        {
            // Too short: a disturbance. If it was all there was, there is no call.
            _burstEndsAt = Instant.MaxValue;
            if (!_hasRung)
            {
                Enter(LinePhase.Idle);
                return;
            }
        }

        _goneAt = now + line.Country.LongestRingPause;
        if (Phase == LinePhase.Judging && _hasRung)
            _due = now + line.Country.CallerIdWait;
    }

    private void RingIsOne() => RingIsOne(_burstEndsAt);

    private void RingIsOne(Instant now)
    {
        _burstEndsAt = Instant.MaxValue;
        _hasRung = true;
        if (_caller != default || line.Country.CallerId != CallerIdMoment.AfterFirstRing)
            Offer();
        else if (!_can.TimesRings)
            _due = now + line.Country.CallerIdWait;
        else
            // Until its end is told; should that be missed, no longer than a ring lasts.
            _due = now + LongestRing;
    }

    private void CallerKnown(in FxoCallerId caller, Instant now)
    {
        _caller = caller;
        _callerUntil = now + CallerIdKeeps;
        if (Phase == LinePhase.Judging && _hasRung)
            Offer();
    }

    private void Offer()
    {
        var (goneAt, caller, isOffHook) = (_goneAt, _caller, _isOffHook);
        Enter(LinePhase.Offered);
        (_goneAt, _isOffHook, _isIncoming) = (isOffHook ? Instant.MaxValue : goneAt, isOffHook, true);
        _acts.Add(new LineAct(LineActKind.Offer) { Caller = caller, RingPattern = _ringPattern });
        _caller = default;
    }

    private void CallerGaveUp(Instant now)
    {
        End(Cause.NormalClearing);
        Guard(now);
    }

    // There is no other way to refuse: a line that is left alone rings on until the caller gives up.
    private void Refuse(Instant now, Cause cause)
    {
        Do(LineActKind.Answer);
        Enter(LinePhase.Refusing);
        (_cause, _due) = (cause, now + DeviceLimit);
    }
}
