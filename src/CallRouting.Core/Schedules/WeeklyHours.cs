using NodaTime;

namespace CallRouting;

/// <summary>The intervals that start on each day of the week; a day without any is closed.</summary>
public sealed record WeeklyHours
{
    /// <summary>The intervals that start on Monday.</summary>
    public EquatableList<LocalInterval> Monday { get; init; }

    /// <summary>The intervals that start on Tuesday.</summary>
    public EquatableList<LocalInterval> Tuesday { get; init; }

    /// <summary>The intervals that start on Wednesday.</summary>
    public EquatableList<LocalInterval> Wednesday { get; init; }

    /// <summary>The intervals that start on Thursday.</summary>
    public EquatableList<LocalInterval> Thursday { get; init; }

    /// <summary>The intervals that start on Friday.</summary>
    public EquatableList<LocalInterval> Friday { get; init; }

    /// <summary>The intervals that start on Saturday.</summary>
    public EquatableList<LocalInterval> Saturday { get; init; }

    /// <summary>The intervals that start on Sunday.</summary>
    public EquatableList<LocalInterval> Sunday { get; init; }

    /// <summary>The intervals that start on a day of the week.</summary>
    /// <param name="day">Monday … Sunday.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a day of the week.</exception>
    public EquatableList<LocalInterval> this[IsoDayOfWeek day] => day switch
    {
        IsoDayOfWeek.Monday => Monday,
        IsoDayOfWeek.Tuesday => Tuesday,
        IsoDayOfWeek.Wednesday => Wednesday,
        IsoDayOfWeek.Thursday => Thursday,
        IsoDayOfWeek.Friday => Friday,
        IsoDayOfWeek.Saturday => Saturday,
        IsoDayOfWeek.Sunday => Sunday,
        _ => throw new ArgumentOutOfRangeException(nameof(day), day, "Not a day of the week."),
    };

    /// <summary>The same hours on every day.</summary>
    public static WeeklyHours EveryDay(params ReadOnlySpan<LocalInterval> hours) =>
        new WeeklyHours().With(IsoDayOfWeek.Monday, IsoDayOfWeek.Sunday, hours);

    /// <summary>These hours with one day's replaced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a day of the week.</exception>
    public WeeklyHours With(IsoDayOfWeek day, params ReadOnlySpan<LocalInterval> hours)
    {
        var list = EquatableList.Create(hours);
        return day switch
        {
            IsoDayOfWeek.Monday => this with { Monday = list },
            IsoDayOfWeek.Tuesday => this with { Tuesday = list },
            IsoDayOfWeek.Wednesday => this with { Wednesday = list },
            IsoDayOfWeek.Thursday => this with { Thursday = list },
            IsoDayOfWeek.Friday => this with { Friday = list },
            IsoDayOfWeek.Saturday => this with { Saturday = list },
            IsoDayOfWeek.Sunday => this with { Sunday = list },
            _ => throw new ArgumentOutOfRangeException(nameof(day), day, "Not a day of the week."),
        };
    }

    /// <summary>These hours with those of a run of days replaced.</summary>
    /// <param name="first">The first day.</param>
    /// <param name="last">The last day, included; a run may pass the end of the week, as Friday to Monday.</param>
    /// <param name="hours">The intervals that start on each of the days; none: closed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not a day of the week.</exception>
    public WeeklyHours With(IsoDayOfWeek first, IsoDayOfWeek last, params ReadOnlySpan<LocalInterval> hours)
    {
        var week = With(last, hours);
        for (var day = first; day != last; day = day == IsoDayOfWeek.Sunday ? IsoDayOfWeek.Monday : day + 1)
            week = week.With(day, hours);
        return week;
    }
}
