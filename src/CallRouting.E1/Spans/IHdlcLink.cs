namespace CallRouting.E1;

/// <summary>What a link has for its reader.</summary>
public enum HdlcReceived : byte
{
    /// <summary>Nothing waits.</summary>
    None = 0,

    /// <summary>A whole frame, without flags and without its frame check sequence.</summary>
    Frame = 1,

    /// <summary>The link carries frames from now on.</summary>
    Up = 2,

    /// <summary>The link carries no frames until the next <see cref="Up"/>: the span has an alarm, or the other end of
    /// a socket has gone.</summary>
    Down = 3,

    /// <summary>A frame was broken off (seven or more ones in a row, Q.921 §2.10) and is lost.</summary>
    Aborted = 4,

    /// <summary>A frame whose check sequence was wrong is lost (Q.921 §2.7).</summary>
    BadChecksum = 5,

    /// <summary>A frame that was longer than the reader's room, or that came faster than it was read, is
    /// lost.</summary>
    Overrun = 6,
}

/// <summary>The signalling channel of a span as frames: slot 16 of a device, or a datagram socket (Q.921 §2).</summary>
/// <remarks>A frame is address, control and what follows; flags, bit stuffing and the check sequence are the link's
/// affair. All members are called by the thread that serves the span, never block, and throw nothing for what the far
/// end or a device does. A link is up when it is opened unless it says <see cref="HdlcReceived.Down"/> first.</remarks>
public interface IHdlcLink
{
    /// <summary>Sends one frame.</summary>
    /// <param name="frame">At least 3 octets.</param>
    /// <returns>False: it was not taken, because the link is down or has no room. The data link's own timer sends it
    /// again where it matters.</returns>
    bool TrySend(ReadOnlySpan<byte> frame);

    /// <summary>Takes what has come in, one thing at a time, oldest first.</summary>
    /// <param name="frame">Room for a frame: 266 octets hold any that Q.921 allows (N201 = 260).</param>
    /// <param name="length">The octets of the frame; 0 for anything else.</param>
    /// <returns><see cref="HdlcReceived.None"/> when nothing waits any more.</returns>
    HdlcReceived Receive(Span<byte> frame, out int length);
}
