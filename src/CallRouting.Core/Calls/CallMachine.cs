using System.Runtime.CompilerServices;
using NodaTime;

namespace CallRouting;

/// <summary>A call from its first event to its outcome, as a pure function.</summary>
public static partial class CallMachine
{
    /// <summary>The most steps of a route that one call goes through, repeated menus included: the measure that
    /// decreases, so that every call ends.</summary>
    public const int MaxSteps = 200;

    /// <summary>Applies one event to one call.</summary>
    /// <remarks>Total and pure: every event is legal in every phase, and one that means nothing there changes
    /// nothing. Time is read only from <paramref name="now"/>. What is due at <paramref name="now"/> happens before
    /// the event: a key pressed exactly at a menu's limit is too late.</remarks>
    /// <param name="call">The call; only it is changed.</param>
    /// <param name="happened">The event.</param>
    /// <param name="office">What the call may see of its office.</param>
    /// <param name="now">The instant of the event, never before that of the event before.</param>
    /// <param name="effects">What must be done, in order, is added here.</param>
    public static void Step(
        ref CallState call, in CallEvent happened, in OfficeView office, Instant now, EffectBuffer effects)
    {
        if (call.Id.IsNone || call.Phase == CallPhase.Ended)
            return;
        var turn = new Turn(ref call, office, now.ToUnixTimeTicks(), effects);
        if (call.DeadlineTicks <= turn.Now)
            RunDue(ref turn);
        if (happened.Leg.Call == call.Id)
            Apply(ref turn, happened);
        Finish(ref turn);
    }

    // The table: where the call is × what happened. The first line that fits is taken; what fits none means nothing.
    private static void Apply(ref Turn turn, in CallEvent happened)
    {
        switch (turn.Call.Phase, happened.Kind)
        {
            case (CallPhase.None, CallEventKind.Offered): Begin(ref turn); break;
            case (CallPhase.None, _): break;

            // The caller hangs up.
            case (not (CallPhase.Filing or CallPhase.Clearing), CallEventKind.Failed or CallEventKind.Cleared)
                when happened.Leg.IsCaller: CallerHungUp(ref turn); break;

            // A greeting or an announcement.
            case (CallPhase.Greeting, CallEventKind.PlayEnded) when IsHeard(turn, happened):
                GreetingEnded(ref turn); break;
            case (CallPhase.Announcement, CallEventKind.PlayEnded) when IsHeard(turn, happened):
                AnnouncementEnded(ref turn); break;

            // A menu.
            case (CallPhase.MenuPrompt, CallEventKind.PlayEnded) when IsHeard(turn, happened):
                WaitForKey(ref turn); break;
            case (CallPhase.MenuPrompt or CallPhase.MenuWaiting, CallEventKind.DigitPressed)
                when happened.Leg.IsCaller: PressKey(ref turn, happened.Digit); break;

            // A question.
            case (CallPhase.AskPrompt, CallEventKind.PlayEnded) when IsHeard(turn, happened):
                WaitForAnswer(ref turn); break;
            case (CallPhase.AskPrompt or CallPhase.AskWaiting, CallEventKind.DigitPressed)
                when happened.Leg.IsCaller: TakeAnswer(ref turn, happened.Digit); break;

            // Somebody is being rung.
            case (CallPhase.Hunting, CallEventKind.Progressed): HearEarly(ref turn, happened); break;
            case (CallPhase.Hunting, CallEventKind.Answered): PickUp(ref turn, happened); break;
            case (CallPhase.Hunting, CallEventKind.DigitPressed): ConfirmKey(ref turn, happened); break;
            case (CallPhase.Hunting, CallEventKind.PlayEnded): QuestionEnded(ref turn, happened); break;
            case (CallPhase.Hunting, CallEventKind.BridgeEnded): turn.Call.CallerHearsPeer = false; break;
            case (CallPhase.Hunting, CallEventKind.Failed or CallEventKind.Cleared): LegLost(ref turn, happened); break;

            // The caller waits in a queue.
            case (CallPhase.Queueing, CallEventKind.Dispatched): BeginAttempt(ref turn); break;
            case (CallPhase.Queueing, CallEventKind.PassedOver): WaitOn(ref turn); break;
            case (CallPhase.Queueing, CallEventKind.PlayEnded) when IsHeard(turn, happened):
                QueueSoundEnded(ref turn, happened); break;

            // Two people talk.
            case (CallPhase.Talking, CallEventKind.Failed or CallEventKind.Cleared): HangUp(ref turn, happened); break;
            case (CallPhase.Talking, CallEventKind.DigitPressed) when IsByEmployee(turn, happened):
                TalkKey(ref turn, happened.Digit); break;
            case (CallPhase.Talking, CallEventKind.TransferAsked) when IsByEmployee(turn, happened):
                AskTransfer(ref turn, happened); break;

            // An employee passes the caller on.
            case (CallPhase.TransferDialling, CallEventKind.DigitPressed) when IsByEmployee(turn, happened):
                DialKey(ref turn, happened.Digit); break;
            case (CallPhase.TransferRinging or CallPhase.Consulting, CallEventKind.DigitPressed)
                when IsByEmployee(turn, happened): CancelKey(ref turn, happened.Digit); break;
            case (CallPhase.TransferDialling or CallPhase.TransferRinging or CallPhase.Consulting,
                CallEventKind.TransferCancelled) when IsByEmployee(turn, happened): Resume(ref turn); break;
            case (CallPhase.TransferRinging, CallEventKind.Answered): PickUp(ref turn, happened); break;
            case (CallPhase.TransferRinging, CallEventKind.DigitPressed): ConfirmKey(ref turn, happened); break;
            case (CallPhase.TransferDialling or CallPhase.TransferRinging or CallPhase.TransferRefused
                or CallPhase.Consulting, CallEventKind.PlayEnded): TransferPlayEnded(ref turn, happened); break;
            case (CallPhase.TransferDialling or CallPhase.TransferRinging or CallPhase.TransferRefused
                or CallPhase.Consulting, CallEventKind.Failed or CallEventKind.Cleared):
                TransferLegLost(ref turn, happened); break;

            // An answering machine.
            case (CallPhase.MessageGreeting, CallEventKind.PlayEnded) when IsHeard(turn, happened):
                Beep(ref turn); break;
            case (CallPhase.MessageGreeting, CallEventKind.DigitPressed)
                when happened is { Digit: '#', Leg.IsCaller: true }: Beep(ref turn); break;
            case (CallPhase.MessageBeep, CallEventKind.PlayEnded) when IsHeard(turn, happened):
                Record(ref turn); break;
            case (CallPhase.Recording, CallEventKind.DigitPressed) when happened is { Digit: '#', Leg.IsCaller: true }:
                StopRecord(ref turn); break;
            case (CallPhase.Recording or CallPhase.Filing, CallEventKind.RecordEnded)
                when happened.Tag == turn.Call.RecordTag: MessageEnded(ref turn, happened); break;

            // In any phase.
            case (not (CallPhase.Filing or CallPhase.Clearing), CallEventKind.Stopped): ShutDown(ref turn); break;
            case (_, CallEventKind.TransferAsked): RefuseTransfer(ref turn, happened); break;
            case (_, CallEventKind.Answered): ReleaseLate(ref turn, happened); break;
            case (_, CallEventKind.Failed or CallEventKind.Cleared): EndLeg(ref turn, happened); break;
        }
    }

