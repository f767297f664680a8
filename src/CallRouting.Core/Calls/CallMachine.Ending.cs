using NodaTime;

namespace CallRouting;

// The end of a call: who hung up, what that makes of it, and the release of what is left.
public static partial class CallMachine
{
    // Longer than any transport takes to give up on a far end that is silent (SIP: 64·T1 = 32 s).
    private const long ClearingLimit = NodaConstants.TicksPerSecond * 60;

    private static void End(ref Turn turn, Outcome outcome, Cause cause)
    {
        ref var call = ref turn.Call;
        LeaveQueue(ref turn);
        // Who has talked has not given up, wherever the call has been passed on to since.
        var hasGivenUp = outcome is Outcome.AbandonedInGreeting or Outcome.AbandonedInMenu
            or Outcome.AbandonedWhileRinging or Outcome.AbandonedInQueue or Outcome.NoMessageLeft;
        call.Outcome = hasGivenUp && call.HasTalked ? Outcome.Answered : outcome;
        call.Phase = CallPhase.Clearing;
        call.PhaseDue = turn.After(ClearingLimit);
        foreach (ref var leg in call.Legs.All)
            turn.Release(ref leg, leg.IsLive ? Cause.NormalClearing : cause);
    }

    private static void CallerHungUp(ref Turn turn)
    {
        ref var call = ref turn.Call;
        foreach (ref var leg in call.Legs.All)
            if (leg.Kind == LegKind.Caller)
                turn.Gone(ref leg);

        switch (call.Phase)
        {
            case CallPhase.Recording: StopRecord(ref turn); break;
            case CallPhase.Talking: End(ref turn, Outcome.Answered, Cause.NormalClearing); break;
            case CallPhase.Announcement: AnnouncementEnded(ref turn); break;
            case CallPhase.MenuPrompt or CallPhase.MenuWaiting or CallPhase.AskPrompt or CallPhase.AskWaiting:
                End(ref turn, Outcome.AbandonedInMenu, Cause.NormalClearing); break;
            case CallPhase.Queueing or CallPhase.Hunting when call.IsQueued:
                End(ref turn, Outcome.AbandonedInQueue, Cause.NormalClearing); break;
            case CallPhase.Hunting:
                End(ref turn, Outcome.AbandonedWhileRinging, Cause.NormalClearing); break;
            case CallPhase.MessageGreeting or CallPhase.MessageBeep:
                End(ref turn, Outcome.NoMessageLeft, Cause.NormalClearing); break;
            default: End(ref turn, Outcome.AbandonedInGreeting, Cause.NormalClearing); break;
        }
    }

    // The caller's line passes the caller on by itself, and is free then: the last that is known of the call.
    private static void HandOver(ref Turn turn)
    {
        turn.AnswerCaller();
        foreach (ref var leg in turn.Call.Legs.All)
        {
            if (leg.Kind != LegKind.Caller)
                continue;
            leg.Phase = LegPhase.Releasing;
            turn.Do(CallEffectKind.HandOver);
        }

        End(ref turn, Outcome.HandedOver, Cause.NormalClearing);
    }

    // The other party hung up. A leg that was released earlier may also end now; that means nothing to the talk.
    private static void HangUp(ref Turn turn, in CallEvent happened)
    {
        var isPeer = happened.Leg.Number == turn.Call.Peer;
        EndLeg(ref turn, happened);
        if (isPeer)
            End(ref turn, Outcome.Answered, Cause.NormalClearing);
    }

    // What somebody is saying to an answering machine is kept.
    private static void ShutDown(ref Turn turn)
    {
        switch (turn.Call.Phase)
        {
            case CallPhase.Recording: StopRecord(ref turn); break;
            case CallPhase.Talking or CallPhase.TransferDialling or CallPhase.TransferRinging
                or CallPhase.TransferRefused or CallPhase.Consulting:
                End(ref turn, Outcome.Answered, Cause.NormalClearing); break;
            default: End(ref turn, Outcome.ShutDown, Cause.NormalClearing); break;
        }
    }

    // Legs whose end a transport never reported: the call does not wait for them any longer.
    private static void ForgetLegs(ref Turn turn)
    {
        foreach (ref var leg in turn.Call.Legs.All)
            turn.Gone(ref leg);
        turn.Call.PhaseDue = CallState.Never;
    }
}
