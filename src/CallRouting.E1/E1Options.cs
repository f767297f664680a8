using NodaTime;

namespace CallRouting.E1;

/// <summary>When the number of a call that comes in is complete, where its digits may come one by one (overlap
/// receiving, Q.931 §5.1.3). Whatever it is, the far end's "sending complete" and 15 s without a digit (T302) complete
/// a number as well.</summary>
public enum E1Overlap : byte
{
    /// <summary>SETUP brings the whole number.</summary>
    None = 0,

    /// <summary>As soon as it is one of the company's numbers and can become no other.</summary>
    ByPlan = 1,

    /// <summary>With <see cref="E1SpanOptions.Digits"/> digits.</summary>
    ByLength = 2,
}

/// <summary>The E1 lines, and the companies they belong to.</summary>
public sealed record E1Options
{
    /// <summary>The companies served.</summary>
    public required IReadOnlyList<E1Domain> Domains { get; init; }

    /// <summary>The spans, in the order in which they are taken for outgoing calls. Several may form one
    /// trunk.</summary>
    public required IReadOnlyList<E1SpanOptions> Spans { get; init; }

    /// <summary>After how long a device that is not there is looked for again. 5 s.</summary>
    public Duration RetryAfter { get; init; } = Duration.FromSeconds(5);

    /// <summary>How long <see cref="E1Transport.StopAsync"/> waits for the far ends to confirm. 5 s.</summary>
    public Duration StopWithin { get; init; } = Duration.FromSeconds(5);

    internal void Demand()
    {
        List<string> faults = [];
        var ids = new HashSet<DomainId>();
        foreach (var domain in Domains)
            if (!ids.Add(domain.Id))
                faults.Add($"company {domain.Id} is there twice");
        if (Spans.Count == 0)
            faults.Add("there is no span");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var span in Spans)
            span.Examine(ids, names, faults);
        if (RetryAfter <= Duration.Zero)
            faults.Add($"{nameof(RetryAfter)} is {RetryAfter}, not more than 0");
        if (StopWithin < Duration.Zero)
            faults.Add($"{nameof(StopWithin)} is {StopWithin}, not 0 or more");
        if (faults.Count > 0)
            throw new ArgumentException($"E1 lines cannot work so: {string.Join("; ", faults)}.");
    }
}

/// <summary>One span: whose it is, and how it behaves. The defaults suit a line of a public network.</summary>
public sealed record E1SpanOptions
{
    /// <summary>The device. The transport opens it, serves it and disposes of it.</summary>
    public required ISpan Span { get; init; }

    /// <summary>The company whose line it is.</summary>
    public required DomainId Domain { get; init; }

    /// <summary>The id of its trunk in the company's plan.</summary>
    public required string Trunk { get; init; }

    /// <summary>On which side this is: the user's, towards a network; or the network's, towards a PBX of one's
    /// own.</summary>
    public PriSide Side { get; init; }

    /// <summary>From which end channels are taken for outgoing calls.</summary>
    public ChannelSelection Selection { get; init; }

    /// <summary>Whether outgoing calls insist on their channel; else the far end may choose another.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Whether channels are counted 1 … 30, passing over slot 16, instead of by slot.</summary>
    public bool CountsChannels { get; init; }

    /// <summary>When the number of an incoming call is complete.</summary>
    public E1Overlap Overlap { get; init; }

    /// <summary>How many digits complete a number, with <see cref="E1Overlap.ByLength"/>: 1 … 24.</summary>
    public int Digits { get; init; }

    /// <summary>Whether the digits of outgoing calls follow SETUP (overlap sending), for a network that wants them
    /// so.</summary>
    public bool SendsOverlap { get; init; }

    /// <summary>Whether outgoing calls say that their number is complete.</summary>
    public bool SendsComplete { get; init; } = true;

    /// <summary>Whether the interface is restarted when its data link comes up and no call is on it, so that both sides
    /// agree that all channels are free; <c>null</c>: on the user side only.</summary>
    public bool? Restarts { get; init; }

    /// <summary>The country whose tones a PBX's users hear, an ISO 3166 code; network side only.</summary>
    public string Country { get; init; } = "ru";

    /// <summary>The timers of layer 3.</summary>
    public PriTimes Times { get; init; } = PriTimes.Standard;

    /// <summary>The data link's times and counts.</summary>
    public LapdOptions Lapd { get; init; } = new();

    /// <summary>A file into which all frames of the signalling channel are written, as Wireshark and tshark read them
    /// (pcap, LAPD): for diagnosis, it grows without end and has callers' numbers in it. One of that name is replaced.
    /// <c>null</c>: none.</summary>
    public string? Capture { get; init; }

    internal void Examine(HashSet<DomainId> domains, HashSet<string> names, List<string> faults)
    {
        if (!names.Add(Span.Name))
            faults.Add($"span {Span.Name} is there twice");
        if (!domains.Contains(Domain))
            faults.Add($"span {Span.Name} belongs to company {Domain}, which is not served");
        if (string.IsNullOrWhiteSpace(Trunk))
            faults.Add($"span {Span.Name} has no trunk");
        if (Overlap == E1Overlap.ByLength && Digits is < 1 or > 24)
            faults.Add($"span {Span.Name} waits for {Digits} digits, not 1 … 24");
        if (!Audio.Tones.TryZone(Country, out _))
            faults.Add($"span {Span.Name} has the tones of {Country}, which are not known");
        if (Span.Bearers.Count == 0)
            faults.Add($"span {Span.Name} has no bearer channel");
        Lapd.Check();
    }
}
