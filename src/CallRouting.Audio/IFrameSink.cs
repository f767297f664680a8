namespace CallRouting.Audio;

/// <summary>Takes 20 ms frames of A-law in the order and at the rate of time: a recording, a tap, another
/// transport.</summary>
/// <remarks>A sink is called on the thread that moves the audio of many calls: it must return in microseconds, so
/// one that writes to a disk or a network does so from a queue of its own. A sink that throws is taken off the
/// call, and the call goes on.</remarks>
public interface IFrameSink
{
    /// <summary>Takes one frame of <see cref="AudioFrame.Samples"/> octets, valid only during the call.</summary>
    void Write(ReadOnlySpan<byte> alawFrame);
}
