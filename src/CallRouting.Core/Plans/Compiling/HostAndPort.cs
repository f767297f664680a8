using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CallRouting;

/// <summary>The shape of <c>host</c> and <c>host:port</c>, and of the addresses that calls come from.</summary>
internal static class HostAndPort
{
    private const int LongestHost = 253;
    private const int LongestLabel = 63;
    private static readonly SearchValues<char> Dotted = SearchValues.Create("0123456789.");

    /// <summary>Whether a text is a host name or address, perhaps with a port: <c>example.net</c>,
    /// <c>192.0.2.7:5060</c>, <c>[2001:db8::7]:5060</c>.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) =>
        TrySplit(text, out var host) && (host is ['[', ..] ? IsIPv6(host[1..^1]) : IsHost(host));

    /// <summary>Whether a text is an address, perhaps with a port, or a block of addresses: <c>192.0.2.7</c>,
    /// <c>192.0.2.7:5060</c>, <c>192.0.2.0/24</c>, <c>2001:db8::/32</c>, <c>[2001:db8::7]:5060</c>.</summary>
    public static bool IsPeer(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        if (slash >= 0)
            return (IsIPv4(text[..slash]) && IsNumber(text[(slash + 1)..], 0, 32))
                || (IsIPv6(text[..slash]) && IsNumber(text[(slash + 1)..], 0, 128));
        if (IsIPv6(text))
            return true;
        return TrySplit(text, out var host) && (host is ['[', ..] ? IsIPv6(host[1..^1]) : IsIPv4(host));
    }

    private static bool TrySplit(ReadOnlySpan<char> text, out ReadOnlySpan<char> host)
    {
        host = text;
        var end = text is ['[', ..] ? text.IndexOf(']') + 1 : text.IndexOf(':');
        if (text is ['[', ..] ? end <= 0 : end < 0)
            return text is not ['[', ..];
        host = text[..end];
        return end == text.Length || (text[end] == ':' && IsNumber(text[(end + 1)..], 1, ushort.MaxValue));
    }

    private static bool IsHost(ReadOnlySpan<char> host)
    {
        if (host.IsEmpty || host.Length > LongestHost)
            return false;
        if (!host.ContainsAnyExcept(Dotted))
            return IsIPv4(host);
        foreach (var range in host.Split('.'))
        {
            var label = host[range];
            if (label.IsEmpty || label.Length > LongestLabel || label[0] == '-' || label[^1] == '-')
                return false;
            foreach (var letter in label)
                if (!char.IsAsciiLetterOrDigit(letter) && letter != '-')
                    return false;
        }

        return true;
    }

    private static bool IsIPv4(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            parts++;
            if (!IsNumber(text[range], 0, byte.MaxValue))
                return false;
        }

        return parts == 4;
    }

    private static bool IsIPv6(ReadOnlySpan<char> text) =>
        text.Contains(':') && text is not ['[', ..] && IPAddress.TryParse(text, out var address)
        && address.AddressFamily == AddressFamily.InterNetworkV6;

    // Digits only, no sign, no blanks, no leading zeros that some programs read as octal.
    private static bool IsNumber(ReadOnlySpan<char> text, int least, int most)
    {
        if (text is { Length: 0 or > 5 } or ['0', _, ..] || text.ContainsAnyExceptInRange('0', '9'))
            return false;
        var value = int.Parse(text, CultureInfo.InvariantCulture);
        return value >= least && value <= most;
    }
}
