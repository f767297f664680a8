using NodaTime;

namespace CallRouting.Sip;

/// <summary>Where a leg is.</summary>
internal enum LegPhase : byte
{
    /// <summary>Outgoing: the name of its destination is being looked up.</summary>
    Resolving,

    /// <summary>Outgoing: the INVITE has no final response yet.</summary>
    Calling,

    /// <summary>Incoming: not answered yet.</summary>
    Offered,

    /// <summary>Answered.</summary>
    Answered,

    /// <summary>Ended for the host. What is left on the wire goes on without it.</summary>
    Ended,
}

/// <summary>Two legs that hear each other.</summary>
/// <param name="Owner">The leg whose event tells the end.</param>
/// <param name="Other">The other leg.</param>
internal sealed record LegBridge(SipLeg Owner, SipLeg Other);

/// <summary>A response of ours that is repeated until it is confirmed: a 2xx by ACK (RFC 3261 §13.3.1.4), a reliable
/// provisional one by PRACK (RFC 3262 §3).</summary>
/// <param name="transaction">The transaction it answers.</param>
/// <param name="response">The octets.</param>
/// <param name="sequence">CSeq of the request for a 2xx, RSeq for a provisional response.</param>
internal sealed class Unconfirmed(TransactionId transaction, byte[] response, uint sequence)
{
    public TransactionId Transaction { get; } = transaction;

    public byte[] Response { get; } = response;

    public uint Sequence { get; } = sequence;

    /// <summary>When it is repeated, in ticks of 100 ns since the Unix epoch.</summary>
    public long RepeatAt { get; set; }

    public long Interval { get; set; }

    /// <summary>When the far end counts as lost.</summary>
    public long GiveUpAt { get; set; }
}

/// <summary>One leg of a call as the user agent keeps it.</summary>
internal sealed class SipLeg(SipDomain domain, string localTag, ulong tagNumber, int slot)
{
    public LegId Id { get; set; }

    public SipDomain Domain { get; } = domain;

    public string LocalTag { get; } = localTag;

    public ulong TagNumber { get; } = tagNumber;

    /// <summary>Its place among the deadlines.</summary>
    public int Slot { get; } = slot;

    public LegPhase Phase { get; set; }

    public bool IsInbound => Request is not null;

    /// <summary>The far end is an employee's phone: it is reached the way it came, whatever its Contact says.</summary>
    public bool IsDevice { get; set; }

    /// <summary>The way between us and the far end.</summary>
    public SipFlow Flow { get; set; }

    /// <summary>Hops that a call on from here may still take.</summary>
    public int MaxForwards { get; set; } = 70;

    /// <summary>The INVITE that came; <c>null</c> on an outgoing leg.</summary>
    public SipMessage? Request { get; init; }

    /// <summary>The transaction of the INVITE that made the leg.</summary>
    public TransactionId Invite { get; set; }

    /// <summary>Where an outgoing leg rings.</summary>
    public RingDestination? Destination { get; init; }

    /// <summary>The trunk that the leg goes by or came from; <c>null</c>: none.</summary>
    public Trunk? Trunk { get; set; }

    /// <summary>The request-URI of an outgoing leg.</summary>
    public string RequestUri { get; set; } = "";

    public string CallId { get; set; } = "";

    public uint Sequence { get; set; } = 1;

    /// <summary>What answers challenges to an outgoing leg.</summary>
    public DigestClient? Digest { get; set; }

    public int DigestTries { get; set; }

    /// <summary>All dialogs of the leg: of an outgoing one, one for each phone that has said something.</summary>
    public List<Dialog> Dialogs { get; } = [];

    /// <summary>The dialog that stays: of an incoming leg the only one, of an outgoing one that of the answer.</summary>
    public Dialog? Dialog { get; set; }

    public SessionDescription Description { get; init; } = new(1);

    /// <summary>What the INVITE that came offered; <c>null</c>: the offer is ours to make.</summary>
    public SdpSession? Offered { get; set; }

    public ILegMedia? Media { get; set; }

    /// <summary>What an incoming leg was told last: 180, 183 or 0.</summary>
    public int LastProvisional { get; set; }

    /// <summary>When it is told again (§13.3.1.1); <see cref="long.MaxValue"/>: never.</summary>
    public long RemindAt { get; set; } = long.MaxValue;

    public bool HasRung { get; set; }

    public bool HasProgressed { get; set; }

    /// <summary>RSeq of the last reliable provisional response of ours.</summary>
    public uint ReliableSequence { get; set; }

    public Unconfirmed? Unacknowledged { get; set; }

    public Unconfirmed? Unpracked { get; set; }

    /// <summary>What waits for a PRACK: 180, 183 or 200; 0: nothing.</summary>
    public int WaitingStatus { get; set; }

    /// <summary>Hang up as soon as the ACK is there: before it a BYE may not be sent (§15).</summary>
    public bool HangUpOnAck { get; set; }

    public Cause HangUpCause { get; set; }

    public SessionTimer Timer { get; set; }

    /// <summary>When to refresh, or to give the far end up; <see cref="long.MaxValue"/>: never.</summary>
    public long TimerAt { get; set; } = long.MaxValue;

    /// <summary>A refresh of ours is under way.</summary>
    public bool IsRefreshing { get; set; }

    public List<ushort> Plays { get; } = [];

    /// <summary>The recording under way; 0: none.</summary>
    public ushort RecordTag { get; set; }

    public LegBridge? Bridge { get; set; }

    /// <summary>Keys come as telephone-events: those in INFO are the same ones again.</summary>
    public bool HearsEvents { get; set; }

    public char InfoKey { get; set; }

    public Instant InfoAt { get; set; }

    /// <summary>How often the far end has asked for a transfer.</summary>
    public int Refers { get; set; }

    /// <summary>The Event of the transfer whose result the far end still waits for; empty: none.</summary>
    public string ReferEvent { get; set; } = "";

    /// <summary>The event that tells the end, while it waits for the end of a recording.</summary>
    public CallEvent Ending { get; set; }

    /// <summary>The earliest of the leg's deadlines.</summary>
    public long Deadline =>
        Math.Min(Math.Min(TimerAt, RemindAt), Math.Min(Next(Unacknowledged), Next(Unpracked)));

    private static long Next(Unconfirmed? response) =>
        response is null ? long.MaxValue : Math.Min(response.RepeatAt, response.GiveUpAt);
}

/// <summary>What a request of ours is for.</summary>
internal enum ExchangeKind : byte
{
    /// <summary>The INVITE of an outgoing leg.</summary>
    Invite,

    /// <summary>A re-INVITE or an UPDATE that keeps a session alive.</summary>
    Refresh,

    /// <summary>A PRACK or a BYE, whose response changes nothing but may ask for a password.</summary>
    Closing,
}

/// <summary>A request of ours under way.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Leg">Whose it is.</param>
/// <param name="Dialog">The dialog it is in; <c>null</c>: the INVITE that makes one.</param>
/// <param name="Cause">What a BYE says why.</param>
internal sealed record Exchange(ExchangeKind Kind, SipLeg Leg, Dialog? Dialog, Cause Cause = Cause.None);
