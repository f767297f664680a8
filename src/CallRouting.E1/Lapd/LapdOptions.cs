using NodaTime;

namespace CallRouting.E1;

/// <summary>The times and counts of a data link; the defaults are those of Q.921 §5.9, modulo 128.</summary>
public sealed record LapdOptions
{
    /// <summary>The most octets of an information field, N201 (§5.9.3): 1 … 260. The standard's is 260.</summary>
    public int N201 { get; init; } = 260;

    /// <summary>The most messages sent and not yet acknowledged, k (§5.9.5): 1 … 127. 7 on a primary rate
    /// access.</summary>
    public int Window { get; init; } = 7;

    /// <summary>How often a frame is repeated, N200 (§5.9.2): 1 … 100. 3.</summary>
    public int N200 { get; init; } = 3;

    /// <summary>After how long a frame that got no answer is repeated, T200 (§5.9.1). 1 s.</summary>
    public Duration T200 { get; init; } = Duration.FromSeconds(1);

    /// <summary>After how long without a frame the far end is asked whether it is there, T203 (§5.9.8). 10 s.</summary>
    public Duration T203 { get; init; } = Duration.FromSeconds(10);

    /// <summary>How long after a failure to establish the link it is tried again. The standard leaves it to layer 3.
    /// 5 s.</summary>
    public Duration Retry { get; init; } = Duration.FromSeconds(5);

    /// <summary>The most messages that wait to be sent or acknowledged, 1 … 100,000; more are refused. 1,000.</summary>
    public int MaxQueue { get; init; } = 1_000;

    /// <summary>Checks that every value is in its range.</summary>
    /// <exception cref="ArgumentException">Some are not; the message names them all.</exception>
    internal void Check()
    {
        List<string> faults = [];
        Range(N201, 1, 260, nameof(N201));
        Range(Window, 1, 127, nameof(Window));
        Range(N200, 1, 100, nameof(N200));
        Range(MaxQueue, 1, 100_000, nameof(MaxQueue));
        Positive(T200, nameof(T200));
        Positive(T203, nameof(T203));
        Positive(Retry, nameof(Retry));
        if (faults.Count > 0)
            throw new ArgumentException($"A data link cannot work so: {string.Join("; ", faults)}.");

        void Range(int value, int least, int most, string name)
        {
            if (value < least || value > most)
                faults.Add($"{name} is {value}, not {least} … {most}");
        }

        void Positive(Duration value, string name)
        {
            if (value <= Duration.Zero)
                faults.Add($"{name} is {value}, not more than 0");
        }
    }
}
