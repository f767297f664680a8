using System.Buffers;
using System.Net;
using System.Text;

namespace CallRouting.Sip;

/// <summary>The characters of RFC 3261 §25.1, over bytes.</summary>
internal static class SipText
{
    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.!%*_+`'~"u8);

    private static readonly SearchValues<byte> HostBytes = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._"u8);

    private static readonly SearchValues<byte> AddressBytes = SearchValues.Create("0123456789."u8);

    /// <summary>Space, tab, or a CR or LF, which inside a value can only be a folded line.</summary>
    public static bool IsLws(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    /// <summary>The text without leading and trailing white space, folds included.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsLws(text[start]))
            start++;
        while (end > start && IsLws(text[end - 1]))
            end--;
        return text[start..end];
    }

    /// <summary>At least one character, all of <c>token</c>.</summary>
    public static bool IsToken(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && text.IndexOfAnyExcept(TokenBytes) < 0;

    /// <summary>A host name or IPv4 address by its characters; an underscore, seen in the wild, is let
    /// through.</summary>
    public static bool IsHostName(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && text.IndexOfAnyExcept(HostBytes) < 0;

    /// <summary>Equality that ignores the case of ASCII letters.</summary>
    public static bool Same(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        left.Length == right.Length && Ascii.EqualsIgnoreCase(left, right);

    /// <summary>A run of digits; a number above <see cref="long.MaxValue"/> comes back as that value.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.IsEmpty)
            return false;
        foreach (var b in text)
        {
            var digit = b - '0';
            if ((uint)digit > 9)
                return false;
            value = value > (long.MaxValue - digit) / 10 ? long.MaxValue : value * 10 + digit;
        }
        return true;
    }

    /// <summary>A port of 1–65535 in digits.</summary>
    public static bool TryPort(ReadOnlySpan<byte> text, out int port)
    {
        port = 0;
        if (!TryNumber(text, out var number) || number is < 1 or > 65535)
            return false;
        port = (int)number;
        return true;
    }

    /// <summary>An IPv4 address of four decimal parts, or an IPv6 address with or without its brackets.</summary>
    /// <remarks>Three colons before an embedded IPv4 address, which the grammar of RFC 3261 produces, are read as
    /// two (RFC 5118 §4.10).</remarks>
    public static bool TryAddress(ReadOnlySpan<byte> host, out IPAddress address)
    {
        address = IPAddress.None;
        if (host.Length > 64)
            return false;
        if (host.Length > 2 && host[0] == '[' && host[^1] == ']')
            host = host[1..^1];
        var colon = host.IndexOf((byte)':');
        if (colon < 0 && (host.Count((byte)'.') != 3 || host.ContainsAnyExcept(AddressBytes)))
            return false;
        Span<char> chars = stackalloc char[64];
        var length = 0;
        var extra = host.IndexOf(":::"u8);
        for (var i = 0; i < host.Length; i++)
        {
            if (host[i] > 126 || (i == extra && host.Contains((byte)'.')))
                continue;
            chars[length++] = (char)host[i];
        }
        if (!IPAddress.TryParse(chars[..length], out var parsed))
            return false;
        address = parsed;
        return true;
    }

    /// <summary>The position after the quoted string that starts at <paramref name="start"/>, or −1 when its closing
    /// quote is missing.</summary>
    public static int EndOfQuoted(ReadOnlySpan<byte> text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                return i + 1;
        }
        return -1;
    }

    /// <summary>A quoted string without its quotes and back-slashes, or the text itself; invalid UTF-8 becomes
    /// U+FFFD.</summary>
    public static string Unquote(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"')
            return Encoding.UTF8.GetString(text);
        text = text[1..^1];
        if (!text.Contains((byte)'\\'))
            return Encoding.UTF8.GetString(text);
        var rented = ArrayPool<byte>.Shared.Rent(text.Length);
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
                i++;
            rented[length++] = text[i];
        }
        var result = Encoding.UTF8.GetString(rented, 0, length);
        ArrayPool<byte>.Shared.Return(rented);
        return result;
    }

    /// <summary>Every per-cent sign is followed by two hexadecimal digits.</summary>
    public static bool EscapesAreWhole(ReadOnlySpan<byte> text)
    {
        for (var i = text.IndexOf((byte)'%'); i >= 0;)
        {
            if (i + 2 >= text.Length || Hex(text[i + 1]) < 0 || Hex(text[i + 2]) < 0)
                return false;
            var next = text[(i + 1)..].IndexOf((byte)'%');
            i = next < 0 ? -1 : i + 1 + next;
        }
        return true;
    }

    /// <summary>The text with its %XX escapes resolved, as UTF-8.</summary>
    public static string Unescape(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'%'))
            return Encoding.UTF8.GetString(text);
        var rented = ArrayPool<byte>.Shared.Rent(text.Length);
        var length = 0;
        for (var i = 0; i < text.Length; length++)
            rented[length] = NextUnescaped(text, ref i);
        var result = Encoding.UTF8.GetString(rented, 0, length);
        ArrayPool<byte>.Shared.Return(rented);
        return result;
    }

    /// <summary>Equality after %XX escapes are resolved on both sides.</summary>
    public static bool SameUnescaped(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, bool ignoreCase)
    {
        int i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            var a = NextUnescaped(left, ref i);
            var b = NextUnescaped(right, ref j);
            if (ignoreCase ? Lower(a) != Lower(b) : a != b)
                return false;
        }
        return i == left.Length && j == right.Length;
    }

    public static byte Lower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;

    /// <summary>The worth of a hexadecimal digit, −1 for anything else.</summary>
    public static int Hex(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };

    private static byte NextUnescaped(ReadOnlySpan<byte> text, ref int i)
    {
        var b = text[i++];
        if (b != '%' || i + 1 >= text.Length)
            return b;
        int high = Hex(text[i]), low = Hex(text[i + 1]);
        if (high < 0 || low < 0)
            return b;
        i += 2;
        return (byte)((high << 4) | low);
    }
}
