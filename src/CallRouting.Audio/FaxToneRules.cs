namespace CallRouting.Audio;

/// <summary>When what the bank hears is a fax tone, block by block.</summary>
internal sealed class FaxToneRules(ToneFits fits)
{
    private const float LeastLevel = -43;

    // T.30 §4.1: 1100 Hz ± 38 Hz for 0.5 s ± 15 %, then a long pause. A tone of music goes on; this one is followed by
    // 200 ms at least 10 dB below it.
    private const int LeastCalling = 41, MostCalling = 59, BlocksOfPause = 20;
    private const float PauseBelowTone = 10;

    // T.30 §4.2: 2100 Hz ± 15 Hz for at least 2.6 s; V.25: its phase turned over every 450 ms ± 25 ms. One second tells
    // them apart.
    private const int BlocksOfAnswering = 100, BlocksPerReversal = 45, ReversalTolerance = 4;

    private static readonly float LeastPower = (float)(Tone.Peak(LeastLevel) * Tone.Peak(LeastLevel) / 2);

    private readonly ToneMeter _calling = new(fits.Calling, 40), _answering = new(fits.Answering, 20);
    private int _callingBlocks, _pauseBlocks;
    private float _callingPower;
    private int _answeringBlocks, _breaks, _sinceReversal, _reversals;
    private bool _isTold;

    /// <summary>True where the last block was one of the tones.</summary>
    public bool IsTone => _calling.IsHeard || _answering.IsHeard;

    public void Reset()
    {
        _calling.Reset();
        _answering.Reset();
        (_callingBlocks, _pauseBlocks, _callingPower) = (0, 0, 0);
        (_answeringBlocks, _breaks, _sinceReversal, _reversals, _isTold) = (0, 0, 0, 0, false);
    }

    /// <summary>Takes the bank's next block.</summary>
    public bool Next(ToneBank bank, out FaxToneSignal signal)
    {
        _calling.Hear(bank, LeastPower);
        _answering.Hear(bank, LeastPower);
        var tone = Calls(bank) ? FaxTone.Calling : Answers();
        signal = new(tone, bank.End);
        return tone != FaxTone.None;
    }

    private bool Calls(ToneBank bank)
    {
        if (_calling.IsHeard)
        {
            // A break of one block is bridged.
            _callingBlocks += 1 + (_callingBlocks > 0 && _pauseBlocks <= 1 ? _pauseBlocks : 0);
            if (_pauseBlocks > 1) _callingBlocks = 1;
            (_pauseBlocks, _callingPower) = (0, bank.Power);
            return false;
        }

        if (_callingBlocks == 0) return false;
        _pauseBlocks++;
        // The block on the edge holds the end of the tone.
        var isPause = _pauseBlocks == 1 || bank.Power < _callingPower / PauseBelowTone;
        if (isPause && _pauseBlocks < BlocksOfPause) return false;
        var isCalling = isPause && _callingBlocks is >= LeastCalling and <= MostCalling;
        (_callingBlocks, _pauseBlocks) = (0, 0);
        return isCalling;
    }

    private FaxTone Answers()
    {
        if (!_answering.IsHeard && (_answeringBlocks == 0 || ++_breaks > 2))
        {
            (_answeringBlocks, _breaks, _sinceReversal, _reversals, _isTold) = (0, 0, 0, 0, false);
            return FaxTone.None;
        }

        _answeringBlocks++;
        _sinceReversal++;
        // A reversal spoils the block that it is in, or is a jump between two.
        if (_answering.IsHeard) _breaks = 0;
        else if (_breaks == 1) Reverse();
        if (_isTold || _answeringBlocks < BlocksOfAnswering) return FaxTone.None;
        _isTold = true;
        return _reversals > 0 ? FaxTone.AnsweringWithReversals : FaxTone.Answering;
    }

    private void Reverse()
    {
        if (Math.Abs(_sinceReversal - BlocksPerReversal) <= ReversalTolerance) _reversals++;
        _sinceReversal = 0;
    }
}
