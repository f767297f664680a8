using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CallRouting.Tests;

/// <summary>A random schedule and an instant near which something happens in it.</summary>
public sealed record ScheduleCase(ScheduleSettings Settings, Instant Near);

/// <summary>Random schedules: many zones, hours drawn to the small hours, dates drawn to clock changes.</summary>
public static class ScheduleCases
{
    internal static readonly Instant Begin = Instant.FromUtc(1970, 1, 5, 0, 0);
    internal static readonly Instant End = Instant.FromUtc(2040, 1, 1, 0, 0);

    private static readonly string[] Zones =
    [
        "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Europe/Moscow", "Africa/Casablanca",
        "Pacific/Apia", "America/St_Johns", "Pacific/Chatham", "Asia/Kolkata", "UTC", "America/Sao_Paulo",
        "Pacific/Kiritimati", "Antarctica/Troll", "Asia/Tehran", "America/Caracas",
    ];

    public static Arbitrary<ScheduleCase> Case() => Arb.From(
        from zone in Gen.Elements(Zones)
        from near in Near(DateTimeZoneProviders.Tzdb[zone])
        from week in Gen.ArrayOf(Hours(), 7)
        from every in Hours()
        from sameEveryDay in Gen.Elements(true, false, false)
        from dates in Many(Dates(near))
        from holidays in Many(DateNear(near))
        from holidayHours in Hours()
        from closedHolidays in Gen.Elements(true, false)
        select new ScheduleCase(
            new ScheduleSettings
            {
                Id = "random",
                Zone = zone,
                Weekly = sameEveryDay ? WeeklyHours.EveryDay(every.AsSpan()) : Week(week),
                Dates = EquatableList.From(dates),
                Holidays = EquatableList.From(holidays),
                HolidayHours = closedHolidays ? null : holidayHours,
            },
            near));

    private static WeeklyHours Week(EquatableList<LocalInterval>[] days) =>
        days.Select((hours, day) => (hours, day)).Aggregate(new WeeklyHours(),
            (week, day) => week.With((IsoDayOfWeek)(day.day + 1), day.hours.AsSpan()));

    // Whole minutes: the reference steps by the minute, and these zones' offsets are whole minutes since 1970.
    private static Gen<Instant> Near(DateTimeZone zone)
    {
        var changes = Transitions(zone);
        var anywhere = Gen.Choose(0, (int)(End - Begin).TotalMinutes).Select(m => Begin + Duration.FromMinutes(m));
        return changes.Count == 0 ? anywhere : Gen.OneOf(anywhere,
            from change in Gen.Elements<Instant>(changes)
            from minutes in Gen.Choose(-3 * 1440, 2 * 1440)
            select change + Duration.FromMinutes(minutes));
    }

    internal static List<Instant> Transitions(DateTimeZone zone) =>
        [.. zone.GetZoneIntervals(Begin, End).Where(after => after.HasStart && after.Start > Begin)
            .Select(after => after.Start)];

    private static Gen<EquatableList<LocalInterval>> Hours() =>
        Gen.OneOf(
            Gen.Constant(EquatableList.From(Array.Empty<LocalInterval>())),
            Gen.Constant(EquatableList.From([LocalInterval.WholeDay])),
            Many(Interval()).Select(EquatableList.From));

    private static Gen<LocalInterval> Interval() =>
        from start in Gen.OneOf(Gen.Choose(0, 16).Select(q => q * 15), Gen.Choose(0, 95).Select(q => q * 15),
            Gen.Choose(0, 1439))
        from length in Gen.OneOf(Gen.Choose(1, 16).Select(q => q * 15), Gen.Choose(1, 1440), Gen.Constant(1440),
            Gen.Constant(1))
        select new LocalInterval(start, start + length);

    private static Gen<T[]> Many<T>(Gen<T> one) => Gen.Choose(0, 3).SelectMany(count => Gen.ArrayOf(one, count));

    private static Gen<LocalDate> DateNear(Instant near) =>
        Gen.Choose(-6, 6).Select(days => near.InUtc().Date.PlusDays(days));

    private static Gen<DateHours> Dates(Instant near) =>
        from first in DateNear(near)
        from days in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 4), Gen.Choose(0, 400))
        from hours in Hours()
        select new DateHours(first, first.PlusDays(days), hours);
}
