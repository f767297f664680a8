namespace CallRouting;

/// <summary>Where a waiting call stands among all that wait: one order for all lines, so that calls of different
/// departments can be compared (SPEC X16).</summary>
/// <param name="Band">The call's class and priority, the highest first.</param>
/// <param name="Arrived">The instant in ticks at which the call first joined a queue, the earliest first.</param>
/// <param name="Call">The call's id, the lowest first: no two calls are equal.</param>
internal readonly record struct WaitingKey(int Band, long Arrived, ulong Call) : IComparable<WaitingKey>
{
    /// <summary>Calls from outside, and those from or to a guarded person, are before all others (SPEC S15).</summary>
    public const int FirstClass = 128;

    public int CompareTo(WaitingKey other)
    {
        if (Band != other.Band)
            return other.Band.CompareTo(Band);
        var byArrival = Arrived.CompareTo(other.Arrived);
        return byArrival != 0 ? byArrival : Call.CompareTo(other.Call);
    }
}
