namespace CallRouting.Audio;

/// <summary>Makes the tones by which fax machines and modems make themselves known.</summary>
public static class FaxTones
{
    private const int AnswerHertz = 2100, ReversalMilliseconds = 450;
    private const double Level = -12;

    /// <summary>CNG of a fax that calls: 1100 Hz for 0.5 s in 3.5 s (T.30 §4.1).</summary>
    public static Cadence Calling { get; } = new(true, new(new(1100, 0, Level), 500), new(default, 3000));

    /// <summary>CED of a fax that answers: 2100 Hz (T.30 §4.2), as A-law in whole frames.</summary>
    /// <param name="milliseconds">Its length; the standard's is 2600 … 4000.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1 ms, or more than 60 s.</exception>
    public static byte[] Answering(int milliseconds = 3000) => Answer(milliseconds, milliseconds);

    /// <summary>The answer of a modem: 2100 Hz whose phase turns over every 450 ms (V.25 §3.2), as A-law in whole
    /// frames.</summary>
    /// <param name="milliseconds">Its length; the standard's is 2600 … 4000.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1 ms, or more than 60 s.</exception>
    public static byte[] AnsweringWithReversals(int milliseconds = 3300) => Answer(milliseconds, ReversalMilliseconds);

    private static byte[] Answer(int milliseconds, int reversal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, 60_000);
        var tone = new Tone(AnswerHertz, 0, Level);
        var length = milliseconds * AudioFrame.SampleRate / 1000;
        var alaw = new byte[AudioFrame.Count(length) * AudioFrame.Samples];
        alaw.AsSpan().Fill(AudioFrame.Silence);
        var turn = reversal * AudioFrame.SampleRate / 1000;
        for (var i = 0; i < length; i++)
        {
            var sample = tone.Sample(i);
            alaw[i] = G711.EncodeAlaw((short)(i / turn % 2 == 0 ? sample : -sample));
        }

        return alaw;
    }
}
