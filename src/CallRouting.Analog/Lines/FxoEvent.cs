namespace CallRouting.Analog;

/// <summary>What can happen on an analog line.</summary>
public enum FxoEventKind : byte
{
    /// <summary>Nothing: what <c>default</c> means.</summary>
    None = 0,

    /// <summary>Ringing current has begun.</summary>
    RingBegan = 1,

    /// <summary>Ringing current has ended.</summary>
    RingEnded = 2,

    /// <summary>The exchange has swapped the wires: before a caller id, at an answer, or at the end, by
    /// country.</summary>
    PolarityReversed = 3,

    /// <summary>The exchange has opened the loop: the far end is gone.</summary>
    LoopBroken = 4,

    /// <summary>The line is dead: unplugged, without battery, or its device does not respond. Ends all that was under
    /// way.</summary>
    Fault = 5,

    /// <summary>The line is back after a fault, on hook.</summary>
    Restored = 6,

    /// <summary>The exchange has said who calls.</summary>
    CallerIdReceived = 7,

    /// <summary>The far end has pressed a key: one event a key, at its beginning.</summary>
    DigitPressed = 8,

    /// <summary>The device recognises a tone. A tone with a rhythm is told once its rhythm is certain, and may be told
    /// again while it lasts.</summary>
    ToneHeard = 9,

    /// <summary>Nothing is heard on the line.</summary>
    SilenceBegan = 10,

    /// <summary>Silence that was told has ended.</summary>
    SilenceEnded = 11,

    /// <summary>The line is off hook, as it was told.</summary>
    OffHook = 12,

    /// <summary>The line is on hook, as it was told.</summary>
    OnHook = 13,

    /// <summary>All digits are dialled, or could not be.</summary>
    DialEnded = 14,

    /// <summary>A flash is over.</summary>
    FlashEnded = 15,

    /// <summary>The far end of an outgoing call has answered.</summary>
    Answered = 16,

    /// <summary>What a half-duplex line played has been heard, was stopped, or could not be played.</summary>
    PlayEnded = 17,

    /// <summary>A half-duplex line no longer records.</summary>
    RecordEnded = 18,

    /// <summary>Somebody speaks: sound that is no tone of the network. May be told again while it lasts.</summary>
    VoiceHeard = 19,

    /// <summary>A tone that was told has ended. A device that does not notice leaves it out.</summary>
    ToneEnded = 20,
}

/// <summary>A tone of a telephone network.</summary>
public enum FxoTone : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The exchange waits for digits.</summary>
    Dial = 1,

    /// <summary>The far end rings.</summary>
    Ringback = 2,

    /// <summary>The far end is busy, or has hung up.</summary>
    Busy = 3,

    /// <summary>The network has no way.</summary>
    Congestion = 4,

    /// <summary>A fax machine calls: CNG, 1100 Hz (T.30 §4.3.3.3).</summary>
    FaxCalling = 5,

    /// <summary>A fax machine or modem answers: CED, 2100 Hz (T.30 §4.3.3.2).</summary>
    FaxAnswering = 6,
}

/// <summary>Something that happened on an analog line: plain data.</summary>
/// <param name="Kind">What happened.</param>
public readonly record struct FxoEvent(FxoEventKind Kind)
{
    /// <summary>The key, <c>0</c>–<c>9</c>, <c>*</c>, <c>#</c>, <c>A</c>–<c>D</c>.</summary>
    public char Digit { get; init; }

    /// <summary>The tone of a <see cref="FxoEventKind.ToneHeard"/> or <see cref="FxoEventKind.ToneEnded"/>.</summary>
    public FxoTone Tone { get; init; }

    /// <summary>The distinctive ring of a <see cref="FxoEventKind.RingBegan"/>, as the device counts them from 1; 0:
    /// the usual one, or not known.</summary>
    public byte RingPattern { get; init; }

    /// <summary>For how long silence has lasted already, in milliseconds.</summary>
    public int Milliseconds { get; init; }

    /// <summary>Whether a play or recording ended because it could not be done.</summary>
    public bool IsFailure { get; init; }

    /// <summary>Why dialling ended without success, as far as the device knows: no dial tone is
    /// <see cref="CallRouting.Cause.NetworkOutOfOrder"/>. None: it was dialled.</summary>
    public Cause Cause { get; init; }

    /// <summary>Who calls, for a <see cref="FxoEventKind.CallerIdReceived"/>.</summary>
    public FxoCallerId Caller { get; init; }

    /// <summary>What is wrong, for a <see cref="FxoEventKind.Fault"/>, in words for a log.</summary>
    public string? Fault { get; init; }

    /// <summary>A key was pressed.</summary>
    /// <param name="digit">The key.</param>
    public static FxoEvent Pressed(char digit) => new(FxoEventKind.DigitPressed) { Digit = digit };

    /// <summary>A tone is heard.</summary>
    /// <param name="tone">The tone.</param>
    public static FxoEvent Heard(FxoTone tone) => new(FxoEventKind.ToneHeard) { Tone = tone };

    /// <summary>The exchange says who calls.</summary>
    /// <param name="caller">Who.</param>
    public static FxoEvent Called(in FxoCallerId caller) => new(FxoEventKind.CallerIdReceived) { Caller = caller };

    /// <summary>The line is dead.</summary>
    /// <param name="why">What is wrong, in words for a log.</param>
    public static FxoEvent Failed(string why) => new(FxoEventKind.Fault) { Fault = why };
}

/// <summary>Why an exchange does not say who calls.</summary>
public enum FxoCallerAbsence : byte
{
    /// <summary>It does say, or gave no reason.</summary>
    None = 0,

    /// <summary>The number is not known: <c>O</c>, out of area.</summary>
    Unavailable = 1,

    /// <summary>The caller wishes it: <c>P</c>, private.</summary>
    Withheld = 2,
}

/// <summary>Who calls, as an exchange says it on an analog line. <c>default</c>: it said nothing.</summary>
/// <param name="Number">The digits as received; <c>null</c>: none.</param>
/// <param name="Name">The name as received; <c>null</c>: none.</param>
/// <param name="Absence">Why there is no number.</param>
public readonly record struct FxoCallerId(
    string? Number, string? Name = null, FxoCallerAbsence Absence = FxoCallerAbsence.None)
{
    /// <summary>The number with its middle hidden, as logs may show it (SPEC P6).</summary>
    public override string ToString() => new CallerId(Number).Masked();
}
