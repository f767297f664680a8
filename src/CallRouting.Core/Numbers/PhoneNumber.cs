namespace CallRouting;

/// <summary>A telephone number of the international numbering plan (ITU-T E.164): country code and national
/// significant number, at most 15 digits, held in one word.</summary>
/// <remarks><c>default</c> is "no number". The same type holds the beginning of a number where a block of numbers is
/// meant. It is never compared with an <see cref="Extension"/> or a <see cref="LineNumber"/>.</remarks>
public readonly record struct PhoneNumber
{
    internal PhoneNumber(ulong key) => Key = key;

    /// <summary>The digits packed four bits each, every digit as its value plus one; 0 means no number. Equal keys
    /// mean equal numbers; the order of keys is by length, then by digits.</summary>
    public ulong Key { get; }

    /// <summary>True for <c>default</c>: there is no number here.</summary>
    public bool IsNone => Key == 0;

    /// <summary>How many digits, country code included, without the plus: 0 to 15.</summary>
    public int DigitCount => PackedDigits.Count(Key);

    /// <summary>Reads text in international form: a plus, a first digit that is not 0, at most 15 digits, and nothing
    /// else. Text as a trunk writes it is read by <see cref="NumberRules"/> instead.</summary>
    /// <returns>False, with no number, for anything else.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out PhoneNumber number)
    {
        number = default;
        if (text.Length < 2 || text[0] != '+' || text[1] == '0' || !PackedDigits.TryPack(text[1..], out ulong key))
            return false;
        number = new PhoneNumber(key);
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, for text that the caller wrote himself.</summary>
    /// <exception cref="ArgumentException">The text is not a plus followed by 1 to 15 digits.</exception>
    public static PhoneNumber Parse(ReadOnlySpan<char> text) => TryParse(text, out PhoneNumber number)
        ? number
        : throw new ArgumentException(
            $"\"{text}\" is no international number: write a plus and at most 15 digits, like +74951110001.",
            nameof(text));

    /// <summary>Whether the digits begin with those of <paramref name="prefix"/>. Every number begins with no
    /// number.</summary>
    public bool StartsWith(PhoneNumber prefix) => PackedDigits.StartsWith(Key, prefix.Key);

    /// <summary>Writes the number as <see cref="ToString"/> does, without allocating.</summary>
    /// <returns>False, with nothing written, where the destination is shorter than 1 + <see cref="DigitCount"/>.
    /// </returns>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        charsWritten = 0;
        if (IsNone)
            return true;
        if (destination.Length <= DigitCount || !PackedDigits.TryFormat(Key, destination[1..], out int digits))
            return false;
        destination[0] = '+';
        charsWritten = digits + 1;
        return true;
    }

    /// <summary>The number in international form, <c>+74951110001</c>; empty for no number.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[PackedDigits.Most + 1];
        return TryFormat(text, out int length) ? new string(text[..length]) : string.Empty;
    }

    /// <summary>The number as logs, traces and explanations may show it: country code, three digits and the last two,
    /// <c>+7495•••••01</c>. At least four digits are hidden, of a short number all.</summary>
    public string Masked()
    {
        Span<char> text = stackalloc char[PackedDigits.Most + 1];
        if (!TryFormat(text, out int length))
            return string.Empty;
        text = text[..length];
        const int hiddenAtLeast = 4, tail = 2;
        int country = 1 + CallingCodes.LengthOf(this);
        int head = Math.Min(country + 3, length - tail - hiddenAtLeast);
        if (head < country)
            text[Math.Min(1, length)..].Fill('•');
        else
            text[head..^tail].Fill('•');
        return new string(text);
    }
}
