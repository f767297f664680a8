using System.Runtime.CompilerServices;

namespace CallRouting;

// Somebody answers: exactly one wins, everybody else stops in the same step (SPEC G13, X7, X18).
public static partial class CallMachine
{
    private static void PickUp(ref Turn turn, in CallEvent happened)
    {
        ref var leg = ref turn.Call.Legs.Find(happened.Leg.Number);
        if (Unsafe.IsNullRef(ref leg) || leg.Phase == LegPhase.Releasing)
        {
            ReleaseLate(ref turn, happened);
        }
        else if (leg.Phase == LegPhase.Ringing)
        {
            if (leg.Confirm)
                AskToConfirm(ref turn, ref leg);
            else
                Connect(ref turn, ref leg);
        }
    }

    // A carrier's voicemail answers too, but does not press 1.
    private static void AskToConfirm(ref Turn turn, ref LegState leg)
    {
        leg.Phase = LegPhase.Confirming;
        leg.Tag = turn.PlayTo(leg.Number, PromptId.Confirm);
    }

    private static void QuestionEnded(ref Turn turn, in CallEvent ended)
    {
        ref var call = ref turn.Call;
        if (IsHeard(turn, ended))
            QueueSoundEnded(ref turn, ended);
        ref var leg = ref call.Legs.Find(ended.Leg.Number);
        if (Unsafe.IsNullRef(ref leg) || leg.Phase != LegPhase.Confirming || leg.Tag == 0 || leg.Tag != ended.Tag)
            return;
        leg.Tag = 0;
        leg.Due = turn.After(turn.Plan.ConfirmTicks);
    }

    private static void ConfirmKey(ref Turn turn, in CallEvent pressed)
    {
        ref var leg = ref turn.Call.Legs.Find(pressed.Leg.Number);
        if (Unsafe.IsNullRef(ref leg) || leg.Phase != LegPhase.Confirming)
            return;
        if (pressed.Digit == '1')
        {
            if (leg.Tag != 0)
                turn.Do(new CallEffect(CallEffectKind.StopPlay, pressed.Leg) { Tag = leg.Tag });
            Connect(ref turn, ref leg);
        }
        else if (pressed.Digit == '2')
        {
            MemberLost(ref turn, leg.Member, Cause.CallRejected);
        }
    }

    private static void Connect(ref Turn turn, ref LegState winner)
    {
        ref var call = ref turn.Call;
        foreach (ref var leg in call.Legs.All)
            if (leg.Kind != LegKind.Caller && leg.Number != winner.Number &&
                (call.Asker == 0 || leg.Number != call.Asker))
                turn.Release(ref leg, Cause.AnsweredElsewhere);

        LeaveQueue(ref turn);
        winner.Phase = LegPhase.Talking;
        if (winner.Kind is LegKind.Device or LegKind.Mobile)
            turn.Occupy(ref winner, Occupation.Talking);
        if (call.Asker != 0)
        {
            Consult(ref turn, winner.Number);
            return;
        }

        turn.StopPlay();
        turn.AnswerCaller();
        call.PassedBy = 0;
        call.IsReturning = false;
        call.HasTalked = true;
        call.KeyBefore = 0;
        if (!call.CallerHearsPeer)
            turn.Do(new CallEffect(CallEffectKind.Bridge, turn.Caller) { Peer = call.Id.Leg(winner.Number) });
        call.Peer = winner.Number;
        call.Phase = CallPhase.Talking;
        call.PhaseDue = turn.After(turn.Plan.MaxCallTicks);
    }

    // Only a single outside leg: of several, the caller could hear just one.
    private static void HearEarly(ref Turn turn, in CallEvent happened)
    {
        ref var call = ref turn.Call;
        ref var leg = ref call.Legs.Find(happened.Leg.Number);
        if (Unsafe.IsNullRef(ref leg) || leg is not
            { Kind: LegKind.External or LegKind.Dialled, Phase: LegPhase.Ringing, Confirm: false }
            || call.CallerHearsPeer || call is { CannotHearEarly: true, CallerAnswered: false })
            return;
        turn.StopPlay();
        if (!call.CallerAnswered)
            turn.Do(CallEffectKind.Progress);
        turn.Do(new CallEffect(CallEffectKind.Bridge, turn.Caller) { Peer = happened.Leg });
        call.CallerHearsPeer = true;
        call.CallerAlerted = false; // whoever is rung after this leg has failed is announced again
    }
}
