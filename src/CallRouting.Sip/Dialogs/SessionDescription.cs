using System.Net;

namespace CallRouting.Sip;

/// <summary>Offers and answers of one leg (RFC 3264 in SIP: RFC 3261 §13.2.1, RFC 6337). Pure.</summary>
internal sealed class SessionDescription(ulong sessionId)
{
    private SdpSession? _last, _offer;

    /// <summary>An offer of ours waits for its answer.</summary>
    public bool IsOffering => _offer is not null;

    /// <summary>Our present description, to be repeated; empty before the first.</summary>
    public byte[] Current { get; private set; } = [];

    /// <summary>Makes an offer of ours: the first, or one that confirms what is agreed.</summary>
    public byte[] Offer(IPAddress address, int port)
    {
        var local = new SdpLocal(address, port, sessionId);
        _offer = _last is null ? SdpOffer.Create(local) : SdpOffer.Again(_last, local);
        _last = _offer;
        return Current = SdpWriter.Write(_offer);
    }

    /// <summary>Answers an offer of the far end's.</summary>
    /// <returns>What is wrong with it; then nothing has changed.</returns>
    public SdpRefusal Answer(ReadOnlySpan<byte> offer, IPAddress address, int port, out NegotiatedMedia media)
    {
        media = default;
        return SdpParser.TryParse(offer, out var theirs, out var problem)
            ? Answer(theirs, address, port, out media)
            : new(399, $"The session description cannot be read: {problem}");
    }

    /// <summary>As <see cref="Answer(ReadOnlySpan{byte}, IPAddress, int, out NegotiatedMedia)"/>, of an offer that
    /// was read before.</summary>
    public SdpRefusal Answer(SdpSession theirs, IPAddress address, int port, out NegotiatedMedia media)
    {
        var refusal = SdpAnswer.Create(theirs, new(address, port, sessionId), _last, out var answer, out media);
        if (!refusal.IsNone)
            return refusal;
        _last = answer;
        _offer = null;
        Current = SdpWriter.Write(answer);
        return default;
    }

    /// <summary>Reads an answer to our offer. The offer stays open until <see cref="Settle"/>: several phones may
    /// answer one INVITE.</summary>
    public SdpRefusal Read(ReadOnlySpan<byte> answer, out NegotiatedMedia media)
    {
        media = default;
        if (_offer is null)
            return new(399, "There is no offer to answer");
        return SdpParser.TryParse(answer, out var theirs, out var problem)
            ? SdpAnswer.Accept(_offer, theirs, out media)
            : new(399, $"The session description cannot be read: {problem}");
    }

    /// <summary>Our offer has been answered or is void.</summary>
    public void Settle() => _offer = null;

    /// <summary>Reads an offer and says whether it can be answered at all, before anything is opened for it.</summary>
    public static SdpRefusal Check(ReadOnlySpan<byte> offer, out SdpSession theirs) =>
        SdpParser.TryParse(offer, out theirs, out var problem)
            ? SdpAnswer.Create(theirs, new(IPAddress.Loopback, 2, 1), null, out _, out _)
            : new(399, $"The session description cannot be read: {problem}");
}
