namespace CallRouting;

// Ringing a department, an employee or an outside number: the attempt and its timetable (SPEC G11–G16).
// In what order the members are rung is in CallMachine.Order.cs, groups of them in CallMachine.Tiers.cs, who of them
// rings with which devices in CallMachine.Members.cs.
public static partial class CallMachine
{
    /// <returns>Whether somebody is being rung; else the call goes on at once.</returns>
    private static bool BeginHunt(ref Turn turn, in RouteNode node)
    {
        ref var call = ref turn.Call;
        call.Phase = call.Asker == 0 ? CallPhase.Hunting : CallPhase.TransferRinging;
        if (node.Kind == NodeKind.External)
        {
            call.Lane = RingLane.Of(0, 0);
            call.GiveUpAt = turn.After(turn.Plan.ExternalTable[node.Index].AnswerWithinTicks);
            return RingExternal(ref turn, node.Index);
        }

        if (node.Kind == NodeKind.Outgoing)
            return RingDialled(ref turn, node.Index);

        var department = DepartmentOf(turn);
        call.Attempts++;
        call.Lane = RingLane.Of(0, department.MemberTable.Length);
        call.GiveUpAt = turn.After(department.GiveUpTicks);
        BeginOrder(ref turn, department);
        if (IsInGroups(department))
            return BeginTiers(ref turn, department);
        LineUp(ref turn, department, call.Lane);
        return RingNext(ref turn, department, ref call.Lane, OneGroup, turn.Now);
    }

    private static void HuntDue(ref Turn turn)
    {
        ref var call = ref turn.Call;
        if (call.PhaseDue <= turn.Now)
        {
            EndWait(ref turn);
        }
        else if (call.GiveUpAt <= turn.Now)
        {
            call.LastCause = Cause.NoAnswer;
            GiveUp(ref turn);
        }
        else if (call.Lane.NextAt <= turn.Now)
        {
            var department = DepartmentOf(turn);
            var goesOn = IsInGroups(department) ? TiersDue(ref turn, department) :
                RingNext(ref turn, department, ref call.Lane, OneGroup, call.Lane.NextAt);
            if (!goesOn)
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
        StopRinging(ref turn);
        if (call.IsQueued)
        {
            WaitAgain(ref turn);
            return;
        }

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

    private static void StopRinging(ref Turn turn)
    {
        ReleaseRinging(ref turn, IsOneNumber(turn) ? null : DepartmentOf(turn));
        foreach (ref var leg in turn.Call.Legs.All)
            if (leg.Phase == LegPhase.Out)
                leg.Phase = LegPhase.Gone;
    }

    /// <summary>Starts whoever is next by the strategy, in a new round where the last one is over.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="department">Who is rung, and how.</param>
    /// <param name="lane">How far the attempt has got with them.</param>
    /// <param name="group">Which group they are, or <see cref="OneGroup"/>.</param>
    /// <param name="due">When this was due: a late timer does not shift the timetable.</param>
    /// <returns>Whether the attempt goes on.</returns>
    private static bool RingNext(
        ref Turn turn, DepartmentEntry department, ref RingLane lane, int group, long due)
    {
        var pattern = RingPattern.Of(department.Within);
        if (RingMembers(ref turn, department, ref lane, group, pattern, due, stopsOthers: pattern.StopsPrevious))
            return true;
        if (pattern.KeepsLast && department.Rounds == 0 && IsAnyoneRung(ref turn.Call, department, group))
            return true;
        if (lane.Round == department.Rounds)
            return false;

        lane.Round++;
        lane.Next = lane.First;
        return RingMembers(
            ref turn, department, ref lane, group, pattern, due, stopsOthers: !pattern.StartsTogether);
    }

    private static bool RingMembers(
        ref Turn turn, DepartmentEntry department, ref RingLane lane, int group, RingPattern pattern, long due,
        bool stopsOthers)
    {
        ref var call = ref turn.Call;
        var isStarted = false;
        while (lane.Next < lane.End)
        {
            var member = MemberAt(call, department, lane.Next++);
            if (!CanRing(ref call, turn.View, department, member))
                continue;
            if (stopsOthers)
                ReleaseRinging(ref turn, department, group, kept: member);
            if (!IsRung(ref call, member))
                RingMember(ref turn, department.MemberTable[member], member);
            isStarted = true;
            // A late timer does not shift the timetable; only where a turn late by its whole length would be lost to
            // its member does the timetable go on from now.
            var length = pattern.StartsTogether ? department.RingTicks : department.StepTicks[member];
            var late = turn.Now - due;
            lane.NextAt = turn.After(late < length || pattern.AddsUp ? length - late : length);
            if (!pattern.StartsTogether)
                return true;
        }

        // All have started. Without rounds nothing more is due.
        if (department.Rounds == 0)
            lane.NextAt = CallState.Never;

        return isStarted;
    }

    private static bool IsOneNumber(in Turn turn) =>
        turn.Plan.NodeTable[turn.Call.Node].Kind is NodeKind.External or NodeKind.Outgoing;

    private static DepartmentEntry DepartmentOf(in Turn turn) => DepartmentOf(turn.Call, turn.Plan);

    private static DepartmentEntry DepartmentOf(in CallState call, RoutingPlan plan)
    {
        if (call.IsReturning)
            return plan.EmployeeTable[call.PassedBy - 1].Alone;
        ref readonly var node = ref plan.NodeTable[call.Node];
        return node.Kind == NodeKind.Department ? plan.DepartmentTable[node.Index] :
            plan.EmployeeTable[node.Kind == NodeKind.Sticky ? call.Sticky : node.Index].Alone;
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

    private static bool IsAnyoneRung(ref CallState call, DepartmentEntry? department = null, int group = OneGroup)
    {
        foreach (ref var leg in call.Legs.All)
            if (leg.IsCalling && IsOf(department, group, leg.Member))
                return true;
        return false;
    }

    // Their turn is over, or the whole attempt: who was rung until now has missed the call.
    private static void ReleaseRinging(
        ref Turn turn, DepartmentEntry? department, int group = OneGroup, int kept = -1)
    {
        foreach (ref var leg in turn.Call.Legs.All)
        {
            if (!leg.IsCalling || leg.Member == kept || !IsOf(department, group, leg.Member))
                continue;
            var (wasRung, member) = (leg.IsLive, leg.Member);
            turn.Release(ref leg, Cause.NormalClearing);
            if (wasRung)
                Missed(ref turn, department, member);
        }
    }
}
