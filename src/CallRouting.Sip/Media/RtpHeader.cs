using System.Buffers.Binary;

namespace CallRouting.Sip;

/// <summary>The header of one RTP packet and where its payload lies (RFC 3550 §5.1); <c>default</c> is no
/// packet.</summary>
internal readonly record struct RtpHeader(
    byte PayloadType, bool Marker, ushort Sequence, uint Timestamp, uint Ssrc, int PayloadOffset, int PayloadLength)
{
    /// <summary>Octets of a header without contributing sources and extension, as we write it.</summary>
    public const int Length = 12;

    /// <summary>Reads a header.</summary>
    /// <returns>False where the octets are no RTP of version 2, or RTCP that strayed here (RFC 5761 §4).</returns>
    public static bool TryParse(ReadOnlySpan<byte> packet, out RtpHeader header)
    {
        header = default;
        if (packet.Length < Length || packet[0] >> 6 != 2 || packet[1] is >= 192 and <= 223) return false;
        var offset = Length + 4 * (packet[0] & 15);
        if ((packet[0] & 0x10) != 0)
        {
            if (packet.Length < offset + 4) return false;
            offset += 4 + 4 * BinaryPrimitives.ReadUInt16BigEndian(packet[(offset + 2)..]);
        }

        var length = packet.Length - offset;
        if (length < 0) return false;
        if ((packet[0] & 0x20) != 0)
        {
            var padding = packet[^1];
            if (padding == 0 || padding > length) return false;
            length -= padding;
        }

        header = new(
            (byte)(packet[1] & 0x7F), packet[1] >= 0x80, BinaryPrimitives.ReadUInt16BigEndian(packet[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(packet[4..]), BinaryPrimitives.ReadUInt32BigEndian(packet[8..]),
            offset, length);
        return true;
    }

    /// <summary>Writes a plain header of <see cref="Length"/> octets.</summary>
    public static void Write(
        Span<byte> packet, byte payloadType, bool marker, ushort sequence, uint timestamp, uint ssrc)
    {
        packet[0] = 0x80;
        packet[1] = (byte)(payloadType | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], ssrc);
    }
}
