using System.Buffers;
using System.Net;
using System.Text;

namespace CallRouting.Sip;

/// <summary>One parsed request or response: the received octets and where things lie in them.</summary>
/// <remarks>Nothing is copied: every span points into <see cref="Buffer"/>, which whoever parses hands over and must
/// not change afterwards. What a well-formed message must have (Via, From, To, Call-ID, CSeq) was checked; the rest is
/// read when asked for.</remarks>
internal sealed class SipMessage
{
    private static readonly SearchValues<byte> EndOfNumber = SearchValues.Create(" \t\r\n;("u8);

    private readonly SipHeaderField[] fields;
    private readonly (int Start, int Length) uri;
    private readonly (int Start, int Length) methodOrReason;
    private (int Start, int Length) body;
    private (int Start, int Length) branch;
    private (int Start, int Length) fromTag;
    private (int Start, int Length) toTag;

    internal SipMessage(ReadOnlyMemory<byte> buffer, in SipStartLine start, SipHeaderField[] fields, int bodyStart)
    {
        Buffer = buffer;
        this.fields = fields;
        body = (bodyStart, buffer.Length - bodyStart);
        uri = start.Uri;
        methodOrReason = start.MethodOrReason;
        Method = start.Method;
        StatusCode = start.StatusCode;
    }

    /// <summary>The octets of this message, body included, nothing after it.</summary>
    public ReadOnlyMemory<byte> Buffer { get; private set; }

    /// <summary>The source it came from, once the transport has said so: it fills received and rport when a response
    /// is built (RFC 3261 §18.2.1, RFC 3581).</summary>
    public IPEndPoint? Source { get; set; }

    /// <summary>100–699, or 0 for a request.</summary>
    public int StatusCode { get; }

    public bool IsRequest => StatusCode == 0;

    /// <summary>The method of a request; <see cref="SipMethod.Other"/> for unknown ones and for responses.</summary>
    public SipMethod Method { get; }

    /// <summary>The method as written; empty for a response.</summary>
    public ReadOnlySpan<byte> MethodText => IsRequest ? Slice(methodOrReason) : default;

    /// <summary>The reason phrase; empty for a request.</summary>
    public ReadOnlySpan<byte> Reason => IsRequest ? default : Slice(methodOrReason);

    /// <summary>The request-URI as written; empty for a response.</summary>
    public ReadOnlySpan<byte> RequestUriText => Slice(uri);

    /// <summary>The request-URI; <c>default</c> when it is malformed, which a well-formed message excludes.</summary>
    public SipUri RequestUri => SipUri.TryParse(RequestUriText, out var parsed) ? parsed : default;

    /// <summary>The number of CSeq, below 2³¹.</summary>
    public uint Sequence { get; private set; }

    /// <summary>The method of CSeq, which in a response is the method answered.</summary>
    public SipMethod SequenceMethod { get; private set; }

    /// <summary>The method of CSeq as written.</summary>
    public ReadOnlySpan<byte> SequenceMethodText
    {
        get
        {
            if (SequenceMethod != SipMethod.Other)
                return SipMethods.Text(SequenceMethod);
            var text = First(SipHeader.CSeq);
            var end = text.IndexOfAny(" \t\r\n"u8);
            return end < 0 ? default : SipText.Trim(text[end..]);
        }
    }

    public ReadOnlySpan<byte> Body => Slice(body);

    public ReadOnlyMemory<byte> BodyMemory => Buffer.Slice(body.Start, body.Length);

    public int HeaderCount => fields.Length;

    public SipHeaderField this[int index] => fields[index];

    /// <summary>The name of a field as written.</summary>
    public ReadOnlySpan<byte> Name(int index) => Slice((fields[index].NameStart, fields[index].NameLength));

    /// <summary>The whole value of a field as written, folds still inside, trimmed at both ends.</summary>
    public ReadOnlySpan<byte> Value(int index) => Slice((fields[index].ValueStart, fields[index].ValueLength));

    /// <summary>The next field of that name at or after <paramref name="from"/>, or −1.</summary>
    public int IndexOf(SipHeader header, int from = 0)
    {
        for (var i = from; i < fields.Length; i++)
        {
            if (fields[i].Header == header)
                return i;
        }
        return -1;
    }

    /// <summary>The next field of any name, in any case, at or after <paramref name="from"/>, or −1.</summary>
    public int IndexOf(ReadOnlySpan<byte> name, int from = 0)
    {
        var known = SipHeaders.Find(name);
        if (known != SipHeader.Other)
            return IndexOf(known, from);
        for (var i = from; i < fields.Length; i++)
        {
            if (fields[i].Header == SipHeader.Other && SipText.Same(Name(i), name))
                return i;
        }
        return -1;
    }

