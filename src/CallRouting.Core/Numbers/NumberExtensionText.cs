namespace CallRouting;

/// <summary>Recognises what is written behind a number for the office exchange there: <c>ext. 204</c>,
/// <c>x204</c>, <c>доб. 204</c>, <c>,204</c>.</summary>
internal static class NumberExtensionText
{
    private static readonly string[] Words =
        ["extension", "extn", "ext", "x", "добавочный", "доб", "доп", "внутренний", "внутр", "вн"];

    /// <summary>Whether the text is an extension to its end.</summary>
    public static bool IsWhole(ReadOnlySpan<char> text)
    {
        if (text[0] == ',')
            return IsPauseAndDigits(text);
        foreach (string word in Words)
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                return IsDigits(text[word.Length..], " .:=#\u00A0", 15);
        return false;
    }

    // A comma is a pause in dialling; more than six digits behind it are a second number, and who knows which is meant.
    private static bool IsPauseAndDigits(ReadOnlySpan<char> text) => IsDigits(text, ", ", 6);

    // Plain loops: the framework's generic searches allocate until they are compiled for speed.
    private static bool IsDigits(ReadOnlySpan<char> text, ReadOnlySpan<char> before, int most)
    {
        while (!text.IsEmpty && before.Contains(text[0]))
            text = text[1..];
        foreach (char c in text)
            if (!char.IsAsciiDigit(c))
                return false;
        return !text.IsEmpty && text.Length <= most;
    }
}
