namespace CallRouting;

/// <summary>What kind of line a trunk is.</summary>
public enum TrunkKind : byte
{
    /// <summary>A SIP provider or PBX.</summary>
    Sip = 0,

    /// <summary>An analog line (foreign exchange office port). It carries no called number.</summary>
    Fxo = 1,

    /// <summary>An E1 with ISDN primary rate signalling.</summary>
    Pri = 2,
}

/// <summary>Where a SIP trunk writes the called number.</summary>
public enum CalledIdHeader : byte
{
    /// <summary>The request-URI (RFC 3261 §8.1.1.1).</summary>
    RequestUri = 0,

    /// <summary>The To header.</summary>
    To = 1,

    /// <summary>The Diversion header (RFC 5806).</summary>
    Diversion = 2,

    /// <summary>The P-Called-Party-ID header (RFC 7315 §4.2).</summary>
    PCalledPartyId = 3,

    /// <summary>A header that <see cref="Trunk.CalledIdHeaderName"/> names.</summary>
    Named = 4,
}

/// <summary>A line, or a bundle of lines, that calls arrive on.</summary>
public sealed record Trunk
{
    /// <summary>The name by which transports and the plan refer to this trunk.</summary>
    public required string Id { get; init; }

    /// <summary>What kind of line it is.</summary>
    public TrunkKind Kind { get; init; }

    /// <summary>The line's own number, for an analog line: 1 or more.</summary>
    public LineNumber Line { get; init; }

    /// <summary>The id of the company number whose route an analog line runs; <c>null</c> on other trunks.</summary>
    public string? Number { get; init; }

    /// <summary>Where a SIP trunk writes the called number.</summary>
    public CalledIdHeader CalledIdHeader { get; init; }

    /// <summary>The header's name, with <see cref="CalledIdHeader.Named"/>.</summary>
    public string? CalledIdHeaderName { get; init; }

    /// <summary>How the trunk writes numbers.</summary>
    public NumberRulesSettings NumberRules { get; init; } = new();

    /// <summary>Source addresses a SIP trunk's calls come from: <c>192.0.2.7</c>, <c>192.0.2.0/24</c>,
    /// <c>[2001:db8::7]:5060</c>. None: loopback only.</summary>
    public EquatableList<string> Peers { get; init; }

    /// <summary>The user name with which the trunk's calls authenticate; <c>null</c>: by address only. The
    /// password is in the account store, never in the plan.</summary>
    public string? Username { get; init; }

    /// <summary>Where a SIP trunk's outgoing calls are sent: <c>host</c> or <c>host:port</c>; <c>null</c>: no outgoing
    /// calls.</summary>
    public string? Gateway { get; init; }

    /// <summary>Whether calls may leave by it, where it can carry them: an E1 and an analog line can, a SIP trunk that
    /// has a gateway.</summary>
    public bool Outgoing { get; init; } = true;

    /// <summary>How many calls the trunk carries at once: 1 to 10000; <c>null</c>: not limited here. An analog line
    /// carries one, an E1 30.</summary>
    public int? Channels { get; init; }

    /// <summary>How many of its channels employees' outgoing calls leave free for clients: 0 or more, less than
    /// <see cref="Channels"/> (SPEC S13).</summary>
    public int Reserve { get; init; }

    /// <summary>Whether calls leave by it.</summary>
    public bool IsWayOut => Outgoing && (Kind != TrunkKind.Sip || Gateway is not null);

    /// <summary>Whether a call that leaves by it can say who calls: an analog line dials digits and nothing
    /// else.</summary>
    public bool PresentsCaller => Kind != TrunkKind.Fxo;
}
