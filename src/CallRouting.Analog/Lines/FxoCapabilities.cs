namespace CallRouting.Analog;

/// <summary>What an analog line and its device can do. What a device does not tell by itself is found in the sound of
/// a full-duplex line.</summary>
public sealed record FxoCapabilities
{
    /// <summary>Whether sound goes both ways at once, by <see cref="IFxoEvents.Exchange"/>. False: the line plays or
    /// records, one at a time.</summary>
    public bool FullDuplex { get; init; }

    /// <summary>Whether a full-duplex line gives sound while it is on hook too, so that caller id is found in
    /// it.</summary>
    public bool HearsOnHook { get; init; }

    /// <summary>Whether the device itself tells keys: <see cref="FxoEventKind.DigitPressed"/>.</summary>
    public bool TellsDigits { get; init; }

    /// <summary>Whether the device itself tells tones and silence: <see cref="FxoEventKind.ToneHeard"/>,
    /// <see cref="FxoEventKind.SilenceBegan"/>.</summary>
    public bool TellsTones { get; init; }

    /// <summary>Whether the device itself tells caller id: <see cref="FxoEventKind.CallerIdReceived"/>.</summary>
    public bool TellsCallerId { get; init; }

    /// <summary>Whether the device tells polarity reversals: <see cref="FxoEventKind.PolarityReversed"/>.</summary>
    public bool TellsPolarity { get; init; }

    /// <summary>Whether the device tells that the exchange opened the loop: <see
    /// cref="FxoEventKind.LoopBroken"/>.</summary>
    public bool TellsLoopBreak { get; init; }

    /// <summary>Whether rings have a beginning and an end. False: the device has judged each ring itself and tells it
    /// as one <see cref="FxoEventKind.RingBegan"/> without an end.</summary>
    public bool TimesRings { get; init; }

    /// <summary>Whether the device tells that an outgoing call was answered: <see
    /// cref="FxoEventKind.Answered"/>.</summary>
    public bool TellsAnswer { get; init; }

    /// <summary>Whether the device dials tones itself; else they are put into the sound of a full-duplex
    /// line.</summary>
    public bool DialsTones { get; init; }

    /// <summary>Whether the device can dial by pulses.</summary>
    public bool DialsPulses { get; init; }

    /// <summary>Whether a dialling device itself waits for the dial tone and ends with a cause when there is
    /// none.</summary>
    public bool WaitsForDialTone { get; init; }

    /// <summary>Whether the device can flash the hook.</summary>
    public bool Flashes { get; init; }

    // Whether tones are heard at all: by the device, or by us in its sound.
    internal bool HearsTones => FullDuplex || TellsTones;
}
