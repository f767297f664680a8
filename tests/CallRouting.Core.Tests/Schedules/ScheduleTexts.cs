using NodaTime;
using NodaTime.Text;

namespace CallRouting.Tests;

/// <summary>Short ways to write schedules, dates and instants in tests.</summary>
internal static class ScheduleTexts
{
    internal static LocalInterval[] Hours(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part =>
            LocalInterval.TryParse(part, out var interval, out var problem)
                ? interval : throw new ArgumentException(problem))];

    internal static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    internal static Instant Utc(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    /// <summary>Hours of all days of the week in a zone; dates as <c>2026-12-31=09:00-14:00</c> or
    /// <c>2027-01-01..2027-01-08=</c>.</summary>
    internal static ScheduleSettings Daily(string zone, string hours, params string[] dates) => new()
    {
        Id = "office",
        Zone = zone,
        Weekly = WeeklyHours.EveryDay(Hours(hours)),
        Dates = EquatableList.From(dates.Select(Dated)),
    };

    private static DateHours Dated(string text)
    {
        var parts = text.Split('=');
        var ends = parts[0].Split("..");
        return new(Date(ends[0]), Date(ends[^1]), EquatableList.From(Hours(parts[1])));
    }

    internal static List<ScheduleFinding> Findings(ScheduleSettings settings)
    {
        var findings = new List<ScheduleFinding>();
        Schedule.Compile(settings, findings);
        return findings;
    }
}
