namespace CallRouting;

/// <summary>In turn, first the employee whose last conversation, with anybody, ended longest ago. Who never talked has
/// been idle longest.</summary>
internal static class LongestIdle
{
    public static long Key(bool hasTalked, long lastTalkTicks) => hasTalked ? lastTalkTicks : long.MinValue;
}
