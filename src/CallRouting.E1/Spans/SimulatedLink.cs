namespace CallRouting.E1;

/// <summary>The signalling channel of one end of a simulated span.</summary>
internal sealed class SimulatedLink(SimulatedSpan span) : IHdlcLink
{
    private readonly HdlcQueue _queue = new();

    /// <inheritdoc/>
    public bool TrySend(ReadOnlySpan<byte> frame)
    {
        lock (span.Gate)
        {
            if (!span.Carries || frame.Length is < 3 or > HdlcQueue.FrameOctets)
                return false;
            if (!span.LosesFrames)
                span.Peer.Deliver(frame);
            return true;
        }
    }

    /// <inheritdoc/>
    public HdlcReceived Receive(Span<byte> frame, out int length)
    {
        lock (span.Gate)
            return _queue.Take(frame, out length);
    }

    /// <summary>Puts something in the way in; called under the line's lock.</summary>
    public void Put(HdlcReceived what, ReadOnlySpan<byte> frame) => _queue.Put(what, frame);
}
