namespace CallRouting;

// In what order an attempt offers the call to the members, as the strategies in Distribution/ say, and what their
// department has to remember of it.
public static partial class CallMachine
{
    private static bool IsPlanOrder(DepartmentEntry department) =>
        department.Within is Strategy.AllAtOnce or Strategy.InTurn or Strategy.Cascading && !IsInGroups(department);

    private static void BeginOrder(ref Turn turn, DepartmentEntry department)
    {
        if (IsPlanOrder(department))
            return;
        turn.Call.Order ??= new RingOrder();
        turn.Call.Order.Begin(department.MemberTable.Length, department.GroupStarts.Length);
    }

    private static ushort MemberAt(in CallState call, DepartmentEntry department, ushort position) =>
        IsPlanOrder(department) ? position : call.Order![position].Member;

    /// <summary>Puts the members of a lane into their order; those who cannot be rung now come last.</summary>
    private static void LineUp(ref Turn turn, DepartmentEntry department, in RingLane lane)
    {
        if (IsPlanOrder(department))
            return;
        var order = turn.Call.Order!.Of(lane);
        for (var i = 0; i < order.Length; i++)
        {
            var member = IsInGroups(department) ? department.GroupedTable[lane.First + i] : (ushort)i;
            order[i] = new MemberRank(0, member, !CanRing(ref turn.Call, turn.View, department, member));
        }

        var last = department.Within == Strategy.RoundRobin ? LastFirst(turn, department, order) : -1;
        var lowest = department.Within is Strategy.FewestCalls or Strategy.LeastTalkTime ?
            turn.View.LowestOf(department.Index) : default;
        for (var i = 0; i < order.Length; i++)
            if (!order[i].IsAway)
                order[i] = order[i] with { Key = KeyOf(turn, department, order, i, last, lowest) };
        order.Sort();
        Remember(ref turn, department, order);
    }

    private static long KeyOf(
        in Turn turn, DepartmentEntry department, ReadOnlySpan<MemberRank> order, int position, int last,
        in MemberTally lowest)
    {
        var member = order[position].Member;
        switch (department.Within)
        {
            case Strategy.RoundRobin:
                return RoundRobin.Key(position, last, order.Length);
            case Strategy.LongestIdle:
                ref readonly var presence = ref turn.View.Of(department.MemberTable[member]);
                return LongestIdle.Key(presence.HasTalked, presence.LastTalkTicks);
            case Strategy.FewestCalls:
                return FewestCalls.Key(turn.View.TallyOf(department.Index, member), lowest);
            case Strategy.LeastTalkTime:
                return LeastTalkTime.Key(turn.View.TallyOf(department.Index, member), lowest);
            case Strategy.Random:
                return RandomOrder.Key(turn.View.Seed, turn.Call.Id.Value, turn.Call.Attempts, member);
            case Strategy.Weighted:
                var balance = turn.View.TallyOf(department.Index, member).Balance;
                return Weighted.Key(balance, department.WeightTable[member]);
            default:
                return position;
        }
    }

    // The position of the member to whom an attempt was offered first most recently; −1: to none of these.
    private static int LastFirst(in Turn turn, DepartmentEntry department, ReadOnlySpan<MemberRank> order)
    {
        var (last, latest) = (-1, 0L);
        for (var i = 0; i < order.Length; i++)
        {
            var first = turn.View.TallyOf(department.Index, order[i].Member).LastFirst;
            if (first > latest)
                (last, latest) = (i, first);
        }

        return last;
    }

    private static void Remember(
        ref Turn turn, DepartmentEntry department, scoped ReadOnlySpan<MemberRank> order)
    {
        if (order[0].IsAway)
            return;
        switch (department.Within)
        {
            case Strategy.RoundRobin:
                turn.Tally(TallyKind.First, department, order[0].Member);
                break;
            case Strategy.FewestCalls or Strategy.LeastTalkTime:
                foreach (ref readonly var rank in order)
                    if (!rank.IsAway && !turn.View.TallyOf(department.Index, rank.Member).IsCounted)
                        turn.Tally(TallyKind.Joined, department, rank.Member);
                break;
            case Strategy.Weighted:
                var total = 0;
                foreach (ref readonly var rank in order)
                    if (!rank.IsAway)
                        total += department.WeightTable[rank.Member];
                for (var i = 0; i < order.Length && !order[i].IsAway; i++)
                    turn.Tally(TallyKind.Dealt, department, order[i].Member,
                        Weighted.Balance(order[i].Key, isFirst: i == 0, total));
                break;
        }
    }

    // The member's last ringing leg has been lost or told to end.
    private static void Missed(ref Turn turn, DepartmentEntry? department, ushort member)
    {
        if (department is { PauseAfterMissed: > 0 } && !IsRung(ref turn.Call, member))
            turn.Tally(TallyKind.Missed, department, member);
    }
}
