using NodaTime;

namespace CallRouting.Sip;

/// <summary>All transactions of one endpoint (RFC 3261 §17, RFC 6026): messages, commands and the passing of time in,
/// things to send and to know out.</summary>
/// <remarks>No clock, sockets, threads: one caller at a time gives the instant, appends of outputs go to his list, and
/// he calls <see cref="Expire"/> at <see cref="NextDeadline"/> or whenever later. Every transaction ends: each state
/// has a deadline.</remarks>
internal sealed partial class TransactionLayer
{
    private const long Never = long.MaxValue;
    private readonly SlotIndex clients = new();
    private readonly SlotIndex servers = new();
    private readonly SlotIndex mergeable = new();
    private readonly DeadlineHeap deadlines = new();
    private readonly Stack<int> free = new();
    private readonly int limit;
    private readonly ulong tagSeed;
    private readonly long t1, t2, t4, timeD, trying, timeC, unanswered, patience;
    private Transaction[] slots = new Transaction[64];
    private int used;

    /// <param name="times">The standard's, unless a network is slower or a test faster.</param>
    /// <param name="limit">Live transactions above which new requests are answered 503, without state.</param>
    /// <param name="tagSeed">Makes the tags of responses that the layer writes itself hard to foresee.</param>
    public TransactionLayer(TransactionTimes? times = null, int limit = 200_000, ulong tagSeed = 0)
    {
        times ??= TransactionTimes.Standard;
        this.limit = limit;
        this.tagSeed = tagSeed;
        t1 = Ticks(times.T1);
        t2 = Ticks(times.T2);
        t4 = Ticks(times.T4);
        timeD = Ticks(times.D);
        trying = Ticks(times.Trying);
        timeC = Ticks(times.C);
        unanswered = Ticks(times.Unanswered);
        patience = Ticks(times.Patience);
    }

    /// <summary>Live transactions.</summary>
    public int Count => used - free.Count;

    /// <summary>When <see cref="Expire"/> is due; <see cref="Instant.MaxValue"/> when nothing is waiting.</summary>
    public Instant NextDeadline =>
        deadlines.Next == Never ? Instant.MaxValue : Instant.FromUnixTimeTicks(deadlines.Next);

    /// <summary>Takes what a datagram or frame parsed to: a good message goes to its transaction, a bad request is
    /// answered without state, anything else is dropped.</summary>
    public void Receive(in SipParseResult parsed, in SipFlow flow, Instant now, List<TransactionOutput> outputs)
    {
        if (parsed.IsGood)
            Receive(parsed.Message, flow, now, outputs);
        else if (parsed.IsAnswered)
            Refuse(parsed.Message, flow, parsed.Fault.StatusCode, parsed.Fault.Reason, outputs);
    }

    /// <summary>Takes a good message.</summary>
    public void Receive(SipMessage message, in SipFlow flow, Instant now, List<TransactionOutput> outputs)
    {
        if (message.IsRequest)
        {
            message.Source = flow.Remote;
            ReceiveRequest(message, flow, now.ToUnixTimeTicks(), outputs);
        }
        else
        {
            ReceiveResponse(message, flow, now.ToUnixTimeTicks(), outputs);
        }
    }

    /// <summary>Does all that is due at or before <paramref name="now"/>.</summary>
    public void Expire(Instant now, List<TransactionOutput> outputs)
    {
        var ticks = now.ToUnixTimeTicks();
        while (deadlines.Next <= ticks)
        {
            var slot = deadlines.First;
            if (slots[slot].EndAt <= ticks)
                End(slot, ticks, outputs);
            else
                Repeat(slot, ticks, outputs);
        }
    }

    /// <summary>The transport could not send for this transaction, which ends.</summary>
    public void TransportFailed(TransactionId id, List<TransactionOutput> outputs)
    {
        if (IsLive(id))
            Fail(id.Slot, TransactionOutputKind.TransportFailed, outputs);
    }

    /// <summary>A connection is gone: every transaction on it ends.</summary>
    public void ConnectionFailed(long connection, List<TransactionOutput> outputs)
    {
        for (var slot = 0; slot < used; slot++)
        {
            ref var transaction = ref slots[slot];
            if (transaction.State != TransactionState.Ended && transaction.Flow.IsReliable
                && transaction.Flow.Connection == connection)
                Fail(slot, TransactionOutputKind.TransportFailed, outputs);
        }
    }

    /// <summary>The state, <see cref="TransactionState.Ended"/> for an id that means nothing any more.</summary>
    public TransactionState State(TransactionId id) => IsLive(id) ? slots[id.Slot].State : TransactionState.Ended;

    /// <summary>The request that opened the transaction; null once it ended.</summary>
    public SipMessage? Request(TransactionId id) => IsLive(id) ? slots[id.Slot].Request : null;

    private static long Ticks(Duration duration) => (long)duration.TotalTicks;

    private bool IsLive(TransactionId id) =>
        (uint)id.Slot < (uint)used && slots[id.Slot].Generation == id.Generation
        && slots[id.Slot].State != TransactionState.Ended;

    private TransactionId Id(int slot) => new(slot, slots[slot].Generation);

    private int Open(TransactionKind kind, TransactionState state, SipMessage request, in SipFlow flow)
    {
        if (!free.TryPop(out var slot))
        {
            slot = used++;
            if (slot == slots.Length)
                Array.Resize(ref slots, slot * 2);
        }
        ref var transaction = ref slots[slot];
        var generation = transaction.Generation == int.MaxValue ? 1 : transaction.Generation + 1;
        transaction = new Transaction
        {
            Kind = kind, State = state, Generation = generation, Request = request, Flow = flow, RepeatAt = Never,
            EndAt = Never,
        };
        return slot;
    }

    private void Close(int slot, List<TransactionOutput> outputs)
    {
        ref var transaction = ref slots[slot];
        Tell(TransactionOutputKind.Ended, slot, null, outputs);
        if (transaction.IsClient)
            clients.Remove(slot);
        else
            servers.Remove(slot);
        if (transaction.IsMergeable)
            mergeable.Remove(slot);
        deadlines.Set(slot, Never);
        transaction = new Transaction { Generation = transaction.Generation };
        free.Push(slot);
    }

    private void Fail(int slot, TransactionOutputKind why, List<TransactionOutput> outputs)
    {
        Tell(why, slot, null, outputs);
        Close(slot, outputs);
    }

    private void Schedule(int slot) =>
        deadlines.Set(slot, Math.Min(slots[slot].RepeatAt, slots[slot].EndAt));

    private void Send(int slot, ReadOnlyMemory<byte> octets, List<TransactionOutput> outputs)
    {
        ref var transaction = ref slots[slot];
        outputs.Add(new TransactionOutput(TransactionOutputKind.Send, Id(slot), transaction.Mark, transaction.Flow,
            octets, null));
    }

    private void Tell(TransactionOutputKind kind, int slot, SipMessage? message, List<TransactionOutput> outputs)
    {
        ref var transaction = ref slots[slot];
        if (!transaction.IsOwn)
            outputs.Add(new TransactionOutput(kind, Id(slot), transaction.Mark, transaction.Flow, default, message));
    }
}
