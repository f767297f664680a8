namespace CallRouting.E1;

/// <summary>Information transfer capability (Q.931 §4.5.5).</summary>
internal enum TransferCapability : byte
{
    Speech = 0,
    UnrestrictedDigital = 8,
    RestrictedDigital = 9,
    Audio3100Hz = 16,
    UnrestrictedDigitalWithTones = 17,
    Video = 24,
}

/// <summary>What a channel is to carry (Q.931 §4.5.5).</summary>
/// <param name="Capability">The kind of information; any value of the wire.</param>
/// <param name="Rate">Information transfer rate: 16 is 64 kbit/s; any value of the wire.</param>
/// <param name="Mode">Transfer mode: 0 circuit, 2 packet.</param>
/// <param name="Layer1">User information layer 1 protocol: 2 µ-law, 3 A-law; 0: not said.</param>
internal readonly record struct BearerCapability(TransferCapability Capability, byte Rate, byte Mode, byte Layer1)
{
    /// <summary>3.1 kHz audio, 64 kbit/s, A-law: a telephone call to or from anywhere.</summary>
    public static BearerCapability Audio { get; } = new(TransferCapability.Audio3100Hz, 16, 0, 3);

    /// <summary>Speech, 64 kbit/s, A-law.</summary>
    public static BearerCapability Speech { get; } = new(TransferCapability.Speech, 16, 0, 3);

    /// <summary>Whether it is a telephone call at 64 kbit/s.</summary>
    public bool IsVoice => Mode == 0 && Rate == 16
        && Capability is TransferCapability.Speech or TransferCapability.Audio3100Hz;
}
