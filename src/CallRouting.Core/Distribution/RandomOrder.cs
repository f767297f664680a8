namespace CallRouting;

/// <summary>In turn, in an order drawn for each attempt: a pure function of the office's seed, the call and the
/// attempt, so that a replay is exact.</summary>
internal static class RandomOrder
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>A number as good as drawn; sorting members by theirs draws an order.</summary>
    public static long Key(ulong seed, ulong call, int attempt, int member) =>
        (long)(Mix(Mix(Mix(Mix(seed) ^ call) ^ (uint)attempt) ^ (uint)member) >> 1);

    // The output of SplitMix64 for one state (Steele, Lea and Flood 2014).
    private static ulong Mix(ulong value)
    {
        value += Golden;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
