namespace CallRouting;

// Groups of members that join in one after another. Each goes through its members by itself, as the strategy within
// says, and goes on when the next one joins in.
public static partial class CallMachine
{
    private const int OneGroup = -1;

    private static bool IsInGroups(DepartmentEntry department) => department.GroupStarts.Length > 0;

    private static bool IsOf(DepartmentEntry? department, int group, ushort member) =>
        group == OneGroup || department!.GroupTable[member] == group;

    private static bool BeginTiers(ref Turn turn, DepartmentEntry department)
    {
        OpenGroup(ref turn, department, turn.Now);
        return GoesOn(ref turn);
    }

    private static bool TiersDue(ref Turn turn, DepartmentEntry department)
    {
        var order = turn.Call.Order!;
        var (group, due) = (OneGroup, order.NextGroupAt);
        for (var i = 0; i < order.NextGroup; i++)
            if (order.Lane(i).NextAt <= due)
                (group, due) = (i, order.Lane(i).NextAt);
        if (group == OneGroup)
            OpenGroup(ref turn, department, due);
        else
            GoOn(ref turn, department, group, due);
        return GoesOn(ref turn);
    }

    /// <summary>A whole group has been lost: it goes on with whoever can be rung now.</summary>
    private static bool GroupLost(ref Turn turn, DepartmentEntry department, int group)
    {
        GoOn(ref turn, department, group, turn.Now);
        return GoesOn(ref turn);
    }

    private static void GoOn(ref Turn turn, DepartmentEntry department, int group, long due)
    {
        var order = turn.Call.Order!;
        if (RingNext(ref turn, department, ref order.Lane(group), group, due))
            return;
        ReleaseRinging(ref turn, department, group);
        order.Lane(group).NextAt = CallState.Never;
        if (group == order.NextGroup - 1)
            OpenGroup(ref turn, department, due);
    }

    // A group nobody of whom can be rung costs no time.
    private static void OpenGroup(ref Turn turn, DepartmentEntry department, long due)
    {
        var order = turn.Call.Order!;
        var groups = department.GroupStarts.Length - 1;
        order.NextGroupAt = CallState.Never;
        while (order.NextGroup < groups)
        {
            var group = order.NextGroup++;
            ref var lane = ref order.Lane(group);
            lane = RingLane.Of(department.GroupStarts[group], department.GroupStarts[group + 1]);
            LineUp(ref turn, department, lane);
            if (!RingNext(ref turn, department, ref lane, group, due))
            {
                lane.NextAt = CallState.Never;
                continue;
            }

            var late = turn.Now - due;
            if (order.NextGroup < groups)
                order.NextGroupAt = turn.After(Math.Max(0, department.TierTicks - late));
            return;
        }
    }

    private static bool GoesOn(ref Turn turn)
    {
        ref var call = ref turn.Call;
        call.Lane.NextAt = call.Order!.NextAt;
        return call.Lane.NextAt != CallState.Never || IsAnyoneRung(ref call);
    }
}
