using NodaTime;

namespace CallRouting;

// An answering machine: greeting, beep, recording (SPEC G32).
public static partial class CallMachine
{
    // Shorter than this is a hang-up, not a message.
    private const int ShortestMessage = 1000;
    private const long FilingLimit = NodaConstants.TicksPerSecond * 10;

    // It replaces a greeting that still plays.
    private static void Beep(ref Turn turn) => Play(ref turn, PromptId.Beep, CallPhase.MessageBeep);

    private static void Record(ref Turn turn)
    {
        ref var call = ref turn.Call;
        var voicemail = turn.Plan.NodeTable[call.Node].Index;
        var longest = turn.Plan.VoicemailTable[voicemail].MaxLengthTicks;
        call.RecordTag = turn.NewTag();
        call.Phase = CallPhase.Recording;
        // The transport ends the recording at its limit; this is for one that does not.
        call.PhaseDue = turn.After(longest + NodaConstants.TicksPerSecond * 2);
        turn.Do(new CallEffect(CallEffectKind.Record, turn.Caller)
        {
            Index = voicemail,
            Tag = call.RecordTag,
            Milliseconds = (int)(longest / NodaConstants.TicksPerMillisecond),
        });
    }

    private static void StopRecord(ref Turn turn)
    {
        turn.Do(new CallEffect(CallEffectKind.StopRecord, turn.Caller) { Tag = turn.Call.RecordTag });
        turn.Call.Phase = CallPhase.Filing;
        turn.Call.PhaseDue = turn.After(FilingLimit);
    }

    private static void MessageEnded(ref Turn turn, in CallEvent ended)
    {
        var outcome = ended.IsFailure ? Outcome.MessageFailed :
            ended.Milliseconds >= ShortestMessage ? Outcome.MessageLeft : Outcome.NoMessageLeft;
        End(ref turn, outcome, Cause.NormalClearing);
    }
}
