namespace CallRouting.Sip;

/// <summary>The four machines of RFC 3261 §17.</summary>
internal enum TransactionKind : byte
{
    None,
    InviteClient,
    Client,
    InviteServer,
    Server,
}

/// <summary>Where a transaction is; <see cref="Ended"/> is a free slot.</summary>
internal enum TransactionState : byte
{
    Ended,
    Calling,
    Trying,
    Proceeding,
    Completed,
    Confirmed,
    Accepted,
}

/// <summary>One transaction: a slot of the table. Times are ticks of 100 ns since the Unix epoch,
/// <see cref="long.MaxValue"/> for none.</summary>
internal struct Transaction
{
    public TransactionKind Kind;
    public TransactionState State;

    /// <summary>Cancelled by our user, though the CANCEL may have to wait for a provisional response.</summary>
    public bool CancelAsked;

    public bool CancelSent;

    /// <summary>The value of the CANCEL's Reason field.</summary>
    public string? CancelReason;

    /// <summary>Made by the layer itself; its user does not hear of it.</summary>
    public bool IsOwn;

    public bool IsMergeable;
    public int Generation;
    public long Mark;
    public SipFlow Flow;

    /// <summary>The request received, or sent.</summary>
    public SipMessage Request;

    /// <summary>What answers a repeat: the last response, or the ACK.</summary>
    public byte[]? Answer;

    public long RepeatAt;
    public long Interval;
    public long EndAt;

    public readonly bool IsClient => Kind is TransactionKind.InviteClient or TransactionKind.Client;
}
