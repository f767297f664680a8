namespace CallRouting.Audio;

/// <summary>Brings samples of any rate from 8 to 96 kHz to the telephone's 8 kHz.</summary>
/// <remarks>A polyphase low-pass: a sinc with its middle at 3.7 kHz under a Kaiser window, flat within 0.1 dB to
/// 3.4 kHz and at least 70 dB down from 4 kHz, so nothing folds back into the speech band. Rates whose ratio to
/// 8 kHz needs more than 512 phases use the nearest of 512, an error below −60 dB.</remarks>
public static class Resampler
{
    private const double Cutoff = 3700, Transition = 600, KaiserBeta = 7.0, Attenuation = 72;
    private const int MostPhases = 512;

    /// <summary>The same sound at 8 kHz; ⌈n·8000/rate⌉ samples, the first at the same instant as before.</summary>
    /// <param name="samples">16-bit samples of one channel.</param>
    /// <param name="rate">Samples a second of <paramref name="samples"/>, 8000 … 96000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside 8000 … 96000.</exception>
    public static short[] To8Khz(ReadOnlySpan<short> samples, int rate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, WavReader.LowestRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, WavReader.HighestRate);
        if (rate == AudioFrame.SampleRate) return samples.ToArray();

        var phases = Math.Min(AudioFrame.SampleRate / Divisor(AudioFrame.SampleRate, rate), MostPhases);
        var half = HalfLength(rate);
        var taps = Taps(rate, phases, half);
        var result = new short[(int)(((long)samples.Length * AudioFrame.SampleRate + rate - 1) / rate)];
        for (var i = 0; i < result.Length; i++)
        {
            // The instant of output i, measured in input samples, as a whole part and one of the phases.
            var position = (long)i * rate;
            var whole = (int)(position / AudioFrame.SampleRate);
            var part = position % AudioFrame.SampleRate;
            var phase = (int)((part * phases + AudioFrame.SampleRate / 2) / AudioFrame.SampleRate);
            if (phase == phases) (whole, phase) = (whole + 1, 0);
            result[i] = Convolve(samples, whole - half + 1, taps.AsSpan(phase * 2 * half, 2 * half));
        }

        return result;
    }

    private static short Convolve(ReadOnlySpan<short> samples, int start, ReadOnlySpan<float> taps)
    {
        var first = Math.Max(0, -start);
        var last = Math.Min(taps.Length, samples.Length - start);
        var sum = 0f;
        for (var k = first; k < last; k++) sum += samples[start + k] * taps[k];
        return (short)Math.Clamp(MathF.Round(sum), short.MinValue, short.MaxValue);
    }

    private static int HalfLength(int rate) =>
        (int)Math.Ceiling((Attenuation - 8) / (2.285 * 2 * Math.PI * Transition / rate) / 2);

    private static float[] Taps(int rate, int phases, int half)
    {
        var taps = new float[phases * 2 * half];
        for (var phase = 0; phase < phases; phase++)
        {
            var row = taps.AsSpan(phase * 2 * half, 2 * half);
            var sum = 0.0;
            for (var k = 0; k < row.Length; k++)
            {
                // Distance from the output instant to input sample k of this window, in input samples.
                var x = k - half + 1 - (double)phase / phases;
                var tap = Sinc(2 * Cutoff / rate * x) * Kaiser(x / half);
                row[k] = (float)tap;
                sum += tap;
            }

            // Each phase passes a constant unchanged.
            for (var k = 0; k < row.Length; k++) row[k] = (float)(row[k] / sum);
        }

        return taps;
    }

    private static double Sinc(double x) => Math.Abs(x) < 1e-12 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Kaiser(double x) =>
        Math.Abs(x) >= 1 ? 0 : BesselI0(KaiserBeta * Math.Sqrt(1 - x * x)) / BesselI0(KaiserBeta);

    private static double BesselI0(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > 1e-12 * sum; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);
}
