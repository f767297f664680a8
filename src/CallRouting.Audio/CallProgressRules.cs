namespace CallRouting.Audio;

/// <summary>What the line says of the call: cadences of the zone's tones, silence, voice, block by block.</summary>
/// <remarks>Blocks of one kind make a segment: a tone, quiet, or other sound. The last segments are compared with the
/// zone's cadences, each length to 10 % and 20 ms. Times are in halves of a block, since a block on an edge belongs to
/// both sides.</remarks>
internal sealed class CallProgressRules
{
    private const float QuietLevel = -46, LeastToneLevel = -43, VoiceLevel = -42, LoudestNoiseLevel = -32;

    // A gap in a cadence is quiet where it is 10 dB below the tone; voice rises 6 dB above the noise under it.
    private const float GapBelowTone = 10, VoiceOverNoise = 4;
    private const float Tolerance = 0.1f;
    private const int ToleranceHalves = 4, HalvesToEnd = 10, HalvesOfOther = 60;
    private const int BlocksOfVoice = 15, BlocksWithoutVoice = 50;

    private static readonly float QuietPower = PowerOf(QuietLevel), LeastTonePower = PowerOf(LeastToneLevel);
    private static readonly float VoicePower = PowerOf(VoiceLevel), NoisePower = PowerOf(LoudestNoiseLevel);

    private readonly ToneFits _fits;
    private readonly ToneMeter[] _meters;
    private readonly Segments _segments = new();
    private readonly NoiseFloor _noise = new();
    private readonly int _silenceBlocks;
    private CallProgress _progress;
    private float _tonePower;
    private int _nothing, _voice, _voiceless;

    public CallProgressRules(ToneFits fits, int silenceMilliseconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(silenceMilliseconds, 100);
        _fits = fits;
        _silenceBlocks = silenceMilliseconds / ToneBank.Milliseconds;
        _meters = new ToneMeter[fits.Tones.Length];
        for (var i = 0; i < _meters.Length; i++) _meters[i] = new(fits.Tones[i], ToneFits.ProgressTolerance);
    }

    public void Reset()
    {
        foreach (var meter in _meters) meter.Reset();
        _segments.Reset();
        _noise.Reset();
        (_progress, _tonePower, _nothing, _voice, _voiceless) = (CallProgress.None, 0, 0, 0, 0);
    }

    /// <summary>Takes the bank's next block.</summary>
    /// <param name="bank">What was heard.</param>
    /// <param name="isSignal">True where the block is a key or a fax tone, and so neither voice nor silence.</param>
    /// <param name="signal">What was recognised, where true is returned.</param>
    public bool Next(ToneBank bank, bool isSignal, out CallProgressSignal signal)
    {
        var kind = Kind(bank);
        _segments.Add(kind);
        HearVoice(bank, isSignal || kind >= 0);
        var progress = Recognise();
        signal = new(progress, bank.End);
        if (progress == _progress) return false;
        _progress = progress;
        return true;
    }

    private int Kind(ToneBank bank)
    {
        var best = Segments.Other;
        var share = 0f;
        for (var i = 0; i < _meters.Length; i++)
        {
            _meters[i].Hear(bank, LeastTonePower);
            if (_meters[i].IsHeard && _meters[i].Share > share) (best, share) = (_fits.Families[i], _meters[i].Share);
        }

        var isGap = bank.Power < Math.Max(QuietPower, _tonePower / GapBelowTone);
        if (isGap) return Segments.Quiet;
        // Two tones near each other swell and fade: the tone's level is that of its swells.
        if (best >= 0) _tonePower = Math.Max(bank.Power, _tonePower * 0.9f);
        // The level of a tone long past says nothing about what is quiet now.
        else if (_segments.Kind < 0 && _segments.Halves > _fits.LongestGapHalves * 2) _tonePower = 0;
        return best;
    }

