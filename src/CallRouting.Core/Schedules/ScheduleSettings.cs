using NodaTime;

namespace CallRouting;

/// <summary>Business hours as written in a plan, not yet checked; compiled into a <see cref="Schedule"/>.</summary>
/// <remarks>Equal when every part is equal. For a date, <see cref="Dates"/> replace <see cref="HolidayHours"/>,
/// which replace <see cref="Weekly"/>. An interval belongs to the local day on which it starts: what replaces a
/// day leaves alone what runs into it from the day before.</remarks>
public sealed record ScheduleSettings
{
    /// <summary>The schedule's name in the plan.</summary>
    public required string Id { get; init; }

    /// <summary>The IANA zone whose wall clock the hours follow, for example <c>Europe/Moscow</c>; mandatory.</summary>
    public required string Zone { get; init; }

    /// <summary>The hours of each day of the week; closed all week when not given.</summary>
    public WeeklyHours Weekly { get; init; } = new();

    /// <summary>Dated overrides; of several for one date, the last in the list counts.</summary>
    public EquatableList<DateHours> Dates { get; init; }

    /// <summary>Local dates on which <see cref="HolidayHours"/> replace the weekly hours.</summary>
    public EquatableList<LocalDate> Holidays { get; init; }

    /// <summary>The hours of a holiday; null or empty: closed.</summary>
    public EquatableList<LocalInterval>? HolidayHours { get; init; }
}

/// <summary>The hours of one local date or of each date in a range, in place of those of its weekday.</summary>
public sealed record DateHours
{
    /// <summary>Hours of one date.</summary>
    /// <param name="date">The local date.</param>
    /// <param name="hours">The intervals that start on it; empty: closed.</param>
    public DateHours(LocalDate date, EquatableList<LocalInterval> hours)
        : this(date, date, hours)
    {
    }

    /// <summary>Hours of each date from the first to the last.</summary>
    /// <param name="first">The first local date.</param>
    /// <param name="last">The last local date, included; before the first it is a finding when compiled.</param>
    /// <param name="hours">The intervals that start on each of them; empty: closed.</param>
    public DateHours(LocalDate first, LocalDate last, EquatableList<LocalInterval> hours)
    {
        First = first;
        Last = last;
        Hours = hours;
    }

    /// <summary>The first local date.</summary>
    public LocalDate First { get; init; }

    /// <summary>The last local date, included; the first one for a single date.</summary>
    public LocalDate Last { get; init; }

    /// <summary>The intervals that start on each of the dates; empty: closed.</summary>
    public EquatableList<LocalInterval> Hours { get; init; }

    /// <summary>How a plan file writes the key: <c>2026-12-31</c> or <c>2027-01-01..2027-01-08</c>.</summary>
    public string Key => First == Last ? IsoDate.Text(First) : $"{IsoDate.Text(First)}..{IsoDate.Text(Last)}";
}
