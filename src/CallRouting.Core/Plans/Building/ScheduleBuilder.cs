using NodaTime;

namespace CallRouting;

/// <summary>Describes business hours inside <see cref="PlanBuilder.Schedule"/>. Hours are written as
/// <c>09:00-18:00</c>, end excluded; a day without any is closed.</summary>
public sealed class ScheduleBuilder
{
    private readonly PlanTexts _texts;
    private readonly string _path;
    private readonly List<DateHours> _dates = [];
    private readonly List<LocalDate> _holidays = [];
    private ScheduleSettings _made;

    internal ScheduleBuilder(string id, PlanTexts texts)
    {
        _texts = texts;
        _path = $"schedules.{id}";
        _made = new ScheduleSettings { Id = id, Zone = "" };
    }

    internal ScheduleSettings Made =>
        _made with { Dates = EquatableList.From(_dates), Holidays = EquatableList.From(_holidays) };

    /// <summary>Follows the wall clock of another IANA zone than the plan's.</summary>
    public ScheduleBuilder Zone(string id) => Set(_made with { Zone = id });

    /// <summary>Sets the hours of one day of the week.</summary>
    public ScheduleBuilder Weekly(IsoDayOfWeek day, params ReadOnlySpan<string> hours) => Weekly(day, day, hours);

    /// <summary>Sets the hours of a run of days of the week, both ends included.</summary>
    public ScheduleBuilder Weekly(IsoDayOfWeek first, IsoDayOfWeek last, params ReadOnlySpan<string> hours) =>
        Set(_made with { Weekly = _made.Weekly.With(first, last, _texts.Hours(hours, $"{_path}.weekly").AsSpan()) });

    /// <summary>Sets the hours of one date in place of those of its weekday; none: closed.</summary>
    public ScheduleBuilder On(LocalDate date, params ReadOnlySpan<string> hours) => On(date, date, hours);

    /// <summary>Sets the hours of each date of a range, both ends included; none: closed.</summary>
    public ScheduleBuilder On(LocalDate first, LocalDate last, params ReadOnlySpan<string> hours)
    {
        _dates.Add(new DateHours(first, last, _texts.Hours(hours, $"{_path}.dates")));
        return this;
    }

    /// <summary>Closes on one date.</summary>
    public ScheduleBuilder Closed(LocalDate date) => On(date, date);

    /// <summary>Closes on each date of a range, both ends included.</summary>
    public ScheduleBuilder Closed(LocalDate first, LocalDate last) => On(first, last);

    /// <summary>Adds dates on which <see cref="HolidayHours"/> replace the weekly hours.</summary>
    public ScheduleBuilder Holidays(params ReadOnlySpan<LocalDate> dates)
    {
        _holidays.AddRange(dates);
        return this;
    }

    /// <summary>Sets the hours of the holidays; without them holidays are closed.</summary>
    public ScheduleBuilder HolidayHours(params ReadOnlySpan<string> hours) =>
        Set(_made with { HolidayHours = _texts.Hours(hours, $"{_path}.holiday-hours") });

    private ScheduleBuilder Set(ScheduleSettings schedule)
    {
        _made = schedule;
        return this;
    }
}
