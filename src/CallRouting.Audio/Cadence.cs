using System.Collections.Immutable;

namespace CallRouting.Audio;

/// <summary>One step of a cadence: a tone, or silence, for a time.</summary>
/// <param name="Tone">What sounds.</param>
/// <param name="Milliseconds">How long, more than 0.</param>
public readonly record struct CadenceStep(Tone Tone, int Milliseconds);

/// <summary>Tones and pauses in a fixed rhythm, once or for ever: a pure function of the sample index.</summary>
public sealed class Cadence
{
    private readonly ImmutableArray<CadenceStep> _steps;
    private readonly int _period;

    /// <summary>Makes a cadence.</summary>
    /// <param name="repeats">True to begin again after the last step; false for silence from then on.</param>
    /// <param name="steps">At least one step, each longer than 0 ms, in all at most 60 s.</param>
    /// <exception cref="ArgumentException">No steps, or lengths outside these bounds.</exception>
    public Cadence(bool repeats, params ReadOnlySpan<CadenceStep> steps)
    {
        var total = 0L;
        foreach (var step in steps)
        {
            if (step.Milliseconds <= 0)
                throw new ArgumentException("Every step lasts longer than 0 ms.", nameof(steps));
            total += step.Milliseconds;
        }

        if (total is 0 or > 60_000) throw new ArgumentException("A cadence lasts from 1 ms to 60 s.", nameof(steps));
        Repeats = repeats;
        _steps = [.. steps];
        _period = (int)total * SamplesPerMillisecond;
    }

    private const int SamplesPerMillisecond = AudioFrame.SampleRate / 1000;

    /// <summary>True where the cadence begins again after its last step.</summary>
    public bool Repeats { get; }

    /// <summary>The steps of one round, in order.</summary>
    public IReadOnlyList<CadenceStep> Steps => _steps;

    /// <summary>Length of one round in milliseconds.</summary>
    public int Milliseconds => _period / SamplesPerMillisecond;

    /// <summary>The step that sounds at a sample index, and the index at which it began.</summary>
    public Tone At(long index, out long since)
    {
        since = index;
        if (index < 0 || (!Repeats && index >= _period)) return default;
        var inRound = (int)(index % _period);
        var start = 0;
        foreach (var step in _steps)
        {
            var end = start + step.Milliseconds * SamplesPerMillisecond;
            if (inRound < end)
            {
                since = index - inRound + start;
                // A single step has no seam: it sounds on from the very first sample.
                if (_steps.Length == 1 && Repeats) since = 0;
                return step.Tone;
            }

            start = end;
        }

        return default;
    }

    /// <summary>Fills 16-bit samples from sample <paramref name="index"/> on.</summary>
    public void Fill(long index, Span<short> samples)
    {
        for (var i = 0; i < samples.Length;)
        {
            var tone = At(index + i, out var since);
            var run = 1;
            while (i + run < samples.Length && At(index + i + run, out var other) == tone && other == since) run++;
            if (tone.IsSilence) samples.Slice(i, run).Clear();
            else tone.Fill(index + i - since, samples.Slice(i, run));
            i += run;
        }
    }

    /// <summary>Fills A-law octets from sample <paramref name="index"/> on.</summary>
    public void Fill(long index, Span<byte> alaw)
    {
        Span<short> samples = stackalloc short[AudioFrame.Samples];
        for (var i = 0; i < alaw.Length; i += AudioFrame.Samples)
        {
            var part = samples[..Math.Min(AudioFrame.Samples, alaw.Length - i)];
            Fill(index + i, part);
            G711.EncodeAlaw(part, alaw.Slice(i, part.Length));
        }
    }

    /// <summary>One round as A-law, or as many rounds as make whole frames, so that it may be played in a loop without
    /// a seam.</summary>
    /// <remarks>A single repeated step is rendered for at least one second: frequencies are whole hertz, so its phase
    /// is back at 0 there.</remarks>
    public byte[] Render()
    {
        var round = _steps.Length == 1 && Repeats ? AudioFrame.SampleRate : _period;
        var length = round;
        if (Repeats) while (length % AudioFrame.Samples != 0) length += round;
        var alaw = new byte[AudioFrame.Count(length) * AudioFrame.Samples];
        Fill(0, alaw);
        return alaw;
    }
}
