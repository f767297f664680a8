namespace CallRouting;

/// <summary>A pattern over digits: one set a place, perhaps a plus in front, perhaps any digits at the end.</summary>
/// <remarks>The text it matches is one octet a character: 0 to 9, and <see cref="Plus"/> at the front.</remarks>
internal sealed class DigitPattern
{
    public const byte Plus = 10;
    public const int PlusBit = 1 << Plus;

    /// <summary>The longest text that is ever matched: a plus and 32 digits.</summary>
    public const int LongestText = NumberText.MostDigits + 1;

    private readonly ushort[] sets;

    private DigitPattern(ushort[] sets, bool goesOn)
    {
        this.sets = sets;
        GoesOn = goesOn;
    }

    /// <summary>How many places are written out.</summary>
    public int Length => sets.Length;

    /// <summary>Whether it ends with <c>.</c>: further digits or none.</summary>
    public bool GoesOn { get; }

    /// <summary>Reads a pattern; null where it cannot be read, is empty or too long.</summary>
    public static DigitPattern? Read(ReadOnlySpan<char> text)
    {
        var sets = new List<ushort>();
        bool goesOn = false;
        if (text is ['+', .. var rest])
        {
            sets.Add(PlusBit);
            text = rest;
        }
        while (!text.IsEmpty && !goesOn)
        {
            if (text is ['.'])
            {
                goesOn = true;
                break;
            }
            (int set, int used) = DigitSet.Read(text);
            if (set == 0)
                return null;
            sets.Add((ushort)set);
            text = text[used..];
        }
        bool empty = sets.Count == 0 && !goesOn || sets is [PlusBit] && !goesOn;
        return empty || sets.Count > LongestText ? null : new DigitPattern([.. sets], goesOn);
    }

    /// <summary>The characters that may stand at a place, as bits; behind the written places those that
    /// <c>.</c> takes.</summary>
    public int SetAt(int place) =>
        place < sets.Length ? sets[place] : place == 0 ? DigitSet.Any | PlusBit : DigitSet.Any;

    /// <summary>Whether the whole text matches.</summary>
    public bool Matches(ReadOnlySpan<byte> text) => (text.Length == sets.Length || GoesOn) && Begins(text);

    /// <summary>Whether the text begins with the written places.</summary>
    public bool Begins(ReadOnlySpan<byte> text)
    {
        if (text.Length < sets.Length)
            return false;
        for (int i = 0; i < sets.Length; i++)
            if ((sets[i] >> text[i] & 1) == 0)
                return false;
        return true;
    }
}
