namespace CallRouting.Audio;

/// <summary>Which message of caller id is made.</summary>
public enum CallerIdFormat : byte
{
    /// <summary>FSK: multiple data message format, 0x80, with all that is known. DTMF: fields ended by C.</summary>
    Multiple,

    /// <summary>FSK: single data message format, 0x04, time and number alone. DTMF: the number alone, ended by
    /// #.</summary>
    Single,
}

/// <summary>Makes the sound by which an exchange tells who calls.</summary>
public static class CallerIdGenerator
{
    private const int BitRate = 1200, SeizureBits = 300, MarkBits = 180, MarkBitsAfter = 10;
    private const int SilentSamples = AudioFrame.SampleRate / 10;
    private const int KeyMilliseconds = 70;

    /// <summary>Caller id as A-law in whole frames, with 100 ms of silence on both sides.</summary>
    /// <remarks>FSK has 300 bits of channel seizure and 180 of mark before the message (EN 300 659-1 §6). DTMF has keys
    /// of 70 ms; it carries no name and no time.</remarks>
    /// <param name="callerId">Who calls.</param>
    /// <param name="coding">One of the codings.</param>
    /// <param name="format">The message format.</param>
    /// <param name="level">Level in dBm0, of each tone for DTMF; −13.5 is an exchange's.</param>
    /// <exception cref="ArgumentException">None or several codings, or a text that does not fit a message: numbers have
    /// at most 20 characters, in DTMF digits alone, names at most 50 of ISO 8859-1.</exception>
    public static byte[] Render(
        CallerId callerId, CallerIdCoding coding, CallerIdFormat format = CallerIdFormat.Multiple,
        double level = -13.5)
    {
        ArgumentNullException.ThrowIfNull(callerId);
        return coding switch
        {
            CallerIdCoding.Bell202 => Keyed(CallerIdTexts.Write(callerId, format), 1200, 2200, level),
            CallerIdCoding.V23 => Keyed(CallerIdTexts.Write(callerId, format), 1300, 2100, level),
            CallerIdCoding.Dtmf => Keys(CallerIdKeys.Write(callerId, format), level),
            _ => throw new ArgumentException("One coding is asked for.", nameof(coding)),
        };
    }

    private static byte[] Keys(string keys, double level)
    {
        var steps = new CadenceStep[2 * keys.Length + 2];
        (steps[0], steps[^1]) = (new(default, 100), new(default, 100 - KeyMilliseconds));
        for (var i = 0; i < keys.Length; i++)
        {
            Dtmf.TryTone(keys[i], out var tone);
            steps[2 * i + 1] = new(tone with { Level = level, SecondLevel = level }, KeyMilliseconds);
            steps[2 * i + 2] = new(default, KeyMilliseconds);
        }

        return new Cadence(false, steps).Render();
    }

    private static byte[] Keyed(byte[] message, int mark, int space, double level)
    {
        var bits = new List<bool>();
        for (var i = 0; i < SeizureBits; i++) bits.Add(i % 2 == 1);
        for (var i = 0; i < MarkBits; i++) bits.Add(true);
        foreach (var octet in message)
        {
            bits.Add(false);
            for (var i = 0; i < 8; i++) bits.Add((octet >> i & 1) == 1);
            bits.Add(true);
        }

        for (var i = 0; i < MarkBitsAfter; i++) bits.Add(true);
        var length = bits.Count * AudioFrame.SampleRate / BitRate;
        var alaw = new byte[AudioFrame.Count(length + 2 * SilentSamples) * AudioFrame.Samples];
        alaw.AsSpan().Fill(AudioFrame.Silence);
        // The phase never jumps: it is the frequency's integral, in 1/8000 of a turn.
        var phase = 0;
        var peak = Tone.Peak(level);
        for (var i = 0; i < length; i++)
        {
            var sample = peak * Math.Sin(2 * Math.PI * phase / AudioFrame.SampleRate);
            alaw[SilentSamples + i] = G711.EncodeAlaw(
                (short)Math.Clamp(Math.Round(sample), short.MinValue, short.MaxValue));
            phase = (phase + (bits[i * BitRate / AudioFrame.SampleRate] ? mark : space)) % AudioFrame.SampleRate;
        }

        return alaw;
    }
}
