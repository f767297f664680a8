using System.Buffers.Binary;
using CallRouting.Audio;

namespace CallRouting.Sip;

/// <summary>The payload of a telephone-event packet (RFC 4733 §2.3).</summary>
/// <param name="Code">Event code: 0–15 are the keys.</param>
/// <param name="End">True in the last packet of the event and its repetitions.</param>
/// <param name="Volume">Level of the tone without its minus sign, 0 … 63 dBm0.</param>
/// <param name="Duration">Timestamp units since the timestamp of the packet.</param>
internal readonly record struct TelephoneEvent(byte Code, bool End, byte Volume, ushort Duration)
{
    /// <summary>Octets of the payload.</summary>
    public const int Length = 4;

    /// <summary>The key of the event; false for flash and everything that is no key.</summary>
    public bool TryKey(out char key)
    {
        key = Code < Dtmf.Keys.Length ? Dtmf.Keys[Code] : '\0';
        return Code < Dtmf.Keys.Length;
    }

    /// <summary>Reads a payload; false where it is too short.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out TelephoneEvent happened)
    {
        happened = default;
        if (payload.Length < Length) return false;
        happened = new(payload[0], (payload[1] & 0x80) != 0, (byte)(payload[1] & 0x3F),
            BinaryPrimitives.ReadUInt16BigEndian(payload[2..]));
        return true;
    }

    /// <summary>Writes the four octets.</summary>
    public void Write(Span<byte> payload)
    {
        payload[0] = Code;
        payload[1] = (byte)((End ? 0x80 : 0) | Volume);
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], Duration);
    }
}
