using System.Runtime.CompilerServices;
using NodaTime;

namespace CallRouting;

// An employee passes the caller on: at once, or after having spoken to whom it goes to (SPEC G24, S7, S8). Nobody is
// lost: what is not taken comes back. The keys are in CallMachine.TransferKeys.cs.
public static partial class CallMachine
{
    private const long RefusalLimit = NodaConstants.TicksPerSecond * 5;

    // Asked by a phone's own transfer key or by a program.
    private static void AskTransfer(ref Turn turn, in CallEvent asked)
    {
        BeginTransfer(ref turn);
        var answer = Judge(turn, asked.Target, asked.IsAttended, out var node);
        if (answer == TransferAnswer.Accepted && asked.IsAttended)
        {
            HoldCaller(ref turn);
            if (!BeginAttended(ref turn, node))
            {
                Report(turn, asked.Leg, TransferAnswer.NobodyThere);
                Resume(ref turn);
                return;
            }
        }

        Report(turn, asked.Leg, answer);
        if (answer != TransferAnswer.Accepted)
            turn.Call.PassedBy = turn.Call.Asker = 0;
        else if (!asked.IsAttended)
            PassOn(ref turn, node);
    }

    private static void RefuseTransfer(ref Turn turn, in CallEvent asked)
    {
        if (!Unsafe.IsNullRef(ref turn.Call.Legs.Find(asked.Leg.Number)))
            Report(turn, asked.Leg, TransferAnswer.NotTalking);
    }

    private static void Report(in Turn turn, LegId leg, TransferAnswer answer) =>
        turn.Do(new CallEffect(CallEffectKind.Report, leg) { Answer = answer });

    // Only an employee passes callers on, and only one who was called.
    private static bool IsByEmployee(in Turn turn, in CallEvent happened)
    {
        ref var call = ref turn.Call;
        if (happened.Leg.Number != (call.Asker == 0 ? call.Peer : call.Asker))
            return false;
        ref var leg = ref call.Legs.Find(happened.Leg.Number);
        return !Unsafe.IsNullRef(ref leg) && leg is { Phase: LegPhase.Talking, Kind: LegKind.Device or LegKind.Mobile };
    }

    private static TransferAnswer Judge(in Turn turn, Extension target, bool isAttended, out int node)
    {
        if (!turn.Plan.TryFindExtension(target, out node))
            return TransferAnswer.NoSuchNumber;
        var rung = BehindGuard(turn, node);
        ref readonly var step = ref turn.Plan.NodeTable[rung];
        if (step.Kind == NodeKind.Employee)
        {
            if (step.Index == turn.Call.PassedBy - 1 || step.Index == turn.Call.CallerEmployee)
                return TransferAnswer.Self;
            if (!isAttended && IsGuardedFrom(turn, step))
                return TransferAnswer.Guarded;
        }

        if (isAttended)
            node = rung;
        return TransferAnswer.Accepted;
    }

    // First persons: never a blind transfer of a caller from outside.
    private static bool IsGuardedFrom(in Turn turn, in RouteNode target) => turn.Call.CallerEmployee < 0 &&
        target.Kind == NodeKind.Employee && turn.Plan.EmployeeTable[target.Index].IsGuarded;

    // Who asks first is the guard themselves: the question who calls is theirs to answer.
    private static int BehindGuard(in Turn turn, int node)
    {
        while (true)
        {
            ref readonly var step = ref turn.Plan.NodeTable[node];
            if (step.Kind == NodeKind.Guard)
                node = step.Else;
            else if (step.Kind == NodeKind.Rank)
                node = step.Next;
            else
                return node;
        }
    }

    private static void BeginTransfer(ref Turn turn)
    {
        ref var call = ref turn.Call;
        call.Asker = call.Peer;
        call.AskerTag = 0;
        call.Origin = call.Node;
        call.PassedBy = call.Legs.Find(call.Asker).Index + 1;
        call.KeyBefore = 0;
    }

    private static void HoldCaller(ref Turn turn)
    {
        turn.Call.CallerHearsPeer = false;
        turn.Do(CallEffectKind.Hold);
        turn.PlayToCaller(PromptId.Hold);
    }

    /// <returns>Whether somebody is being rung; else the caller is still on hold.</returns>
    private static bool BeginAttended(ref Turn turn, int node)
    {
        ref var call = ref turn.Call;
        turn.StopAsker();
        if (call.Steps >= MaxSteps)
            return false;
        call.Steps++;
        call.Node = node;
        call.PhaseDue = CallState.Never;
        turn.Do(new CallEffect(CallEffectKind.Enter, turn.Caller) { Index = node });
        if (!BeginHunt(ref turn, turn.Plan.NodeTable[node]))
            return false;
        // The employee waits on the line: not longer than for one person.
        call.GiveUpAt = Math.Min(call.GiveUpAt, turn.After(turn.Plan.EmployeeTable[call.PassedBy - 1].Alone.RingTicks));
        return true;
    }

    private static void Consult(ref Turn turn, ushort colleague)
    {
        ref var call = ref turn.Call;
        turn.StopAsker();
        call.Peer = colleague;
        call.Phase = CallPhase.Consulting;
        call.PhaseDue = turn.After(turn.Plan.MaxCallTicks);
        turn.Do(new CallEffect(CallEffectKind.Bridge, call.Id.Leg(call.Asker)) { Peer = call.Id.Leg(colleague) });
    }

