namespace CallRouting.Dahdi;

/// <summary>The requests of the driver's interface for programs that are used here (<c>dahdi/user.h</c>, code 0xDA),
/// with the direction and size of their argument as Linux on x86, ARM and RISC-V writes them.</summary>
internal static class DahdiRequest
{
    /// <summary>Discards what waits: bits of <see cref="FlushAll"/>.</summary>
    public const uint Flush = 0x4004DA03;

    /// <summary>Gives the channel's parameters: <see cref="DahdiParameters"/>.</summary>
    public const uint GetParameters = 0xC088DA05;

    /// <summary>Sets the channel's times.</summary>
    public const uint SetParameters = 0x4088DA05;

    /// <summary>Sets the hook: <see cref="DahdiHook"/>.</summary>
    public const uint Hook = 0x4004DA07;

    /// <summary>Gives the oldest event; 0: there is none.</summary>
    public const uint GetEvent = 0x8004DA08;

    /// <summary>Gives the status of a span: <see cref="DahdiSpanStatus"/>.</summary>
    public const uint SpanStatus = 0xC13ADA0A;

    /// <summary>Sets number and size of a channel's buffers.</summary>
    public const uint SetBuffers = 0x4018DA1B;

    /// <summary>Dials: the operation and 256 octets of text.</summary>
    public const uint Dial = 0x4104DA1F;

    /// <summary>Whether a clear channel carries sound.</summary>
    public const uint AudioMode = 0x4004DA20;

    /// <summary>Makes a clear channel carry HDLC frames with a check sequence.</summary>
    public const uint FrameMode = 0x4004DA25;

    /// <summary>Chooses the channel; comes before anything else.</summary>
    public const uint Specify = 0x4004DA26;

    /// <summary>Sets the law of a channel until it is closed.</summary>
    public const uint SetLaw = 0x4004DA27;

    /// <summary>Whether samples are linear.</summary>
    public const uint SetLinear = 0x4004DA28;

    /// <summary>Whether lost and missing buffers are told as events.</summary>
    public const uint BufferEvents = 0x4004DA69;

    /// <summary>What <see cref="Flush"/> takes for both directions of sound, and the events.</summary>
    public const int FlushAll = 7;

    /// <summary>What <see cref="Flush"/> takes for what was read and written.</summary>
    public const int FlushSound = 3;

    /// <summary>What <see cref="Flush"/> takes for what was written.</summary>
    public const int FlushWritten = 2;

    /// <summary>What <see cref="SetLaw"/> takes for G.711 A-law.</summary>
    public const int ALaw = 2;

    /// <summary>The operation of <see cref="Dial"/> that replaces what is dialled.</summary>
    public const int DialReplace = 2;

    /// <summary>The octets of the argument of <see cref="Dial"/>.</summary>
    public const int DialOctets = 4 + 256;
}

/// <summary>What a hook can be told.</summary>
internal enum DahdiHook
{
    /// <summary>The loop is open.</summary>
    OnHook = 0,

    /// <summary>The loop is closed.</summary>
    OffHook = 1,

    /// <summary>The loop is opened for a moment.</summary>
    Flash = 3,
}

/// <summary>What a channel is configured for (<c>/etc/dahdi/system.conf</c>).</summary>
[Flags]
internal enum DahdiSignalling
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>fxsls</c>: an FXO port, loop start.</summary>
    FxsLoopStart = 0x2001,

    /// <summary><c>fxsks</c>: an FXO port, loop start whose exchange opens the loop when the far end is gone.</summary>
    FxsKewlStart = 0x2004,

    /// <summary><c>bchan</c> and <c>clear</c>: 64 kbit/s as they are.</summary>
    Clear = 0x80,

    /// <summary><c>dchan</c>: HDLC frames with a check sequence.</summary>
    Frames = 0x380,

    /// <summary><c>hardhdlc</c>: HDLC frames made by the card.</summary>
    HardFrames = 0x80080,
}
