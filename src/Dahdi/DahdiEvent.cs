namespace CallRouting.Dahdi;

/// <summary>What a channel of the driver tells; the driver's numbers. Others exist and mean nothing here.</summary>
internal enum DahdiEvent
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The far end went on hook: on an FXO port the exchange has opened the loop.</summary>
    OnHook = 1,

    /// <summary>The far end went off hook: on an FXO port a ring has ended.</summary>
    RingOffHook = 2,

    /// <summary>An alarm has begun, or another one.</summary>
    Alarm = 4,

    /// <summary>There is no alarm any more.</summary>
    NoAlarm = 5,

    /// <summary>An HDLC frame was broken off.</summary>
    Abort = 6,

    /// <summary>An HDLC frame was too long.</summary>
    Overrun = 7,

    /// <summary>The check sequence of an HDLC frame was wrong.</summary>
    BadChecksum = 8,

    /// <summary>All is dialled.</summary>
    DialComplete = 9,

    /// <summary>The hook is where it was told to be.</summary>
    HookComplete = 12,

    /// <summary>The wires were swapped.</summary>
    Polarity = 17,

    /// <summary>A ring has begun.</summary>
    RingBegin = 18,

    /// <summary>The channel is being taken away.</summary>
    Removed = 20,

    /// <summary>What came in was lost, because it was not read.</summary>
    ReadOverrun = 29,

    /// <summary>There was nothing to send, because nothing was written.</summary>
    WriteUnderrun = 30,
}
