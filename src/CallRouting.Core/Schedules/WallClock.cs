using NodaTime;
using NodaTime.TimeZones;

namespace CallRouting;

/// <summary>A zone's offsets over some days: local seconds to seconds since 1970 and the other way.</summary>
/// <remarks>Whole seconds are exact, since offsets and intervals have no fractions. Own arithmetic, because it also
/// holds at the ends of time, where local dates do not exist.</remarks>
internal readonly struct WallClock
{
    internal const int SecondsPerDay = 24 * 60 * 60;

    internal static readonly long FirstSecond = Instant.MinValue.ToUnixTimeSeconds();
    internal static readonly long LastSecond = Instant.MaxValue.ToUnixTimeSeconds();

    private readonly List<Period> _periods;

    /// <summary>Reads the offsets that hold somewhere in a range of local or universal days, both included.</summary>
    internal WallClock(DateTimeZone zone, int firstDay, int lastDay)
    {
        // Offsets are at most 18 hours: a day on either side covers local and universal days alike.
        var until = ToInstant((lastDay + 2L) * SecondsPerDay);
        var interval = zone.GetZoneInterval(ToInstant((firstDay - 1L) * SecondsPerDay));
        _periods = [Of(interval)];
        while (interval.HasEnd && interval.End <= until)
            _periods.Add(Of(interval = zone.GetZoneInterval(interval.End)));
    }

    /// <summary>A stretch of time with one offset, in seconds since 1970.</summary>
    internal readonly record struct Period(long Start, long End, int Offset);

    internal IReadOnlyList<Period> Periods => _periods;

    // The first period whose clock has not yet passed the local time holds it; in a gap that period starts later
    // than asked, and its start, the end of the gap, is meant; in an overlap it is the earlier of the two.
    internal long ToSeconds(long localSeconds)
    {
        foreach (var period in _periods)
            if (localSeconds - period.Offset < period.End)
                return Math.Max(localSeconds - period.Offset, period.Start);
        return _periods[^1].End;
    }

    internal static Instant ToInstant(long seconds) =>
        seconds <= FirstSecond ? Instant.MinValue
        : seconds > LastSecond ? Instant.MaxValue
        : Instant.FromUnixTimeSeconds(seconds);

    internal static int DayOf(long seconds) =>
        (int)Math.Clamp(Math.DivRem(seconds, SecondsPerDay, out var rest) - (rest < 0 ? 1 : 0),
            int.MinValue / 2, int.MaxValue / 2);

    private static Period Of(ZoneInterval interval) => new(
        interval.HasStart ? interval.Start.ToUnixTimeSeconds() : long.MinValue / 2,
        interval.HasEnd ? interval.End.ToUnixTimeSeconds() : long.MaxValue / 2,
        interval.WallOffset.Seconds);
}
