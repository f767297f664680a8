namespace CallRouting.Audio;

/// <summary>What is wrong with a WAV file and at which octet; <c>default</c> means nothing is.</summary>
/// <param name="Offset">Octets from the start of the file to the field at fault.</param>
/// <param name="Message">What is wrong and what to do about it; null in <c>default</c>.</param>
public readonly record struct WavProblem(int Offset, string? Message)
{
    /// <summary>True where the file could be read.</summary>
    public bool IsNone => Message is null;

    /// <summary>The message with its offset, or an empty text where there is no problem.</summary>
    public override string ToString() => IsNone ? "" : $"octet {Offset}: {Message}";
}
