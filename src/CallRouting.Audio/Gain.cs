namespace CallRouting.Audio;

/// <summary>Louder or softer by a fixed number of decibels, saturating at full scale; <c>default</c> changes
/// nothing.</summary>
/// <remarks>Without memory: each sample depends on its own value alone, so a gain adds no echo and no delay, and may
/// work in place.</remarks>
public readonly struct Gain
{
    /// <summary>Makes a gain.</summary>
    /// <param name="decibels">−60 … +30; negative is softer.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside −60 … +30.</exception>
    public Gain(double decibels)
    {
        if (double.IsNaN(decibels) || decibels is < -60 or > 30)
            throw new ArgumentOutOfRangeException(nameof(decibels), decibels, "A gain is from −60 to +30 dB.");
        Decibels = decibels;
    }

    /// <summary>The decibels it was made with.</summary>
    public double Decibels { get; }
}
