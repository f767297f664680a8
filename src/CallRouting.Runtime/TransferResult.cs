namespace CallRouting.Runtime;

/// <summary>How a transfer that was asked for by <see cref="CallRouter.TransferAsync"/> was taken.</summary>
public enum TransferResult : byte
{
    /// <summary>Nothing yet: what <c>default</c> means.</summary>
    None = 0,

    /// <summary>It is under way. Where the call ends is in its record.</summary>
    Accepted = 1,

    /// <summary>There is no such call any more.</summary>
    NoSuchCall = 2,

    /// <summary>The employee is not talking to the call's caller, or is passing the call on already.</summary>
    NotTalking = 3,

    /// <summary>Nobody has this internal number.</summary>
    NoSuchNumber = 4,

    /// <summary>The target is a guarded person, whom callers from outside reach attended only (SPEC S2).</summary>
    Guarded = 5,

    /// <summary>The target is the employee who asks, or the caller.</summary>
    Self = 6,

    /// <summary>Nobody there can be rung now; the employee still talks to the caller.</summary>
    NobodyThere = 7,

    /// <summary>The target is a guarded person, who is told who calls, for whom and why: write a card (SPEC S5,
    /// S7).</summary>
    CardMissing = 8,
}
