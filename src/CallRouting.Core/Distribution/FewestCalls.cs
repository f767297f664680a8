namespace CallRouting;

/// <summary>In turn, first the member who answered the fewest of the department's calls. A newcomer stands where the
/// member with the fewest stands.</summary>
internal static class FewestCalls
{
    public static long Key(in MemberTally tally, in MemberTally lowest) =>
        tally.IsCounted ? tally.Calls : lowest.Calls;
}