    public bool Has(SipHeader header) => IndexOf(header) >= 0;

    /// <summary>The whole value of the first field of that name, empty where there is none.</summary>
    public ReadOnlySpan<byte> First(SipHeader header)
    {
        var index = IndexOf(header);
        return index < 0 ? default : Value(index);
    }

    /// <summary>Every value of that name, split at commas where the field is a list.</summary>
    public HeaderValues Values(SipHeader header) => new(this, header);

    /// <summary>A list field (Require, Supported, Allow …) has this token, in any case.</summary>
    public bool Lists(SipHeader header, ReadOnlySpan<byte> token)
    {
        foreach (var value in Values(header))
        {
            if (SipText.Same(value, token))
                return true;
        }
        return false;
    }

    public ReadOnlySpan<byte> CallId => First(SipHeader.CallId);

    /// <summary>The branch of the topmost Via; empty where absent or where the message is malformed.</summary>
    public ReadOnlySpan<byte> Branch => Slice(branch);

    /// <summary>The tag of From; empty where absent or where the message is malformed.</summary>
    public ReadOnlySpan<byte> FromTag => Slice(fromTag);

    /// <summary>The tag of To; empty where absent or where the message is malformed.</summary>
    public ReadOnlySpan<byte> ToTag => Slice(toTag);

    public NameAddress From => Address(SipHeader.From);

    public NameAddress To => Address(SipHeader.To);

    /// <summary>The topmost Via; <c>default</c> when it is malformed.</summary>
    public Via TopVia
    {
        get
        {
            var values = Values(SipHeader.Via);
            return values.MoveNext() && Via.TryParse(values.Current, out var via) ? via : default;
        }
    }

    /// <summary>The first value of an address field; <c>default</c>, whose URI is empty, when absent or
    /// malformed.</summary>
    public NameAddress Address(SipHeader header)
    {
        var values = Values(header);
        return values.MoveNext() && NameAddress.TryParse(values.Current, out var address) ? address : default;
    }

    /// <summary>0–255; −1 where absent.</summary>
    public int MaxForwards => (int)Number(SipHeader.MaxForwards, -1);

    /// <summary>Seconds, capped at 2³²−1; −1 where absent or malformed.</summary>
    public long Expires => Number(SipHeader.Expires, -1);

    /// <summary>The leading number of a field such as Expires, Min-SE, Session-Expires, RSeq, Retry-After, capped at
    /// 2³²−1; <paramref name="otherwise"/> where absent or malformed.</summary>
    public long Number(SipHeader header, long otherwise)
    {
        var text = First(header);
        var end = text.IndexOfAny(EndOfNumber);
        return SipText.TryNumber(end < 0 ? text : text[..end], out var number)
            ? Math.Min(number, uint.MaxValue)
            : otherwise;
    }

    /// <summary>The media type of the body without parameters, e.g. <c>application/sdp</c>; empty where
    /// absent.</summary>
    public ReadOnlySpan<byte> ContentType
    {
        get
        {
            var text = First(SipHeader.ContentType);
            var end = text.IndexOf((byte)';');
            return SipText.Trim(end < 0 ? text : text[..end]);
        }
    }

    /// <summary>The parameters after the first semicolon of a field such as Session-Expires, Event, Replaces,
    /// Content-Type; none where they are malformed.</summary>
    public SipParams ParamsOf(SipHeader header)
    {
        var text = First(header);
        var semicolon = text.IndexOf((byte)';');
        return semicolon >= 0 && SipParams.TryParse(text[semicolon..], out var parameters) ? parameters : default;
    }

    /// <summary>The message as text, for a log at its most talkative and for tests.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Buffer.Span);

    internal void CutBody(int length)
    {
        body = (body.Start, length);
        Buffer = Buffer[..(body.Start + length)];
    }

    // What identifies transactions and dialogs is asked for again and again; the checks have just found it.
    internal void Remember(ReadOnlySpan<byte> foundBranch, ReadOnlySpan<byte> foundFromTag,
        ReadOnlySpan<byte> foundToTag)
    {
        branch = Place(foundBranch);
        fromTag = Place(foundFromTag);
        toTag = Place(foundToTag);
    }

    private (int Start, int Length) Place(ReadOnlySpan<byte> part) =>
        !part.IsEmpty && Buffer.Span.Overlaps(part, out var offset) ? (offset, part.Length) : (0, 0);

    internal void SetSequence(uint number, SipMethod method)
    {
        Sequence = number;
        SequenceMethod = method;
    }

    private ReadOnlySpan<byte> Slice((int Start, int Length) range) => Buffer.Span.Slice(range.Start, range.Length);
}
