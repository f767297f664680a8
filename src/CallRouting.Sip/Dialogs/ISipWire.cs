using System.Net;

namespace CallRouting.Sip;

/// <summary>How we are named on a flow: what goes into Via, Contact and the session description.</summary>
/// <param name="Transport"><c>UDP</c> or <c>TCP</c>.</param>
/// <param name="SentBy">Our address and port.</param>
/// <param name="Contact">Our URI, without brackets.</param>
/// <param name="Address">Our address for media.</param>
internal sealed record SipLocal(byte[] Transport, byte[] SentBy, byte[] Contact, IPAddress Address);

/// <summary>What the user agent asks of sockets. Nothing here waits: what happens later comes back as a call of the
/// user agent's.</summary>
internal interface ISipWire
{
    /// <summary>The way to an address: a listener's socket, or a connection, opened where there is none.</summary>
    /// <returns><c>default</c>, whose remote is null, where no listener speaks that family and transport.</returns>
    SipFlow Open(SipTransportKind kind, IPEndPoint remote);

    /// <summary>Whether a flow can still carry something: a connection may have gone.</summary>
    bool IsOpen(in SipFlow flow);

    /// <summary>Our name on a flow.</summary>
    SipLocal Local(in SipFlow flow);

    /// <summary>Sends, or keeps until the connection is there.</summary>
    void Send(in SipFlow flow, ReadOnlyMemory<byte> octets, TransactionId transaction);

    /// <summary>Looks a name up; <see cref="UserAgent.Resolved"/> gets the answer.</summary>
    void Resolve(LegId leg, string host);
}
