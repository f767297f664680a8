namespace CallRouting.E1;

/// <summary>What came in by a link and was not read yet, oldest first. Called under its owner's lock.</summary>
internal sealed class HdlcQueue
{
    /// <summary>The longest frame: address, control and N201 octets, and two more.</summary>
    public const int FrameOctets = 266;

    private const int Slots = 128;

    private readonly (HdlcReceived What, int Length)[] _queue = new (HdlcReceived, int)[Slots];
    private readonly byte[] _frames = new byte[Slots * FrameOctets];
    private int _first;
    private int _count;
    private bool _wasLost;

    /// <summary>Adds something; a frame that finds no room is lost, which is told.</summary>
    public void Put(HdlcReceived what, ReadOnlySpan<byte> frame = default)
    {
        if (frame.Length > FrameOctets)
        {
            what = HdlcReceived.Overrun;
            frame = default;
        }

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
        frame.CopyTo(_frames.AsSpan(slot * FrameOctets));
    }

    /// <summary>Takes the oldest, as <see cref="IHdlcLink.Receive"/> does.</summary>
    public HdlcReceived Take(Span<byte> frame, out int length)
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
        _frames.AsSpan(slot * FrameOctets, octets).CopyTo(frame);
        length = octets;
        return what;
    }

    /// <summary>Whether something waits.</summary>
    public bool IsEmpty => _count == 0 && !_wasLost;

    /// <summary>Forgets all.</summary>
    public void Clear() => (_first, _count, _wasLost) = (0, 0, false);
}
