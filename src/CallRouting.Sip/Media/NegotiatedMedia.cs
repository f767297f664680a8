using System.Net;

namespace CallRouting.Sip;

/// <summary>The codecs this package speaks.</summary>
internal enum AudioCodec : byte
{
    /// <summary>Nothing was agreed.</summary>
    None,

    /// <summary>G.711 A-law, static payload type 8.</summary>
    Pcma,

    /// <summary>G.711 µ-law, static payload type 0.</summary>
    Pcmu
}

/// <summary>What an offer and its answer agreed on (RFC 3264); <c>default</c> is no agreement: nothing is sent, and
/// nothing that arrives is understood.</summary>
internal readonly record struct NegotiatedMedia
{
    /// <summary>What we send.</summary>
    public AudioCodec Codec { get; init; }

    /// <summary>Payload type under which we send it.</summary>
    public byte SendPayload { get; init; }

    /// <summary>Payload type under which A-law arrives; null where it was not agreed.</summary>
    public byte? ReceivePcma { get; init; }

    /// <summary>Payload type under which µ-law arrives; null where it was not agreed.</summary>
    public byte? ReceivePcmu { get; init; }

    /// <summary>Payload type under which we send digits; null where the other side does not take them.</summary>
    public byte? SendEvents { get; init; }

    /// <summary>Payload type under which digits arrive; null where they do not.</summary>
    public byte? ReceiveEvents { get; init; }

    /// <summary>Where to send; null where it must be learned from what arrives.</summary>
    public IPEndPoint? Remote { get; init; }

    /// <summary>The direction as we wrote it.</summary>
    public SdpDirection Direction { get; init; }

    /// <summary>True where the other side does not listen: it put us on hold.</summary>
    public bool OnHold { get; init; }

    public bool MaySend =>
        Codec != AudioCodec.None && !OnHold && Direction is SdpDirection.SendReceive or SdpDirection.SendOnly;

    public bool MayReceive =>
        Codec != AudioCodec.None && Direction is SdpDirection.SendReceive or SdpDirection.ReceiveOnly;

    /// <summary>The codec of an arriving payload type; <see cref="AudioCodec.None"/> for any other.</summary>
    public AudioCodec CodecOf(byte payload) =>
        payload == ReceivePcma ? AudioCodec.Pcma : payload == ReceivePcmu ? AudioCodec.Pcmu : AudioCodec.None;
}

/// <summary>Why an offer or an answer cannot be used; <c>default</c> means that it can.</summary>
/// <param name="Warning">Warn-code of RFC 3261 §20.43 for the 488 that says so; 0 in <c>default</c>.</param>
/// <param name="Message">The text for the Warning header.</param>
internal readonly record struct SdpRefusal(int Warning, string? Message)
{
    /// <summary>The status that refuses the offer: 488 Not Acceptable Here.</summary>
    public const int Status = 488;

    public bool IsNone => Message is null;
}
