namespace CallRouting;

/// <summary>How a call ended. Every call ends in exactly one of these (SPEC S20); "lost" is not among them.</summary>
public enum Outcome : byte
{
    /// <summary>The call goes on.</summary>
    None = 0,

    /// <summary>An employee or an outside number answered, and they talked.</summary>
    Answered = 1,

    /// <summary>The caller left a message.</summary>
    MessageLeft = 2,

    /// <summary>The caller heard an announcement that ends the call.</summary>
    Announced = 3,

    /// <summary>The caller hung up while a greeting played.</summary>
    AbandonedInGreeting = 4,

    /// <summary>The caller hung up in a menu or at a question.</summary>
    AbandonedInMenu = 5,

    /// <summary>The caller hung up while somebody was being rung.</summary>
    AbandonedWhileRinging = 6,

    /// <summary>The caller reached an answering machine and left no message.</summary>
    NoMessageLeft = 7,

    /// <summary>The message could not be stored. The reason is in the log.</summary>
    MessageFailed = 8,

    /// <summary>An employee dialled a number that leads nowhere.</summary>
    NoSuchNumber = 9,

    /// <summary>The call went through more steps than a call may.</summary>
    TooManySteps = 10,

    /// <summary>The router was shut down during the call.</summary>
    ShutDown = 11,

    /// <summary>A fault in the router ended the call. The log has it.</summary>
    Fault = 12,

    /// <summary>The caller had dialled a wrong number and was told so.</summary>
    WrongNumber = 13,

    /// <summary>What the caller wanted was declined, for example advertising.</summary>
    Declined = 14,

    /// <summary>The call was refused, as the plan says: a blocked caller, or a route that rejects.</summary>
    Refused = 15,

    /// <summary>The caller hung up while they stood in a department's queue.</summary>
    AbandonedInQueue = 16,

    /// <summary>An employee dialled out, and no trunk could carry the call.</summary>
    NoWayOut = 17,

    /// <summary>An employee dialled out, and the far end was busy, declined or did not answer.</summary>
    NotReached = 18,

    /// <summary>Nobody can talk by the caller's line, and the line passed the caller on to another number.</summary>
    HandedOver = 19,
}
