namespace CallRouting;

/// <summary>In turn, first the member who talked least in the department's calls that have ended. A newcomer stands
/// where the member with the least stands.</summary>
internal static class LeastTalkTime
{
    public static long Key(in MemberTally tally, in MemberTally lowest) =>
        tally.IsCounted ? tally.TalkTicks : lowest.TalkTicks;
}
