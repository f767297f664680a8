namespace CallRouting.Audio;

/// <summary>Hears fax machines that call or answer (T.30, V.25).</summary>
/// <remarks>Pure: what it says is a function of the sound alone, however it is cut into blocks. A block is used up by
/// calls until one returns false:
/// <code>while (detector.TryDetect(ref block, out var signal)) …</code>
/// Nothing is allocated.</remarks>
public sealed class FaxToneDetector
{
    // The two tones are the same everywhere.
    private readonly ToneBank _bank = new(Tones.Russia);
    private readonly FaxToneRules _rules;

    /// <summary>Makes a detector that has heard nothing yet.</summary>
    public FaxToneDetector() => _rules = new(_bank.Fits);

    /// <summary>Listens to 16-bit samples at 8 kHz, from where the last call left off.</summary>
    /// <param name="samples">The sound; what was listened to is taken off its front.</param>
    /// <param name="signal">What was heard, where true is returned.</param>
    /// <returns>True as soon as something is heard; false once <paramref name="samples"/> are used up.</returns>
    public bool TryDetect(ref ReadOnlySpan<short> samples, out FaxToneSignal signal)
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
    public bool TryDetect(ref ReadOnlySpan<byte> alaw, out FaxToneSignal signal)
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
