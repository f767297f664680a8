namespace CallRouting.Audio;

/// <summary>The strongest frequency of a piece of sound; <c>default</c> is no pitch.</summary>
/// <param name="Hertz">Its frequency, to about 1 Hz for a steady tone of 100 ms; 0 for silence.</param>
/// <param name="Level">Its level in dBm0.</param>
/// <param name="Share">How much of the power of the sound it is, 0 … 1: near 1 for a pure tone, near 0 for
/// noise.</param>
public readonly record struct Pitch(double Hertz, double Level, double Share)
{
    private const int Longest = 4096;

    /// <summary>Measures 16-bit samples at 8 kHz between 60 and 3900 Hz, at most the first half second.</summary>
    public static Pitch Of(ReadOnlySpan<short> samples)
    {
        if (samples.Length > Longest) samples = samples[..Longest];
        var total = Goertzel.MeanSquare(samples);
        if (total < 1) return default;

        // Half of the resolution of the block finds the main lobe; thirds of an interval then close in on its top.
        var step = Math.Max(1.0, AudioFrame.SampleRate / 2.0 / samples.Length);
        double best = 0, power = -1;
        for (var hertz = 60.0; hertz <= 3900; hertz += step)
        {
            var here = Goertzel.Power(samples, hertz);
            if (here > power) (best, power) = (hertz, here);
        }

        double low = best - step, high = best + step;
        while (high - low > 0.05)
        {
            double left = low + (high - low) / 3, right = high - (high - low) / 3;
            if (Goertzel.Power(samples, left) < Goertzel.Power(samples, right)) low = left;
            else high = right;
        }

        best = (low + high) / 2;
        power = Goertzel.Power(samples, best);
        return new(best, Goertzel.LevelOf(power), Math.Min(1, power / total));
    }

    /// <summary>Measures A-law octets as <see cref="Of(ReadOnlySpan{short})"/> does samples.</summary>
    public static Pitch OfAlaw(ReadOnlySpan<byte> alaw)
    {
        Span<short> samples = stackalloc short[Longest];
        samples = samples[..Math.Min(alaw.Length, Longest)];
        G711.DecodeAlaw(alaw[..samples.Length], samples);
        return Of(samples);
    }
}
