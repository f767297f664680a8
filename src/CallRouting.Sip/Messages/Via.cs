namespace CallRouting.Sip;

/// <summary>One value of Via, read in place (RFC 3261 §20.42, RFC 3581).</summary>
internal readonly ref struct Via
{
    /// <summary>The transport name as written: <c>UDP</c>, <c>TCP</c>, <c>TLS</c> …</summary>
    public ReadOnlySpan<byte> Transport { get; private init; }

    /// <summary>The host of sent-by, an IPv6 address in its brackets.</summary>
    public ReadOnlySpan<byte> Host { get; private init; }

    /// <summary>The port of sent-by, 0 when it is not written.</summary>
    public int Port { get; private init; }

    public SipParams Params { get; private init; }

    public ReadOnlySpan<byte> Branch => Params["branch"u8];

    /// <summary>The address the previous hop saw, empty where absent; IPv6 with or without brackets (RFC
    /// 5118).</summary>
    public ReadOnlySpan<byte> Received => Params["received"u8];

    public ReadOnlySpan<byte> Maddr => Params["maddr"u8];

    /// <summary>The sender asks for the answer at its source port.</summary>
    public bool AsksRport => Params.Has("rport"u8);

    /// <summary>The filled-in rport, 0 where it is absent, empty or malformed.</summary>
    public int Rport => SipText.TryPort(Params["rport"u8], out var port) ? port : 0;

    /// <summary>0–255, or −1 where absent or malformed.</summary>
    public int Ttl => SipText.TryNumber(Params["ttl"u8], out var ttl) && ttl <= 255 ? (int)ttl : -1;

    /// <summary>The branch starts with the magic cookie of RFC 3261 and has something after it.</summary>
    public bool HasCookie => IsCookie(Branch);

    /// <summary>A branch that alone identifies a transaction: the cookie and at least one character more.</summary>
    public static bool IsCookie(ReadOnlySpan<byte> branch) =>
        branch.Length > 7 && SipText.Same(branch[..7], "z9hG4bK"u8);

    /// <summary>Reads one value, already split from its neighbours.</summary>
    /// <returns>False when it is not <c>SIP/2.0/transport host[:port]*(;params)</c>.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out Via via)
    {
        via = default;
        var text = SipText.Trim(value);
        if (!TakeWord(ref text, "SIP"u8) || !TakeSlash(ref text)
            || !TakeWord(ref text, "2.0"u8) || !TakeSlash(ref text))
            return false;
        var end = 0;
        while (end < text.Length && !SipText.IsLws(text[end]) && text[end] != ';')
            end++;
        var transport = text[..end];
        if (!SipText.IsToken(transport) || end == text.Length || text[end] == ';')
            return false;
        text = SipText.Trim(text[end..]);
        var semicolon = text.IndexOf((byte)';');
        SipParams parameters = default;
        if (semicolon >= 0)
        {
            if (!SipParams.TryParse(text[semicolon..], out parameters))
                return false;
            text = SipText.Trim(text[..semicolon]);
        }
        if (!SipUri.TryHostPort(text, out var host, out var port))
            return false;
        via = new Via { Transport = transport, Host = host, Port = port, Params = parameters };
        return true;
    }

    private static bool TakeWord(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        if (text.Length < word.Length || !SipText.Same(text[..word.Length], word))
            return false;
        text = SipText.Trim(text[word.Length..]);
        return true;
    }

    private static bool TakeSlash(ref ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != '/')
            return false;
        text = SipText.Trim(text[1..]);
        return true;
    }
}
