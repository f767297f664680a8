namespace CallRouting;

/// <summary>In turn, beginning behind the member who was offered the last attempt first: the circle of the plan's order
/// is gone round.</summary>
/// <remarks>Between two first offers to one member the circle passes every other member, so that the counts of first
/// offers to any two who are always available differ by at most 1 over any window, whoever comes and goes
/// meanwhile.</remarks>
internal static class RoundRobin
{
    /// <summary>How many places a member stands behind the one who was first; the lowest is first now.</summary>
    /// <param name="position">The member's position, from 0.</param>
    /// <param name="last">The position of who was first last; −1: nobody was.</param>
    /// <param name="count">How many members there are.</param>
    public static long Key(int position, int last, int count) => (position - last - 1 + count) % count;
}
