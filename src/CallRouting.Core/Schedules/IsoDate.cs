using NodaTime;
using NodaTime.Text;

namespace CallRouting;

/// <summary>Local dates as day numbers (0 is 1970-01-01) and as text.</summary>
internal static class IsoDate
{
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    internal static readonly int FirstDay = DayOf(LocalDate.MinIsoValue);
    internal static readonly int LastDay = DayOf(LocalDate.MaxIsoValue);

    internal static int DayOf(LocalDate date) =>
        Period.DaysBetween(Epoch, date.WithCalendar(CalendarSystem.Iso));

    // Instants at the ends of time have local dates that do not exist: the nearest one is shown.
    internal static LocalDate DateOf(int day) => Epoch.PlusDays(Math.Clamp(day, FirstDay, LastDay));

    // 0 Monday … 6 Sunday; 1970-01-01 was a Thursday.
    internal static int WeekdayOf(int day) => (int)(((long)day + 3) % 7 + 7) % 7;

    internal static string Text(LocalDate date) => LocalDatePattern.Iso.Format(date.WithCalendar(CalendarSystem.Iso));
}
