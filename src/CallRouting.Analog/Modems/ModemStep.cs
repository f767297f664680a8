namespace CallRouting.Analog;

/// <summary>Where a modem's line is.</summary>
internal enum ModemPhase : byte
{
    /// <summary>The port is closed.</summary>
    Closed = 0,

    /// <summary>The modem is asked what it is and set up.</summary>
    Initialising,

    /// <summary>On hook; it may ring.</summary>
    OnHook,

    /// <summary>On its way off hook.</summary>
    GoingOffHook,

    /// <summary>Off hook.</summary>
    OffHook,

    /// <summary>On its way on hook.</summary>
    GoingOnHook,

    /// <summary>Out of service; tried again from time to time.</summary>
    Failed,
}

/// <summary>What a command is for.</summary>
internal enum ModemStepKind : byte
{
    /// <summary>Sets something.</summary>
    Setting = 0,

    /// <summary>Whether the modem is there, when nothing is known of it.</summary>
    Wake,

    /// <summary>Whether the modem is still there.</summary>
    Check,

    /// <summary>To a known state: on hook.</summary>
    Reset,

    /// <summary>Who made it.</summary>
    Model,

    /// <summary>Which service classes it has.</summary>
    Classes,

    /// <summary>Which codings of sound it has.</summary>
    Codings,

    /// <summary>Whether it carries sound both ways.</summary>
    DuplexQuery,

    /// <summary>The last of the set-up.</summary>
    Ready,

    /// <summary>Off hook.</summary>
    OffHook,

    /// <summary>On hook.</summary>
    OnHook,

    /// <summary>Dial.</summary>
    Dial,

    /// <summary>Flash.</summary>
    Flash,

    /// <summary>Begin to play.</summary>
    Play,

    /// <summary>Begin to record.</summary>
    Record,

    /// <summary>Begin sound both ways.</summary>
    Duplex,

    /// <summary>Whatever it was: nobody waits for its result any more, but the modem is to give one.</summary>
    Abandoned,
}

/// <summary>What flows between the modem and us beside commands.</summary>
internal enum ModemStream : byte
{
    /// <summary>Commands and results only.</summary>
    None = 0,

    /// <summary>Sound to the line; results and codes come back.</summary>
    Playing,

    /// <summary>All sound is sent; the result is awaited.</summary>
    EndingPlay,

    /// <summary>Sound from the line.</summary>
    Recording,

    /// <summary>Told to stop; what still comes is sound until its end.</summary>
    EndingRecord,

    /// <summary>Sound both ways.</summary>
    Duplex,

    /// <summary>Told to stop; what still comes is sound until its end.</summary>
    EndingDuplex,
}

/// <summary>A command on its way to a modem.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Command">The command, without <c>AT</c>.</param>
/// <param name="Milliseconds">How long the modem may take.</param>
/// <param name="MayFail">Whether a modem that refuses it is fine all the same.</param>
internal readonly record struct ModemStep(
    ModemStepKind Kind, string Command, int Milliseconds = 3000, bool MayFail = false);

/// <summary>What a modem's machine asks of its surroundings.</summary>
internal interface IModemSurroundings : IFxoEvents
{
    /// <summary>Sends octets to the modem.</summary>
    /// <param name="octets">The octets.</param>
    void Send(ReadOnlySpan<byte> octets);
}
