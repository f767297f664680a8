namespace CallRouting.Audio;

/// <summary>Reads the caller id that an exchange sends on an analog line, by FSK or DTMF.</summary>
/// <remarks>Pure: what it says is a function of the sound alone, however it is cut into blocks. A block is used up by
/// calls until one returns false:
/// <code>while (detector.TryDetect(ref block, out var signal)) …</code>
/// Nothing is allocated but the caller id itself.</remarks>
public sealed class CallerIdReceiver
{
    private const CallerIdCoding Keyed = CallerIdCoding.Bell202 | CallerIdCoding.V23;

    // The keys are the same everywhere; no dial tone lies under a caller id.
    private readonly ToneBank _bank = new(Tones.Russia);
    private readonly DtmfRules _rules = new();
    private readonly CallerIdKeys _keys = new();
    private readonly CallerIdFrame _frame = new();
    private readonly CallerIdCoding _codings;

    /// <summary>Makes a receiver that has heard nothing yet.</summary>
    /// <param name="codings">What to listen for.</param>
    /// <exception cref="ArgumentOutOfRangeException">None of the codings.</exception>
    public CallerIdReceiver(CallerIdCoding codings = CallerIdCoding.All)
    {
        if ((codings & CallerIdCoding.All) == 0) throw new ArgumentOutOfRangeException(nameof(codings));
        _codings = codings;
    }

    /// <summary>Listens to 16-bit samples at 8 kHz, from where the last call left off.</summary>
    /// <param name="samples">The sound; what was listened to is taken off its front.</param>
    /// <param name="signal">What was heard, where true is returned.</param>
    /// <returns>True as soon as something is heard; false once <paramref name="samples"/> are used up.</returns>
    public bool TryDetect(ref ReadOnlySpan<short> samples, out CallerIdSignal signal)
    {
        while (_bank.Fill(ref samples))
            if (Next(out signal)) return true;
        signal = default;
        return false;
    }

    /// <summary>Listens to A-law octets as to samples.</summary>
    /// <param name="alaw">The sound; what was listened to is taken off its front.</param>
    /// <param name="signal">What was heard, where true is returned.</param>
    /// <returns>True as soon as something is heard; false once <paramref name="alaw"/> is used up.</returns>
    public bool TryDetect(ref ReadOnlySpan<byte> alaw, out CallerIdSignal signal)
    {
        while (_bank.Fill(ref alaw))
            if (Next(out signal)) return true;
        signal = default;
        return false;
    }

    /// <summary>Forgets everything heard, and counts samples from 0 again.</summary>
    public void Reset()
    {
        _bank.Reset();
        _rules.Reset();
        _keys.Reset();
        _frame.Reset();
    }

    private bool Next(out CallerIdSignal signal)
    {
        signal = default;
        var isHeard = (_codings & Keyed) != 0 && HearKeying(out signal);
        return ((_codings & CallerIdCoding.Dtmf) != 0 && HearKeys(ref signal)) || isHeard;
    }

    private bool HearKeying(out CallerIdSignal signal)
    {
        signal = default;
        var isHeard = false;
        foreach (var sample in _bank.Samples)
        {
            if (!_frame.Next(sample, out var problem)) continue;
            var callerId = CallerId.Empty;
            if (problem == CallerIdProblem.None && !CallerIdTexts.TryRead(_frame.Octets, out callerId))
                problem = CallerIdProblem.Malformed;
            // Who listens for one kind of keying alone is told that one, however far off its mark is.
            var coding = (_codings & Keyed) == Keyed ? _frame.Coding : _codings & Keyed;
            signal = new(callerId, problem, coding, _bank.End);
            isHeard = true;
        }

        return isHeard;
    }

    private bool HearKeys(ref CallerIdSignal signal)
    {
        var (callerId, problem) = (CallerId.Empty, CallerIdProblem.None);
        if (_rules.Next(_bank, out var key) && !key.IsEnd)
        {
            if (!_keys.Add(key.Key, key.At, out callerId, out problem)) return false;
        }
        else if (_rules.IsKey || !_keys.IsCutShort(_bank.End))
        {
            return false;
        }
        else
        {
            problem = CallerIdProblem.CutShort;
        }

        signal = new(callerId, problem, CallerIdCoding.Dtmf, _bank.End);
        return true;
    }
}
