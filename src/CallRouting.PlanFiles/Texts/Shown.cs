using System.Text;

namespace CallRouting.PlanFiles;

/// <summary>Text of the file as a message may show it: in quotes, short, on one line.</summary>
internal static class Shown
{
    private const int Longest = 40;

    /// <summary>The text in quotes; control characters as their code, the end of long text left out.</summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder("'");
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length > Longest)
                return shown.Append("…'").ToString();
            if (Rune.IsControl(rune))
                shown.Append($"\\u{rune.Value:X4}");
            else
                shown.Append(rune.ToString());
        }

        return shown.Append('\'').ToString();
    }

    /// <summary>Words in order, separated by commas; of many the first twelve.</summary>
    public static string List(IReadOnlyCollection<string> words) => words.Count <= 12
        ? string.Join(", ", words)
        : $"{string.Join(", ", words.Take(12))} and {words.Count - 12} more";

    /// <summary>Words as a choice: "a, b or c".</summary>
    public static string Or(IReadOnlyList<string> words) => words.Count < 2
        ? string.Join("", words)
        : $"{string.Join(", ", words.Take(words.Count - 1))} or {words[^1]}";
}
