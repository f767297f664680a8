namespace CallRouting.Audio;

/// <summary>The common currency of audio between transports: 20 ms of G.711 A-law, 160 octets.</summary>
public static class AudioFrame
{
    /// <summary>Samples, and therefore G.711 octets, in one second.</summary>
    public const int SampleRate = 8000;

    /// <summary>Samples, and therefore G.711 octets, in one frame.</summary>
    public const int Samples = 160;

    /// <summary>Length of one frame in milliseconds.</summary>
    public const int Milliseconds = 20;

    /// <summary>Frames in one second.</summary>
    public const int PerSecond = 50;

    /// <summary>The A-law octet of silence: the smallest positive value, as sent (even bits inverted).</summary>
    public const byte Silence = 0xD5;

    /// <summary>The µ-law octet of silence: positive zero.</summary>
    public const byte SilenceMulaw = 0xFF;

    /// <summary>The number of frames that hold <paramref name="samples"/> samples, the last one perhaps in
    /// part.</summary>
    public static int Count(int samples) => (int)(((long)samples + Samples - 1) / Samples);

    /// <summary>Copies frame <paramref name="index"/> of <paramref name="alaw"/>, filling what is missing at its end
    /// with silence.</summary>
    /// <returns>False where the frame lies wholly behind the end; <paramref name="frame"/> is then all
    /// silence.</returns>
    /// <exception cref="ArgumentException"><paramref name="frame"/> is shorter than one frame.</exception>
    public static bool Copy(ReadOnlySpan<byte> alaw, int index, Span<byte> frame)
    {
        var target = frame[..Samples];
        var start = (long)index * Samples;
        if (index < 0 || start >= alaw.Length)
        {
            target.Fill(Silence);
            return false;
        }

        var rest = alaw[(int)start..];
        var length = Math.Min(rest.Length, Samples);
        rest[..length].CopyTo(target);
        target[length..].Fill(Silence);
        return true;
    }
}
