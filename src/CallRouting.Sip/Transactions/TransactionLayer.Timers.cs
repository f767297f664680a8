namespace CallRouting.Sip;

// What happens when a deadline comes: timers A–K, C, L and M.
internal sealed partial class TransactionLayer
{
    // Timers A, E and G send again; the pause doubles, for E and G up to T2.
    private void Repeat(int slot, long now, List<TransactionOutput> outputs)
    {
        ref var transaction = ref slots[slot];
        if (transaction.Kind == TransactionKind.InviteServer && transaction.State == TransactionState.Proceeding)
        {
            transaction.RepeatAt = Never;
            transaction.Answer = Write(transaction.Request, 100, null, default);
            Schedule(slot);
            Send(slot, transaction.Answer, outputs);
            return;
        }
        var interval = transaction.Interval * 2;
        if (transaction.Kind != TransactionKind.InviteClient)
            interval = transaction.State == TransactionState.Proceeding ? t2 : Math.Min(interval, t2);
        var due = transaction.RepeatAt + interval;
        transaction.Interval = interval;
        // A caller who comes late gets one repeat, not all that he missed.
        transaction.RepeatAt = due > now ? due : now + interval;
        Schedule(slot);
        Send(slot, transaction.IsClient ? transaction.Request.Buffer : transaction.Answer, outputs);
    }

    private void End(int slot, long now, List<TransactionOutput> outputs)
    {
        ref var transaction = ref slots[slot];
        switch (transaction.Kind, transaction.State)
        {
            // Timer C: nobody answers and nobody gives up.
            case (TransactionKind.InviteClient, TransactionState.Proceeding) when !transaction.CancelSent:
                transaction.CancelAsked = true;
                SendCancel(slot, now, outputs);
                break;

            // Timers B and F, and a CANCEL without effect.
            case (_, TransactionState.Calling or TransactionState.Trying or TransactionState.Proceeding)
                when transaction.Kind != TransactionKind.InviteServer:
                Fail(slot, TransactionOutputKind.TimedOut, outputs);
                break;

            // Our own user never answered.
            case (TransactionKind.InviteServer, TransactionState.Proceeding):
                Tell(TransactionOutputKind.TimedOut, slot, null, outputs);
                RespondOwn(slot, 408, null, default, now, outputs);
                slots[slot].IsOwn = false;
                break;

            // Timer H: our refusal was never acknowledged.
            case (TransactionKind.InviteServer, TransactionState.Completed):
                Fail(slot, TransactionOutputKind.TimedOut, outputs);
                break;

            // Timers D, I, J, K, L and M: late repeats need no more absorbing.
            default:
                Close(slot, outputs);
                break;
        }
    }

    // Timers I and K: repeats may come for T4 where octets can be lost, and none where they cannot.
    private void AbsorbRepeats(int slot, long now, List<TransactionOutput> outputs)
    {
        ref var transaction = ref slots[slot];
        transaction.RepeatAt = Never;
        transaction.EndAt = now + t4;
        if (transaction.Flow.IsReliable)
            Close(slot, outputs);
        else
            Schedule(slot);
    }
}
