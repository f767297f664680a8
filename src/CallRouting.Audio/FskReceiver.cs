namespace CallRouting.Audio;

/// <summary>Turns frequency shift keying at 1200 bit/s into octets with start and stop bits.</summary>
/// <remarks>Two correlators of one bit's length, midway between the frequencies of Bell 202 and V.23: each is 50 Hz
/// off, which costs 0.1 dB, and one receiver hears both. While a tone fills the window its own correlator is at least
/// 7 dB over the other, however unequal mark and space are.</remarks>
internal sealed class FskReceiver
{
    private const double MarkHertz = 1250, SpaceHertz = 2150, BitRate = 1200;
    private const double SamplesPerBit = AudioFrame.SampleRate / BitRate;
    private const int Window = 7, Turns = 160;
    private const float LeastShare = 0.55f, LeastLevel = -42;
    private const int StopBit = 9;

    private static readonly float LeastPower = (float)(Tone.Peak(LeastLevel) * Tone.Peak(LeastLevel) / 2);
    private static readonly float[] MarkReal = Wave(MarkHertz, Math.Cos), MarkImaginary = Wave(MarkHertz, Math.Sin);
    private static readonly float[] SpaceReal = Wave(SpaceHertz, Math.Cos), SpaceImaginary = Wave(SpaceHertz, Math.Sin);

    private readonly float[] _history = new float[Window];
    private readonly (float Real, float Imaginary)[] _marks = new (float, float)[Window];
    private int _at;
    private int _turn;
    private float _before;
    private double _clock, _nextBit;
    private int _bit = -1, _octet;
    private double _markDrift;

    /// <summary>How long there has been mark without a break, in samples.</summary>
    public int MarkSamples { get; private set; }

    /// <summary>How long there has been no carrier, in samples.</summary>
    public int LostSamples { get; private set; }

    /// <summary>True where the last stretch of mark was nearer 1300 Hz than 1200 Hz.</summary>
    public bool IsV23 { get; private set; }

    /// <summary>True within an octet.</summary>
    public bool IsInOctet => _bit >= 0;

    public void Reset()
    {
        Array.Clear(_history);
        Array.Clear(_marks);
        (_at, _turn, _before, _clock, _nextBit, _bit, _octet) = (0, 0, 0, 0, 0, -1, 0);
        (MarkSamples, LostSamples, IsV23, _markDrift) = (0, 0, false, 0);
    }

    /// <summary>Takes one sample.</summary>
    /// <param name="sample">16 bits at 8 kHz.</param>
    /// <param name="octet">The octet that ended with it.</param>
    /// <returns>True where one did, with its stop bit.</returns>
    public bool Next(float sample, out byte octet)
    {
        octet = 0;
        _history[_at] = sample;
        // Correlators are taken over the same turn of their waves, so that phases of one tone can be compared.
        float markReal = 0, markImaginary = 0, spaceReal = 0, spaceImaginary = 0, power = 0;
        for (var i = 0; i < Window; i++)
        {
            var x = _history[(_at + 1 + i) % Window];
            var turn = (_turn + i) % Turns;
            markReal += x * MarkReal[turn];
            markImaginary += x * MarkImaginary[turn];
            spaceReal += x * SpaceReal[turn];
            spaceImaginary += x * SpaceImaginary[turn];
            power += x * x;
        }

        var mark = markReal * markReal + markImaginary * markImaginary;
        var space = spaceReal * spaceReal + spaceImaginary * spaceImaginary;
        var isCarrier = power > Window * LeastPower && Math.Max(mark, space) > LeastShare * power * Window / 2;
        LostSamples = isCarrier ? 0 : LostSamples + 1;
        var bit = (space - mark) / (power * Window + 1);
        FollowMark(bit < 0 && isCarrier, markReal, markImaginary);
        (_at, _turn) = ((_at + 1) % Window, (_turn + 1) % Turns);
        return Clock(bit, out octet);
    }

    // The octet's clock starts with the edge of its start bit, to a fraction of a sample, and runs for ten bits.
    private bool Clock(float bit, out byte octet)
    {
        octet = 0;
        _clock++;
        if (_bit < 0 && _before < 0 && bit >= 0)
        {
            _bit = 0;
            _nextBit = _clock - bit / (bit - _before) + SamplesPerBit / 2;
        }

        var isEnd = false;
        if (_bit >= 0 && _clock >= _nextBit)
        {
            var back = _clock - _nextBit;
            isEnd = Take(bit + (_before - bit) * (float)back > 0);
            octet = (byte)_octet;
            _nextBit += SamplesPerBit;
        }

        _before = bit;
        return isEnd;
    }

    private bool Take(bool isSpace)
    {
        if (_bit == 0 && !isSpace)
        {
            _bit = -1;
            return false;
        }

        if (_bit is > 0 and < StopBit) _octet = (_octet >> 1) | (isSpace ? 0 : 0x80);
        if (_bit++ < StopBit) return false;
        _bit = -1;
        return true;
    }

    private void FollowMark(bool isMark, float real, float imaginary)
    {
        var (realBefore, imaginaryBefore) = _marks[_at];
        _marks[_at] = (real, imaginary);
        if (!isMark)
        {
            MarkSamples = 0;
            return;
        }

        if (MarkSamples++ == 0) _markDrift = 0;
        // The window and the one before it hold nothing but mark from here on.
        if (MarkSamples <= 2 * Window) return;
        _markDrift += Math.Atan2(
            imaginaryBefore * real - realBefore * imaginary, real * realBefore + imaginary * imaginaryBefore);
        IsV23 = _markDrift > 0;
    }

    private static float[] Wave(double hertz, Func<double, double> of)
    {
        var wave = new float[Turns];
        for (var i = 0; i < Turns; i++) wave[i] = (float)of(2 * Math.PI * hertz * i / AudioFrame.SampleRate);
        return wave;
    }
}
