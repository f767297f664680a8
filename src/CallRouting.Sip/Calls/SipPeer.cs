using System.Net;

namespace CallRouting.Sip;

/// <summary>An address, a block of addresses or an address with a port, as a trunk's settings write it:
/// <c>192.0.2.7</c>, <c>192.0.2.0/24</c>, <c>192.0.2.7:5070</c>, <c>2001:db8::7</c>,
/// <c>[2001:db8::7]:5060</c>.</summary>
/// <param name="Address">The address, or the first one of the block.</param>
/// <param name="PrefixLength">The leading bits that count.</param>
/// <param name="Port">The port; 0: any.</param>
internal readonly record struct SipPeer(IPAddress Address, int PrefixLength, int Port)
{
    /// <summary>Reads one entry; false for anything that is no address.</summary>
    public static bool TryParse(string text, out SipPeer peer)
    {
        peer = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var prefix = -1;
        if (slash >= 0)
        {
            if (!int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, null, out prefix))
                return false;
            text = text[..slash];
        }

        var port = 0;
        if (!IPAddress.TryParse(text.Trim('[', ']'), out var address))
        {
            if (slash >= 0 || !IPEndPoint.TryParse(text, out var end))
                return false;
            (address, port) = (end.Address, end.Port);
        }

        var bits = address.GetAddressBytes().Length * 8;
        if (prefix > bits)
            return false;
        peer = new(address, prefix < 0 ? bits : prefix, port);
        return true;
    }

    /// <summary>Whether a source is this peer.</summary>
    public bool Matches(IPEndPoint source)
    {
        var from = source.Address.IsIPv4MappedToIPv6 ? source.Address.MapToIPv4() : source.Address;
        if (from.AddressFamily != Address.AddressFamily || (Port != 0 && Port != source.Port))
            return false;
        Span<byte> left = stackalloc byte[16], right = stackalloc byte[16];
        from.TryWriteBytes(left, out _);
        Address.TryWriteBytes(right, out _);
        var whole = PrefixLength / 8;
        if (!left[..whole].SequenceEqual(right[..whole]))
            return false;
        var rest = PrefixLength % 8;
        return rest == 0 || (left[whole] ^ right[whole]) >> (8 - rest) == 0;
    }
}

/// <summary>The SIP trunks of one plan by where their calls come from.</summary>
internal sealed class SipPeers
{
    private readonly List<(SipPeer Peer, Trunk Trunk)> _peers = [];
    private readonly Trunk? _loopback;

    public SipPeers(RoutingPlan plan)
    {
        Plan = plan;
        foreach (var entry in plan.Trunks)
        {
            var trunk = entry.Settings;
            if (trunk.Kind != TrunkKind.Sip)
                continue;
            // A trunk that has a user name and no peers is known by its password only.
            if (trunk.Peers.IsEmpty && trunk.Username is null)
                _loopback ??= trunk;
            foreach (var text in trunk.Peers)
                if (SipPeer.TryParse(text, out var peer))
                    _peers.Add((peer, trunk));
        }
    }

    /// <summary>The plan that this was made of.</summary>
    public RoutingPlan Plan { get; }

    /// <summary>Adds the trunks that a source may be, in plan order.</summary>
    /// <param name="source">Where a request came from.</param>
    /// <param name="withPort">True for those that name the port too, false for all others.</param>
    /// <param name="found">Gets the trunks.</param>
    public void Find(IPEndPoint source, bool withPort, List<Trunk> found)
    {
        foreach (var (peer, trunk) in _peers)
            if (peer.Port != 0 == withPort && peer.Matches(source) && !found.Contains(trunk))
                found.Add(trunk);
        if (!withPort && found.Count == 0 && _loopback is not null && IPAddress.IsLoopback(source.Address))
            found.Add(_loopback);
    }
}
