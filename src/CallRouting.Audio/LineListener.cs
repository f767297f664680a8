namespace CallRouting.Audio;

/// <summary>Which of a line's signals one is.</summary>
public enum LineSignalKind : byte
{
    /// <summary>None.</summary>
    None,

    /// <summary>A key began or ended.</summary>
    Key,

    /// <summary>What the line says of the call changed.</summary>
    Progress,

    /// <summary>A fax tone.</summary>
    Fax,
}

/// <summary>Anything heard on a line; <c>default</c> is nothing.</summary>
/// <param name="Kind">Which of the others is set.</param>
/// <param name="Dtmf">A key begun or ended.</param>
/// <param name="Progress">A call progress tone, silence or voice, or the end of them.</param>
/// <param name="Fax">A fax tone.</param>
public readonly record struct LineSignal(
    LineSignalKind Kind, DtmfSignal Dtmf, CallProgressSignal Progress, FaxToneSignal Fax);

/// <summary>Hears all that a line may say at once: keys, call progress, fax; cheaper than three detectors.</summary>
/// <remarks>Pure: what it says is a function of the sound alone, however it is cut into blocks. A block is used up by
/// calls until one returns false:
/// <code>while (detector.TryDetect(ref block, out var signal)) …</code>
/// Nothing is allocated.</remarks>
public sealed class LineListener
{
    private readonly ToneBank _bank;
    private readonly DtmfRules _keys = new();
    private readonly CallProgressRules _progress;
    private readonly FaxToneRules _fax;
    // A block may bring a signal of each kind: which is asked for next.
    private int _next = Finished;
    private const int Finished = 3;

    /// <summary>Makes a detector that has heard nothing yet.</summary>
    /// <param name="zone">The country whose tones are listened for.</param>
    /// <param name="silenceMilliseconds">How long nothing is heard before that is told, 100 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 100 ms.</exception>
    public LineListener(ToneZone zone, int silenceMilliseconds = 5000)
    {
        _bank = new(zone);
        _fax = new(_bank.Fits);
        _progress = new(_bank.Fits, silenceMilliseconds);
    }

    /// <summary>Listens to 16-bit samples at 8 kHz, from where the last call left off.</summary>
    /// <param name="samples">The sound; what was listened to is taken off its front.</param>
    /// <param name="signal">What was heard, where true is returned.</param>
    /// <returns>True as soon as something is heard; false once <paramref name="samples"/> are used up.</returns>
    public bool TryDetect(ref ReadOnlySpan<short> samples, out LineSignal signal)
    {
        while (true)
        {
            if (Next(out signal)) return true;
            if (!_bank.Fill(ref samples)) return false;
            _next = 0;
        }
    }

    /// <summary>Listens to A-law octets as to samples.</summary>
    /// <param name="alaw">The sound; what was listened to is taken off its front.</param>
    /// <param name="signal">What was heard, where true is returned.</param>
    /// <returns>True as soon as something is heard; false once <paramref name="alaw"/> is used up.</returns>
    public bool TryDetect(ref ReadOnlySpan<byte> alaw, out LineSignal signal)
    {
        while (true)
        {
            if (Next(out signal)) return true;
            if (!_bank.Fill(ref alaw)) return false;
            _next = 0;
        }
    }

    /// <summary>Forgets everything heard, and counts samples from 0 again.</summary>
    public void Reset()
    {
        _bank.Reset();
        _keys.Reset();
        _fax.Reset();
        _progress.Reset();
        _next = Finished;
    }

    private bool Next(out LineSignal signal)
    {
        signal = default;
        while (_next < Finished)
            switch (_next++)
            {
                case 0:
                    if (!_keys.Next(_bank, out var key)) continue;
                    signal = new(LineSignalKind.Key, key, default, default);
                    return true;
                case 1:
                    if (!_fax.Next(_bank, out var fax)) continue;
                    signal = new(LineSignalKind.Fax, default, default, fax);
                    return true;
                default:
                    var isSignal = _keys.IsKey || _keys.IsLikeKey || _fax.IsTone;
                    if (!_progress.Next(_bank, isSignal, out var progress)) continue;
                    signal = new(LineSignalKind.Progress, default, progress, default);
                    return true;
            }

        return false;
    }
}
