using System.Net;
using NodaTime;

namespace CallRouting.Sip;

/// <summary>How the SIP transport listens, whom it serves and where its limits are. Every default is safe on an open
/// network.</summary>
public sealed record SipOptions
{
    /// <summary>The companies served. A request that names none of them is for the first.</summary>
    public required IReadOnlyList<SipDomain> Domains { get; init; }

    /// <summary>Where datagrams are received; port 0 takes a free one. Loopback by itself.</summary>
    public IReadOnlyList<IPEndPoint> Udp { get; init; } = [new(IPAddress.Loopback, 5060)];

    /// <summary>Where connections are accepted; port 0 takes a free one. Loopback by itself.</summary>
    public IReadOnlyList<IPEndPoint> Tcp { get; init; } = [new(IPAddress.Loopback, 5060)];

    /// <summary>The address that peers are told to send to, when an address translation stands before us;
    /// <c>null</c>: the one that a peer is reached from.</summary>
    public IPAddress? AdvertisedAddress { get; init; }

    /// <summary>How media is sent and received.</summary>
    public MediaOptions Media { get; init; } = new();

    /// <summary>The text of the Server and User-Agent fields; empty: the fields are left out.</summary>
    public string Product { get; init; } = "CallRouting";

    /// <summary>The most contacts one employee may have registered at once, 1 … 100.</summary>
    public int MaxBindings { get; init; } = 10;

    /// <summary>The shortest registration accepted; a shorter one gets 423 (RFC 3261 §10.3). 60 s.</summary>
    public Duration MinExpires { get; init; } = Duration.FromSeconds(60);

    /// <summary>How long a registration holds whose contact asks for nothing: 1 h.</summary>
    public Duration DefaultExpires { get; init; } = Duration.FromHours(1);

    /// <summary>The longest registration granted; a longer wish is shortened to it. 2 h.</summary>
    public Duration MaxExpires { get; init; } = Duration.FromHours(2);

    /// <summary>How long a nonce is good; then a client is asked anew with <c>stale=true</c>. 5 min.</summary>
    public Duration NonceLifetime { get; init; } = Duration.FromMinutes(5);

    /// <summary>Whether challenges offer SHA-256 too, after MD5 and in a field of its own (RFC 8760): clients that know
    /// only MD5 take the first challenge they see. baresip 0.x and 1.x, which fail at the second one, get MD5 alone in
    /// any case. False: MD5 alone for everybody. An answer with SHA-256 is verified in either case.</summary>
    public bool OffersSha256 { get; init; } = true;

    /// <summary>The most TCP connections at once; more are closed as they come.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>After how long without an octet a TCP connection that carries no registration and no call is closed.
    /// 2 min.</summary>
    public Duration ConnectionIdle { get; init; } = Duration.FromMinutes(2);

    /// <summary>The most incoming calls at once; more are refused with 503 (RFC 3261 §21.5.4). The legs that they ring
    /// are not counted.</summary>
    public int MaxCalls { get; init; } = 20_000;

    /// <summary>How long <see cref="SipTransport.StopAsync"/> waits for the far ends to confirm. 2 s.</summary>
    public Duration StopWithin { get; init; } = Duration.FromSeconds(2);

    /// <summary>After how long without an answer a TCP connection of ours is given up. 10 s.</summary>
    internal Duration ConnectWithin { get; init; } = Duration.FromSeconds(10);

    internal void Demand()
    {
        Media.Demand();
        if (Domains.Count == 0)
            throw new ArgumentException("There is no domain to serve.", nameof(Domains));
        if (Udp.Count + Tcp.Count == 0)
            throw new ArgumentException("There is no endpoint to listen on.", nameof(Udp));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBindings, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxBindings, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinExpires, Duration.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(DefaultExpires, MinExpires);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxExpires, DefaultExpires);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxCalls, 1);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var ids = new HashSet<DomainId>();
        foreach (var domain in Domains)
        {
            if (domain.Id.IsNone || !ids.Add(domain.Id))
                throw new ArgumentException($"Domain {domain.Name} needs an id of its own.", nameof(Domains));
            foreach (var name in domain.Names)
                if (!names.Add(name))
                    throw new ArgumentException($"Two domains are named {name}.", nameof(Domains));
        }
    }
}
