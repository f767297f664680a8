namespace CallRouting.Audio;

/// <summary>Hears the call progress tones of a country by their cadences (E.180), silence and voice.</summary>
/// <remarks>Pure: what it says is a function of the sound alone, however it is cut into blocks. A block is used up by
/// calls until one returns false:
/// <code>while (detector.TryDetect(ref block, out var signal)) …</code>
/// Nothing is allocated.</remarks>
public sealed class CallProgressDetector
{
    // Keys and fax tones have to be known as well, so that they are not taken for voice.
    private readonly LineListener _listener;

    /// <summary>Makes a detector that has heard nothing yet.</summary>
    /// <param name="zone">The country whose tones are listened for.</param>
    /// <param name="silenceMilliseconds">How long nothing is heard before that is told, 100 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 100 ms.</exception>
    public CallProgressDetector(ToneZone zone, int silenceMilliseconds = 5000) =>
        _listener = new(zone, silenceMilliseconds);

    /// <summary>Listens to 16-bit samples at 8 kHz, from where the last call left off.</summary>
    /// <param name="samples">The sound; what was listened to is taken off its front.</param>
    /// <param name="signal">What was heard, where true is returned.</param>
    /// <returns>True as soon as something is heard; false once <paramref name="samples"/> are used up.</returns>
    public bool TryDetect(ref ReadOnlySpan<short> samples, out CallProgressSignal signal)
    {
        while (_listener.TryDetect(ref samples, out var heard))
        {
            if (heard.Kind != LineSignalKind.Progress) continue;
            signal = heard.Progress;
            return true;
        }

        signal = default;
        return false;
    }

    /// <summary>Listens to A-law octets as to samples.</summary>
    /// <param name="alaw">The sound; what was listened to is taken off its front.</param>
    /// <param name="signal">What was heard, where true is returned.</param>
    /// <returns>True as soon as something is heard; false once <paramref name="alaw"/> is used up.</returns>
    public bool TryDetect(ref ReadOnlySpan<byte> alaw, out CallProgressSignal signal)
    {
        while (_listener.TryDetect(ref alaw, out var heard))
        {
            if (heard.Kind != LineSignalKind.Progress) continue;
            signal = heard.Progress;
            return true;
        }

        signal = default;
        return false;
    }

    /// <summary>Forgets everything heard, and counts samples from 0 again.</summary>
    public void Reset() => _listener.Reset();
}
