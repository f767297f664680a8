using System.Globalization;
using NodaTime;

namespace CallRouting.PlanFiles;

/// <summary>Decodes values from their text by what the plan expects there, never by their looks.</summary>
internal static class Scalars
{
    /// <summary>Says that something else was expected; nothing where an error was said already.</summary>
    public static void WrongType(Place place, string expected, Findings findings)
    {
        if (place.Node is BrokenNode)
            return;
        if (place.Node is ScalarNode { IsNothing: true })
            findings.Error("no-value", place.Path, place.NameAt,
                $"Nothing is written here: {expected}. Write it or remove the key.");
        else
            findings.Error("wrong-type", place.Path, place.Node.At, $"{Capital(expected)}; here stands "
                + $"{place.Node.Kind}.");
    }

    /// <summary>The text as written, or <c>null</c> after an error.</summary>
    public static string? Text(Place place, Findings findings, string expected = "text is expected here")
    {
        if (place.Node is ScalarNode { Text.Length: > 0 } scalar)
            return scalar.Text;
        if (place.Node is ScalarNode { IsNothing: false })
            findings.Error("no-value", place.Path, place.Node.At,
                $"The text is empty: {expected}. Write it or remove the key.");
        else
            WrongType(place, expected, findings);
        return null;
    }

    /// <summary>A duration with its unit, or <c>null</c> after an error.</summary>
    public static Duration? Duration(Place place, Findings findings)
    {
        if (Text(place, findings, "a duration like 5s is expected here") is not { } text)
            return null;
        if (DurationText.TryRead(text, out var duration, out var problem))
            return duration;
        findings.Error("bad-duration", place.Path, place.Node.At, problem);
        return null;
    }

    /// <summary>Yes or no, also written true or false; no after an error.</summary>
    public static bool Flag(Place place, Findings findings)
    {
        if (Text(place, findings, "yes or no is expected here") is not { } text || text is "no" or "false")
            return false;
        if (text is "yes" or "true")
            return true;
        var meant = text.ToLowerInvariant() switch
        {
            "yes" or "on" or "y" or "1" or "true" or "да" => " Did you mean yes?",
            "no" or "off" or "n" or "0" or "false" or "нет" => " Did you mean no?",
            _ => "",
        };
        findings.Error("bad-flag", place.Path, place.Node.At, $"{Shown.Of(text)} is not yes or no.{meant}");
        return false;
    }

    /// <summary>A whole number in a range, or <c>null</c> after an error.</summary>
    public static int? Whole(Place place, WholeShape range, Findings findings)
    {
        var (least, most) = (range.Least, range.Most);
        if (Text(place, findings, "a whole number is expected here") is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
            return number;
        findings.Error("bad-number", place.Path, place.Node.At, string.Create(CultureInfo.InvariantCulture,
            $"{Shown.Of(text)} does not fit here: write a whole number, {least} to {most}."));
        return null;
    }

    /// <summary>A telephone number in international form; none after an error.</summary>
    public static PhoneNumber Phone(Place place, Findings findings)
    {
        if (Text(place, findings, "a number like \"+74951110001\" is expected here") is not { } text)
            return default;
        if (PhoneNumber.TryParse(text, out var number))
            return number;
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        var meant = PhoneNumber.TryParse("+" + digits, out var fixedUp) && digits.Length > 7
            && (text.StartsWith('+') || digits[0] != '8')
            ? $" Did you mean \"{fixedUp}\"?"
            : "";
        findings.Error("bad-phone-number", place.Path, place.Node.At, $"{Shown.Of(text)} is no number in international "
            + $"form: write a plus, the country code and the rest, digits only, like \"+74951110001\".{meant}");
        return default;
    }

    /// <summary>The value of an enum; its zero after an error.</summary>
    public static T Word<T>(Place place, Vocabulary<T> words, Findings findings)
        where T : struct, Enum
    {
        if (Text(place, findings, $"one of {Shown.List(words.Words)} is expected here") is not { } text)
            return default;
        if (!words.TryRead(text, out var value))
            BadWord(place, words.What, text, words.Words, findings);
        return value;
    }

    /// <summary>Says that a word is none of those that may stand there.</summary>
    public static void BadWord(
        Place place, string what, string text, IReadOnlyCollection<string> words, Findings findings) =>
        findings.Error("bad-word", place.Path, place.Node.At,
            $"{Shown.Of(text)} is no {what}.{Spelling.Question(text, words)} It is one of: {Shown.List(words)}.");

    /// <summary>The items of a list; none after an error.</summary>
    public static IEnumerable<Place> Items(Place place, string expected, Findings findings)
    {
        if (place.Node is ListNode list)
            return list.Items.Select((item, index) => place.Below(index, item));
        WrongType(place, $"this must be {expected}", findings);
        return [];
    }

    /// <summary>The entries of a map; none after an error.</summary>
    public static IEnumerable<MapEntry> Entries(Place place, string expected, Findings findings)
    {
        if (place.Node is MapNode map)
            return map.Entries;
        WrongType(place, expected, findings);
        return [];
    }

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
