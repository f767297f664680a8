namespace CallRouting.Sip;

/// <summary>The first line of a message: where its parts lie (RFC 3261 §7.1, §7.2).</summary>
internal readonly record struct SipStartLine(
    SipMethod Method, int StatusCode, (int Start, int Length) MethodOrReason, (int Start, int Length) Uri)
{
    private static ReadOnlySpan<byte> Protocol => "SIP/2.0"u8;

    /// <summary>Reads the line.</summary>
    /// <returns>False when the line is not SIP at all, or a response that cannot be used; a request that can be
    /// refused is true with a fault.</returns>
    public static bool TryRead(ReadOnlySpan<byte> line, out SipStartLine start, out SipFault fault)
    {
        start = default;
        fault = default;
        if (line.Length >= 4 && SipText.Same(line[..4], "SIP/"u8))
            return TryReadStatus(line, out start);

        var trimmed = line;
        while (!trimmed.IsEmpty && trimmed[^1] is (byte)' ' or (byte)'\t')
            trimmed = trimmed[..^1];
        var first = trimmed.IndexOf((byte)' ');
        var last = trimmed.LastIndexOf((byte)' ');
        if (first <= 0)
            return false;
        var version = trimmed[(last + 1)..];
        if (version.Length < 5 || !SipText.Same(version[..4], "SIP/"u8))
            return false;
        var method = trimmed[..first];
        start = new SipStartLine(SipMethods.Find(method), 0, (0, first), (first + 1, Math.Max(0, last - first - 1)));
        if (!SipText.IsToken(method))
            fault = new SipFault(SipHeader.Other, 400, "Malformed method");
        else if (!SipText.Same(version, Protocol))
            fault = new SipFault(SipHeader.Other, 505, "Version Not Supported");
        else if (trimmed.Length != line.Length)
            fault = new SipFault(SipHeader.Other, 400, "White space after the request line");
        else
            fault = CheckUri(line.Slice(start.Uri.Start, start.Uri.Length));
        return true;
    }

    private static SipFault CheckUri(ReadOnlySpan<byte> text)
    {
        if (!SipUri.TryParse(text, out var uri))
            return new SipFault(SipHeader.Other, 400, "Malformed request-URI");
        if (uri.Scheme == SipScheme.Other)
            return new SipFault(SipHeader.Other, 416, "Unsupported URI Scheme");
        return uri.Headers.IsEmpty
            ? default
            : new SipFault(SipHeader.Other, 400, "Header fields in the request-URI");
    }

    private static bool TryReadStatus(ReadOnlySpan<byte> line, out SipStartLine start)
    {
        start = default;
        if (line.Length < 11 || !SipText.Same(line[..7], Protocol) || line[7] != ' ')
            return false;
        if (!SipText.TryNumber(line[8..11], out var code) || code is < 100 or > 699)
            return false;
        if (line.Length > 11 && line[11] != ' ')
            return false;
        var reason = Math.Min(12, line.Length);
        start = new SipStartLine(SipMethod.Other, (int)code, (reason, line.Length - reason), (0, 0));
        return true;
    }
}
