using NodaTime;

namespace CallRouting.Analog;

// What comes of a command: done, refused, or no answer at all.
internal sealed partial class ModemMachine
{
    // The end of a call may be told while a command is under way, and is not its result.
    private static bool Ends(ModemStepKind kind, ModemWord word) =>
        kind is ModemStepKind.OffHook or ModemStepKind.Dial or ModemStepKind.Abandoned
        || word is ModemWord.Ok or ModemWord.Error or ModemWord.Connect or ModemWord.VoiceConnected;

    private void Done(in ModemStep step, ModemWord word, Instant now)
    {
        (_step, _stepDue, _sendAt) = (null, Instant.MaxValue, now + Gap);
        if (word is not (ModemWord.Ok or ModemWord.VoiceConnected or ModemWord.Connect) && Refused(step, word, now))
            return;
        switch (step.Kind)
        {
            case ModemStepKind.Wake:
                WaitForQuiet(now);
                QueueReset();
                break;
            case ModemStepKind.Check or ModemStepKind.Reset:
                WaitForQuiet(now);
                RestAfterCheck(now);
                break;
            case ModemStepKind.Model:
                _model.AddRange(_lines);
                break;
            case ModemStepKind.Classes:
                TakeClasses();
                break;
            case ModemStepKind.Codings:
                TakeCodings();
                break;
            case ModemStepKind.DuplexQuery:
                _saysDuplex = true;
                break;
            case ModemStepKind.Ready:
                Ready(now);
                break;
            case ModemStepKind.OffHook:
                IsOffHook();
                break;
            case ModemStepKind.OnHook:
                IsOnHook(now);
                break;
            case ModemStepKind.Dial:
                surroundings.Happened(new(FxoEventKind.DialEnded));
                break;
            case ModemStepKind.Flash:
                surroundings.Happened(new(FxoEventKind.FlashEnded));
                break;
            case ModemStepKind.Play or ModemStepKind.Record or ModemStepKind.Duplex:
                BeginStream(step.Kind, word, now);
                break;
        }
    }

    // What a modem says late, to what it was asked before, must not be taken for the answer to what is sent next.
    private void WaitForQuiet(Instant now)
    {
        _sendAt = now + (_tries > 0 ? Duration.FromMilliseconds(AskedFor) : Quiet);
        _tries = 0;
    }

    // A command was refused, or the call ended while it was done. False: the modem does without it.
    private bool Refused(in ModemStep step, ModemWord word, Instant now)
    {
        switch (step.Kind)
        {
            case ModemStepKind.Wake or ModemStepKind.Check or ModemStepKind.Reset or ModemStepKind.OnHook
                or ModemStepKind.Ready:
                return false;
            case ModemStepKind.Classes or ModemStepKind.Codings:
                _lines.Clear();
                return false;
            case ModemStepKind.OffHook when Phase == ModemPhase.OffHook:
                // The carrier that it waited for never came, or the call is over.
                Unasked(word);
                return true;
            case ModemStepKind.Dial:
                surroundings.Happened(new(FxoEventKind.DialEnded) { Cause = CauseOf(word) });
                return true;
            case ModemStepKind.Flash:
                surroundings.Happened(new(FxoEventKind.FlashEnded));
                return true;
            case ModemStepKind.Play or ModemStepKind.Record:
                SoundRefused(step.Kind);
                Unasked(word);
                return true;
            default:
                if (step.MayFail)
                    return true;
                Fail($"The modem refuses AT{step.Command}.", now);
                return true;
        }
    }

    private void StepExpired(Instant now)
    {
        if (_step is not { } step)
            return;
        (_step, _stepDue) = (null, Instant.MaxValue);
        switch (step.Kind)
        {
            case ModemStepKind.Wake or ModemStepKind.Check:
                if (++_tries >= (step.Kind == ModemStepKind.Wake ? WakeTries : CheckTries))
                {
                    Fail("The modem does not answer.", now);
                    return;
                }

                // It may still be in a stream, with the end of one lost.
                surroundings.Send([Dle.Escape, Dle.End, Dle.Escape, (byte)'!', (byte)'\r']);
                _reader.Clear();
                _queue.Insert(0, step);
                return;
            case ModemStepKind.OffHook:
                Fail($"The modem does not answer to AT{step.Command}.", now);
                return;
            case ModemStepKind.Dial:
                SendText("\r");
                surroundings.Happened(new(FxoEventKind.DialEnded) { Cause = Cause.RecoveryOnTimerExpiry });
                break;
            case ModemStepKind.Flash:
                surroundings.Happened(new(FxoEventKind.FlashEnded));
                break;
            case ModemStepKind.Play or ModemStepKind.Record:
                SoundRefused(step.Kind);
                break;
            case ModemStepKind.Abandoned or ModemStepKind.Setting when step.MayFail:
                break;
            default:
                _queue.Insert(0, step);
                break;
        }

        Check(now);
    }

    // Is it still there? What waits goes on if it is.
    private void Check(Instant now)
    {
        _tries = 0;
        if (++_checks > MostChecks)
        {
            Fail("The modem loses commands.", now);
            return;
        }

        _queue.Insert(0, new(ModemStepKind.Check, "", AskedFor));
    }
}
