using CallRouting.Audio;

namespace CallRouting.Tests;

/// <summary>Sound put together for a test: sines of any frequency and level, noise, pauses.</summary>
internal sealed class Sound
{
    private readonly List<double> _samples = [];

    public int Length => _samples.Count;

    public static Sound Of(ReadOnlySpan<byte> alaw)
    {
        var sound = new Sound();
        foreach (var octet in alaw) sound._samples.Add(G711.DecodeAlaw(octet));
        return sound;
    }

    public static Sound Of(ReadOnlySpan<short> samples)
    {
        var sound = new Sound();
        foreach (var sample in samples) sound._samples.Add(sample);
        return sound;
    }

    public Sound Pause(double milliseconds) => PauseSamples((int)Math.Round(milliseconds * 8));

    public Sound PauseSamples(int samples)
    {
        for (var i = 0; i < samples; i++) _samples.Add(0);
        return this;
    }

    public Sound Add(Sound other)
    {
        _samples.AddRange(other._samples);
        return this;
    }

    public Sound Sines(double milliseconds, params ReadOnlySpan<(double Hertz, double Level)> sines)
    {
        var first = _samples.Count;
        PauseSamples((int)Math.Round(milliseconds * 8));
        foreach (var (hertz, level) in sines)
            for (var i = first; i < _samples.Count; i++)
                _samples[i] += Tone.Peak(level) * Math.Sin(2 * Math.PI * hertz * (i - first) / 8000 + hertz);
        return this;
    }

    public Sound Key(char key, double milliseconds, double low = -10, double high = -8, double detune = 1)
    {
        Assert.True(Dtmf.TryTone(key, out var tone));
        return Sines(milliseconds, (tone.Hertz * detune, low), (tone.SecondHertz * detune, high));
    }

    /// <summary>Adds a sine over all that is there.</summary>
    public Sound Under(double hertz, double level)
    {
        for (var i = 0; i < _samples.Count; i++)
            _samples[i] += Tone.Peak(level) * Math.Sin(2 * Math.PI * hertz * i / 8000);
        return this;
    }

    /// <summary>Adds white noise over all that is there, its level that of the whole band to 4 kHz.</summary>
    public Sound Noise(double level, int seed = 1)
    {
        var random = new Random(seed);
        var deviation = Tone.Peak(level) / Math.Sqrt(2);
        for (var i = 0; i < _samples.Count; i++)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
                * Math.Cos(2 * Math.PI * random.NextDouble());
            _samples[i] += deviation * normal;
        }

        return this;
    }

    public Sound Louder(double decibels)
    {
        for (var i = 0; i < _samples.Count; i++) _samples[i] *= Math.Pow(10, decibels / 20);
        return this;
    }

    public short[] Samples() =>
        [.. _samples.Select(sample => (short)Math.Clamp(Math.Round(sample), short.MinValue, short.MaxValue))];

    public byte[] Alaw()
    {
        var samples = Samples();
        var alaw = new byte[samples.Length];
        G711.EncodeAlaw(samples, alaw);
        return alaw;
    }
}