    // Back to the caller, whom the employee has kept.
    private static void Resume(ref Turn turn)
    {
        ref var call = ref turn.Call;
        foreach (ref var leg in call.Legs.All)
            if (leg.Kind != LegKind.Caller && leg.Number != call.Asker)
                turn.Release(ref leg, Cause.NormalClearing);
        turn.StopPlay();
        turn.StopAsker();
        turn.Do(new CallEffect(CallEffectKind.Bridge, turn.Caller) { Peer = call.Id.Leg(call.Asker) });
        call.Node = call.Origin;
        Talk(ref turn, call.Asker);
    }

    private static void Talk(ref Turn turn, ushort peer)
    {
        ref var call = ref turn.Call;
        call.Peer = peer;
        call.Asker = call.AskerTag = 0;
        call.PassedBy = 0;
        call.KeyBefore = 0;
        call.Phase = CallPhase.Talking;
        call.PhaseDue = turn.After(turn.Plan.MaxCallTicks);
    }

    // The employee leaves; the target is rung as if the caller had dialled it.
    private static void PassOn(ref Turn turn, int node)
    {
        ref var call = ref turn.Call;
        ref var asker = ref call.Legs.Find(call.Asker);
        if (!Unsafe.IsNullRef(ref asker))
            turn.Release(ref asker, Cause.NormalClearing);
        Leave(ref turn);
        call.Node = -1;
        Enter(ref turn, node);
    }

    private static void Leave(ref Turn turn)
    {
        turn.StopPlay();
        turn.Call.Asker = turn.Call.AskerTag = turn.Call.Peer = 0;
    }

    private static void TransferLegLost(ref Turn turn, in CallEvent happened)
    {
        ref var call = ref turn.Call;
        if (happened.Leg.Number == call.Asker)
        {
            EndLeg(ref turn, happened);
            AskerHungUp(ref turn);
        }
        else if (call.Phase == CallPhase.Consulting && happened.Leg.Number == call.Peer)
        {
            EndLeg(ref turn, happened);
            Resume(ref turn);
        }
        else if (call.Phase == CallPhase.TransferRinging)
        {
            LegLost(ref turn, happened);
        }
        else
        {
            EndLeg(ref turn, happened);
        }
    }

    // Hanging up completes a transfer; one that cannot be completed comes back to who hung up.
    private static void AskerHungUp(ref Turn turn)
    {
        ref var call = ref turn.Call;
        switch (call.Phase)
        {
            case CallPhase.Consulting:
                turn.StopPlay();
                turn.Do(new CallEffect(CallEffectKind.Bridge, turn.Caller) { Peer = call.Id.Leg(call.Peer) });
                Talk(ref turn, call.Peer);
                break;

            case CallPhase.TransferRinging when !IsGuardedFrom(turn, turn.Plan.NodeTable[call.Node]):
                Leave(ref turn);
                call.Phase = CallPhase.Hunting;
                call.GiveUpAt = turn.After(DepartmentOf(turn).GiveUpTicks);
                LetCallerHear(ref turn);
                break;

            case CallPhase.TransferDialling
                when Judge(turn, new Extension(call.Dialled), false, out var node) == TransferAnswer.Accepted:
                PassOn(ref turn, node);
                break;

            default:
                foreach (ref var leg in call.Legs.All)
                    if (leg.Kind != LegKind.Caller)
                        turn.Release(ref leg, Cause.NormalClearing);
                Leave(ref turn);
                call.Node = call.Origin;
                Enter(ref turn, turn.Plan.NodeTable[call.Origin].Next);
                break;
        }
    }

    private static bool RingsSomebody(NodeKind kind) =>
        kind is NodeKind.Department or NodeKind.Employee or NodeKind.External or NodeKind.Sticky;

    // Nobody took the call: it rings the employee who passed it on.
    private static bool BeginReturn(ref Turn turn)
    {
        ref var call = ref turn.Call;
        call.Node = call.Origin;
        call.PhaseDue = CallState.Never;
        call.IsReturning = true;
        call.Steps++;
        turn.Do(new CallEffect(CallEffectKind.Enter, turn.Caller) { Index = call.Node });
        if (BeginHunt(ref turn, turn.Plan.NodeTable[call.Node]))
            return true;
        call.IsReturning = false;
        call.PassedBy = 0;
        return false;
    }

    private static void TransferPlayEnded(ref Turn turn, in CallEvent ended)
    {
        ref var call = ref turn.Call;
        QuestionEnded(ref turn, ended);
        if (ended.Leg.Number != call.Asker || call.AskerTag == 0 || ended.Tag != call.AskerTag)
            return;
        call.AskerTag = 0;
        if (call.Phase == CallPhase.TransferRefused)
            Resume(ref turn);
    }

    private static void RefuseAsker(ref Turn turn)
    {
        turn.StopAsker();
        turn.Call.AskerTag = turn.PlayTo(turn.Call.Asker, PromptId.Refused);
        turn.Call.Phase = CallPhase.TransferRefused;
        turn.Call.PhaseDue = turn.After(RefusalLimit);
    }
}
