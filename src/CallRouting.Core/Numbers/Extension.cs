namespace CallRouting;

/// <summary>An internal number of an employee or a department: 1 to 15 digits, leading zeros kept.</summary>
/// <remarks><c>default</c> is "no extension". 0101 and 101 are different extensions. An extension is never compared
/// with a <see cref="PhoneNumber"/>, even if the digits are the same.</remarks>
public readonly record struct Extension
{
    internal Extension(ulong key) => Key = key;

    /// <summary>The digits packed four bits each, every digit as its value plus one; 0 means no extension.</summary>
    public ulong Key { get; }

    /// <summary>True for <c>default</c>: there is no extension here.</summary>
    public bool IsNone => Key == 0;

    /// <summary>How many digits: 0 to 15.</summary>
    public int DigitCount => PackedDigits.Count(Key);

    /// <summary>Reads 1 to 15 ASCII digits and nothing else.</summary>
    /// <returns>False, with no extension, for anything else.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Extension extension)
    {
        bool read = PackedDigits.TryPack(text, out ulong key);
        extension = new Extension(key);
        return read;
    }

    /// <summary>As <see cref="TryParse"/>, for text that the caller wrote himself.</summary>
    /// <exception cref="ArgumentException">The text is not 1 to 15 digits.</exception>
    public static Extension Parse(ReadOnlySpan<char> text) => TryParse(text, out Extension extension)
        ? extension
        : throw new ArgumentException($"\"{text}\" is no internal number: write 1 to 15 digits, like 101.",
            nameof(text));

    /// <summary>Whether the digits begin with those of <paramref name="prefix"/>, as when they are dialled one by
    /// one.</summary>
    public bool StartsWith(Extension prefix) => PackedDigits.StartsWith(Key, prefix.Key);

    /// <summary>Writes the digits without allocating; false where the destination is too short.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten) =>
        PackedDigits.TryFormat(Key, destination, out charsWritten);

    /// <summary>The digits, <c>0101</c>; empty for no extension.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[PackedDigits.Most];
        return TryFormat(text, out int length) ? new string(text[..length]) : string.Empty;
    }
}
