namespace CallRouting.E1;

/// <summary>The signalling channel of one end of a simulated span.</summary>
internal sealed class SimulatedLink(SimulatedSpan span) : IHdlcLink
{
    private const int Slots = 128;
    private const int Octets = 266;

    private readonly (HdlcReceived What, int Length)[] _queue = new (HdlcReceived, int)[Slots];
    private readonly byte[] _frames = new byte[Slots * Octets];
    private int _first;
    private int _count;
    private bool _wasLost;

    /// <inheritdoc/>
    public bool TrySend(ReadOnlySpan<byte> frame)
    {
        lock (span.Gate)
        {
            if (!span.Carries || frame.Length is < 3 or > Octets)
                return false;
            span.Peer.Deliver(frame);
            return true;
        }
    }

    /// <inheritdoc/>
    public HdlcReceived Receive(Span<byte> frame, out int length)
    {
        lock (span.Gate)
        {
            length = 0;
            if (_count == 0)
            {
                var wasLost = _wasLost;
                _wasLost = false;
                return wasLost ? HdlcReceived.Overrun : HdlcReceived.None;
            }

            var (what, octets) = _queue[_first];
            var slot = _first;
            _first = (_first + 1) % Slots;
            _count--;
            if (what != HdlcReceived.Frame)
                return what;
            if (octets > frame.Length)
                return HdlcReceived.Overrun;
            _frames.AsSpan(slot * Octets, octets).CopyTo(frame);
            length = octets;
            return what;
        }
    }

    /// <summary>Puts something in the way in; called under the line's lock.</summary>
    public void Put(HdlcReceived what, ReadOnlySpan<byte> frame)
    {
        if (_count == Slots)
        {
            // Frames may be lost, and are told; whether the link is up may not.
            _wasLost = true;
            if (what == HdlcReceived.Frame)
                return;
            _first = (_first + 1) % Slots;
            _count--;
        }

        var slot = (_first + _count++) % Slots;
        _queue[slot] = (what, frame.Length);
        frame.CopyTo(_frames.AsSpan(slot * Octets));
    }
}
