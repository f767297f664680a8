using System.Numerics;

namespace CallRouting;

/// <summary>Up to 15 digits in one word: each digit is stored as its value plus one in four bits, the last digit
/// lowest.</summary>
/// <remarks>Zero therefore means "no digits", leading zeros count, and a prefix is a right shift.</remarks>
internal static class PackedDigits
{
    public const int Most = 15;

    public static ulong Pack(ReadOnlySpan<byte> digits)
    {
        ulong key = 0;
        foreach (byte digit in digits)
            key = (key << 4) | (digit + 1u);
        return key;
    }

    /// <summary>Packs text of 1 to 15 ASCII digits; anything else is refused.</summary>
    public static bool TryPack(ReadOnlySpan<char> text, out ulong key)
    {
        key = 0;
        if (text.IsEmpty || text.Length > Most)
            return false;
        ulong packed = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            packed = (packed << 4) | (uint)(c - '0' + 1);
        }
        key = packed;
        return true;
    }

    public static int Count(ulong key) => (64 - BitOperations.LeadingZeroCount(key) + 3) >> 2;

    public static int Unpack(ulong key, Span<byte> digits)
    {
        int count = Count(key);
        for (int i = count - 1; i >= 0; i--, key >>= 4)
            digits[i] = (byte)((key & 0xF) - 1);
        return count;
    }

    /// <summary>Writes the digits; false, with nothing written, where the destination is too short.</summary>
    public static bool TryFormat(ulong key, Span<char> destination, out int written)
    {
        int count = Count(key);
        written = 0;
        if (destination.Length < count)
            return false;
        written = count;
        for (int i = count - 1; i >= 0; i--, key >>= 4)
            destination[i] = (char)('0' + (key & 0xF) - 1);
        return true;
    }

    public static bool StartsWith(ulong key, ulong prefix)
    {
        int beyond = Count(key) - Count(prefix);
        return beyond >= 0 && key >> (4 * beyond) == prefix;
    }
}
