namespace CallRouting;

/// <summary>One place of a digit pattern as a set of bits, bit 0 for digit 0.</summary>
internal static class DigitSet
{
    public const int Any = 0x3FF;

    /// <summary>Reads a digit, <c>X</c> or a set such as <c>[2-57]</c> at the start of a pattern.</summary>
    /// <returns>The set and how many characters it took; an empty set where there is none of these.</returns>
    public static (int Set, int Used) Read(ReadOnlySpan<char> pattern)
    {
        if (pattern.IsEmpty)
            return default;
        char first = pattern[0];
        if (char.IsAsciiDigit(first))
            return (1 << (first - '0'), 1);
        if (first is 'X' or 'x')
            return (Any, 1);
        int end = pattern.IndexOf(']');
        return first == '[' && end > 1 && Members(pattern[1..end]) is var set and > 0 ? (set, end + 1) : default;
    }

    private static int Members(ReadOnlySpan<char> text)
    {
        int set = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
                return 0;
            int from = text[i] - '0', to = from;
            if (i + 1 < text.Length && text[i + 1] == '-')
            {
                if (i + 2 >= text.Length || !char.IsAsciiDigit(text[i + 2]) || text[i + 2] - '0' < from)
                    return 0;
                to = text[i + 2] - '0';
                i += 2;
            }
            for (int digit = from; digit <= to; digit++)
                set |= 1 << digit;
        }
        return set;
    }
}
