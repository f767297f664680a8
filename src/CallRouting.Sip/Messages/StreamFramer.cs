using System.Buffers;

namespace CallRouting.Sip;

/// <summary>What a stream has next.</summary>
internal enum StreamFrameKind : byte
{
    /// <summary>Not enough octets yet.</summary>
    NeedMore,

    /// <summary>One whole message.</summary>
    Message,

    /// <summary>A double CRLF, to be answered with one CRLF (RFC 5626 §4.4.1).</summary>
    Ping,

    /// <summary>The stream can no longer be followed: answer <see cref="StreamFrame.Octets"/>, if any, and
    /// close.</summary>
    Broken,
}

/// <summary>One step of a stream.</summary>
/// <remarks><c>Octets</c> is a message, a copy of its own; or the header block that broke the stream, for
/// <see cref="SipParser"/> to find whom to answer; or nothing. <c>Fault</c> says why the stream broke and what status
/// the header block earns.</remarks>
internal readonly record struct StreamFrame(StreamFrameKind Kind, ReadOnlyMemory<byte> Octets, SipFault Fault);

/// <summary>Cuts a TCP stream into messages by Content-Length (RFC 3261 §18.3).</summary>
/// <remarks>Feed what was received with <see cref="Append"/>, then call <see cref="Next"/> until it needs more. Holds
/// one message at a time; a stream of CRLFs holds nothing. After <see cref="StreamFrameKind.Broken"/> it stays
/// broken.</remarks>
internal sealed class StreamFramer : IDisposable
{
    private readonly int maxBody;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int start;
    private int end;
    private int searched;
    private StreamFrame broken;

    /// <param name="maxBody">The largest body accepted, in octets.</param>
    public StreamFramer(int maxBody = 256 * 1024) => this.maxBody = maxBody;

    /// <summary>Part of a message is held: a transport closes a connection that stays so for too long.</summary>
    public bool IsWithinMessage => end > start && buffer[start] is not ((byte)'\r' or (byte)'\n');

    public void Append(ReadOnlySpan<byte> received)
    {
        if (broken.Kind == StreamFrameKind.Broken)
            return;
        if (end + received.Length > buffer.Length)
            MakeRoom(received.Length);
        received.CopyTo(buffer.AsSpan(end));
        end += received.Length;
    }

    public StreamFrame Next()
    {
        if (broken.Kind == StreamFrameKind.Broken)
            return broken;
        if (TakeLineEnds())
            return new StreamFrame(StreamFrameKind.Ping, default, default);
        var octets = buffer.AsSpan(start, end - start);
        if (octets.IsEmpty || octets[0] is (byte)'\r' or (byte)'\n')
            return new StreamFrame(StreamFrameKind.NeedMore, default, default);
        var header = HeaderLength(octets);
        if (header == 0)
        {
            return octets.Length > SipParser.MaxHeaderBytes
                ? Break(default, 513, "Message Too Large")
                : new StreamFrame(StreamFrameKind.NeedMore, default, default);
        }
        if (header > SipParser.MaxHeaderBytes)
            return Break(default, 513, "Message Too Large");
        if (!TryContentLength(octets[..header], out var body))
            return Break(octets[..header].ToArray(), 400, "Missing or malformed Content-Length");
        if (body > maxBody)
            return Break(octets[..header].ToArray(), 513, "Message Too Large");
        if (octets.Length < header + body)
            return new StreamFrame(StreamFrameKind.NeedMore, default, default);
        var message = octets[..(header + (int)body)].ToArray();
        start += message.Length;
        searched = 0;
        if (start == end)
            start = end = 0;
        return new StreamFrame(StreamFrameKind.Message, message, default);
    }

    public void Dispose()
    {
        if (buffer.Length == 0)
            return;
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        start = end = 0;
        broken = new StreamFrame(StreamFrameKind.Broken, default, new SipFault(SipHeader.Other, 0, "Closed"));
    }

    // Line ends between messages carry nothing, but two of them are a ping. A lone pair waits for what follows.
    private bool TakeLineEnds()
    {
        while (start < end)
        {
            var rest = buffer.AsSpan(start, end - start);
            if (rest.StartsWith("\r\n\r\n"u8))
            {
                start += 4;
                return true;
            }
            if (rest[0] is not ((byte)'\r' or (byte)'\n') || "\r\n\r\n"u8.StartsWith(rest))
                break;
            start++;
        }
        if (start == end)
            start = end = 0;
        return false;
    }

    private int HeaderLength(ReadOnlySpan<byte> octets)
    {
        while (searched < octets.Length)
        {
            var found = octets[searched..].IndexOf((byte)'\n');
            if (found < 0)
            {
                searched = octets.Length;
                return 0;
            }
            var next = searched + found + 1;
            if (next < octets.Length && octets[next] == '\n')
                return next + 1;
            if (next + 1 < octets.Length && octets[next] == '\r' && octets[next + 1] == '\n')
                return next + 2;
            if (next >= octets.Length || (next + 1 >= octets.Length && octets[next] == '\r'))
            {
                searched = next - 1;
                return 0;
            }
            searched = next;
        }
        return 0;
    }

    // The parser judges the message; here only its length matters, and an ambiguous one ends the stream.
    private static bool TryContentLength(ReadOnlySpan<byte> header, out long length)
    {
        length = -1;
        while (!header.IsEmpty)
        {
            var end = header.IndexOf((byte)'\n');
            while (end >= 0 && end + 1 < header.Length && header[end + 1] is (byte)' ' or (byte)'\t')
            {
                var more = header[(end + 1)..].IndexOf((byte)'\n');
                end = more < 0 ? -1 : end + 1 + more;
            }
            var line = end < 0 ? header : header[..end];
            header = end < 0 ? default : header[(end + 1)..];
            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || SipHeaders.Find(SipText.Trim(line[..colon])) != SipHeader.ContentLength)
                continue;
            if (length >= 0 || !SipText.TryNumber(SipText.Trim(line[(colon + 1)..]), out length))
                return false;
        }
        return length >= 0;
    }

    private StreamFrame Break(ReadOnlyMemory<byte> octets, int status, string reason)
    {
        start = end = 0;
        broken = new StreamFrame(StreamFrameKind.Broken, octets, new SipFault(SipHeader.ContentLength, status, reason));
        return broken;
    }

    private void MakeRoom(int more)
    {
        var held = end - start;
        var target = buffer;
        if (held + more > buffer.Length)
            target = ArrayPool<byte>.Shared.Rent(Math.Max(held + more, buffer.Length * 2));
        buffer.AsSpan(start, held).CopyTo(target);
        if (!ReferenceEquals(target, buffer))
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = target;
        start = 0;
        end = held;
    }
}
