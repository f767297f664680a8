using System.Buffers;

namespace CallRouting.Sip;

/// <summary>The URI schemes the stack can route; every other is <see cref="Other"/>.</summary>
internal enum SipScheme : byte
{
    Other,
    Sip,
    Sips,
    Tel,
}

/// <summary>A <c>sip:</c>, <c>sips:</c> or <c>tel:</c> URI read in place (RFC 3261 §19.1, RFC 3966), or one of an
/// unknown scheme of which only the text is known. All parts are raw: escapes are still in them.</summary>
internal readonly ref struct SipUri
{
    private static readonly SearchValues<byte> NumberBytes =
        SearchValues.Create("0123456789abcdefABCDEF*#+-.()pPwW"u8);

    /// <summary>The whole URI as written.</summary>
    public ReadOnlySpan<byte> Text { get; private init; }

    public SipScheme Scheme { get; private init; }

    /// <summary>The user part, or the number of a <c>tel:</c> URI; empty where there is none.</summary>
    public ReadOnlySpan<byte> User { get; private init; }

    public ReadOnlySpan<byte> Password { get; private init; }

    /// <summary>A name, an IPv4 address, or an IPv6 address in its brackets.</summary>
    public ReadOnlySpan<byte> Host { get; private init; }

    /// <summary>1–65535, or 0 when the URI has none.</summary>
    public int Port { get; private init; }

    public SipParams Params { get; private init; }

    /// <summary>What follows the question mark, <c>name=value</c> joined by ampersands.</summary>
    public ReadOnlySpan<byte> Headers { get; private init; }

    public bool IsSip => Scheme is SipScheme.Sip or SipScheme.Sips;

    /// <summary>The user part with its escapes resolved.</summary>
    public string UserText() => SipText.Unescape(User);

    /// <summary>The value of the <c>transport</c> parameter, empty where absent.</summary>
    public ReadOnlySpan<byte> Transport => Params["transport"u8];

    /// <summary>Reads a URI that fills the whole text.</summary>
    /// <returns>False when the text is not a URI: no scheme, a space or angle bracket inside, a bad host or port, a
    /// broken escape. A well-formed URI of an unknown scheme is true.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out SipUri uri)
    {
        uri = default;
        var colon = text.IndexOf((byte)':');
        if (colon < 1 || !IsScheme(text[..colon]))
            return false;
        foreach (var b in text)
        {
            if (b is <= 32 or 127 or (byte)'<' or (byte)'>' or (byte)'"')
                return false;
        }
        var name = text[..colon];
        var rest = text[(colon + 1)..];
        if (SipText.Same(name, "sip"u8))
            return TryParseSip(text, SipScheme.Sip, rest, out uri);
        if (SipText.Same(name, "sips"u8))
            return TryParseSip(text, SipScheme.Sips, rest, out uri);
        if (SipText.Same(name, "tel"u8))
            return TryParseTel(text, rest, out uri);
        uri = new SipUri { Text = text };
        return !rest.IsEmpty;
    }

    private static bool TryParseSip(ReadOnlySpan<byte> text, SipScheme scheme, ReadOnlySpan<byte> rest, out SipUri uri)
    {
        uri = default;
        if (!SipText.EscapesAreWhole(rest))
            return false;
        ReadOnlySpan<byte> user = default, password = default, headers = default;
        var at = rest.IndexOf((byte)'@');
        if (at >= 0)
        {
            user = rest[..at];
            rest = rest[(at + 1)..];
            var colon = user.IndexOf((byte)':');
            if (colon >= 0)
            {
                password = user[(colon + 1)..];
                user = user[..colon];
            }
            if (user.IsEmpty)
                return false;
        }
        var question = rest.IndexOf((byte)'?');
        if (question >= 0)
        {
            headers = rest[(question + 1)..];
            rest = rest[..question];
            if (headers.IsEmpty)
                return false;
        }
        var semicolon = rest.IndexOf((byte)';');
        SipParams parameters = default;
        if (semicolon >= 0)
        {
            if (!SipParams.TryParse(rest[semicolon..], out parameters))
                return false;
            rest = rest[..semicolon];
        }
        if (!TryHostPort(rest, out var host, out var port))
            return false;
        uri = new SipUri
        {
            Text = text, Scheme = scheme, User = user, Password = password, Host = host, Port = port,
            Params = parameters, Headers = headers,
        };
        return true;
    }

    private static bool TryParseTel(ReadOnlySpan<byte> text, ReadOnlySpan<byte> rest, out SipUri uri)
    {
        uri = default;
        SipParams parameters = default;
        var semicolon = rest.IndexOf((byte)';');
        if (semicolon >= 0)
        {
            if (!SipParams.TryParse(rest[semicolon..], out parameters))
                return false;
            rest = rest[..semicolon];
        }
        if (rest.IsEmpty || rest.ContainsAnyExcept(NumberBytes))
            return false;
        uri = new SipUri { Text = text, Scheme = SipScheme.Tel, User = rest, Params = parameters };
        return true;
    }

    /// <summary>Reads <c>host [: port]</c> that fills the whole text; white space around the colon is
    /// allowed.</summary>
    public static bool TryHostPort(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> host, out int port)
    {
        port = 0;
        int end;
        if (!text.IsEmpty && text[0] == '[')
        {
            end = text.IndexOf((byte)']') + 1;
            host = text[..end];
            if (end == 0 || !SipText.TryAddress(host, out _))
                return false;
        }
        else
        {
            end = text.IndexOf((byte)':');
            host = SipText.Trim(end < 0 ? text : text[..end]);
            end = end < 0 ? text.Length : end;
            if (!SipText.IsHostName(host))
                return false;
        }
        var rest = SipText.Trim(text[end..]);
        return rest.IsEmpty || (rest[0] == ':' && SipText.TryPort(SipText.Trim(rest[1..]), out port));
    }

    private static bool IsScheme(ReadOnlySpan<byte> text)
    {
        foreach (var b in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'+' or (byte)'-' or (byte)'.'))
                return false;
        }
        return char.IsAsciiLetter((char)text[0]);
    }
}
