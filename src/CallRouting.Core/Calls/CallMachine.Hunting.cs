namespace CallRouting;

// Ringing a department, an employee or an outside number: the attempt and its timetable (SPEC G11–G16).
// Who of the members rings with which devices is in CallMachine.Members.cs.
public static partial class CallMachine
{
    /// <returns>Whether somebody is being rung; else the call goes on at once.</returns>
    private static bool BeginHunt(ref Turn turn, in RouteNode node)
    {
        ref var call = ref turn.Call;
        call.Phase = call.Asker == 0 ? CallPhase.Hunting : CallPhase.TransferRinging;
        call.NextAt = CallState.Never;
        call.Round = 1;
        call.NextMember = 0;
        if (node.Kind == NodeKind.External)
        {
            call.GiveUpAt = turn.After(turn.Plan.ExternalTable[node.Index].AnswerWithinTicks);
            return RingExternal(ref turn, node.Index);
        }

        if (node.Kind == NodeKind.Outgoing)
            return RingDialled(ref turn, node.Index);

        var department = DepartmentOf(turn);
        call.GiveUpAt = turn.After(department.GiveUpTicks);
        return RingNext(ref turn, department, turn.Now);
    }

    private static void HuntDue(ref Turn turn)
    {
        ref var call = ref turn.Call;
        if (call.GiveUpAt <= turn.Now)
        {
            call.LastCause = Cause.NoAnswer;
            GiveUp(ref turn);
        }
        else if (call.NextAt <= turn.Now)
        {
            if (!RingNext(ref turn, DepartmentOf(turn), call.NextAt))
                GiveUp(ref turn);
        }
        else
        {
            MemberDue(ref turn);
        }
    }

    // Nobody is rung any more, and who refused or failed may be tried again by the next attempt.
    private static void GiveUp(ref Turn turn)
    {
        ref var call = ref turn.Call;
        ReleaseRinging(ref turn, Cause.NormalClearing);
        foreach (ref var leg in call.Legs.All)
            if (leg.Phase == LegPhase.Out)
                leg.Phase = LegPhase.Gone;
        call.CallerHearsPeer = false;
        if (call.Asker != 0)
        {
            Resume(ref turn);
            return;
        }

        turn.StopPlay();
        if (turn.Plan.NodeTable[call.Node].Kind == NodeKind.Outgoing)
        {
            NotReached(ref turn);
            return;
        }

        Enter(ref turn, turn.Plan.NodeTable[call.Node].Next);
    }

    /// <summary>Starts whoever is next by the strategy, in a new round where the last one is over.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="department">Who is rung, and how.</param>
    /// <param name="due">When this was due: a late timer does not shift the timetable.</param>
    /// <returns>Whether the attempt goes on.</returns>
    private static bool RingNext(ref Turn turn, DepartmentEntry department, long due)
    {
        ref var call = ref turn.Call;
        var pattern = RingPattern.Of(department.Strategy);
        if (RingMembers(ref turn, department, pattern, due, stopsOthers: pattern.StopsPrevious))
            return true;
        if (pattern.KeepsLast && department.Rounds == 0 && IsAnyoneRung(ref call))
            return true;
        if (call.Round == department.Rounds)
            return false;

        call.Round++;
        call.NextMember = 0;
        return RingMembers(ref turn, department, pattern, due, stopsOthers: !pattern.StartsTogether);
    }

    private static bool RingMembers(
        ref Turn turn, DepartmentEntry department, RingPattern pattern, long due, bool stopsOthers)
    {
        ref var call = ref turn.Call;
        var isStarted = false;
        while (call.NextMember < department.MemberTable.Length)
        {
            var member = call.NextMember++;
            if (!CanRing(ref turn, department.MemberTable[member], member))
                continue;
            if (stopsOthers)
                ReleaseRinging(ref turn, Cause.NormalClearing, kept: member);
            if (!IsRung(ref call, member))
                RingMember(ref turn, department.MemberTable[member], member);
            isStarted = true;
            // A late timer does not shift the timetable; only where a turn late by its whole length would be lost to
            // its member does the timetable go on from now.
            var length = pattern.StartsTogether ? department.RingTicks : department.StepTicks[member];
            var late = turn.Now - due;
            call.NextAt = turn.After(late < length || pattern.AddsUp ? length - late : length);
            if (!pattern.StartsTogether)
                return true;
        }

        // All have started. Without rounds nothing more is due.
        if (department.Rounds == 0)
            call.NextAt = CallState.Never;

        return isStarted;
    }

    private static DepartmentEntry DepartmentOf(in Turn turn)
    {
        if (turn.Call.IsReturning)
            return turn.Plan.EmployeeTable[turn.Call.PassedBy - 1].Alone;
        ref readonly var node = ref turn.Plan.NodeTable[turn.Call.Node];
        return node.Kind == NodeKind.Department ?
            turn.Plan.DepartmentTable[node.Index] : turn.Plan.EmployeeTable[node.Index].Alone;
    }

    // A member whose turn comes while they ring goes on ringing: a phone that is told to stop and to ring in one breath
    // says that it is busy.
    private static bool IsRung(ref CallState call, ushort member)
    {
        foreach (ref var leg in call.Legs.All)
            if (leg.IsLive && leg.Member == member)
                return true;
        return false;
    }

    private static bool IsAnyoneRung(ref CallState call)
    {
        foreach (ref var leg in call.Legs.All)
            if (leg.IsLive || leg.Phase == LegPhase.Waiting)
                return true;
        return false;
    }

    private static void ReleaseRinging(ref Turn turn, Cause cause, int kept = -1)
    {
        foreach (ref var leg in turn.Call.Legs.All)
            if ((leg.IsLive || leg.Phase == LegPhase.Waiting) && leg.Member != kept)
                turn.Release(ref leg, cause);
    }
}
