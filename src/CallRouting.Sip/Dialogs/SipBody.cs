namespace CallRouting.Sip;

/// <summary>Finds the session description in a body, alone or as a part of several (RFC 5621, RFC 2046 §5.1).</summary>
internal static class SipBody
{
    /// <summary>The session description; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Sdp(SipMessage message)
    {
        var body = message.Body;
        if (body.IsEmpty || SipText.Same(message.ContentType, "application/sdp"u8))
            return body;
        return IsMultipart(message.ContentType) ? Part(body, Boundary(message)) : default;
    }

    /// <summary>Whether the body is one that an INVITE may have here, or may be left unread (§20.11).</summary>
    public static bool IsUnderstood(SipMessage message)
    {
        if (message.Body.IsEmpty)
            return true;
        var disposition = message.First(SipHeader.ContentDisposition);
        var semicolon = disposition.IndexOf((byte)';');
        if (semicolon >= 0 && SipParams.TryParse(disposition[semicolon..], out var parameters)
            && SipText.Same(parameters["handling"u8], "optional"u8))
            return true;
        return SipText.Same(message.ContentType, "application/sdp"u8)
            || (IsMultipart(message.ContentType) && !Part(message.Body, Boundary(message)).IsEmpty);
    }

    /// <summary>Whether the body is compressed or otherwise coded, which is not understood here.</summary>
    public static bool IsEncoded(SipMessage message)
    {
        foreach (var coding in message.Values(SipHeader.ContentEncoding))
            if (!SipText.Same(coding, "identity"u8))
                return true;
        return false;
    }

    private static bool IsMultipart(ReadOnlySpan<byte> type) =>
        type.Length > 10 && SipText.Same(type[..10], "multipart/"u8);

    private static ReadOnlySpan<byte> Boundary(SipMessage message)
    {
        var type = message.First(SipHeader.ContentType);
        var semicolon = type.IndexOf((byte)';');
        if (semicolon < 0 || !SipParams.TryParse(type[semicolon..], out var parameters))
            return default;
        var boundary = parameters["boundary"u8];
        return boundary.Length > 2 && boundary[0] == '"' ? boundary[1..^1] : boundary;
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> body, ReadOnlySpan<byte> boundary)
    {
        if (boundary.IsEmpty)
            return default;
        byte[] mark = [(byte)'-', (byte)'-', .. boundary];
        for (var at = body.IndexOf(mark); at >= 0; at = body.IndexOf(mark))
        {
            body = body[(at + mark.Length)..];
            var end = body.IndexOf(mark);
            if (end < 0)
                return default;
            var part = body[..end];
            var blank = part.IndexOf("\r\n\r\n"u8);
            if (blank >= 0 && IsSdp(part[..blank]))
                return part[(blank + 4)..];
        }

        return default;
    }

    private static bool IsSdp(ReadOnlySpan<byte> fields)
    {
        foreach (var range in fields.Split((byte)'\n'))
        {
            var line = fields[range];
            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || SipHeaders.Find(SipText.Trim(line[..colon])) != SipHeader.ContentType)
                continue;
            var type = line[(colon + 1)..];
            var semicolon = type.IndexOf((byte)';');
            return SipText.Same(SipText.Trim(semicolon < 0 ? type : type[..semicolon]), "application/sdp"u8);
        }

        return false;
    }
}
