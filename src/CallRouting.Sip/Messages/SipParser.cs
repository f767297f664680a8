namespace CallRouting.Sip;

/// <summary>Octets into a message (RFC 3261 §7, §18.3, §25). Total: any octets give a result, none throws.</summary>
/// <remarks>Liberal where the field is: bare LF as line end, leading empty lines, unknown fields of any shape. Strict
/// where a guess would route a call wrongly or let two parsers see two messages: doubled fields, lengths, numbers,
/// quotes, the request line.</remarks>
internal static class SipParser
{
    /// <summary>The largest header block, so that offsets fit 16 bits.</summary>
    public const int MaxHeaderBytes = ushort.MaxValue;

    private const int MaxFields = 512;

    /// <summary>Parses one datagram; octets after Content-Length are ignored (§18.3).</summary>
    public static SipParseResult Parse(ReadOnlyMemory<byte> datagram)
    {
        var skip = 0;
        var octets = datagram.Span;
        while (skip < octets.Length && octets[skip] is (byte)'\r' or (byte)'\n')
            skip++;
        datagram = datagram[skip..];
        octets = datagram.Span;

        var position = 0;
        if (!TryLine(octets, ref position, out var line)
            || !SipStartLine.TryRead(octets[line], out var start, out var fault))
            return Drop("Not SIP");

        Span<SipHeaderField> few = stackalloc SipHeaderField[48];
        var fields = few;
        var count = 0;
        var complete = false;
        while (TryLine(octets, ref position, out line))
        {
            if (line.Start.Value == line.End.Value)
            {
                complete = true;
                break;
            }
            while (position < octets.Length && octets[position] is (byte)' ' or (byte)'\t'
                && TryLine(octets, ref position, out var more))
                line = line.Start..more.End;
            if (line.End.Value > MaxHeaderBytes || count == MaxFields)
            {
                Note(ref fault, 513, "Message Too Large");
                break;
            }
            if (HasLoneReturn(octets[line]))
                Note(ref fault, 400, "CR without LF");
            if (count == fields.Length)
            {
                var larger = new SipHeaderField[MaxFields];
                fields.CopyTo(larger);
                fields = larger;
            }
            if (TryField(octets[line], line.Start.Value, out fields[count]))
                count++;
            else if (octets[line.Start] is (byte)' ' or (byte)'\t')
                Note(ref fault, 400, "Folded line without a header field");
        }
        if (!complete && position < octets.Length)
            position = octets.Length;
        // A datagram that stops within its last header line was cut; one that only lacks the empty line was not.
        if (!complete && octets[^1] != '\n')
            Note(ref fault, 400, "Header cut short");

        return SipChecks.Finish(datagram, start, fields[..count].ToArray(), position, fault);
    }

    internal static SipParseResult Drop(string reason) =>
        new(SipParseOutcome.Drop, null, new SipFault(SipHeader.Other, 0, reason));

    private static void Note(ref SipFault fault, int status, string reason)
    {
        if (fault.IsNone)
            fault = new SipFault(SipHeader.Other, status, reason);
    }

    private static bool TryLine(ReadOnlySpan<byte> octets, ref int position, out Range line)
    {
        line = default;
        if (position >= octets.Length)
            return false;
        var start = position;
        var length = octets[start..].IndexOf((byte)'\n');
        var end = length < 0 ? octets.Length : start + length;
        position = length < 0 ? end : end + 1;
        if (length > 0 && octets[end - 1] == '\r')
            end--;
        line = start..end;
        return true;
    }

    private static bool HasLoneReturn(ReadOnlySpan<byte> line)
    {
        for (var at = line.IndexOf((byte)'\r'); at >= 0; at = line.IndexOf((byte)'\r'))
        {
            if (at + 1 == line.Length || line[at + 1] != '\n')
                return true;
            line = line[(at + 2)..];
        }
        return false;
    }

    // A line that is no header field is skipped: what is not understood is ignored (§8.2.2).
    private static bool TryField(ReadOnlySpan<byte> line, int begin, out SipHeaderField field)
    {
        field = default;
        var colon = line.IndexOf((byte)':');
        if (colon <= 0)
            return false;
        var nameEnd = colon;
        while (nameEnd > 0 && line[nameEnd - 1] is (byte)' ' or (byte)'\t')
            nameEnd--;
        var name = line[..nameEnd];
        if (!SipText.IsToken(name))
            return false;
        var valueStart = colon + 1;
        while (valueStart < line.Length && SipText.IsLws(line[valueStart]))
            valueStart++;
        var valueEnd = line.Length;
        while (valueEnd > valueStart && SipText.IsLws(line[valueEnd - 1]))
            valueEnd--;
        field = new SipHeaderField(SipHeaders.Find(name), (ushort)begin, (ushort)nameEnd,
            (ushort)(begin + valueStart), (ushort)(valueEnd - valueStart));
        return true;
    }
}
