namespace CallRouting.E1;

/// <summary>On which side of the interface the equipment is (Q.931 §2).</summary>
public enum PriSide : byte
{
    /// <summary>The user side, to a public network.</summary>
    User = 0,

    /// <summary>The network side, to a PBX of its own.</summary>
    Network = 1,
}

/// <summary>From which end free channels are taken.</summary>
public enum ChannelSelection : byte
{
    /// <summary>The user side from the lowest, the network side from the highest.</summary>
    BySide = 0,

    /// <summary>From the lowest.</summary>
    Lowest,

    /// <summary>From the highest.</summary>
    Highest,
}

/// <summary>How one primary rate interface behaves.</summary>
internal sealed record PriOptions
{
    /// <summary>Which side this is.</summary>
    public PriSide Side { get; init; }

    /// <summary>The B channels that exist, a bit for each time slot; the default is 1 to 15 and 17 to 31.</summary>
    public uint Channels { get; init; } = 0xFFFE_FFFE;

    /// <summary>From which end free channels are taken for own calls.</summary>
    public ChannelSelection Selection { get; init; }

    /// <summary>Whether our SETUP insists on its channel; else the far end may choose another.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Whether channels are counted 1 to 30, passing over the D channel, instead of by time slot (Q.931
    /// §4.5.13 note 3).</summary>
    public bool LogicalNumbering { get; init; }

    /// <summary>The identifier of this interface to be named in channel identification, 0 to 127; −1:
    /// implicit.</summary>
    public int InterfaceId { get; init; } = -1;

    /// <summary>When a called number that comes in pieces is complete.</summary>
    public OverlapReceiving Overlap { get; init; } = OverlapReceiving.None;

    /// <summary>Whether every SETUP with a complete number says Sending complete.</summary>
    public bool SendingComplete { get; init; } = true;

    /// <summary>Whether RESTART is sent for the whole interface each time the data link comes up without a
    /// call.</summary>
    public bool RestartsOnLinkUp { get; init; }

    /// <summary>The location that own causes and progress descriptions name; the default is the side's.</summary>
    public Location? Location { get; init; }

    /// <summary>The timers.</summary>
    public PriTimes Times { get; init; } = PriTimes.Standard;
}
