namespace CallRouting.Audio;

/// <summary>Measures the level of one frequency in a piece of sound.</summary>
public static class Goertzel
{
    /// <summary>The level a silent block is given, in dBm0.</summary>
    public const double Silent = -120;

    /// <summary>The mean square of the part of the sound that is at <paramref name="hertz"/>, in squared
    /// samples.</summary>
    /// <remarks>Exact for a tone that fills the block with whole periods; a frequency 8000/n away reads 0.</remarks>
    /// <param name="samples">16-bit samples at 8 kHz; 160 or more to tell 50 Hz apart.</param>
    /// <param name="hertz">Any frequency from 0 to 4000.</param>
    public static double Power(ReadOnlySpan<short> samples, double hertz)
    {
        if (samples.IsEmpty) return 0;
        var turn = 2 * Math.PI * hertz / AudioFrame.SampleRate;
        var coefficient = 2 * Math.Cos(turn);
        double last = 0, before = 0;
        foreach (var sample in samples)
            (last, before) = (sample + coefficient * last - before, last);
        var square = Math.Max(0, last * last + before * before - coefficient * last * before);
        return 2 * square / samples.Length / samples.Length;
    }

    /// <summary>The level of one frequency in dBm0, <see cref="Silent"/> at the least.</summary>
    public static double Level(ReadOnlySpan<short> samples, double hertz) => LevelOf(Power(samples, hertz));

    /// <summary>The level of the whole sound in dBm0, <see cref="Silent"/> at the least.</summary>
    public static double TotalLevel(ReadOnlySpan<short> samples) => LevelOf(MeanSquare(samples));

    internal static double MeanSquare(ReadOnlySpan<short> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples) sum += (double)sample * sample;
        return samples.IsEmpty ? 0 : sum / samples.Length;
    }

    internal static double LevelOf(double meanSquare)
    {
        var full = 32768.0 * 32768 / 2;
        return meanSquare <= 0 ? Silent : Math.Max(Silent, 10 * Math.Log10(meanSquare / full) + Tone.OverloadLevel);
    }
}
