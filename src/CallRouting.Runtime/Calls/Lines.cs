namespace CallRouting.Runtime;

/// <summary>The router's transports, and which of them reaches what.</summary>
internal sealed class Lines
{
    private readonly Dictionary<TrunkKind, ICallTransport> _byTrunk = [];
    private readonly List<ICallTransport> _all = [];

    public IReadOnlyList<ICallTransport> All => _all;

    public void Add(ICallTransport transport, ReadOnlySpan<TrunkKind> serves)
    {
        if (_all.Contains(transport))
            throw new ArgumentException($"Transport {transport.Name} is already the router's.", nameof(transport));
        foreach (var kind in serves)
            if (_byTrunk.TryGetValue(kind, out var other))
                throw new ArgumentException(
                    $"Transport {other.Name} serves {kind} trunks already, {transport.Name} cannot.",
                    nameof(transport));
        _all.Add(transport);
        foreach (var kind in serves)
            _byTrunk.Add(kind, transport);
    }

    /// <summary>The transport that takes a destination outside the company; <c>null</c>: none does.</summary>
    /// <param name="destination">The destination.</param>
    /// <param name="missing">What no transport was found for, in words.</param>
    public ICallTransport? Outside(RingDestination destination, out string missing)
    {
        if (destination.Address.Length == 0 && destination.Trunk is null)
        {
            missing = "a number without a trunk";
            return null;
        }

        var kind = destination.Trunk?.Kind ?? TrunkKind.Sip;
        missing = destination.Trunk is { } trunk ? $"trunk {trunk.Id} ({kind})" : "SIP addresses";
        return _byTrunk.GetValueOrDefault(kind);
    }

    /// <summary>Ends a leg of which nothing else is known: the transport that has it ends it, the others ignore
    /// it.</summary>
    public void Release(LegId leg, Cause cause)
    {
        var release = new CallEffect(CallEffectKind.Release, leg) { Cause = cause };
        foreach (var transport in _all)
            transport.Execute(release, null, null);
    }
}
