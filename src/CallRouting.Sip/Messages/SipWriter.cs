using System.Buffers;

namespace CallRouting.Sip;

/// <summary>Writes one message. Start with <see cref="Request(SipMethod, ReadOnlySpan{byte})"/>,
/// <see cref="Response"/> or <see cref="ResponseTo"/>, add header fields, end with <see cref="Finish()"/>, which adds
/// Content-Length and gives the octets.</summary>
/// <remarks>A value with CR, LF or NUL is refused with <see cref="ArgumentException"/>: it would let its author write
/// header fields of his own. Values copied from a received message have their folds turned into spaces.</remarks>
internal ref partial struct SipWriter
{
    private byte[] buffer;
    private int length;

    private SipWriter(int capacity)
    {
        buffer = ArrayPool<byte>.Shared.Rent(capacity);
        length = 0;
    }

    public static SipWriter Request(SipMethod method, ReadOnlySpan<byte> uri) =>
        Request(SipMethods.Text(method), uri);

    public static SipWriter Request(ReadOnlySpan<byte> method, ReadOnlySpan<byte> uri)
    {
        if (!SipText.IsToken(method))
            throw new ArgumentException("The method is not a token.", nameof(method));
        if (uri.IsEmpty || uri.IndexOfAnyInRange((byte)0, (byte)' ') >= 0)
            throw new ArgumentException("The request-URI is empty or holds white space or control characters.",
                nameof(uri));
        var writer = new SipWriter(1024);
        writer.Raw(method);
        writer.Raw(" "u8);
        writer.Raw(uri);
        writer.Raw(" SIP/2.0\r\n"u8);
        return writer;
    }

    /// <summary>Starts a response with no header fields yet.</summary>
    /// <param name="status">100–699.</param>
    /// <param name="reason">The reason phrase; the standard's where null.</param>
    public static SipWriter Response(int status, string? reason = null)
    {
        if (status is < 100 or > 699)
            throw new ArgumentOutOfRangeException(nameof(status), status, "A SIP status is 100–699.");
        reason ??= SipReasons.Phrase(status);
        Refuse(reason);
        var writer = new SipWriter(1024);
        writer.Raw("SIP/2.0 "u8);
        writer.Number(status);
        writer.Raw(" "u8);
        writer.Text(reason);
        writer.Raw("\r\n"u8);
        return writer;
    }

    /// <summary>Starts the response to a request as §8.2.6 asks: Via in order, From, To, Call-ID and CSeq copied,
    /// received and rport filled from the request's source, the tag added to To where it has none.</summary>
    /// <remarks><c>toTag</c> is ignored when the request has a tag, and left out of a 100. <c>recordRoute</c> copies
    /// Record-Route too, as a response that makes a dialog must (§12.1.1).</remarks>
    public static SipWriter ResponseTo(SipMessage request, int status, ReadOnlySpan<byte> toTag,
        string? reason = null, bool recordRoute = false)
    {
        var writer = Response(status, reason);
        var topmost = true;
        for (var i = 0; i < request.HeaderCount; i++)
        {
            if (request[i].Header != SipHeader.Via)
                continue;
            if (topmost && request.Source is { } source)
                writer.TopVia(request.Value(i), source);
            else
                writer.Copy(SipHeader.Via, request.Value(i));
            topmost = false;
        }
        if (recordRoute)
            writer.CopyAll(request, SipHeader.RecordRoute);
        writer.CopyFirst(request, SipHeader.From);
        var to = request.First(SipHeader.To);
        if (!to.IsEmpty)
        {
            writer.Begin(SipHeader.To);
            writer.Unfolded(to);
            var tagged = !NameAddress.TryParse(to, out var address) || address.Params.Has("tag"u8);
            if (!tagged && status != 100 && !toTag.IsEmpty)
            {
                Refuse(toTag);
                writer.Raw(";tag="u8);
                writer.Raw(toTag);
            }
            writer.Raw("\r\n"u8);
        }
        writer.CopyFirst(request, SipHeader.CallId);
        writer.CopyFirst(request, SipHeader.CSeq);
        return writer;
    }

    public void Header(SipHeader header, ReadOnlySpan<byte> value)
    {
        Refuse(value);
        Begin(header);
        Raw(value);
        Raw("\r\n"u8);
    }

    public void Header(SipHeader header, string value)
    {
        Refuse(value);
        Begin(header);
        Text(value);
        Raw("\r\n"u8);
    }

    public void Header(SipHeader header, long value)
    {
        Begin(header);
        Number(value);
        Raw("\r\n"u8);
    }

    /// <summary>A field by its name, for those without a number.</summary>
    public void Header(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!SipText.IsToken(name))
            throw new ArgumentException("The header field's name is not a token.", nameof(name));
        Refuse(value);
        Raw(name);
        Raw(": "u8);
        Raw(value);
        Raw("\r\n"u8);
    }

    /// <summary>CSeq: the number, below 2³¹, and the method.</summary>
    public void CSeq(uint number, ReadOnlySpan<byte> method)
    {
        Begin(SipHeader.CSeq);
        Number(number);
        Raw(" "u8);
        Refuse(method);
        Raw(method);
        Raw("\r\n"u8);
    }

    /// <summary>One Via of ours: <c>SIP/2.0/TRANSPORT sent-by;branch=…;rport</c>.</summary>
    public void Via(ReadOnlySpan<byte> transport, ReadOnlySpan<byte> sentBy, ReadOnlySpan<byte> branch)
    {
        Refuse(sentBy);
        Refuse(branch);
        Begin(SipHeader.Via);
        Raw("SIP/2.0/"u8);
        Raw(transport);
        Raw(" "u8);
        Raw(sentBy);
        Raw(";branch="u8);
        Raw(branch);
        Raw(";rport\r\n"u8);
    }

    /// <summary>A received value under a name of our choice, folds turned into spaces.</summary>
    public void Copy(SipHeader header, ReadOnlySpan<byte> received)
    {
        Begin(header);
        Unfolded(received);
        Raw("\r\n"u8);
    }

    /// <summary>The first field of that name, if the message has one.</summary>
    public void CopyFirst(SipMessage message, SipHeader header)
    {
        var index = message.IndexOf(header);
        if (index >= 0)
            Copy(header, message.Value(index));
    }

    /// <summary>Every field of that name in order.</summary>
    public void CopyAll(SipMessage message, SipHeader header)
    {
        for (var i = message.IndexOf(header); i >= 0; i = message.IndexOf(header, i + 1))
            Copy(header, message.Value(i));
    }

    /// <summary>Ends a message without a body.</summary>
    public byte[] Finish() => Finish(default, default);

    /// <summary>Ends the message with its body; the writer is spent.</summary>
    public byte[] Finish(ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> body)
    {
        if (!contentType.IsEmpty)
            Header(SipHeader.ContentType, contentType);
        Header(SipHeader.ContentLength, body.Length);
        Raw("\r\n"u8);
        Raw(body);
        var octets = buffer.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        length = 0;
        return octets;
    }

    private void Begin(SipHeader header)
    {
        Raw(SipHeaders.Name(header));
        Raw(": "u8);
    }
}
