using NodaTime;

namespace CallRouting.Tests;

/// <summary>The rules of a schedule once more, as plainly as they can be written on NodaTime, for comparison.</summary>
internal sealed class ScheduleReference(ScheduleSettings settings)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[settings.Zone];

    internal bool IsOpen(Instant t)
    {
        var today = t.InZone(_zone).Date;
        for (var date = today.PlusDays(-3); date <= today.PlusDays(1); date = date.PlusDays(1))
            foreach (var interval in HoursOf(date))
                if (Real(date, interval.StartMinute) <= t && t < Real(date, interval.EndMinute))
                    return true;
        return false;
    }

    private EquatableList<LocalInterval> HoursOf(LocalDate date)
    {
        foreach (var entry in settings.Dates.Reverse())
            if (entry.First <= date && date <= entry.Last)
                return entry.Hours;
        if (settings.Holidays.Contains(date))
            return settings.HolidayHours ?? [];
        return settings.Weekly[date.DayOfWeek];
    }

    private Instant Real(LocalDate date, int minute)
    {
        var mapping = _zone.MapLocal(date.AtMidnight().PlusMinutes(minute));
        return mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant();
    }
}
