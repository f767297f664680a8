using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;

namespace CallRouting.Host;

/// <summary>Values as people read them on a terminal. What comes from the wire or a file can neither colour nor move
/// anything there.</summary>
internal static class Shown
{
    private const int LongestName = 60;

    private static readonly LocalTimePattern OfDay = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");

    /// <summary>Text from elsewhere, as markup that shows it as it is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">How many characters to show.</param>
    public static string Text(string text, int longest = LongestName)
    {
        var shown = new StringBuilder(Math.Min(text.Length, 80));
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= longest)
            {
                shown.Append('…');
                break;
            }

            // Control characters steer terminals, format characters turn the direction of writing.
            shown.Append(Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned => "?",
                _ => rune.ToString(),
            });
        }

        return Markup.Escape(shown.ToString());
    }

    /// <summary>As <see cref="Text"/>, however long it is.</summary>
    public static string Whole(string text) => Text(text, int.MaxValue);

    /// <summary>A length of time: <c>12 s</c>, <c>1 min 5 s</c>, <c>2 h 3 min</c>.</summary>
    public static string Length(Duration length)
    {
        var seconds = (long)Math.Round(Math.Max(0, length.TotalSeconds), MidpointRounding.AwayFromZero);
        return seconds switch
        {
            < 60 => Invariant($"{seconds} s"),
            < 3600 => Invariant($"{seconds / 60} min {seconds % 60} s"),
            _ => Invariant($"{seconds / 3600} h {seconds / 60 % 60} min"),
        };
    }

    /// <summary>The zone whose clock hangs in the company's office.</summary>
    public static DateTimeZone ZoneOf(RoutingPlan plan) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(plan.Source.TimeZone) ?? DateTimeZone.Utc;

    /// <summary>The time of day in a zone, with seconds.</summary>
    public static string TimeOfDay(Instant at, DateTimeZone zone) => OfDay.Format(at.InZone(zone).TimeOfDay);

    /// <summary>An outcome in words: <c>Abandoned while ringing</c>.</summary>
    public static string Words(Outcome outcome)
    {
        var name = outcome.ToString();
        var words = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (words.Length > 0 && char.IsUpper(letter))
                words.Append(' ').Append(char.ToLowerInvariant(letter));
            else
                words.Append(letter);
        }

        return words.ToString();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
