using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Text;

namespace CallRouting.Sip;

// How the octets get into the buffer.
internal ref partial struct SipWriter
{
    // §18.2.1: received names the source whenever sent-by is not that address; RFC 3581 §4: with rport, always.
    private void TopVia(ReadOnlySpan<byte> line, IPEndPoint source)
    {
        var end = HeaderValues.EndOfValue(line);
        if (!CallRouting.Sip.Via.TryParse(line[..end], out var via))
        {
            Copy(SipHeader.Via, line);
            return;
        }
        var address = source.Address.IsIPv4MappedToIPv6 ? source.Address.MapToIPv4() : source.Address;
        var same = SipText.TryAddress(via.Host, out var sentBy) && sentBy.Equals(address);
        Begin(SipHeader.Via);
        Raw("SIP/2.0/"u8);
        Raw(via.Transport);
        Raw(" "u8);
        Raw(via.Host);
        if (via.Port != 0)
        {
            Raw(":"u8);
            Number(via.Port);
        }
        foreach (var parameter in via.Params)
        {
            if (SipText.Same(parameter.Name, "received"u8) || SipText.Same(parameter.Name, "rport"u8))
                continue;
            Raw(";"u8);
            Raw(parameter.Name);
            if (parameter.Value.IsEmpty)
                continue;
            Raw("="u8);
            Unfolded(parameter.Value);
        }
        if (!same || via.AsksRport)
        {
            Raw(";received="u8);
            Address(address);
        }
        if (via.AsksRport)
        {
            Raw(";rport="u8);
            Number(source.Port);
        }
        Unfolded(line[end..]);
        Raw("\r\n"u8);
    }

    private void Address(IPAddress address)
    {
        Reserve(64);
        address.TryFormat(buffer.AsSpan(length), out var written);
        length += written;
    }

    private void Raw(ReadOnlySpan<byte> octets)
    {
        Reserve(octets.Length);
        octets.CopyTo(buffer.AsSpan(length));
        length += octets.Length;
    }

    private void Unfolded(ReadOnlySpan<byte> octets)
    {
        Reserve(octets.Length);
        var target = buffer.AsSpan(length, octets.Length);
        octets.CopyTo(target);
        while (target.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var at)
            target[at] = (byte)' ';
        length += octets.Length;
    }

    private void Text(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(length));
    }

    private void Number(long value)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(value, buffer.AsSpan(length), out var written);
        length += written;
    }

    private void Reserve(int more)
    {
        if (length + more <= buffer.Length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, length + more));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private static void Refuse(ReadOnlySpan<byte> value)
    {
        if (value.IndexOfAny((byte)'\r', (byte)'\n', (byte)0) >= 0)
            throw new ArgumentException("The value holds CR, LF or NUL.", nameof(value));
    }

    private static void Refuse(string value)
    {
        if (value.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
            throw new ArgumentException("The value holds CR, LF or NUL.", nameof(value));
    }
}
