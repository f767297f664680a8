using System.Net;

namespace CallRouting.Sip;

/// <summary>What carries the octets.</summary>
internal enum SipTransportKind : byte
{
    Udp,
    Tcp,
    Tls,
}

/// <summary>The way between us and one neighbour.</summary>
/// <remarks><c>Listener</c> is the transport's number for the local socket, <c>Connection</c> its number for a stream,
/// 0 for datagrams. <c>default</c> leads nowhere.</remarks>
internal readonly record struct SipFlow(SipTransportKind Kind, int Listener, IPEndPoint Remote, long Connection = 0)
{
    /// <summary>The transport repeats and confirms by itself, so that we do not (RFC 3261 §17).</summary>
    public bool IsReliable => Kind != SipTransportKind.Udp;
}
