namespace CallRouting.Audio;

/// <summary>When what the bank hears is a key, block by block.</summary>
/// <remarks>
/// A block fits a key where its two tones hold most of the power, are loud enough and not too unequal. Three blocks in
/// a row that fit the same key, with both frequencies right by their phases, are the key: a tone of 40 ms always has
/// three whole blocks, one of 22 ms never enough. Four blocks that do not fit end it: a pause of 40 ms always has them,
/// a break of 20 ms never.
/// </remarks>
internal sealed class DtmfRules
{
    /// <summary>The least level of each tone, dBm0: Q.24 asks for −25, lines lose more.</summary>
    private const float LeastLevel = -36;

    // Normal twist, the lower tone stronger, to 8 dB, reverse to 4 dB (Q.24), and 1.5 dB for what 10 ms can measure.
    private const float NormalTwist = 8.9f, ReverseTwist = 3.1f;

    // Frequencies within 1.5 % + 2 Hz are accepted, those 3.5 % away are not (Q.24): the line is drawn between.
    private const float Drifting = 0.022f, DriftingHertz = 1;

    private const float LeastShare = 0.85f, LeastShareAtFirst = 0.7f;
    private const int BlocksToStart = 3, BlocksToEnd = 4;
    private const int NoKey = -1;

    // Dial tone is believed after 100 ms; its end after 200 ms, since it may sound on under a first digit.
    private const int BlocksOfDialTone = 10, BlocksWithoutDialTone = 20;
    private const float ShareOfDialTone = 0.9f;

    private static readonly float LeastPower = PowerOf(LeastLevel);
    private static readonly float TurnsToHertz = 1000f / ToneBank.Milliseconds / (2 * MathF.PI);

    private readonly float[] _waves = new float[8], _wavesBefore = new float[8];
    private int _candidate = NoKey, _fitting;
    private float _driftLow, _driftHigh, _residue;
    private long _began;
    private int _key = NoKey, _missing;
    private long _start, _heard;
    private int _dialTone, _dialToneMissing;
    private bool _overDialTone;

    /// <summary>True while a key sounds.</summary>
    public bool IsKey => _key != NoKey;

    /// <summary>True where the last block fitted a key, whether or not it became one.</summary>
    public bool IsLikeKey { get; private set; }

    public void Reset()
    {
        (_candidate, _fitting, _key, _missing) = (NoKey, 0, NoKey, 0);
        (_dialTone, _dialToneMissing, _overDialTone, IsLikeKey) = (0, 0, false, false);
    }

    /// <summary>Takes the bank's next block.</summary>
    /// <returns>True where a key began or ended with it.</returns>
    public bool Next(ToneBank bank, out DtmfSignal signal)
    {
        signal = default;
        var key = Key(bank);
        IsLikeKey = key != NoKey;
        Follow(bank, key);
        if (_key != NoKey) return Ends(bank, key, out signal);
        if (_candidate == NoKey || _fitting < BlocksToStart) return false;
        (_key, _missing, _start, _heard) = (_candidate, 0, _began, bank.End);
        signal = new(Name(_key), false, _start, 0);
        return true;
    }

    private bool Ends(ToneBank bank, int key, out DtmfSignal signal)
    {
        signal = default;
        if (key == _key) (_missing, _heard) = (0, bank.End);
        else _missing++;
        // Another key in its place ends it at once, and begins with the block after this one.
        var isReplaced = _candidate != NoKey && _candidate != _key && _fitting >= BlocksToStart - 1;
        if (_missing < BlocksToEnd && !isReplaced) return false;
        var milliseconds = (int)(_heard - _start) * 1000 / AudioFrame.SampleRate;
        signal = new(Name(_key), true, _heard, milliseconds);
        _key = NoKey;
        return true;
    }

    // Counts the blocks in a row that fit one key with the frequencies right.
    private void Follow(ToneBank bank, int key)
    {
        if (key == NoKey)
        {
            (_candidate, _fitting) = (NoKey, 0);
            return;
        }

        if (key == _candidate && IsInTune(bank, key))
        {
            _fitting++;
        }
        else
        {
            (_candidate, _fitting, _driftLow, _driftHigh) = (key, 1, 0, 0);
            _began = bank.End - ToneBank.Block;
        }

        _waves.CopyTo(_wavesBefore, 0);
    }

    private bool IsInTune(ToneBank bank, int key)
    {
        var fit = bank.Fits.Key(key, false);
        float low = fit.Drift(0, _wavesBefore, _waves), high = fit.Drift(1, _wavesBefore, _waves);
        // The mean over the key so far: what noise adds to one block, the next takes away.
        (_driftLow, _driftHigh) = (_driftLow + low, _driftHigh + high);
        return IsNear(_driftLow / _fitting, bank.Fits.Hertz(key / 4))
            && IsNear(_driftHigh / _fitting, bank.Fits.Hertz(ToneBank.Columns + key % 4))
            && Share(ToneFit.Kept(low), ToneFit.Kept(high)) >= LeastShare;
    }

    private static bool IsNear(float drift, int hertz) =>
        MathF.Abs(drift) * TurnsToHertz <= Drifting * hertz + DriftingHertz;

    // The key that this block fits, and its two waves.
    private int Key(ToneBank bank)
    {
        HearDialTone(bank);
        if (bank.Power < 2 * LeastPower) return NoKey;
        var now = bank.Now;
        int row = Loudest(now, 0), column = Loudest(now, ToneBank.Columns);
        var key = row * 4 + column - ToneBank.Columns;
        Array.Clear(_waves);
        _residue = bank.Power - bank.Fits.Key(key, _overDialTone).Fit(bank, _waves);
        float low = Square(0), high = Square(1);
        if (low < 2 * LeastPower || high < 2 * LeastPower) return NoKey;
        if (low > high * NormalTwist || high > low * ReverseTwist) return NoKey;
        return Share(1, 1) >= LeastShareAtFirst ? key : NoKey;
    }

    // How much of the sound the two tones are, without the dial tone under them. What a tone that is a little off loses
    // in the fit is in the residue.
    private float Share(float lowKept, float highKept)
    {
        var rest = Math.Max(0, _residue) + (Square(0) + Square(1)) / 2;
        return (Square(0) / lowKept + Square(1) / highKept) / 2 / Math.Max(rest, 1);
    }

    private float Square(int index)
    {
        float real = _waves[2 * index], imaginary = _waves[2 * index + 1];
        return real * real + imaginary * imaginary;
    }

    private void HearDialTone(ToneBank bank)
    {
        Span<float> waves = stackalloc float[4];
        var isDialTone = bank.Power > LeastPower
            && bank.Fits.DialTone.Fit(bank, waves) > ShareOfDialTone * bank.Power;
        _dialTone = isDialTone ? _dialTone + 1 : 0;
        // A long key hides the tone under it without ending it.
        _dialToneMissing = isDialTone || IsKey ? 0 : _dialToneMissing + 1;
        if (_dialTone >= BlocksOfDialTone) _overDialTone = true;
        if (_dialToneMissing >= BlocksWithoutDialTone) _overDialTone = false;
    }

    private static int Loudest(ReadOnlySpan<float> now, int first)
    {
        var best = first;
        var power = -1f;
        for (var lane = first; lane < first + 4; lane++)
        {
            float real = now[lane], imaginary = now[ToneBank.Lanes + lane];
            var here = real * real + imaginary * imaginary;
            if (here > power) (best, power) = (lane, here);
        }

        return best;
    }

    private static float PowerOf(float level) => (float)(Tone.Peak(level) * Tone.Peak(level) / 2);

    private static char Name(int key) => "123A456B789C*0#D"[key];
}
