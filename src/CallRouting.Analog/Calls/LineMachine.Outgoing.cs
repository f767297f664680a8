using NodaTime;

namespace CallRouting.Analog;

// A call that goes out, and a caller who is handed over: the hook, the dial tone, the digits, the answer.
internal sealed partial class LineMachine
{
    // What an exchange needs from off hook, or a flash, until it takes digits although it cannot be heard.
    private static readonly Duration BlindWait = Duration.FromMilliseconds(500);

    // Until the exchange has taken the last digit of a hand-over.
    private static readonly Duration HandOverSettles = Duration.FromSeconds(1);

    // A ringing tone has ended by an answer, or by a busy tone that is recognised within this.
    private static readonly Duration RingbackSettles = Duration.FromSeconds(2.5);

    // Long numbers with pauses take their time.
    private static readonly Duration DialLimit = Duration.FromMinutes(1);

    private (LegId Leg, string Digits) _waiting;     // until the line may be seized again
    private Instant _answeredAt = Instant.MaxValue;
    private string _digits = "";
    private int _ringbacks;
    private bool _isAnsweredEarly;                   // while the last digit was still being dialled

    /// <summary>The office calls out.</summary>
    public void Ring(LegId leg, string digits, Instant now)
    {
        Expire(now);
        if (Phase == LinePhase.Idle)
        {
            Seize(leg, digits, now);
        }
        else if (Phase is LinePhase.Guarding or LinePhase.HangingUp && _waiting.Leg.IsNone)
        {
            _waiting = (leg, digits);
        }
        else
        {
            var cause = Phase == LinePhase.Down ? Cause.DestinationOutOfOrder : Cause.NoCircuitAvailable;
            _acts.Add(new LineAct(LineActKind.Failed) { Leg = leg, Cause = cause });
        }
    }

    private void Seize(LegId leg, string digits, Instant now)
    {
        (_leg, _digits, _isIncoming, _ringbacks, _isAnsweredEarly) = (leg, digits, false, 0, false);
        Do(LineActKind.Seize);
        Enter(LinePhase.Seizing);
        _due = now + DeviceLimit;
    }

    // Off hook at the moment of a ring: it is the caller who is on the line now, and not a dial tone.
    private void Glare(in FxoEvent ring)
    {
        End(Cause.NoCircuitAvailable);
        (_isIncoming, _isOffHook, _ringPattern) = (true, true, ring.RingPattern);
    }

    private void Seized(Instant now)
    {
        if (_isIncoming)
            Offer();
        else if (_can.WaitsForDialTone)
            Dial(now);
        else
        {
            Enter(LinePhase.AwaitingDialTone);
            var isBlind = line.DialToneWithin == Duration.Zero || !_can.HearsTones;
            _due = now + (isBlind ? BlindWait : line.DialToneWithin);
        }
    }

    private void ToneBeforeDialling(FxoTone tone, Instant now)
    {
        if (tone == FxoTone.Dial)
            Dial(now);
        else if (tone is FxoTone.Busy or FxoTone.Congestion)
            HangUp(Cause.Congestion, now); // the exchange has no register free
    }

    private void Dial(Instant now)
    {
        _acts.Add(new LineAct(LineActKind.Dial) { Leg = _leg, Text = _digits });
        Enter(LinePhase.Dialling);
        _due = now + DialLimit;
    }

    private void Dialled(Cause cause, Instant now)
    {
        if (cause != Cause.None)
        {
            HangUp(cause, now);
            return;
        }

        Enter(LinePhase.Calling);
        _due = now + line.NoAnswerAfter;
        if (line.AnsweredAfter is { } after)
            _answeredAt = now + after;
        // What the network says from here on is for whoever calls to hear.
        if (_can.FullDuplex)
            Do(LineActKind.Progressed);
        if (_isAnsweredEarly)
            Answered();
    }

    private void ToneWhileCalling(FxoTone tone, Instant now)
    {
        switch (tone)
        {
            case FxoTone.Ringback:
                if (_ringbacks++ == 0)
                    Do(LineActKind.Ringing);
                // A device that tells each ring: once they stay away, somebody has answered who says nothing.
                _answeredAt = _ringbacks > 1 ? now + line.Country.LongestRingPause : Instant.MaxValue;
                break;
            case FxoTone.Busy or FxoTone.Congestion:
                HangUp(AnalogCauses.OfTone(tone), now);
                break;
            case FxoTone.FaxAnswering:
                Answered();
                break;
        }
    }

    private void Answered()
    {
        Do(LineActKind.Answered);
        Enter(LinePhase.Talking);
    }

    private void ForgetWaiting(Cause cause)
    {
        if (!_waiting.Leg.IsNone)
            _acts.Add(new LineAct(LineActKind.Failed) { Leg = _waiting.Leg, Cause = cause });
        _waiting = default;
    }

    private void Flashed(Instant now)
    {
        Enter(LinePhase.FlashedDialTone);
        // An exchange whose second dial tone is not heard takes digits all the same.
        _due = now + (line.DialToneWithin == Duration.Zero || !_can.HearsTones ? BlindWait : line.DialToneWithin);
    }

    private void DialHandOver(Instant now)
    {
        _acts.Add(new LineAct(LineActKind.Dial) { Leg = _leg, Text = line.HandOver! });
        Enter(LinePhase.HandingOver);
        (_cause, _due) = (Cause.NormalClearing, now + DialLimit);
    }
}
