namespace CallRouting.Sip;

/// <summary>Fits packets of an arriving stream into the stream a leg sends: their order, losses and times stay as
/// they are, moved by a constant, so the far end sees one unbroken source.</summary>
internal sealed class RtpRelay
{
    private bool _running;
    private uint _ssrc;
    private uint _timestampShift;
    private ushort _sequenceShift;
    private int _own;

    /// <summary>Forgets the stream: the next packet begins a new stretch.</summary>
    public void Stop() => _running = false;

    /// <summary>Gives an arriving packet its numbers in the stream of <paramref name="sender"/>.</summary>
    /// <param name="header">The packet as it came.</param>
    /// <param name="tick">The tick of the sending leg.</param>
    /// <param name="sender">The stream it goes into.</param>
    /// <param name="sequence">The sequence number to send it under.</param>
    /// <param name="timestamp">The timestamp to send it under.</param>
    /// <returns>True where a stretch begins: the packet is to carry the marker.</returns>
    public bool Map(in RtpHeader header, long tick, RtpSender sender, out ushort sequence, out uint timestamp)
    {
        var begins = !_running || header.Ssrc != _ssrc;
        if (begins)
        {
            _running = true;
            _ssrc = header.Ssrc;
            _sequenceShift = (ushort)(sender.Sequence - header.Sequence);
            _timestampShift = sender.TimestampAt(tick) - header.Timestamp;
            _own = sender.Own;
        }

        // Packets of our own in between have taken numbers out of the row.
        _sequenceShift += (ushort)(sender.Own - _own);
        _own = sender.Own;
        sequence = (ushort)(header.Sequence + _sequenceShift);
        timestamp = header.Timestamp + _timestampShift;
        return begins;
    }
}
