using System.Net;

namespace CallRouting.Sip;

/// <summary>Where a response over a datagram transport goes (RFC 3261 §18.2.2, RFC 3581 §4).</summary>
internal static class ResponseRouting
{
    /// <summary>The destination by the topmost Via of the request and the source it came from: maddr when it is an
    /// address, else the source address, with the source port when rport was asked for and sent-by's
    /// otherwise.</summary>
    /// <remarks>The received parameter that we add is always the source address, so the source stands for it. A
    /// malformed Via, as a refused request may have, goes back to the source.</remarks>
    public static IPEndPoint Destination(in Via via, IPEndPoint source)
    {
        if (via.Host.IsEmpty)
            return source;
        var port = via.Port == 0 ? 5060 : via.Port;
        if (SipText.TryAddress(via.Maddr, out var maddr))
            return new IPEndPoint(maddr, port);
        return via.AsksRport || port == source.Port ? source : new IPEndPoint(source.Address, port);
    }

    /// <summary>Where a response that passes through us goes, by a Via that carries received and rport; false when
    /// its host is a name that must first be looked up.</summary>
    public static bool TryNextHop(in Via via, out IPEndPoint destination)
    {
        var port = via.Rport != 0 ? via.Rport : via.Port == 0 ? 5060 : via.Port;
        var host = via.Maddr.IsEmpty ? via.Received.IsEmpty ? via.Host : via.Received : via.Maddr;
        var known = SipText.TryAddress(host, out var address);
        destination = new IPEndPoint(address, port);
        return known;
    }
}