    private void HearVoice(ToneBank bank, bool isSignal)
    {
        _noise.Add(bank.Power);
        var isVoice = !isSignal && bank.Power > VoicePower && bank.Power > _noise.Power * VoiceOverNoise;
        var isNothing = !isSignal && !isVoice && bank.Power < NoisePower;
        _nothing = isNothing ? Math.Min(_nothing + 1, int.MaxValue - 1) : 0;
        if (isVoice) _voice = Math.Min(_voice + 2, 2 * BlocksOfVoice);
        else if (_voice > 0) _voice--;
        _voiceless = isVoice ? 0 : Math.Min(_voiceless + 1, BlocksWithoutVoice);
        if (isSignal) _voice = 0;
    }

    private CallProgress Recognise()
    {
        if (Rhythm() is var rhythm and not CallProgress.None) return rhythm;
        if (_voice >= 2 * BlocksOfVoice) return CallProgress.Voice;
        if (IsRhythm(_progress) && Lasts()) return _progress;
        if (_progress == CallProgress.Voice && _voiceless < BlocksWithoutVoice) return CallProgress.Voice;
        return _nothing >= _silenceBlocks ? CallProgress.Silence : CallProgress.None;
    }

    private static bool IsRhythm(CallProgress progress) =>
        progress is CallProgress.Dial or CallProgress.Ringback or CallProgress.Busy or CallProgress.Congestion;

    private CallProgress Rhythm()
    {
        if (IsHeard(_fits.Busy, _fits.BusyRounds)) return CallProgress.Busy;
        if (IsHeard(_fits.Congestion, 2)) return CallProgress.Congestion;
        if (IsRinging(_fits.Ringback)) return CallProgress.Ringback;
        if (_fits.Dial.Length > 1) return IsHeard(_fits.Dial, 1) ? CallProgress.Dial : CallProgress.None;
        var isDial = _segments.Kind == _fits.Dial[0].Tone && _segments.Halves >= _fits.DialHalves;
        return isDial ? CallProgress.Dial : CallProgress.None;
    }

    // The cadence has gone round, and its next tone has begun.
    private bool IsHeard(ReadOnlySpan<RhythmStep> steps, int rounds)
    {
        if (steps.Length < 2 || _segments.Kind < 0) return false;
        var count = Math.Max(2 * rounds, steps.Length);
        for (var turn = 0; turn < steps.Length; turn += 2)
        {
            if (steps[turn].Tone != _segments.Kind) continue;
            var fits = true;
            for (var back = 1; back <= count && fits; back++)
                fits = Fits(back, steps[(turn - back + count * steps.Length) % steps.Length]);
            if (fits) return true;
        }

        return false;
    }

    // One round, its last long pause half over: nobody waits ten seconds to hear that it rings.
    private bool IsRinging(ReadOnlySpan<RhythmStep> steps)
    {
        if (_segments.Kind != Segments.Quiet || steps.Length < 2) return false;
        if (_segments.Halves < steps[^1].Halves / 2 || _segments.Halves > Most(steps[^1].Halves)) return false;
        for (var back = 1; back < steps.Length; back++)
            if (!Fits(back, steps[^(back + 1)])) return false;
        return true;
    }

    private bool Fits(int back, RhythmStep step)
    {
        var (kind, halves) = _segments.Past(back);
        return kind == step.Tone && halves <= Most(step.Halves)
            && halves >= step.Halves * (1 - Tolerance) - ToleranceHalves;
    }

    private static int Most(int halves) => (int)(halves * (1 + Tolerance)) + ToleranceHalves;

    // A cadence is over when its tone or its pause is too long, or something else is heard.
    private bool Lasts()
    {
        var steps = _progress switch
        {
            CallProgress.Dial => _fits.Dial,
            CallProgress.Ringback => _fits.Ringback,
            CallProgress.Busy => _fits.Busy,
            _ => _fits.Congestion,
        };
        if (_segments.Kind == Segments.Other) return _segments.Halves < HalvesOfOther;
        var most = -HalvesToEnd;
        foreach (var step in steps)
            if (step.Tone == _segments.Kind) most = Math.Max(most, Most(step.Halves));
        return steps.Length == 1 ? _segments.Kind == steps[0].Tone : _segments.Halves <= most + HalvesToEnd;
    }

    private static float PowerOf(float level) => (float)(Tone.Peak(level) * Tone.Peak(level) / 2);
}
