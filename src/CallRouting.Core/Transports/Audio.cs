namespace CallRouting;

/// <summary>A prompt as a transport plays it.</summary>
/// <param name="Frames">G.711 A-law octets at 8 kHz; 160 are one frame of 20 ms. The last frame may be short.</param>
/// <param name="IsLoop">Whether it is played without end.</param>
public sealed record PromptAudio(ReadOnlyMemory<byte> Frames, bool IsLoop = false);

/// <summary>Takes sound, a frame of 160 octets G.711 A-law (20 ms at 8 kHz) at a time.</summary>
public interface IFrameSink
{
    /// <summary>Takes one frame. Does not block and does not throw.</summary>
    /// <param name="frame">160 octets.</param>
    void Write(ReadOnlySpan<byte> frame);
}

/// <summary>A recording under way. The transport writes frames, then completes it.</summary>
public interface IRecording : IFrameSink
{
    /// <summary>Ends the recording.</summary>
    /// <returns>Whether all of it was kept.</returns>
    bool Complete();
}
