using NodaTime;

namespace CallRouting.Sip;

// INVITE and other client transactions: §17.1, RFC 6026 §7.2.
internal sealed partial class TransactionLayer
{
    /// <summary>Sends a request and opens its client transaction.</summary>
    /// <param name="request">A whole request as <see cref="SipWriter"/> makes it, with a branch of its own.</param>
    /// <param name="flow">Where it goes.</param>
    /// <param name="mark">Comes back in every output of this transaction.</param>
    /// <param name="now">The instant of sending.</param>
    /// <param name="outputs">Gets what is to be done.</param>
    /// <exception cref="ArgumentException">The octets are not a good request, are an ACK (which belongs to no
    /// transaction when it is for a 2xx), or their branch lacks the cookie.</exception>
    public TransactionId Send(byte[] request, in SipFlow flow, long mark, Instant now,
        List<TransactionOutput> outputs)
    {
        var parsed = SipParser.Parse(request);
        if (!parsed.IsGood || !parsed.Message.IsRequest || parsed.Message.Method == SipMethod.Ack
            || !parsed.Message.TopVia.HasCookie)
            throw new ArgumentException($"Not a request to open a transaction with: {parsed.Fault.Reason}",
                nameof(request));
        var slot = OpenClient(parsed.Message, flow, now.ToUnixTimeTicks());
        slots[slot].Mark = mark;
        Send(slot, request, outputs);
        return Id(slot);
    }

    /// <summary>Withdraws an INVITE of ours: CANCEL goes out now, or with the first provisional response
    /// (§9.1).</summary>
    /// <returns>False when the transaction is no INVITE of ours or has its final response already.</returns>
    public bool Cancel(TransactionId id, Instant now, List<TransactionOutput> outputs, string? reason = null)
    {
        if (!IsLive(id))
            return false;
        ref var transaction = ref slots[id.Slot];
        if (transaction.Kind != TransactionKind.InviteClient
            || transaction.State is not (TransactionState.Calling or TransactionState.Proceeding))
            return false;
        transaction.CancelAsked = true;
        transaction.CancelReason = reason;
        if (transaction.State == TransactionState.Proceeding && !transaction.CancelSent)
            SendCancel(id.Slot, now.ToUnixTimeTicks(), outputs);
        return true;
    }

    private int OpenClient(SipMessage request, in SipFlow flow, long now)
    {
        var invite = request.Method == SipMethod.Invite;
        var slot = Open(invite ? TransactionKind.InviteClient : TransactionKind.Client,
            invite ? TransactionState.Calling : TransactionState.Trying, request, flow);
        clients.Add(slot, TransactionKey.OfClient(request));
        ref var transaction = ref slots[slot];
        transaction.Interval = t1;
        transaction.RepeatAt = flow.IsReliable ? Never : now + t1;
        transaction.EndAt = now + patience;
        Schedule(slot);
        return slot;
    }

    private void ReceiveResponse(SipMessage response, in SipFlow flow, long now, List<TransactionOutput> outputs)
    {
        var vias = response.Values(SipHeader.Via);
        vias.MoveNext();
        // More than one Via: somebody else's answer (§8.1.3.3).
        if (vias.MoveNext())
            return;
        var slot = FindClient(response);
        if (slot < 0)
            outputs.Add(new TransactionOutput(TransactionOutputKind.StrayResponse, default, 0, flow, default,
                response));
        else if (slots[slot].Kind == TransactionKind.InviteClient)
            ReceiveInviteResponse(slot, response, now, outputs);
        else
            ReceiveOtherResponse(slot, response, now, outputs);
    }

    private int FindClient(SipMessage response)
    {
        var slot = clients.First(TransactionKey.OfClient(response));
        while (slot >= 0 && !TransactionKey.IsSameClient(slots[slot].Request, response))
            slot = clients.After(slot);
        return slot;
    }

    private void ReceiveInviteResponse(int slot, SipMessage response, long now, List<TransactionOutput> outputs)
    {
        ref var transaction = ref slots[slot];
        var early = transaction.State is TransactionState.Calling or TransactionState.Proceeding;
        switch (response.StatusCode)
        {
            case < 200 when early:
                transaction.State = TransactionState.Proceeding;
                transaction.RepeatAt = Never;
                if (!transaction.CancelSent)
                    transaction.EndAt = now + timeC;
                Schedule(slot);
                Tell(TransactionOutputKind.Response, slot, response, outputs);
                if (transaction.CancelAsked && !transaction.CancelSent)
                    SendCancel(slot, now, outputs);
                break;
            case >= 200 and < 300 when early:
                transaction.State = TransactionState.Accepted;
                transaction.RepeatAt = Never;
                transaction.EndAt = now + patience;
                Schedule(slot);
                Tell(TransactionOutputKind.Response, slot, response, outputs);
                break;
            case >= 200 and < 300 when transaction.State == TransactionState.Accepted:
                Tell(TransactionOutputKind.Response, slot, response, outputs);
                break;
            case >= 200 and < 300:
                outputs.Add(new TransactionOutput(TransactionOutputKind.StrayResponse, default, 0, transaction.Flow,
                    default, response));
                break;
            case >= 300 when early:
                Refused(slot, response, now, outputs);
                break;
            case >= 300 when transaction.State == TransactionState.Completed:
                Send(slot, transaction.Answer, outputs);
                break;
        }
    }

    private void Refused(int slot, SipMessage response, long now, List<TransactionOutput> outputs)
    {
        ref var transaction = ref slots[slot];
        transaction.State = TransactionState.Completed;
        transaction.Answer = HopByHop.Ack(transaction.Request, response);
        transaction.RepeatAt = Never;
        transaction.EndAt = now + timeD;
        Send(slot, transaction.Answer, outputs);
        Tell(TransactionOutputKind.Response, slot, response, outputs);
        if (transaction.Flow.IsReliable)
            Close(slot, outputs);
        else
            Schedule(slot);
    }

    private void ReceiveOtherResponse(int slot, SipMessage response, long now, List<TransactionOutput> outputs)
    {
        ref var transaction = ref slots[slot];
        if (transaction.State == TransactionState.Completed)
            return;
        Tell(TransactionOutputKind.Response, slot, response, outputs);
        if (response.StatusCode < 200)
        {
            transaction.State = TransactionState.Proceeding;
            return;
        }
        transaction.State = TransactionState.Completed;
        AbsorbRepeats(slot, now, outputs);
    }

    private void SendCancel(int slot, long now, List<TransactionOutput> outputs)
    {
        slots[slot].CancelSent = true;
        // §9.1: without a final response after 64 × T1 the INVITE counts as cancelled.
        slots[slot].EndAt = now + patience;
        Schedule(slot);
        var octets = HopByHop.Cancel(slots[slot].Request, slots[slot].CancelReason);
        var own = OpenClient(SipParser.Parse(octets).Message!, slots[slot].Flow, now);
        slots[own].IsOwn = true;
        Send(own, octets, outputs);
    }
}
