namespace CallRouting;

/// <summary>What can happen to a call.</summary>
public enum CallEventKind : byte
{
    /// <summary>Nothing: what <c>default</c> means.</summary>
    None = 0,

    /// <summary>The call begins.</summary>
    Offered = 1,

    /// <summary>A leg that was started rings.</summary>
    Ringing = 2,

    /// <summary>A leg that was started sends sound before it answers.</summary>
    Progressed = 3,

    /// <summary>A leg that was started was answered.</summary>
    Answered = 4,

    /// <summary>A leg ended without having been answered.</summary>
    Failed = 5,

    /// <summary>A leg that had been answered ended.</summary>
    Cleared = 6,

    /// <summary>A key was pressed.</summary>
    DigitPressed = 7,

    /// <summary>A prompt ended, was stopped or could not be played.</summary>
    PlayEnded = 8,

    /// <summary>A recording ended or could not be made.</summary>
    RecordEnded = 9,

    /// <summary>Two legs no longer hear each other.</summary>
    BridgeEnded = 10,

    /// <summary>The call's deadline has come.</summary>
    Expired = 11,

    /// <summary>The router is shutting down.</summary>
    Stopped = 12,

    /// <summary>The office's own: a member is free for a call that waits, and it is this call's turn.</summary>
    Dispatched = 13,

    /// <summary>The office's own: everybody whose turn it was has been dispatched, and this call waits on.</summary>
    PassedOver = 16,

    /// <summary>An employee who talks asks to pass the caller on; answered by one
    /// <see cref="CallEffectKind.Report"/>.</summary>
    TransferAsked = 14,

    /// <summary>An employee takes a transfer back that is not complete.</summary>
    TransferCancelled = 15,
}

/// <summary>Something that happened to one leg: plain data, the same for every transport.</summary>
/// <remarks>Events are the journal: the same events at the same instants give the same effects.</remarks>
/// <param name="Kind">What happened.</param>
/// <param name="Leg">The leg it happened to; for the whole call its caller's leg.</param>
public readonly record struct CallEvent(CallEventKind Kind, LegId Leg)
{
    /// <summary>Why, for <see cref="CallEventKind.Failed"/> and <see cref="CallEventKind.Cleared"/>.</summary>
    public Cause Cause { get; init; }

    /// <summary>The key, <c>0</c>–<c>9</c>, <c>*</c>, <c>#</c>, <c>A</c>–<c>D</c>.</summary>
    public char Digit { get; init; }

    /// <summary>Which play or recording ended: the tag of the effect that started it.</summary>
    public ushort Tag { get; init; }

    /// <summary>Whether a play or recording ended for want of its file, or a recording could not be kept.</summary>
    public bool IsFailure { get; init; }

    /// <summary>How much was recorded, in milliseconds.</summary>
    public int Milliseconds { get; init; }

    /// <summary>To whom a <see cref="CallEventKind.TransferAsked"/> goes: an internal number.</summary>
    public Extension Target { get; init; }

    /// <summary>Whether the target is spoken to first.</summary>
    public bool IsAttended { get; init; }

    /// <summary>A leg that was started rings.</summary>
    public static CallEvent Ringing(LegId leg) => new(CallEventKind.Ringing, leg);

    /// <summary>A leg that was started sends sound before it answers.</summary>
    public static CallEvent Progressed(LegId leg) => new(CallEventKind.Progressed, leg);

    /// <summary>A leg that was started was answered.</summary>
    public static CallEvent Answered(LegId leg) => new(CallEventKind.Answered, leg);

    /// <summary>A leg ended without having been answered.</summary>
    public static CallEvent Failed(LegId leg, Cause cause) => new(CallEventKind.Failed, leg) { Cause = cause };

    /// <summary>A leg that had been answered ended; the caller's leg in any state.</summary>
    public static CallEvent Cleared(LegId leg, Cause cause) => new(CallEventKind.Cleared, leg) { Cause = cause };

    /// <summary>A key was pressed.</summary>
    public static CallEvent DigitPressed(LegId leg, char digit) =>
        new(CallEventKind.DigitPressed, leg) { Digit = digit };

    /// <summary>A prompt ended.</summary>
    public static CallEvent PlayEnded(LegId leg, ushort tag, bool isFailure = false) =>
        new(CallEventKind.PlayEnded, leg) { Tag = tag, IsFailure = isFailure };

    /// <summary>A recording ended.</summary>
    public static CallEvent RecordEnded(LegId leg, ushort tag, int milliseconds, bool isFailure = false) =>
        new(CallEventKind.RecordEnded, leg) { Tag = tag, Milliseconds = milliseconds, IsFailure = isFailure };

    /// <summary>Two legs no longer hear each other.</summary>
    public static CallEvent BridgeEnded(LegId leg) => new(CallEventKind.BridgeEnded, leg);

    /// <summary>An employee asks to pass the caller on.</summary>
    /// <param name="leg">The employee's leg.</param>
    /// <param name="target">The internal number of an employee or a department.</param>
    /// <param name="isAttended">Whether the employee speaks to the target first.</param>
    public static CallEvent TransferAsked(LegId leg, Extension target, bool isAttended = false) =>
        new(CallEventKind.TransferAsked, leg) { Target = target, IsAttended = isAttended };

    /// <summary>An employee takes a transfer back.</summary>
    /// <param name="leg">The employee's leg.</param>
    public static CallEvent TransferCancelled(LegId leg) => new(CallEventKind.TransferCancelled, leg);

    /// <summary>The router is shutting down.</summary>
    public static CallEvent Stopped(CallId call) => new(CallEventKind.Stopped, call.Caller);
}
