using System.Globalization;

namespace CallRouting;

/// <summary>A stretch of one local day in whole minutes, end excluded; it may run past midnight.</summary>
/// <remarks>It belongs to the day on which it starts. <c>default</c> is 00:00-00:00, which is empty and opens
/// nothing.</remarks>
public readonly record struct LocalInterval : IComparable<LocalInterval>
{
    private const int MinutesPerDay = 24 * 60;

    /// <summary>Makes an interval from minutes of the day.</summary>
    /// <param name="startMinute">0 … 1439.</param>
    /// <param name="endMinute">After the start, at most 1440 minutes later; above 1440 it is on the next day.</param>
    /// <exception cref="ArgumentOutOfRangeException">A minute is outside its range.</exception>
    public LocalInterval(int startMinute, int endMinute)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startMinute);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(startMinute, MinutesPerDay);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(endMinute, startMinute);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(endMinute, startMinute + MinutesPerDay);
        StartMinute = startMinute;
        EndMinute = endMinute;
    }

    /// <summary>The whole day, 00:00-24:00.</summary>
    public static LocalInterval WholeDay { get; } = new(0, MinutesPerDay);

    /// <summary>The first open minute of the day: 0 … 1439.</summary>
    public int StartMinute { get; }

    /// <summary>The minute that ends it: up to 1440 after the start, above 1440 on the next day.</summary>
    public int EndMinute { get; }

    /// <summary>Whether it runs past the midnight that ends its day.</summary>
    public bool RunsPastMidnight => EndMinute > MinutesPerDay;

    /// <summary>Whether it holds no minute at all, which only <c>default</c> does.</summary>
    public bool IsEmpty => EndMinute == StartMinute;

    /// <summary>Reads <c>09:00-18:00</c>, <c>20:00-04:00</c> or <c>20:00-28:00</c>, <c>00:00-24:00</c>.</summary>
    /// <remarks>Hours may have one digit, an en dash and blanks around the dash are accepted. An end at or before
    /// the start is on the next day. An equal start and end is refused, since it could mean nothing or a whole day:
    /// write 00:00-24:00 for the day, 12:00-36:00 for the 24 hours from noon. Seconds are not taken.</remarks>
    /// <param name="text">The text, of any length and content.</param>
    /// <param name="interval">The interval, or <c>default</c> when the text is refused.</param>
    /// <param name="problem">What is wrong and what to write instead; empty when the text is accepted.</param>
    /// <returns>Whether the text is an interval.</returns>
    public static bool TryParse(string? text, out LocalInterval interval, out string problem)
    {
        interval = default;
        problem = Read(text, out var start, out var end);
        if (problem.Length > 0)
            return false;
        interval = new LocalInterval(start, end);
        return true;
    }

    private static string Read(string? text, out int start, out int end)
    {
        start = end = 0;
        var shown = Shown(text);
        var span = text.AsSpan();
        var dash = span.IndexOfAny('-', '–');
        if (dash < 0)
            return $"{shown} is not an interval: write start and end as HH:MM-HH:MM, for example 09:00-18:00.";
        if (!TryReadTime(span[..dash].Trim(), out start))
            return $"The start in {shown} is not a time: write HH:MM, for example 09:00-18:00.";
        if (!TryReadTime(span[(dash + 1)..].Trim(), out end))
            return $"The end in {shown} is not a time: write HH:MM, for example 09:00-18:00.";
        if (start >= MinutesPerDay)
            return $"The start in {shown} is not on this day: put the interval under the next day, "
                + $"as {Clock(start - MinutesPerDay)}.";
        if (end == start)
            return $"Start and end in {shown} are equal: write 00:00-24:00 for the whole day, "
                + $"or {Clock(start)}-{Clock(start + MinutesPerDay)} for the 24 hours from {Clock(start)}.";
        if (end < start)
            end += MinutesPerDay;
        if (end > start + MinutesPerDay)
            return $"{shown} is longer than 24 hours: end it at {Clock(start + MinutesPerDay)} at the latest "
                + "and put the rest under the next day.";
        return "";
    }

    // H:MM or HH:MM, hours 0 … 47: an end may be written past 24:00.
    private static bool TryReadTime(ReadOnlySpan<char> text, out int minute)
    {
        minute = 0;
        var colon = text.Length - 3;
        if (colon is not (1 or 2) || text[colon] != ':')
            return false;
        foreach (var c in text)
            if (c != ':' && !char.IsAsciiDigit(c))
                return false;
        if (text.Count(':') != 1)
            return false;
        var hours = int.Parse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture);
        var minutes = int.Parse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture);
        minute = hours * 60 + minutes;
        return minutes < 60 && minute < 2 * MinutesPerDay;
    }

    private static string Shown(string? text) =>
        text is null ? "Nothing" : text.Length <= 40 ? $"'{text}'" : $"'{text[..40]}…'";

    private static string Clock(int minute) =>
        string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    /// <summary>Orders by start, then by end.</summary>
    public int CompareTo(LocalInterval other) =>
        (StartMinute, EndMinute).CompareTo((other.StartMinute, other.EndMinute));

    /// <summary>Whether the left one starts earlier, or ends earlier when both start together.</summary>
    public static bool operator <(LocalInterval left, LocalInterval right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one does not come after the right one.</summary>
    public static bool operator <=(LocalInterval left, LocalInterval right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one starts later, or ends later when both start together.</summary>
    public static bool operator >(LocalInterval left, LocalInterval right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one does not come before the right one.</summary>
    public static bool operator >=(LocalInterval left, LocalInterval right) => left.CompareTo(right) >= 0;

    /// <summary>The text that <see cref="TryParse"/> reads back: <c>20:00-04:00</c>; 24 hours from noon are
    /// <c>12:00-36:00</c>.</summary>
    public override string ToString() =>
        EndMinute <= MinutesPerDay || EndMinute - StartMinute == MinutesPerDay
            ? $"{Clock(StartMinute)}-{Clock(EndMinute)}"
            : $"{Clock(StartMinute)}-{Clock(EndMinute - MinutesPerDay)}";
}
