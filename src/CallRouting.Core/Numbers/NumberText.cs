using System.Globalization;

namespace CallRouting;

/// <summary>Takes the digits out of text as trunks write it: spaces, dashes, brackets, URI scheme, host, parameters and
/// extension fall away.</summary>
internal static class NumberText
{
    /// <summary>More digits than this are no number in any form: 15 of E.164 and the longest prefixes leave room.
    /// </summary>
    public const int MostDigits = 32;

    /// <summary>Writes the number's characters, one octet each: <see cref="DigitPattern.Plus"/> and digits.</summary>
    /// <param name="raw">Any text.</param>
    /// <param name="characters">Room for at least <see cref="DigitPattern.LongestText"/> octets.</param>
    /// <param name="count">How many were written.</param>
    /// <param name="context">The number in <c>phone-context</c>, a part of <paramref name="raw"/>; else
    /// empty.</param>
    /// <returns>Absent, Digits (perhaps after a plus) or Name.</returns>
    public static NormalisedKind Read(
        ReadOnlySpan<char> raw, Span<byte> characters, out int count, out ReadOnlySpan<char> context)
    {
        count = 0;
        context = default;
        ReadOnlySpan<char> text = raw;
        while (!text.IsEmpty && IsBlank(text[0]))
            text = text[1..];
        while (!text.IsEmpty && IsBlank(text[^1]))
            text = text[..^1];
        if (text.IsEmpty)
            return NormalisedKind.Absent;
        if (char.IsAsciiLetter(text[0]) && !TryTakeScheme(ref text))
            return NormalisedKind.Name;
        int at = text.IndexOf('@');
        if (at >= 0)
            text = text[..at];
        return ReadDigits(text, characters, ref count, ref context);
    }

    /// <summary>Reads what is nothing but digits, perhaps after a plus, and not too long for any number: the usual
    /// case, without looking for anything else.</summary>
    public static bool TryReadPlain(ReadOnlySpan<char> text, Span<byte> characters)
    {
        if (text.Length is < 2 or > PackedDigits.Most + 4)
            return false;
        characters[0] = text[0] == '+' ? DigitPattern.Plus : (byte)(text[0] - '0');
        bool plain = text[0] == '+' || char.IsAsciiDigit(text[0]);
        for (int i = 1; i < text.Length; i++)
        {
            int digit = text[i] - '0';
            plain &= (uint)digit <= 9;
            characters[i] = (byte)digit;
        }
        return plain;
    }

    private static bool TryTakeScheme(ref ReadOnlySpan<char> text)
    {
        if (text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
        {
            text = text[4..];
            return true;
        }
        int scheme = text.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) ? 4
            : text.StartsWith("sips:", StringComparison.OrdinalIgnoreCase) ? 5 : 0;
        int at = text.IndexOf('@');
        if (scheme == 0 || at < scheme)
            return false;
        text = text[scheme..at];
        int password = text.IndexOf(':');
        if (password >= 0)
            text = text[..password];
        return true;
    }

    private static NormalisedKind ReadDigits(
        ReadOnlySpan<char> text, Span<byte> characters, ref int count, ref ReadOnlySpan<char> context)
    {
        bool plus = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsAsciiDigit(c))
            {
                if (count == characters.Length || count - (plus ? 1 : 0) == MostDigits)
                    return NormalisedKind.Name;
                characters[count++] = (byte)(c - '0');
            }
            else if (c is '+' or '＋' || IsEscapedPlus(text[i..]))
            {
                if (count > 0)
                    return NormalisedKind.Name;
                characters[count++] = DigitPattern.Plus;
                plus = true;
                i += c == '%' ? 2 : 0;
            }
            else if (c == ';')
            {
                context = PhoneContext(text[(i + 1)..]);
                break;
            }
            else if (IsSeparator(c))
                continue;
            else if (count > (plus ? 1 : 0) && NumberExtensionText.IsWhole(text[i..]))
                break;
            else if (!plus && c > 127 && CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit)
            {
                // Full-width and other scripts' digits come from people, a plus from machines: both together are odd.
                if (count == MostDigits)
                    return NormalisedKind.Name;
                characters[count++] = (byte)digit;
            }
            else
                return NormalisedKind.Name;
        }
        return count > (plus ? 1 : 0) ? NormalisedKind.Digits : NormalisedKind.Name;
    }

    private static ReadOnlySpan<char> PhoneContext(ReadOnlySpan<char> parameters)
    {
        const string name = "phone-context=";
        while (!parameters.IsEmpty)
        {
            int end = parameters.IndexOf(';');
            ReadOnlySpan<char> parameter = end < 0 ? parameters : parameters[..end];
            if (parameter.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                return parameter[name.Length..];
            parameters = end < 0 ? default : parameters[(end + 1)..];
        }
        return default;
    }

    private static bool IsEscapedPlus(ReadOnlySpan<char> text) => text is ['%', '2', 'B' or 'b', ..];

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || IsInvisible(c);

    // Zero-width and direction marks, byte order mark, soft hyphen: pasted along with numbers.
    private static bool IsInvisible(char c) =>
        c is >= '\u200B' and <= '\u200F' or >= '\u202A' and <= '\u202E' or >= '\u2060' and <= '\u2069' or '\uFEFF'
            or '\u00AD';

    private static bool IsSeparator(char c) => c switch
    {
        ' ' or '-' or '.' or '(' or ')' or '[' or ']' or '/' or '~' or '\t' => true,
        <= '\u007F' => false,
        '\u00B7' or '\u2022' or '\u2044' or '\u2212' or '\u223C' => true,
        >= '\u2010' and <= '\u2015' => true,
        '\uFE58' or '\uFE63' or '\uFF08' or '\uFF09' or '\uFF0D' or '\uFF0E' or '\uFF0F' or '\uFF5E' => true,
        _ => char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator || IsInvisible(c),
    };
}