    // What is due now. Each case moves its own time on, so the loop ends.
    private static void RunDue(ref Turn turn)
    {
        while (turn.Call.Phase != CallPhase.Ended && Earliest(ref turn.Call) <= turn.Now)
        {
            switch (turn.Call.Phase)
            {
                case CallPhase.Hunting: HuntDue(ref turn); break;
                case CallPhase.MenuWaiting: KeyOverdue(ref turn); break;
                case CallPhase.AskWaiting: Answered(ref turn, 0); break;
                case CallPhase.Queueing: QueueDue(ref turn); break;
                case CallPhase.Recording: StopRecord(ref turn); break;
                case CallPhase.Filing: End(ref turn, Outcome.MessageFailed, Cause.NormalClearing); break;
                case CallPhase.Talking or CallPhase.Consulting:
                    End(ref turn, Outcome.Answered, Cause.RecoveryOnTimerExpiry); break;
                case CallPhase.TransferDialling: DiallingOver(ref turn); break;
                case CallPhase.TransferRinging: HuntDue(ref turn); break;
                case CallPhase.TransferRefused: Resume(ref turn); break;
                case CallPhase.Clearing: ForgetLegs(ref turn); break;
                default: PlayOverdue(ref turn); break;
            }
        }
    }

    private static void Finish(ref Turn turn)
    {
        ref var call = ref turn.Call;
        call.Legs.Sweep();
        if (call.Phase == CallPhase.Clearing && call.Legs.Count == 0)
        {
            call.Phase = CallPhase.Ended;
            call.PhaseDue = CallState.Never;
            turn.Do(new CallEffect(CallEffectKind.Complete, turn.Caller) { Outcome = call.Outcome });
        }

        call.DeadlineTicks = Earliest(ref call);
    }

    private static long Earliest(ref CallState call)
    {
        var earliest = call.PhaseDue;
        if (call.Phase is not (CallPhase.Hunting or CallPhase.Queueing or CallPhase.TransferRinging))
            return earliest;
        earliest = Math.Min(earliest, Math.Min(call.GiveUpAt, call.Lane.NextAt));
        foreach (ref var leg in call.Legs.All)
            if (leg.Phase is LegPhase.Waiting or LegPhase.Confirming)
                earliest = Math.Min(earliest, leg.Due);
        return earliest;
    }

    private static bool IsHeard(in Turn turn, in CallEvent ended) =>
        ended.Leg.IsCaller && turn.Call.PlayTag != 0 && ended.Tag == turn.Call.PlayTag;

    private static void EndLeg(ref Turn turn, in CallEvent happened)
    {
        ref var leg = ref turn.Call.Legs.Find(happened.Leg.Number);
        if (!Unsafe.IsNullRef(ref leg))
            turn.Gone(ref leg);
    }

    // The answer of a leg that has been told to end, or is no longer known, crossed the release on the way.
    private static void ReleaseLate(ref Turn turn, in CallEvent happened)
    {
        if (happened.Leg.IsCaller)
            return;
        ref var leg = ref turn.Call.Legs.Find(happened.Leg.Number);
        if (Unsafe.IsNullRef(ref leg) || leg.Phase == LegPhase.Releasing)
            turn.Do(new CallEffect(CallEffectKind.Release, happened.Leg) { Cause = Cause.NormalClearing });
    }
}
