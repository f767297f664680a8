namespace CallRouting.Audio;

/// <summary>Hears push-button signals (ITU-T Q.23, Q.24).</summary>
/// <remarks>Pure: what it says is a function of the sound alone, however it is cut into blocks. A block is used up by
/// calls until one returns false:
/// <code>while (detector.TryDetect(ref block, out var signal)) …</code>
/// Nothing is allocated.</remarks>
public sealed class DtmfDetector
{
    private readonly ToneBank _bank;
    private readonly DtmfRules _rules = new();

    /// <summary>Makes a detector that has heard nothing yet.</summary>
    /// <param name="zone">The country whose dial tone may lie under the keys.</param>
    public DtmfDetector(ToneZone zone) => _bank = new(zone);

    /// <summary>Listens to 16-bit samples at 8 kHz, from where the last call left off.</summary>
    /// <param name="samples">The sound; what was listened to is taken off its front.</param>
    /// <param name="signal">What was heard, where true is returned.</param>
    /// <returns>True as soon as something is heard; false once <paramref name="samples"/> are used up.</returns>
    public bool TryDetect(ref ReadOnlySpan<short> samples, out DtmfSignal signal)
    {
        while (_bank.Fill(ref samples))
            if (_rules.Next(_bank, out signal)) return true;
        signal = default;
        return false;
    }

    /// <summary>Listens to A-law octets as to samples.</summary>
    /// <param name="alaw">The sound; what was listened to is taken off its front.</param>
    /// <param name="signal">What was heard, where true is returned.</param>
    /// <returns>True as soon as something is heard; false once <paramref name="alaw"/> is used up.</returns>
    public bool TryDetect(ref ReadOnlySpan<byte> alaw, out DtmfSignal signal)
    {
        while (_bank.Fill(ref alaw))
            if (_rules.Next(_bank, out signal)) return true;
        signal = default;
        return false;
    }

    /// <summary>Forgets everything heard, and counts samples from 0 again.</summary>
    public void Reset()
    {
        _bank.Reset();
        _rules.Reset();
    }
}
