using NodaTime;
using NodaTime.Text;

namespace CallRouting.PlanFiles;

internal sealed partial class PlanWriter
{
    private static readonly (string Key, IsoDayOfWeek Day)[] DaysByName =
    [
        ("fri", IsoDayOfWeek.Friday), ("mon", IsoDayOfWeek.Monday), ("sat", IsoDayOfWeek.Saturday),
        ("sun", IsoDayOfWeek.Sunday), ("thu", IsoDayOfWeek.Thursday), ("tue", IsoDayOfWeek.Tuesday),
        ("wed", IsoDayOfWeek.Wednesday),
    ];

    private void Write(ScheduleSettings schedule)
    {
        if (!schedule.Dates.IsEmpty)
        {
            json.WriteStartObject("dates");
            foreach (var date in schedule.Dates)
                Hours(date.Key, date.Hours);
            json.WriteEndObject();
        }

        if (schedule.HolidayHours is { } hours)
            Hours("holiday-hours", hours);
        Texts("holidays", EquatableList.From(schedule.Holidays.Select(LocalDatePattern.Iso.Format)));
        if (schedule.Weekly != new WeeklyHours())
        {
            json.WriteStartObject("weekly");
            foreach (var (key, day) in DaysByName)
                if (!schedule.Weekly[day].IsEmpty)
                    Hours(key, schedule.Weekly[day]);
            json.WriteEndObject();
        }

        TextIfAny("zone", schedule.Zone);
    }

    private void Hours(string key, EquatableList<LocalInterval> hours)
    {
        if (hours.IsEmpty)
        {
            json.WriteString(key, "closed");
            return;
        }

        json.WriteStartArray(key);
        foreach (var interval in hours)
            json.WriteStringValue(interval.ToString());
        json.WriteEndArray();
    }
}
