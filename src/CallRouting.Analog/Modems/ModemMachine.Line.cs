using System.Globalization;
using NodaTime;

namespace CallRouting.Analog;

// The line: rings, who calls, off hook and on hook, dialling, what the modem notices.
internal sealed partial class ModemMachine
{
    private static readonly Duration CallerSettles = Duration.FromMilliseconds(400);

    private readonly CallerIdLines _caller = new();
    private RingRhythm _rhythm;
    private DigitCodes _digits;
    private Instant _callerDue = Instant.MaxValue;
    private bool _isHangUpWanted;
    private int _offHookWishes;
    private int _onHookWishes;

    // What is wished on the way off hook is done after it.
    private bool IsOffHookSoon => Phase is ModemPhase.OffHook or ModemPhase.GoingOffHook;

    private bool TakesCommands => _isInService && Phase is not (ModemPhase.Closed or ModemPhase.Failed);

    /// <summary>Goes off hook to take a call.</summary>
    public void Answer(Instant now) => GoOffHook(Dialect.Answer, now);

    /// <summary>Goes off hook to make a call.</summary>
    public void Seize(Instant now) => GoOffHook(Dialect.Seize, now);

    /// <summary>Goes on hook.</summary>
    public void HangUp(Instant now)
    {
        if (!TakesCommands)
            return;
        _onHookWishes++;
        _isHangUpWanted = true;
        var waits = _step is { Kind: ModemStepKind.Dial }
            || _step is { Kind: ModemStepKind.OffHook } && Phase == ModemPhase.OffHook;
        EndWaiting();
        if (waits)
        {
            // Any character ends dialling, and the wait for a carrier (V.250 §6.3.1).
            SendText("\r");
            _stepDue = now + Duration.FromSeconds(2);
        }

        Pump(now);
    }

    /// <summary>Dials.</summary>
    public void Dial(string digits, bool pulses, Instant now)
    {
        if (!TakesCommands)
            return;
        var keys = string.Concat(digits.Where(c => c is >= '0' and <= '9' or '*' or '#' or ',' or >= 'A' and <= 'D'));
        if (!IsOffHookSoon || keys.Length == 0)
        {
            surroundings.Happened(new(FxoEventKind.DialEnded) { Cause = Cause.InvalidNumberFormat });
            return;
        }

        var dial = pulses ? Dialect.DialPulses : Dialect.DialTones;
        var command = string.Format(CultureInfo.InvariantCulture, dial, keys);
        // Dial tone, then a second and a half a digit by pulses, two for a pause; the modem knows best.
        _queue.Add(new(ModemStepKind.Dial, command, 10_000 + keys.Length * 2000));
        Pump(now);
    }

    /// <summary>Flashes the hook; the modem knows how long.</summary>
    public void FlashHook(Instant now)
    {
        if (!TakesCommands)
            return;
        if (!IsOffHookSoon || Dialect.Flash.Length == 0)
            surroundings.Happened(new(FxoEventKind.FlashEnded));
        else
            _queue.Add(new(ModemStepKind.Flash, Dialect.Flash));
        Pump(now);
    }

    private void GoOffHook(string command, Instant now)
    {
        if (!TakesCommands)
            return;
        GiveCaller();
        if (Phase == ModemPhase.OffHook)
        {
            surroundings.Happened(new(FxoEventKind.OffHook));
            return;
        }

        if (_offHookWishes++ > 0)
            return;
        Phase = ModemPhase.GoingOffHook;
        if (Dialect.HasVoice)
        {
            _queue.Add(new(ModemStepKind.Setting, Dialect.Voice));
            if (_coding.Coding != VoiceCoding.None)
                _queue.Add(new(ModemStepKind.Setting,
                    string.Format(CultureInfo.InvariantCulture, Dialect.CodingChoice, _coding.Number)));
            foreach (var setting in Dialect.VoiceSettings)
                _queue.Add(new(ModemStepKind.Setting, setting, MayFail: true));
        }

        _queue.Add(new(ModemStepKind.OffHook, command, 8000));
        Pump(now);
    }

    private void IsOffHook()
    {
        if (Phase == ModemPhase.OffHook)
            return;
        Phase = ModemPhase.OffHook;
        TellOffHook();
    }

    private void TellOffHook()
    {
        for (; _offHookWishes > 0; _offHookWishes--)
            surroundings.Happened(new(FxoEventKind.OffHook));
    }

    // What waits and what is under way ends with its own event; what the modem is at goes on until its result.
    private void EndWaiting()
    {
        TellOffHook();
        if (_step is { } now)
            TellEnd(now.Kind);
        foreach (var waiting in _queue)
            TellEnd(waiting.Kind);
        if (_step is { Kind: ModemStepKind.Dial or ModemStepKind.Flash or ModemStepKind.OffHook } step)
            _step = step with { Kind = ModemStepKind.Abandoned, MayFail = true };
        EndWaitingSound();
        _queue.Clear();
        Phase = ModemPhase.GoingOnHook;
    }

