using System.Globalization;
using NodaTime;

namespace CallRouting;

/// <summary>How short and how long a time of a plan may be.</summary>
/// <param name="Least">The shortest, included.</param>
/// <param name="Most">The longest, included.</param>
internal readonly record struct TimeLimit(Duration Least, Duration Most)
{
    private static readonly Duration Second = Duration.FromSeconds(1);

    /// <summary>One person's phone, or one step of a department.</summary>
    public static TimeLimit Ring { get; } = new(Second, Duration.FromMinutes(10));

    /// <summary>A whole attempt of a department.</summary>
    public static TimeLimit Attempt { get; } = new(Second, Duration.FromHours(1));

    /// <summary>The wait before a mobile; SPEC G6.</summary>
    public static TimeLimit Mobile { get; } = new(Duration.Zero, Duration.FromSeconds(60));

    /// <summary>The time after a conversation in which no call is offered.</summary>
    public static TimeLimit WrapUp { get; } = new(Duration.Zero, Duration.FromHours(1));

    /// <summary>The wait for a key.</summary>
    public static TimeLimit Key { get; } = new(Second, Duration.FromSeconds(60));

    /// <summary>The wait for a further digit of an internal number.</summary>
    public static TimeLimit Digit { get; } = new(Duration.FromMilliseconds(500), Duration.FromSeconds(10));

    /// <summary>How long who spoke with a caller is remembered.</summary>
    public static TimeLimit Memory { get; } = new(Duration.FromMinutes(1), Duration.FromDays(366));

    /// <summary>A message.</summary>
    public static TimeLimit Message { get; } = new(Second, Duration.FromHours(1));

    /// <summary>A conversation.</summary>
    public static TimeLimit Call { get; } = new(Duration.FromMinutes(1), Duration.FromDays(7));

    /// <summary>A whole wait in a queue.</summary>
    public static TimeLimit Wait { get; } = new(Second, Duration.FromHours(24));

    /// <summary>The time between two announcements of a position.</summary>
    public static TimeLimit Announcement { get; } = new(Duration.FromSeconds(10), Duration.FromHours(1));

    /// <summary>The rest after an attempt that nobody answered.</summary>
    public static TimeLimit Retry { get; } = new(Second, Duration.FromMinutes(10));

    /// <summary>A time in ticks; one outside the limit is an error, the nearest inside takes its place.</summary>
    public long Ticks(Duration time, in PlanPath path, FindingList findings)
    {
        if (time < Least || time > Most)
            findings.Error("bad-time", path,
                $"{Words(time)} is too {(time < Least ? "short" : "long")}: write {Words(Least)} to {Words(Most)}.");
        return Clamp(time);
    }

    /// <summary>The nearest time inside the limit, in ticks.</summary>
    public long Clamp(Duration time) => Duration.Min(Duration.Max(time, Least), Most).BclCompatibleTicks;

    /// <summary>A time as a plan file writes it.</summary>
    public static string Words(Duration time)
    {
        var seconds = time.TotalSeconds;
        return Math.Abs(seconds) switch
        {
            >= 3600 when seconds % 3600 == 0 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}h"),
            >= 60 when seconds % 60 == 0 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}m"),
            < 1 and > 0 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0.###}ms"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.###}s"),
        };
    }
}
