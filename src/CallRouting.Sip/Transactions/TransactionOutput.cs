namespace CallRouting.Sip;

/// <summary>One transaction of one layer. <c>default</c> is none; an id outlives its transaction and then means
/// nothing.</summary>
internal readonly record struct TransactionId(int Slot, int Generation)
{
    public bool IsNone => Generation == 0;
}

/// <summary>What the layer asks of the transport or tells its user.</summary>
internal enum TransactionOutputKind : byte
{
    None,

    /// <summary>Send <c>Octets</c> over <c>Flow</c>.</summary>
    Send,

    /// <summary>A new request, to be answered with <c>TransactionLayer.Respond</c>.</summary>
    Request,

    /// <summary>An ACK for a 2xx. Its id is none, unless the far end repeats the branch of its INVITE.</summary>
    Ack,

    /// <summary>The far end withdrew this INVITE, which still wants its final response, a 487 (RFC 3261 §9.2). The
    /// CANCEL itself has been answered.</summary>
    Cancelled,

    /// <summary>A response to our request; every 2xx of an INVITE, repeated ones too, since each wants an
    /// ACK.</summary>
    Response,

    /// <summary>A response to nothing that lives here; a 2xx to INVITE among these still wants ACK and BYE.</summary>
    StrayResponse,

    /// <summary>No final response came, or the ACK of ours never did.</summary>
    TimedOut,

    /// <summary>The transport could not carry the transaction.</summary>
    TransportFailed,

    /// <summary>The transaction is over; always its last output.</summary>
    Ended,
}

/// <summary>One thing to do or to know, in order. <c>Mark</c> is the number the user gave the transaction.</summary>
internal readonly record struct TransactionOutput(
    TransactionOutputKind Kind, TransactionId Id, long Mark, SipFlow Flow, ReadOnlyMemory<byte> Octets,
    SipMessage? Message);
