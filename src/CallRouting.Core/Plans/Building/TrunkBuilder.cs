namespace CallRouting;

/// <summary>Describes a trunk that carries called numbers, inside <see cref="PlanBuilder.Sip"/> and
/// <see cref="PlanBuilder.Pri"/>.</summary>
public sealed class TrunkBuilder
{
    private readonly List<RewriteRule> _rewrite = [];
    private Trunk _made;

    internal TrunkBuilder(Trunk trunk) => _made = trunk;

    internal Trunk Made =>
        _made with { NumberRules = _made.NumberRules with { Rewrite = EquatableList.From(_rewrite) } };

    /// <summary>Says whose dialling habits the trunk follows: a calling code ("7") or an ISO code ("RU").</summary>
    /// <param name="country">The country.</param>
    /// <param name="area">The area code that completes local numbers; <c>null</c>: there are none.</param>
    public TrunkBuilder Country(string country, string? area = null) =>
        Set(_made with { NumberRules = _made.NumberRules with { Country = country, Area = area } });

    /// <summary>Does not believe the type of number in signalling.</summary>
    public TrunkBuilder IgnoreTypeOfNumber() =>
        Set(_made with { NumberRules = _made.NumberRules with { TrustTypeOfNumber = false } });

    /// <summary>Adds a rewrite rule, tried after those added before; see <see cref="RewriteRule"/>.</summary>
    public TrunkBuilder Rewrite(string match, int strip, string prepend)
    {
        _rewrite.Add(new RewriteRule(match, strip, prepend));
        return this;
    }

    /// <summary>Chooses where a SIP trunk writes the called number.</summary>
    public TrunkBuilder CalledIdIn(CalledIdHeader header) => Set(_made with { CalledIdHeader = header });

    /// <summary>Names the header in which a SIP trunk writes the called number.</summary>
    public TrunkBuilder CalledIdIn(string headerName) =>
        Set(_made with { CalledIdHeader = CalledIdHeader.Named, CalledIdHeaderName = headerName });

    /// <summary>Says from which addresses a SIP trunk's calls come; see <see cref="Trunk.Peers"/>.</summary>
    public TrunkBuilder From(params ReadOnlySpan<string> peers) =>
        Set(_made with { Peers = EquatableList.Create(peers) });

    /// <summary>Lets the trunk's calls authenticate with a user name.</summary>
    public TrunkBuilder Username(string name) => Set(_made with { Username = name });

    /// <summary>Sends outgoing calls by this SIP trunk to <c>host</c> or <c>host:port</c>.</summary>
    public TrunkBuilder Gateway(string host) => Set(_made with { Gateway = host });

    /// <summary>Lets no call leave by this trunk.</summary>
    public TrunkBuilder IncomingOnly() => Set(_made with { Outgoing = false });

    /// <summary>Says how many calls the trunk carries at once.</summary>
    /// <param name="count">1 to 10000, of an E1 at most 30.</param>
    /// <param name="reserve">How many of them employees' calls leave free for clients.</param>
    public TrunkBuilder Channels(int count, int reserve = 0) =>
        Set(_made with { Channels = count, Reserve = reserve });

    private TrunkBuilder Set(Trunk trunk)
    {
        _made = trunk;
        return this;
    }
}
