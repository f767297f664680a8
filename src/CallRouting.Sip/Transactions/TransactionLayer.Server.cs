using NodaTime;

namespace CallRouting.Sip;

// INVITE and other server transactions: §17.2, §9.2, §8.2.2.2, RFC 6026 §7.1.
internal sealed partial class TransactionLayer
{
    /// <summary>Sends a response in a server transaction.</summary>
    /// <remarks>A 2xx to INVITE is repeated by whoever owns the dialog, by calling this again until the ACK comes;
    /// every other final response is repeated here.</remarks>
    /// <param name="id">From <see cref="TransactionOutputKind.Request"/>.</param>
    /// <param name="response">A whole response as <see cref="SipWriter"/> makes it.</param>
    /// <param name="now">The instant of sending.</param>
    /// <param name="outputs">Gets what is to be done.</param>
    /// <returns>False when nothing was sent: the transaction has ended or has its final response.</returns>
    /// <exception cref="ArgumentException">The octets are not a response.</exception>
    public bool Respond(TransactionId id, byte[] response, Instant now, List<TransactionOutput> outputs)
    {
        if (response.Length < 12 || !response.AsSpan().StartsWith("SIP/2.0 "u8)
            || !SipText.TryNumber(response.AsSpan(8, 3), out var status) || status is < 100 or > 699)
            throw new ArgumentException("Not a response.", nameof(response));
        return IsLive(id) && Respond(id.Slot, response, (int)status, now.ToUnixTimeTicks(), outputs);
    }

    private bool Respond(int slot, byte[] response, int status, long now, List<TransactionOutput> outputs)
    {
        ref var transaction = ref slots[slot];
        if (transaction.State == TransactionState.Accepted && status is >= 200 and < 300 && !transaction.IsClient)
        {
            transaction.Answer = response;
            Send(slot, response, outputs);
            return true;
        }
        if (transaction.IsClient || transaction.State is not (TransactionState.Trying or TransactionState.Proceeding))
            return false;
        transaction.Answer = response;
        Send(slot, response, outputs);
        if (status < 200)
        {
            transaction.State = TransactionState.Proceeding;
            transaction.RepeatAt = Never;
            Schedule(slot);
        }
        else if (transaction.Kind == TransactionKind.InviteServer)
        {
            var accepted = status < 300;
            transaction.State = accepted ? TransactionState.Accepted : TransactionState.Completed;
            transaction.Interval = t1;
            transaction.RepeatAt = accepted || transaction.Flow.IsReliable ? Never : now + t1;
            transaction.EndAt = now + patience;
            Schedule(slot);
        }
        else
        {
            transaction.State = TransactionState.Completed;
            transaction.RepeatAt = Never;
            transaction.EndAt = now + patience;
            if (transaction.Flow.IsReliable)
                Close(slot, outputs);
            else
                Schedule(slot);
        }
        return true;
    }

    private void ReceiveRequest(SipMessage request, in SipFlow flow, long now, List<TransactionOutput> outputs)
    {
        if (request.Method == SipMethod.Ack)
        {
            ReceiveAck(request, flow, now, outputs);
            return;
        }
        var slot = FindServer(request, asInvite: false);
        if (slot >= 0)
        {
            Repeated(slot, outputs);
            return;
        }
        if (Count >= limit)
        {
            Refuse(request, flow, 503, null, outputs);
            return;
        }
        var merged = IsMerged(request);
        slot = OpenServer(request, flow, now);
        if (merged)
            RespondOwn(slot, 482, "Loop Detected", default, now, outputs);
        else if (request.Method == SipMethod.Cancel)
            ReceiveCancel(slot, request, now, outputs);
        else
            Tell(TransactionOutputKind.Request, slot, request, outputs);
    }

    private int OpenServer(SipMessage request, in SipFlow flow, long now)
    {
        var invite = request.Method == SipMethod.Invite;
        var back = flow.IsReliable
            ? flow
            : flow with { Remote = ResponseRouting.Destination(request.TopVia, flow.Remote) };
        var slot = Open(invite ? TransactionKind.InviteServer : TransactionKind.Server,
            invite ? TransactionState.Proceeding : TransactionState.Trying, request, back);
        servers.Add(slot, TransactionKey.OfServer(request, asInvite: false));
        ref var transaction = ref slots[slot];
        if (request.ToTag.IsEmpty && request.Method != SipMethod.Cancel)
        {
            transaction.IsMergeable = true;
            mergeable.Add(slot, TransactionKey.OfMerged(request));
        }
        transaction.RepeatAt = invite ? now + trying : Never;
        // Nobody waits longer than 64 × T1 for a response to anything but INVITE (RFC 4320).
        transaction.EndAt = now + (invite ? unanswered : patience);
        Schedule(slot);
        return slot;
    }

