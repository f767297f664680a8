using NodaTime;

namespace CallRouting;

/// <summary>Which part of a schedule sets the hours of a date.</summary>
public enum ScheduleRuleKind : byte
{
    /// <summary>No part does: the weekday has no hours, so it is closed.</summary>
    None = 0,

    /// <summary>The weekday's hours.</summary>
    Weekly = 1,

    /// <summary>The hours of a holiday.</summary>
    Holiday = 2,

    /// <summary>A dated override.</summary>
    Date = 3,
}

/// <summary>Why a schedule is open or closed at an instant; <c>default</c>: closed, no rule.</summary>
/// <param name="IsOpen">Whether it is open.</param>
/// <param name="Kind">Which part of the schedule decided.</param>
/// <param name="Date">The local date whose hours decided: the day before when <paramref name="IsSpill"/>.</param>
/// <param name="Interval">The interval that holds the instant; <c>default</c> (empty) when closed.</param>
/// <param name="IsSpill">Whether it is open because an earlier day's interval runs past midnight.</param>
/// <param name="Path">Where the rule is written, as <see cref="ScheduleFinding.Path"/>; empty when none
/// decided.</param>
public readonly record struct ScheduleRule(
    bool IsOpen, ScheduleRuleKind Kind, LocalDate Date, LocalInterval Interval, bool IsSpill, string Path)
{
    /// <summary>The reason in words: <c>open: weekly.fri[0] 20:00-04:00, since 2026-05-01</c>.</summary>
    public override string ToString() => (IsOpen, Kind) switch
    {
        (false, ScheduleRuleKind.None) => "closed: no hours on this weekday",
        (false, _) => $"closed: not within the hours of {Path}",
        (true, _) when IsSpill => $"open: {Path} {Interval}, since {IsoDate.Text(Date)}",
        (true, _) => $"open: {Path} {Interval}",
    };
}
