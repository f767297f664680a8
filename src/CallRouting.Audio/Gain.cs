namespace CallRouting.Audio;

/// <summary>Louder or softer by a fixed number of decibels, saturating at full scale; <c>default</c> changes
/// nothing.</summary>
/// <remarks>Without memory: each sample depends on its own value alone, so a gain adds no echo and no delay, and may
/// work in place.</remarks>
public readonly struct Gain
{
    private const int Octets = 256;

    private readonly byte[]? _alaw;
    private readonly float _factor;

    /// <summary>Makes a gain.</summary>
    /// <param name="decibels">−60 … +30; negative is softer.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside −60 … +30.</exception>
    public Gain(double decibels)
    {
        if (double.IsNaN(decibels) || decibels is < -60 or > 30)
            throw new ArgumentOutOfRangeException(nameof(decibels), decibels, "A gain is from −60 to +30 dB.");
        Decibels = decibels;
        if (decibels == 0) return;
        _factor = (float)Math.Pow(10, decibels / 20);
        _alaw = new byte[Octets];
        for (var octet = 0; octet < Octets; octet++)
            _alaw[octet] = G711.EncodeAlaw(Scale(G711.DecodeAlaw((byte)octet), _factor));
    }

    /// <summary>The decibels it was made with.</summary>
    public double Decibels { get; }

    /// <summary>Changes 16-bit samples; source and target may be the same memory.</summary>
    /// <exception cref="ArgumentException">The target is shorter than the source.</exception>
    public void Apply(ReadOnlySpan<short> samples, Span<short> target)
    {
        Demand(samples.Length, target.Length);
        if (_alaw is null) samples.CopyTo(target);
        else
            for (var i = 0; i < samples.Length; i++) target[i] = Scale(samples[i], _factor);
    }

    /// <summary>Changes A-law octets; source and target may be the same memory.</summary>
    /// <exception cref="ArgumentException">The target is shorter than the source.</exception>
    public void Apply(ReadOnlySpan<byte> alaw, Span<byte> target)
    {
        Demand(alaw.Length, target.Length);
        if (_alaw is null) alaw.CopyTo(target);
        else
            for (var i = 0; i < alaw.Length; i++) target[i] = _alaw[alaw[i]];
    }

    private static short Scale(short sample, float factor) =>
        (short)Math.Clamp(MathF.Round(sample * factor), short.MinValue, short.MaxValue);

    private static void Demand(int source, int target)
    {
        if (target < source)
            throw new ArgumentException($"The target holds {target} values, the source {source}.", nameof(target));
    }
}
