namespace CallRouting.Sip;

/// <summary>Where one header field lies in the header block of its message.</summary>
internal readonly record struct SipHeaderField(
    SipHeader Header, ushort NameStart, ushort NameLength, ushort ValueStart, ushort ValueLength);

/// <summary>The values of all fields of one name in wire order, lines with several values split at their commas where
/// the field's grammar allows it (RFC 3261 §7.3.1). Empty values are left out.</summary>
internal ref struct HeaderValues
{
    private readonly SipMessage message;
    private readonly SipHeader header;
    private readonly bool split;
    private int next;
    private ReadOnlySpan<byte> line;

    internal HeaderValues(SipMessage message, SipHeader header)
    {
        this.message = message;
        this.header = header;
        split = SipHeaders.IsList(header);
    }

    /// <summary>The value under the cursor, trimmed.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly HeaderValues GetEnumerator() => this;

    public bool MoveNext()
    {
        while (true)
        {
            while (line.IsEmpty)
            {
                next = message.IndexOf(header, next);
                if (next < 0)
                    return false;
                line = message.Value(next++);
            }
            var end = split ? EndOfValue(line) : line.Length;
            Current = SipText.Trim(line[..end]);
            line = end < line.Length ? line[(end + 1)..] : default;
            if (!Current.IsEmpty)
                return true;
        }
    }

    /// <summary>The position of the first comma outside quotes and angle brackets, or the length.</summary>
    internal static int EndOfValue(ReadOnlySpan<byte> line)
    {
        var angle = false;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case (byte)'"' when !angle:
                    i = SipText.EndOfQuoted(line, i) - 1;
                    if (i < 0)
                        return line.Length;
                    break;
                case (byte)'<':
                    angle = true;
                    break;
                case (byte)'>':
                    angle = false;
                    break;
                case (byte)',' when !angle:
                    return i;
            }
        }
        return line.Length;
    }
}