    private void TellEnd(ModemStepKind kind)
    {
        if (kind == ModemStepKind.Dial)
            surroundings.Happened(new(FxoEventKind.DialEnded) { Cause = Cause.NormalClearing });
        else if (kind == ModemStepKind.Flash)
            surroundings.Happened(new(FxoEventKind.FlashEnded));
    }

    // Before what was wished since: the next call waits until this one is over.
    private void QueueHangUp()
    {
        _isHangUpWanted = false;
        ModemStep[] since = [.. _queue];
        _queue.Clear();
        _queue.Add(new(ModemStepKind.OnHook, Dialect.HangUp, 5000));
        if (Dialect.Data.Length > 0)
            _queue.Add(new(ModemStepKind.Setting, Dialect.Data, MayFail: true));
        QueueRest(ModemStepKind.Setting);
        _queue.AddRange(since);
    }

    private void IsOnHook(Instant now)
    {
        (_checks, _digits, _isSilent) = (0, default, false);
        Phase = _offHookWishes > 0 ? ModemPhase.GoingOffHook : ModemPhase.OnHook;
        _pollAt = now + options.PollEvery;
        for (; _onHookWishes > 0; _onHookWishes--)
            surroundings.Happened(new(FxoEventKind.OnHook));
    }

    private void Rung(byte pattern, Instant now)
    {
        if (Phase is not (ModemPhase.OnHook or ModemPhase.GoingOffHook))
            return;
        var byRhythm = _rhythm.Give();
        GiveCaller();
        if (_pollAt < Instant.MaxValue)
            _pollAt = now + options.PollEvery;
        if (Phase == ModemPhase.OnHook)
            surroundings.Happened(new(FxoEventKind.RingBegan) { RingPattern = pattern > 0 ? pattern : byRhythm });
    }

    private void GiveCaller()
    {
        _callerDue = Instant.MaxValue;
        if (!_caller.Any)
            return;
        var caller = _caller.Give();
        if (_isInService)
            surroundings.Happened(FxoEvent.Called(caller));
    }

    // A result that no command waits for.
    private void Unasked(ModemWord word)
    {
        if (Phase != ModemPhase.OffHook)
            return;
        if (word is ModemWord.NoCarrier)
            surroundings.Happened(new(FxoEventKind.LoopBroken));
        else if (word is ModemWord.Busy)
            TellTone(FxoTone.Busy);
    }

    private void TellTone(FxoTone tone)
    {
        if (Phase == ModemPhase.OffHook)
            surroundings.Happened(FxoEvent.Heard(tone));
    }

    // V.253 table 17, IS-101, and what Rockwell's and others' chips say beside.
    private void Noticed(byte code, Instant now)
    {
        if (DigitCodes.IsOne(code))
        {
            if (_digits.Take(code, now, out var key) && Phase == ModemPhase.OffHook)
                surroundings.Happened(FxoEvent.Pressed(key));
            return;
        }

        switch ((char)code)
        {
            case 'R':
                Rung(0, now);
                break;
            case 'b':
                TellTone(FxoTone.Busy);
                break;
            case 'K':
                TellTone(FxoTone.Congestion);
                break;
            case 'd' or 'i':
                TellTone(FxoTone.Dial);
                break;
            case 'r':
                TellTone(FxoTone.Ringback);
                break;
            case 'c' or 'm':
                TellTone(FxoTone.FaxCalling);
                break;
            case 'a':
                TellTone(FxoTone.FaxAnswering);
                break;
            case 'L' when _isInService:
                surroundings.Happened(new(FxoEventKind.PolarityReversed));
                break;
            case 'l' when Phase == ModemPhase.OffHook:
                surroundings.Happened(new(FxoEventKind.LoopBroken));
                break;
            case 'q' or 's' when Phase == ModemPhase.OffHook && !_isSilent:
                _isSilent = true;
                surroundings.Happened(
                    new(FxoEventKind.SilenceBegan) { Milliseconds = ModemDialect.SilenceMilliseconds });
                break;
            case 'v' or 'V' when Phase == ModemPhase.OffHook:
                EndSilence();
                surroundings.Happened(new(FxoEventKind.VoiceHeard));
                break;
        }
    }

    private static Cause CauseOf(ModemWord word) => word switch
    {
        ModemWord.NoDialTone => Cause.NetworkOutOfOrder,
        ModemWord.Busy => Cause.UserBusy,
        ModemWord.NoAnswer => Cause.NoAnswer,
        ModemWord.Error => Cause.InvalidNumberFormat,
        _ => Cause.NormalUnspecified,
    };
}
