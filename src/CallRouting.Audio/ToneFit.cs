namespace CallRouting.Audio;

/// <summary>The best sum of a few sines of known frequencies for one block or two, by least squares.</summary>
/// <remarks>A filter alone also hears its neighbours: 10 ms tell only 100 Hz apart. Solving for all of them at once
/// takes out what each lends to the others, so that levels and phases are exact for tones at their frequencies.
/// The matrix depends on the frequencies alone and is inverted once.</remarks>
internal sealed class ToneFit
{
    private readonly int[] _lanes;
    private readonly float[] _inverse;
    private readonly float[] _turns;
    private readonly int _blocks;

    /// <summary>Prepares a fit.</summary>
    /// <param name="hertz">What the bank's lanes listen for.</param>
    /// <param name="blocks">1, or 2 for tones too near each other for 10 ms.</param>
    /// <param name="lanes">The lanes of the sines that are fitted.</param>
    public ToneFit(ReadOnlySpan<int> hertz, int blocks, params int[] lanes)
    {
        (_lanes, _blocks) = (lanes, blocks);
        _turns = new float[2 * lanes.Length];
        var size = 2 * lanes.Length;
        var matrix = new double[size, size];
        for (var i = 0; i < lanes.Length; i++)
        {
            var angle = Angle(hertz[lanes[i]]) * ToneBank.Block;
            (_turns[2 * i], _turns[2 * i + 1]) = ((float)Math.Cos(angle), (float)Math.Sin(angle));
        }

        for (var m = 0; m < blocks * ToneBank.Block; m++)
            for (var i = 0; i < size; i++)
                for (var k = 0; k < size; k++)
                    matrix[i, k] += Wave(Angle(hertz[lanes[i / 2]]), i, m) * Wave(Angle(hertz[lanes[k / 2]]), k, m);
        _inverse = Invert(matrix, size);
    }

    /// <summary>The sines that are fitted.</summary>
    public int Count => _lanes.Length;

    /// <summary>How many blocks are fitted at once.</summary>
    public int Blocks => _blocks;

    /// <summary>Fits.</summary>
    /// <param name="bank">What was heard.</param>
    /// <param name="waves">Filled with the real and imaginary peak of each sine, its phase that of the last
    /// sample.</param>
    /// <returns>How much of the mean square of the sound the sines explain.</returns>
    public float Fit(ToneBank bank, Span<float> waves)
    {
        Span<float> heard = stackalloc float[2 * ToneBank.Lanes];
        ReadOnlySpan<float> now = bank.Now, before = bank.Before;
        for (var i = 0; i < _lanes.Length; i++)
        {
            var lane = _lanes[i];
            (heard[2 * i], heard[2 * i + 1]) = (now[lane], now[ToneBank.Lanes + lane]);
            if (_blocks == 1) continue;
            float real = before[lane], imaginary = before[ToneBank.Lanes + lane];
            heard[2 * i] += real * _turns[2 * i] - imaginary * _turns[2 * i + 1];
            heard[2 * i + 1] += real * _turns[2 * i + 1] + imaginary * _turns[2 * i];
        }

        var size = 2 * _lanes.Length;
        var explained = 0f;
        for (var i = 0; i < size; i++)
        {
            var sum = 0f;
            var row = _inverse.AsSpan(i * size, size);
            for (var k = 0; k < row.Length; k++) sum += row[k] * heard[k];
            waves[i] = sum;
            explained += sum * heard[i];
        }

        return explained / (_blocks * ToneBank.Block);
    }

    /// <summary>How far sine <paramref name="index"/> is from its frequency, from its phase in two blocks.</summary>
    /// <returns>The phase gained in one block beyond that of the frequency itself, −π … π: 50 Hz are π.</returns>
    public float Drift(int index, ReadOnlySpan<float> before, ReadOnlySpan<float> now)
    {
        float real = now[2 * index] * before[2 * index] + now[2 * index + 1] * before[2 * index + 1];
        float imaginary = now[2 * index + 1] * before[2 * index] - now[2 * index] * before[2 * index + 1];
        float cosine = _turns[2 * index], sine = _turns[2 * index + 1];
        return MathF.Atan2(imaginary * cosine - real * sine, real * cosine + imaginary * sine);
    }

    /// <summary>What of its power a sine that drifts keeps in the fit: the main lobe of the filter.</summary>
    public static float Kept(float drift)
    {
        var half = drift / 2;
        if (MathF.Abs(half) < 0.01f) return 1;
        var kept = MathF.Sin(half) / half;
        return kept * kept;
    }

    private static double Angle(int hertz) => 2 * Math.PI * hertz / AudioFrame.SampleRate;

    // Even rows are cosines, odd ones sines; time runs backwards from the last sample.
    private static double Wave(double angle, int row, int m) =>
        row % 2 == 0 ? Math.Cos(angle * m) : Math.Sin(angle * m);

    // Gauss-Jordan with the diagonal as pivot: the matrix is symmetric and positive definite.
    private static float[] Invert(double[,] matrix, int size)
    {
        var inverse = new double[size, size];
        for (var i = 0; i < size; i++) inverse[i, i] = 1;
        for (var pivot = 0; pivot < size; pivot++)
        {
            var scale = 1 / matrix[pivot, pivot];
            for (var k = 0; k < size; k++)
            {
                matrix[pivot, k] *= scale;
                inverse[pivot, k] *= scale;
            }

            for (var i = 0; i < size; i++)
            {
                var factor = i == pivot ? 0 : matrix[i, pivot];
                if (factor == 0) continue;
                for (var k = 0; k < size; k++)
                {
                    matrix[i, k] -= factor * matrix[pivot, k];
                    inverse[i, k] -= factor * inverse[pivot, k];
                }
            }
        }

        var flat = new float[size * size];
        for (var i = 0; i < flat.Length; i++) flat[i] = (float)inverse[i / size, i % size];
        return flat;
    }
}
