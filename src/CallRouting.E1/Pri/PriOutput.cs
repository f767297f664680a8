namespace CallRouting.E1;

/// <summary>What an interface asks of its user or tells it.</summary>
internal enum PriOutputKind : byte
{
    None,

    /// <summary>Send the octets to the far end as one acknowledged message (DL-DATA request).</summary>
    Send,

    /// <summary>Ask layer 2 for a data link (DL-ESTABLISH request).</summary>
    Establish,

    /// <summary>A call has come and its number is complete: <c>Offer</c>, <c>Channel</c>. Nothing has been answered
    /// yet, or only SETUP ACKNOWLEDGE.</summary>
    Offered,

    /// <summary>A call has come and waits for more digits; SETUP ACKNOWLEDGE was sent. <c>InBand</c>: its caller
    /// expects dial tone on <c>Channel</c>. <see cref="Offered"/> or <see cref="Released"/> follows.</summary>
    Collecting,

    /// <summary>Digits after the number was complete: <c>Digits</c>.</summary>
    Digits,

    /// <summary>The far end has taken our call and wants no more digits.</summary>
    Proceeding,

    /// <summary>The far end wants more digits, or is ready for them (SETUP ACKNOWLEDGE).</summary>
    MoreDigits,

    /// <summary>The called party is being alerted.</summary>
    Alerting,

    /// <summary>How far our call is; with <c>InBand</c> there is something to hear, and <c>Cause</c> may say what it
    /// tells (Q.931 §3.1.8).</summary>
    Progress,

    /// <summary>The call is connected on <c>Channel</c>, whoever answered. Once a call.</summary>
    Connected,

    /// <summary>The call is being ended by the far end, or by this side because nothing else can be done: <c>Cause</c>.
    /// With <c>InBand</c> a tone or announcement can be heard and the call stays until <see
    /// cref="PriInterface.Disconnect"/>; else <see cref="Released"/> follows without asking.</summary>
    Disconnected,

    /// <summary>The call is over, its channel free: <c>Cause</c>. Once a call, and its last output.</summary>
    Released,

    /// <summary>A channel changed between in and out of service; see
    /// <see cref="PriInterface.InService"/>.</summary>
    ChannelsChanged,

    /// <summary>A restart that we asked for was acknowledged, or the far end restarted: <c>Channel</c>, 0 for the whole
    /// interface. Calls on it were released before.</summary>
    Restarted,

    /// <summary>The far end did not acknowledge a restart: <c>Channel</c> is out of service.</summary>
    RestartFailed,

    /// <summary>The data link is there.</summary>
    LinkUp,

    /// <summary>The data link is gone; calls that talk go on for T309.</summary>
    LinkDown,
}

/// <summary>One thing to do or to know, in order.</summary>
internal readonly record struct PriOutput(PriOutputKind Kind, PriCall Call = default)
{
    /// <summary>The B channel as a time slot, 1 to 31; 0: none.</summary>
    public byte Channel { get; init; }

    /// <summary>The cause value of Q.850, 0: none.</summary>
    public byte Cause { get; init; }

    /// <summary>Where the cause or the progress indication was made (Q.850 §2.2.3).</summary>
    public Location Location { get; init; }

    /// <summary>Whether the B channel carries something for the party to hear (progress description 1 or
    /// 8).</summary>
    public bool InBand { get; init; }

    /// <summary>The first progress description (Q.931 §4.5.23); 0: none.</summary>
    public byte Progress { get; init; }

    /// <summary>The digits, for <see cref="PriOutputKind.Digits"/>.</summary>
    public string? Digits { get; init; }

    /// <summary>The call that has come, for <see cref="PriOutputKind.Offered"/>.</summary>
    public PriOffer? Offer { get; init; }

    /// <summary>Where in <see cref="PriOutputs"/> the octets of a <see cref="PriOutputKind.Send"/> are.</summary>
    public int Offset { get; init; }

    /// <summary>How many octets.</summary>
    public int Length { get; init; }
}
