namespace CallRouting;

/// <summary>A member's place in the order of an attempt: available ones first, the lowest key first, ties by plan
/// order.</summary>
/// <param name="Key">What the strategy says; the lowest is offered first.</param>
/// <param name="Member">The member's position in the plan.</param>
/// <param name="IsAway">Whether the member cannot be rung now. Their turn still comes, behind the others, for they may
/// be back by then.</param>
internal readonly record struct MemberRank(long Key, ushort Member, bool IsAway) : IComparable<MemberRank>
{
    public int CompareTo(MemberRank other)
    {
        if (IsAway != other.IsAway)
            return IsAway ? 1 : -1;
        var byKey = Key.CompareTo(other.Key);
        return byKey != 0 ? byKey : Member.CompareTo(other.Member);
    }
}
