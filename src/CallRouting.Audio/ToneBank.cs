using System.Runtime.Intrinsics;

namespace CallRouting.Audio;

/// <summary>Sixteen Goertzel filters over blocks of 10 ms, all in one pass: what every detector listens with.</summary>
/// <remarks>The filters are the lanes of two vectors, so that sixteen cost about as much as one: each sample waits for
/// the one before it, whatever the width.</remarks>
internal sealed class ToneBank
{
    /// <summary>Samples in a block.</summary>
    public const int Block = 80;

    /// <summary>Milliseconds in a block.</summary>
    public const int Milliseconds = 10;

    /// <summary>Lanes 0–3 are the rows of DTMF, 4–7 its columns; then fax; then what the zone needs.</summary>
    public const int Columns = 4, Cng = 8, Ced = 9, Zone = 10, Lanes = 16;

    private readonly float[] _samples = new float[Block];
    private readonly float[] _now = new float[2 * Lanes], _before = new float[2 * Lanes];
    private readonly ToneFits _fits;
    private int _count;

    public ToneBank(ToneZone zone) => _fits = ToneFits.Of(zone);

    /// <summary>The frequencies and what belongs to them, shared by all banks of the zone.</summary>
    public ToneFits Fits => _fits;

    /// <summary>Samples in the blocks heard, that is the end of the last block.</summary>
    public long End { get; private set; }

    /// <summary>The samples of the last block.</summary>
    public ReadOnlySpan<float> Samples => _samples;

    /// <summary>The mean square of the last block.</summary>
    public float Power { get; private set; }

    /// <summary>The mean square of the block before the last.</summary>
    public float PowerBefore { get; private set; }

    /// <summary>What each filter says of the last block: real parts, then imaginary parts, both referred to its last
    /// sample.</summary>
    public ReadOnlySpan<float> Now => _now;

    /// <summary>What each filter said of the block before the last.</summary>
    public ReadOnlySpan<float> Before => _before;

    /// <summary>Takes samples off the front until a block is full.</summary>
    /// <returns>True where one has become full; false where the samples are used up.</returns>
    public bool Fill(ref ReadOnlySpan<short> samples)
    {
        var length = Math.Min(samples.Length, Block - _count);
        for (var i = 0; i < length; i++) _samples[_count + i] = samples[i];
        samples = samples[length..];
        return Advance(length);
    }

    /// <summary>Takes A-law octets off the front until a block is full.</summary>
    public bool Fill(ref ReadOnlySpan<byte> alaw)
    {
        var length = Math.Min(alaw.Length, Block - _count);
        for (var i = 0; i < length; i++) _samples[_count + i] = G711.DecodeAlaw(alaw[i]);
        alaw = alaw[length..];
        return Advance(length);
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        (_count, End, Power, PowerBefore) = (0, 0, 0, 0);
        Array.Clear(_now);
        Array.Clear(_before);
    }

    private bool Advance(int length)
    {
        _count += length;
        if (_count < Block) return false;
        _count = 0;
        End += Block;
        _now.CopyTo(_before, 0);
        PowerBefore = Power;
        Analyse();
        return true;
    }

    private void Analyse()
    {
        Vector256<float> low = _fits.Coefficient(0), high = _fits.Coefficient(Lanes / 2);
        Vector256<float> low1 = default, low2 = default, high1 = default, high2 = default;
        var power = 0f;
        foreach (var sample in _samples)
        {
            var x = Vector256.Create(sample);
            (low1, low2) = (Vector256.MultiplyAddEstimate(low, low1, x - low2), low1);
            (high1, high2) = (Vector256.MultiplyAddEstimate(high, high1, x - high2), high1);
            power += sample * sample;
        }

        Power = power / Block;
        Store(low1, low2, 0);
        Store(high1, high2, Lanes / 2);
    }

    private void Store(Vector256<float> last, Vector256<float> before, int lane)
    {
        (last - _fits.Cosine(lane) * before).CopyTo(_now, lane);
        (_fits.Sine(lane) * before).CopyTo(_now, Lanes + lane);
    }
}
