using NodaTime;

namespace CallRouting;

/// <summary>A stretch of time with one answer.</summary>
internal sealed class HoursStretch(Instant from, HoursState state)
{
    /// <summary>Holds no instant.</summary>
    internal static readonly HoursStretch Nothing = new(Instant.MaxValue, default);

    internal readonly Instant From = from;
    internal readonly HoursState State = state;

    internal bool Holds(Instant t) => t >= From && t < State.ValidUntil;
}

/// <summary>Every stretch of some whole days, worked out once.</summary>
internal sealed class HoursChunk
{
    internal const int Days = 16;

    // So that the answer at the end of a chunk rarely needs a search of its own.
    private const int DaysAhead = 4;

    private readonly HoursStretch[] _stretches;

    internal HoursChunk(OpeningTimes times, int index)
    {
        Index = index;
        var firstDay = index * Days;
        var window = times.Window(firstDay, Days + DaysAhead);
        Openings = [.. window.Openings];

        var end = (firstDay + (long)Days) * WallClock.SecondsPerDay;
        var stretches = new List<HoursStretch>();
        var from = (long)firstDay * WallClock.SecondsPerDay;
        var open = window.OpenAtStart;
        for (var i = 0; from < end; i++)
        {
            var until = i < window.Changes.Count
                ? window.Changes[i]
                : times.NextChange(firstDay + Days + DaysAhead, open);
            stretches.Add(new(WallClock.ToInstant(from), new(open, WallClock.ToInstant(until))));
            (from, open) = (until, !open);
        }
        _stretches = [.. stretches];
    }

    /// <summary>Which chunk: its first day divided by <see cref="Days"/>.</summary>
    internal int Index { get; }

    internal Opening[] Openings { get; }

    internal static int IndexOf(Instant t)
    {
        var day = WallClock.DayOf(t.ToUnixTimeSeconds());
        return (day < 0 ? day - (Days - 1) : day) / Days;
    }

    /// <summary>The stretch that holds an instant of this chunk.</summary>
    internal HoursStretch StretchAt(Instant t)
    {
        var (low, high) = (0, _stretches.Length);
        while (low + 1 < high)
        {
            var middle = (low + high) / 2;
            if (_stretches[middle].From <= t)
                low = middle;
            else
                high = middle;
        }
        return _stretches[low];
    }
}
