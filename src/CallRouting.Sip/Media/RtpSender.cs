using CallRouting.Audio;

namespace CallRouting.Sip;

/// <summary>The stream that one leg sends: one SSRC for its whole life, sequence numbers without holes of our own, and
/// timestamps that follow the 20 ms ticks of the leg, whatever is sent: prompts, digits or relayed packets.</summary>
internal sealed class RtpSender(uint ssrc, ushort firstSequence, uint firstTimestamp)
{
    private uint _base = firstTimestamp;
    private uint _lastTimestamp = firstTimestamp;
    private bool _any;

    /// <summary>Sequence number of the next packet of our own.</summary>
    public ushort Sequence { get; private set; } = firstSequence;

    /// <summary>Packets of our own sent, by which a relay moves its numbers up.</summary>
    public int Own { get; private set; }

    /// <summary>The timestamp of a packet of our own at a tick, never before one that was sent.</summary>
    public uint TimestampAt(long tick)
    {
        var timestamp = unchecked(_base + (uint)(tick * AudioFrame.Samples));
        if (!_any || (int)(timestamp - _lastTimestamp) > 0) return timestamp;

        // A relayed stream ran ahead of our clock: go on from it.
        var ahead = _lastTimestamp + AudioFrame.Samples - timestamp;
        _base += ahead;
        return timestamp + ahead;
    }

    /// <summary>Writes the header of a packet of our own and counts it.</summary>
    public void Next(Span<byte> packet, byte payloadType, bool marker, uint timestamp)
    {
        RtpHeader.Write(packet, payloadType, marker, Sequence, timestamp, ssrc);
        Own++;
        Sequence++;
        Sent(timestamp);
    }

    /// <summary>Writes the header of a relayed packet under numbers that a <see cref="RtpRelay"/> gave it.</summary>
    public void Relayed(Span<byte> packet, byte payloadType, bool marker, ushort sequence, uint timestamp)
    {
        RtpHeader.Write(packet, payloadType, marker, sequence, timestamp, ssrc);
        if ((short)(sequence - Sequence) >= 0) Sequence = (ushort)(sequence + 1);
        Sent(timestamp);
    }

    private void Sent(uint timestamp)
    {
        if (!_any || (int)(timestamp - _lastTimestamp) > 0) _lastTimestamp = timestamp;
        _any = true;
    }
}
