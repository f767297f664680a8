namespace CallRouting.Audio;

/// <summary>The tones by which fax machines and modems make themselves known.</summary>
public enum FaxTone : byte
{
    /// <summary>None.</summary>
    None,

    /// <summary>A fax that calls, CNG: 1100 Hz, 0.5 s in 3.5 s (T.30 §4.1).</summary>
    Calling,

    /// <summary>A fax that answers, CED: 2100 Hz for 2.6 to 4 s (T.30 §4.2).</summary>
    Answering,

    /// <summary>A modem or a fast fax that answers: 2100 Hz whose phase turns over every 450 ms (V.25, V.8).</summary>
    AnsweringWithReversals,
}

/// <summary>A fax tone heard; <c>default</c> is none.</summary>
/// <param name="Tone">Which.</param>
/// <param name="At">When it was recognised, in samples since the detector began.</param>
public readonly record struct FaxToneSignal(FaxTone Tone, long At);
