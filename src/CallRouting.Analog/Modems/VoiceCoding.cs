using System.Globalization;
using CallRouting.Audio;

namespace CallRouting.Analog;

/// <summary>How a voice modem codes sound: one octet a sample.</summary>
internal enum VoiceCoding : byte
{
    /// <summary>None that is understood here: no sound.</summary>
    None = 0,

    /// <summary>8 bits, 128 is silence.</summary>
    Linear = 1,

    /// <summary>8 bits, two's complement.</summary>
    SignedLinear = 2,

    /// <summary>G.711 µ-law.</summary>
    Mulaw = 3,

    /// <summary>G.711 A-law.</summary>
    Alaw = 4,
}

/// <summary>A coding that a modem offers; <c>default</c>: none.</summary>
/// <param name="Number">The modem's number for it: numbers differ from chip to chip.</param>
/// <param name="Coding">What it is.</param>
internal readonly record struct OfferedCoding(int Number, VoiceCoding Coding)
{
    private const int Rate = AudioFrame.SampleRate;

    /// <summary>Reads a line of the answer to <c>+VSM=?</c>: <c>128,"8-BIT LINEAR",8,0,(7200,8000),(0),(0)</c>, in
    /// the spellings
    /// of different chips.</summary>
    /// <returns>A coding at 8 kHz; <c>default</c>: it is none that is understood.</returns>
    public static OfferedCoding Read(string line)
    {
        var text = line.AsSpan().Trim();
        if (text.StartsWith("+VSM:", StringComparison.OrdinalIgnoreCase))
            text = text[5..].TrimStart();
        var comma = text.IndexOf(',');
        if (comma <= 0
            || !int.TryParse(text[..comma].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return default;
        var rest = text[(comma + 1)..].TrimStart();
        var name = ReadOnlySpan<char>.Empty;
        if (rest.StartsWith("\""))
        {
            var end = rest[1..].IndexOf('"');
            if (end < 0)
                return default;
            name = rest.Slice(1, end);
            rest = rest[(end + 2)..];
        }

        return OffersRate(rest) ? new(number, CodingOf(name, number, rest)) : default;
    }

    /// <summary>Which of two is better: the laws carry more than 8 linear bits, and A-law needs no
    /// conversion.</summary>
    public static OfferedCoding Better(OfferedCoding one, OfferedCoding other) =>
        other.Coding > one.Coding ? other : one;

    private static VoiceCoding CodingOf(ReadOnlySpan<char> name, int number, ReadOnlySpan<char> rest)
    {
        Span<char> upper = stackalloc char[48];
        upper = upper[..Math.Min(name.Length, upper.Length)];
        name[..upper.Length].ToUpperInvariant(upper);
        ReadOnlySpan<char> says = upper;
        if (says.IsWhiteSpace())
        {
            // Without a name the numbers are those of V.253 table 18.
            return number switch
            {
                0 => VoiceCoding.SignedLinear,
                1 => VoiceCoding.Linear,
                4 => VoiceCoding.Mulaw,
                5 => VoiceCoding.Alaw,
                _ => VoiceCoding.None,
            };
        }

        if (Says(says, "ULAW") || Says(says, "U-LAW") || Says(says, "U LAW") || Says(says, "G.711U"))
            return VoiceCoding.Mulaw;
        if (Says(says, "ALAW") || Says(says, "A-LAW") || Says(says, "A LAW") || Says(says, "G.711A"))
            return VoiceCoding.Alaw;
        if (Says(says, "ADPCM") || !(Says(says, "LINEAR") || Says(says, "PCM")) || !IsEightBits(says, rest))
            return VoiceCoding.None;
        return Says(says, "SIGNED") && !Says(says, "UNSIGNED") ? VoiceCoding.SignedLinear : VoiceCoding.Linear;
    }

    private static bool Says(ReadOnlySpan<char> text, string word) => text.Contains(word, StringComparison.Ordinal);

    private static bool IsEightBits(ReadOnlySpan<char> name, ReadOnlySpan<char> rest)
    {
        if (Says(name, "16") || Says(name, "14"))
            return false;
        if (Says(name, "8"))
            return true;
        rest = rest.TrimStart(", ");
        var end = rest.IndexOf(',');
        return (end < 0 ? rest : rest[..end]).Trim() is "8";
    }

    // Somewhere among the numbers stands the rate, alone or in a range (7200-11025).
    private static bool OffersRate(ReadOnlySpan<char> rest)
    {
        int last = 0, value = 0;
        var isRange = false;
        for (var i = 0; i <= rest.Length; i++)
        {
            var mark = i < rest.Length ? rest[i] : ',';
            if (char.IsAsciiDigit(mark))
            {
                value = Math.Min(value * 10 + (mark - '0'), 1_000_000);
                continue;
            }

            if (value == Rate || isRange && last > 0 && last < Rate && value > Rate)
                return true;
            (isRange, last, value) = (mark == '-', value, 0);
        }

        return false;
    }
}

/// <summary>Turns sound of a modem's coding into A-law and back, octet for octet, in place.</summary>
internal static class VoiceCodings
{
    /// <summary>Turns what a modem said into A-law.</summary>
    public static void ToAlaw(VoiceCoding coding, Span<byte> octets)
    {
        switch (coding)
        {
            case VoiceCoding.Linear:
                foreach (ref var octet in octets)
                    octet = G711.EncodeAlaw((short)((octet - 128) << 8));
                break;
            case VoiceCoding.SignedLinear:
                foreach (ref var octet in octets)
                    octet = G711.EncodeAlaw((short)((sbyte)octet << 8));
                break;
            case VoiceCoding.Mulaw:
                G711.MulawToAlaw(octets, octets);
                break;
        }
    }

    /// <summary>Turns A-law into what a modem is to say.</summary>
    public static void FromAlaw(VoiceCoding coding, Span<byte> octets)
    {
        switch (coding)
        {
            case VoiceCoding.Linear:
                foreach (ref var octet in octets)
                    octet = (byte)(Eight(octet) + 128);
                break;
            case VoiceCoding.SignedLinear:
                foreach (ref var octet in octets)
                    octet = (byte)Eight(octet);
                break;
            case VoiceCoding.Mulaw:
                G711.AlawToMulaw(octets, octets);
                break;
        }
    }

    // Rounded to the nearest of 256 steps.
    private static int Eight(byte alaw) => Math.Clamp((G711.DecodeAlaw(alaw) + 128) >> 8, -128, 127);
}
