namespace CallRouting.Analog;

/// <summary>Where an analog line is.</summary>
internal enum LinePhase : byte
{
    /// <summary>Out of service: what <c>default</c> means.</summary>
    Down = 0,

    /// <summary>On hook, and may be seized.</summary>
    Idle,

    /// <summary>On hook, and not to be seized yet: the exchange must take the end for an end.</summary>
    Guarding,

    /// <summary>Ringing current, or the pause after it: not offered yet.</summary>
    Judging,

    /// <summary>A call is offered and not answered.</summary>
    Offered,

    /// <summary>The call is being answered.</summary>
    Answering,

    /// <summary>The call is picked up only to be refused.</summary>
    Refusing,

    /// <summary>Going off hook to call.</summary>
    Seizing,

    /// <summary>Off hook; a dial tone is waited for.</summary>
    AwaitingDialTone,

    /// <summary>Digits are dialled.</summary>
    Dialling,

    /// <summary>All is dialled; an answer is waited for.</summary>
    Calling,

    /// <summary>Two ends talk.</summary>
    Talking,

    /// <summary>The caller is being passed to another number by the exchange: the flash.</summary>
    Flashing,

    /// <summary>The same: the second dial tone.</summary>
    FlashedDialTone,

    /// <summary>The same: the digits, and a moment until the exchange has taken them.</summary>
    HandingOver,

    /// <summary>Going on hook.</summary>
    HangingUp,
}