    private int FindServer(SipMessage request, bool asInvite)
    {
        var slot = servers.First(TransactionKey.OfServer(request, asInvite));
        while (slot >= 0 && !TransactionKey.IsSameServer(slots[slot].Request, request, asInvite))
            slot = servers.After(slot);
        return slot;
    }

    private bool IsMerged(SipMessage request)
    {
        if (!request.ToTag.IsEmpty || request.Method == SipMethod.Cancel)
            return false;
        var slot = mergeable.First(TransactionKey.OfMerged(request));
        while (slot >= 0 && !TransactionKey.IsMerged(slots[slot].Request, request))
            slot = mergeable.After(slot);
        return slot >= 0;
    }

    private void Repeated(int slot, List<TransactionOutput> outputs)
    {
        ref var transaction = ref slots[slot];
        if (transaction.State is TransactionState.Proceeding or TransactionState.Completed
            && transaction.Answer is { } answer)
            Send(slot, answer, outputs);
    }

    private void ReceiveAck(SipMessage ack, in SipFlow flow, long now, List<TransactionOutput> outputs)
    {
        var slot = FindServer(ack, asInvite: true);
        if (slot < 0)
        {
            outputs.Add(new TransactionOutput(TransactionOutputKind.Ack, default, 0, flow, default, ack));
            return;
        }
        ref var transaction = ref slots[slot];
        if (transaction.State == TransactionState.Accepted)
        {
            Tell(TransactionOutputKind.Ack, slot, ack, outputs);
            return;
        }
        if (transaction.State != TransactionState.Completed)
            return;
        transaction.State = TransactionState.Confirmed;
        AbsorbRepeats(slot, now, outputs);
    }

    private void ReceiveCancel(int slot, SipMessage cancel, long now, List<TransactionOutput> outputs)
    {
        var invite = FindServer(cancel, asInvite: true);
        if (invite < 0)
        {
            RespondOwn(slot, 481, null, default, now, outputs);
            return;
        }
        // The To tag of both answers is the same where one has been given out (§9.2).
        var tag = slots[invite].Answer is { } answer && SipParser.Parse(answer) is { IsGood: true } sent
            ? sent.Message.ToTag
            : default;
        RespondOwn(slot, 200, null, tag, now, outputs);
        if (slots[invite].State == TransactionState.Proceeding)
            Tell(TransactionOutputKind.Cancelled, invite, cancel, outputs);
    }

    private void RespondOwn(int slot, int status, string? reason, ReadOnlySpan<byte> tag, long now,
        List<TransactionOutput> outputs)
    {
        ref var transaction = ref slots[slot];
        transaction.IsOwn = true;
        Span<byte> made = stackalloc byte[16];
        Respond(slot, Write(transaction.Request, status, reason, tag.IsEmpty ? Tag(transaction.Request, made) : tag),
            status, now, outputs);
    }

    private void Refuse(SipMessage request, in SipFlow flow, int status, string? reason,
        List<TransactionOutput> outputs)
    {
        request.Source = flow.Remote;
        var back = flow.IsReliable
            ? flow
            : flow with { Remote = ResponseRouting.Destination(request.TopVia, flow.Remote) };
        Span<byte> made = stackalloc byte[16];
        outputs.Add(new TransactionOutput(TransactionOutputKind.Send, default, 0, back,
            Write(request, status, reason, Tag(request, made)), null));
    }

    private static byte[] Write(SipMessage request, int status, string? reason, ReadOnlySpan<byte> tag) =>
        SipWriter.ResponseTo(request, status, tag, reason).Finish();

    // The same request gets the same tag again (§8.2.7), without remembering it.
    private ReadOnlySpan<byte> Tag(SipMessage request, Span<byte> made)
    {
        var hash = tagSeed ^ 14695981039346656037;
        foreach (var octet in request.First(SipHeader.Via))
            hash = (hash ^ octet) * 1099511628211;
        foreach (var octet in request.CallId)
            hash = (hash ^ octet) * 1099511628211;
        foreach (var octet in request.First(SipHeader.CSeq))
            hash = (hash ^ octet) * 1099511628211;
        for (var i = 0; i < made.Length; i++, hash >>= 4)
            made[i] = "0123456789abcdef"u8[(int)(hash & 15)];
        return made;
    }
}
