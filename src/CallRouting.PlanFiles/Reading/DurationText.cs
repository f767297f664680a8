using System.Globalization;
using System.Text;
using NodaTime;

namespace CallRouting.PlanFiles;

/// <summary>Durations as plan files write them: whole numbers with units, the larger first, <c>1h30m</c>.</summary>
internal static class DurationText
{
    private const int MostDigits = 9;

    private static readonly (string Unit, long Nanoseconds)[] Units =
    [
        ("d", NodaConstants.NanosecondsPerDay),
        ("h", NodaConstants.NanosecondsPerHour),
        ("m", NodaConstants.NanosecondsPerMinute),
        ("s", NodaConstants.NanosecondsPerSecond),
        ("ms", NodaConstants.NanosecondsPerMillisecond),
        ("us", 1000),
        ("ns", 1),
    ];

    /// <summary>Reads <c>5s</c>, <c>2m</c>, <c>1h30m</c>, <c>500ms</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="duration">The duration.</param>
    /// <param name="problem">What is wrong and what to write; empty where nothing is.</param>
    public static bool TryRead(string text, out Duration duration, out string problem)
    {
        problem = "";
        if (TryRead(text, out duration))
            return true;
        problem = $"{Shown.Of(text)} is no duration: ";
        problem += text.Length is > 0 and <= MostDigits && text.All(char.IsAsciiDigit)
            ? $"the unit is missing. Did you mean {text}s?"
            : Meant(text) is { } meant
                ? $"did you mean {meant}?"
                : "write whole numbers with units, like 5s, 2m, 1h30m, 7d or 500ms.";
        return false;
    }

    /// <summary>The shortest form, <c>1m30s</c>; <c>0s</c> for none.</summary>
    public static string Of(Duration duration)
    {
        if (duration == Duration.Zero)
            return "0s";
        var text = new StringBuilder(duration < Duration.Zero ? "-" : "");
        var left = Int128.Abs(duration.ToInt128Nanoseconds());
        foreach (var (unit, nanoseconds) in Units)
        {
            var count = left / nanoseconds;
            left %= nanoseconds;
            if (count > 0)
                text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
        }

        return text.ToString();
    }

    private static bool TryRead(ReadOnlySpan<char> text, out Duration duration)
    {
        duration = Duration.Zero;
        var next = 0;
        if (text.IsEmpty)
            return false;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits is <= 0 or > MostDigits)
                return false;
            var count = long.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            text = text[digits..];
            var letters = text.IndexOfAnyInRange('0', '9');
            var unit = letters < 0 ? text : text[..letters];
            while (next < Units.Length && !unit.SequenceEqual(Units[next].Unit))
                next++;
            if (next == Units.Length)
                return false;
            duration += Duration.FromNanoseconds((Int128)count * Units[next++].Nanoseconds);
            text = text[unit.Length..];
        }

        return true;
    }

    // "5 sec", "5S", "1,5s", "0:30": what people write elsewhere.
    private static string? Meant(string text)
    {
        if (text.Length > 32)
            return null;
        var plain = text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant().Replace(',', '.');
        var end = plain.Length;
        while (end > 0 && !char.IsAsciiDigit(plain[end - 1]))
            end--;
        var unit = plain[end..] switch
        {
            "s" or "sec" or "secs" or "second" or "seconds" or "с" or "сек" => NodaConstants.NanosecondsPerSecond,
            "m" or "min" or "mins" or "minute" or "minutes" or "м" or "мин" => NodaConstants.NanosecondsPerMinute,
            "h" or "hr" or "hrs" or "hour" or "hours" or "ч" or "час" => NodaConstants.NanosecondsPerHour,
            "d" or "day" or "days" or "д" or "дн" or "день" => NodaConstants.NanosecondsPerDay,
            "ms" or "msec" or "millis" or "milliseconds" or "мс" => NodaConstants.NanosecondsPerMillisecond,
            _ => 0L,
        };
        if (unit > 0 && end <= MostDigits && decimal.TryParse(plain[..end], NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out var count))
            return Of(Duration.FromNanoseconds((Int128)(count * unit)));
        return TryRead(plain, out var duration) ? Of(duration) : null;
    }
}
