namespace CallRouting.Audio;

/// <summary>One or two sine tones at telephone levels; <c>default</c> is silence.</summary>
/// <param name="Hertz">First frequency, 1 … 3999 Hz; 0 for none.</param>
/// <param name="SecondHertz">Second frequency, 0 for none.</param>
/// <param name="Level">Level of the first in dBm0: 0 dBm0 is a sine of peak 22827, since the A-law overload point,
/// a sine of peak 32768, is +3.14 dBm0 (G.711 §4).</param>
/// <param name="SecondLevel">Level of the second in dBm0.</param>
public readonly record struct Tone(int Hertz, int SecondHertz = 0, double Level = -10, double SecondLevel = -10)
{
    /// <summary>The level of a sine whose peak is full scale, 32768: the overload point of A-law.</summary>
    public const double OverloadLevel = 3.14;

    private static readonly float[] Sine = OneSecond();

    /// <summary>True where nothing sounds.</summary>
    public bool IsSilence => Hertz == 0 && SecondHertz == 0;

    /// <summary>The peak of a sine of <paramref name="level"/> dBm0, in 16-bit samples.</summary>
    public static double Peak(double level) => 32768 * Math.Pow(10, (level - OverloadLevel) / 20);

    /// <summary>The 16-bit sample <paramref name="index"/> after the tone began; its phase is 0 at index 0.</summary>
    public short Sample(long index) =>
        Sum(index, Hertz == 0 ? 0 : (float)Peak(Level), SecondHertz == 0 ? 0 : (float)Peak(SecondLevel));

    /// <summary>Fills <paramref name="samples"/> with the tone from sample <paramref name="index"/> on.</summary>
    public void Fill(long index, Span<short> samples)
    {
        var first = Hertz == 0 ? 0 : (float)Peak(Level);
        var second = SecondHertz == 0 ? 0 : (float)Peak(SecondLevel);
        for (var i = 0; i < samples.Length; i++) samples[i] = Sum(index + i, first, second);
    }

    // Frequencies are whole hertz, so a table of one second holds every phase exactly.
    private short Sum(long index, float first, float second)
    {
        var sum = first * Sine[Phase(Hertz, index)] + second * Sine[Phase(SecondHertz, index)];
        return (short)Math.Clamp(MathF.Round(sum), short.MinValue, short.MaxValue);
    }

    private static int Phase(int hertz, long index)
    {
        var phase = (int)(hertz * (index % AudioFrame.SampleRate) % AudioFrame.SampleRate);
        return phase < 0 ? phase + AudioFrame.SampleRate : phase;
    }

    private static float[] OneSecond()
    {
        var table = new float[AudioFrame.SampleRate];
        for (var i = 0; i < table.Length; i++) table[i] = (float)Math.Sin(2 * Math.PI * i / table.Length);
        return table;
    }
}
