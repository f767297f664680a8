using System.Net;

namespace CallRouting.Sip;

/// <summary>One request of a phone, with the second try that a challenge asks for.</summary>
/// <param name="to">Where it goes.</param>
/// <param name="make">Writes it, each time with a branch and a CSeq of its own.</param>
/// <param name="answered">Gets every response that is no answerable challenge; <c>null</c> when none came.</param>
internal sealed class PhoneRequest(IPEndPoint to, Func<byte[]> make, Action<SipMessage?> answered)
{
    public IPEndPoint To => to;

    /// <summary>The transaction of the latest try.</summary>
    public TransactionId Id { get; set; }

    /// <summary>How often credentials were sent.</summary>
    public int Tries { get; set; }

    public byte[] Make() => make();

    public void Answered(SipMessage? response) => answered(response);
}
