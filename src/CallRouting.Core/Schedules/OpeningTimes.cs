using NodaTime;

namespace CallRouting;

/// <summary>One interval of one date in real time: [start, end) in seconds since 1970; empty when skipped.</summary>
internal readonly record struct Opening(long Start, long End, int Day, WrittenInterval Written);

/// <summary>A schedule in a window: its intervals, the state at the start, and each change after it.</summary>
internal sealed record HoursWindow(List<Opening> Openings, bool OpenAtStart, List<long> Changes);

/// <summary>Turns the calendar of a zone into openings and real changes of state.</summary>
internal sealed class OpeningTimes(DateTimeZone zone, DayCalendar calendar)
{
    // An interval that starts on a date opens at most 18 h of offset from it, is up to 48 h long by the clock's
    // date, and a clock change may skip or repeat a day: within these dates lies all that can touch a day.
    private const int DaysBefore = 4;
    private const int DaysAfter = 2;

    private const int SearchDays = 16;

    internal DateTimeZone Zone => zone;

    internal DayCalendar Calendar => calendar;

    /// <summary>All intervals that can touch the universal days of a range, in order of start.</summary>
    internal List<Opening> Openings(int firstDay, int lastDay)
    {
        var first = Math.Max(firstDay - DaysBefore, IsoDate.FirstDay);
        var last = Math.Min(lastDay + DaysAfter, IsoDate.LastDay);
        var clock = new WallClock(zone, first, last + DaysAfter);
        var openings = new List<Opening>();
        for (var day = first; day <= last; day++)
            foreach (var written in calendar.RuleOf(day).Hours)
            {
                var midnight = (long)day * WallClock.SecondsPerDay;
                openings.Add(new(
                    clock.ToSeconds(midnight + written.Interval.StartMinute * 60),
                    clock.ToSeconds(midnight + written.Interval.EndMinute * 60),
                    day, written));
            }
        return openings;
    }

    /// <summary>The state at the first second of a window of days and each real change after it.</summary>
    /// <remarks>Overlapping and touching intervals are one, empty ones are none: a change is always to the other
    /// state.</remarks>
    internal HoursWindow Window(int firstDay, int days)
    {
        var start = (long)firstDay * WallClock.SecondsPerDay;
        var end = Math.Min(start + (long)days * WallClock.SecondsPerDay, WallClock.LastSecond + 1);
        var openings = Openings(firstDay, firstDay + days);
        var changes = new List<long>();
        var openAtStart = false;
        long openFrom = 0, openUntil = long.MinValue;
        foreach (var opening in openings)
        {
            if (opening.End <= opening.Start)
                continue;
            if (opening.Start > openUntil)
            {
                Close();
                openFrom = opening.Start;
            }
            openUntil = Math.Max(openUntil, opening.End);
        }
        Close();
        return new(openings, openAtStart, changes);

        void Close()
        {
            if (openUntil == long.MinValue)
                return;
            openAtStart |= openFrom <= start && start < openUntil;
            if (start < openFrom && openFrom < end)
                changes.Add(openFrom);
            if (start < openUntil && openUntil < end)
                changes.Add(openUntil);
        }
    }

    /// <summary>The first second from the start of a day on at which the state is not the given one;
    /// <see cref="long.MaxValue"/> when there is none.</summary>
    internal long NextChange(int day, bool from)
    {
        while (day <= IsoDate.LastDay)
        {
            var window = Window(day, SearchDays);
            if (window.OpenAtStart != from)
                return (long)day * WallClock.SecondsPerDay;
            if (window.Changes is [var change, ..])
                return change;
            day += SearchDays;
            // A long closure, or no end at all, is passed in one step.
            if (calendar.TryGetUniform(Math.Max(day - DaysBefore, IsoDate.FirstDay), out var run)
                && run.IsOpen == from && run.Last > day)
            {
                if (run.Last >= IsoDate.LastDay)
                    break;
                day = Math.Max(day, run.Last - 1);
            }
        }
        return long.MaxValue;
    }
}
