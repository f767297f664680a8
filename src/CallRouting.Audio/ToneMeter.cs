namespace CallRouting.Audio;

/// <summary>Whether one tone, single or a pair, is what is heard, block by block.</summary>
internal sealed class ToneMeter(ToneFit fit, float toleranceHertz)
{
    private const float LeastShare = 0.75f, LeastShareAtFirst = 0.6f;
    private static readonly float TurnsToHertz = 1000f / ToneBank.Milliseconds / (2 * MathF.PI);

    private readonly float[] _waves = new float[2 * fit.Count], _wavesBefore = new float[2 * fit.Count];
    private bool _wasNear;

    /// <summary>True where the last block was this tone.</summary>
    public bool IsHeard { get; private set; }

    /// <summary>How much of the last block the tone was, 0 … about 1.</summary>
    public float Share { get; private set; }

    /// <summary>How far a single tone was from its frequency, Hz, where it was heard in two blocks.</summary>
    public float OffHertz { get; private set; }

    /// <summary>The phase of a single tone beyond that of its frequency, gained in the last block.</summary>
    public float Drift { get; private set; }

    public void Reset() => (_wasNear, IsHeard, Share, OffHertz, Drift) = (false, false, 0, 0, 0);

    /// <summary>Measures the bank's last block.</summary>
    /// <param name="bank">What was heard.</param>
    /// <param name="leastPower">The mean square below which it is not listened to.</param>
    public void Hear(ToneBank bank, float leastPower)
    {
        if (bank.Power < leastPower)
        {
            Reset();
            return;
        }

        _waves.CopyTo(_wavesBefore, 0);
        Share = fit.Fit(bank, _waves) / (fit.Blocks == 1 ? bank.Power : (bank.Power + bank.PowerBefore) / 2);
        (Drift, OffHertz) = (0, 0);
        var wanted = _wasNear && fit.Count == 1 ? LeastShare : LeastShareAtFirst;
        // A pair is so near that two blocks are fitted and tell frequencies apart by themselves.
        if (fit.Count > 1) wanted = LeastShare;
        else if (_wasNear) FollowPhase();
        _wasNear = Share >= LeastShareAtFirst / 2;
        IsHeard = Share >= wanted && MathF.Abs(OffHertz) <= toleranceHertz;
    }

    private void FollowPhase()
    {
        Drift = fit.Drift(0, _wavesBefore, _waves);
        OffHertz = Drift * TurnsToHertz;
        if (MathF.Abs(OffHertz) <= toleranceHertz) Share /= ToneFit.Kept(Drift);
    }
}
