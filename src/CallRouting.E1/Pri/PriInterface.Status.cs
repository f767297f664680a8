namespace CallRouting.E1;

// Error conditions, STATUS and STATUS ENQUIRY (Q.931 §5.8).
internal sealed partial class PriInterface
{
    // A call reference that means no call (§5.8.3.2).
    private void ReceiveUnknown(in Q931Message message, long now, PriOutputs outputs)
    {
        switch (message.Type)
        {
            // It says that we gave the reference, and we did not.
            case MessageType.Setup when message.Reference.ToOrigin:
            case MessageType.ReleaseComplete:
                break;
            case MessageType.Setup when message.Fault != 0:
                WriteReleaseComplete(message.Reference, message.Fault, outputs, message.FaultAt);
                break;
            case MessageType.Setup:
                ReceiveSetup(message, now, outputs);
                break;
            case MessageType.StatusEnquiry:
                WriteStatus(message.Reference, 30, 0, 0, outputs);
                break;
            case MessageType.Status:
                if (message.TryRead<CallStateElement>(ElementId.CallState, out var state) && state.Value != 0)
                    WriteReleaseComplete(message.Reference, 101, outputs);
                break;
            default:
                WriteReleaseComplete(message.Reference, 81, outputs);
                break;
        }
    }

    // §5.8.4, §5.8.6, §5.8.7.1: what cannot be understood changes nothing, but a call that ends, ends.
    private void ReceiveFaulty(Q931Call call, in Q931Message message, long now, PriOutputs outputs)
    {
        switch (message.Type)
        {
            case MessageType.Setup or MessageType.Status:
                break;
            case MessageType.Disconnect when !call.State.IsClearing():
                var cause = ReceivedFields.Cause(message, 31, out var where);
                Keep(call, cause, where);
                outputs.Add(new PriOutput(PriOutputKind.Disconnected, call.Id)
                {
                    Channel = call.Channel, Cause = cause, Location = where,
                });
                SendRelease(call, message.Fault, now, outputs, message.FaultAt);
                break;
            case MessageType.Disconnect:
                ReceiveDisconnect(call, message, now, outputs);
                break;
            case MessageType.Release:
                ReceiveRelease(call, message, message.Fault, outputs);
                break;
            case MessageType.ReleaseComplete:
                ReceiveReleaseComplete(call, message, now, outputs);
                break;
            default:
                if (!call.State.IsClearing())
                    SendStatus(call, message.Fault, message.FaultAt, outputs);
                break;
        }
    }

    // §5.8.11: what the far end says of the call's state.
    private void ReceiveStatus(Q931Call call, in Q931Message message, long now, PriOutputs outputs)
    {
        message.TryRead<CallStateElement>(ElementId.CallState, out var state);
        var cause = ReceivedFields.Cause(message, 31, out var where);
        if (state.Value == 0)
        {
            // 30 only says that it was asked.
            End(call, cause == 30 ? (byte)Cause.TemporaryFailure : cause, where, outputs);
            return;
        }

        if (call.State.IsClearing())
            return;
        var isAnswer = call.Timer == PriTimer.T322 && cause == 30;
        // An answer to our enquiry tells where the call is; a STATUS for another reason may have crossed a message.
        var canBe = isAnswer && call.State == CallState.Active
            ? state.Value is 8 or 10 or 11 or 12 or 19
            : CallStates.CanBe(state.Value, options.Side, call.IsOrigin);
        if (!canBe)
            GiveUp(call, 101, now, outputs);
        else if (isAnswer)
            call.Stop();
    }

    // Whether calls that no timer watches are still calls at the far end: those that talk, and those that wait for our
    // user (§5.8.8, §5.8.9).
    private void Enquire(long now, PriOutputs outputs)
    {
        foreach (var call in calls)
        {
            var isWaiting = call is { IsOrigin: false, IsOffered: true, State: <= CallState.Alerting };
            if (call.State != CallState.Active && !isWaiting)
                continue;
            // The answer that named the channel may be lost: the next one names it again.
            if (isWaiting)
                call.IsSettled = false;
            Write(call, MessageType.StatusEnquiry, outputs);
            Start(call, PriTimer.T322, now);
        }
    }

    private void SendStatus(Q931Call call, byte cause, byte diagnostic, PriOutputs outputs) =>
        WriteStatus(call.Reference, cause, diagnostic,
            CallStates.Number(call.State, options.Side, call.IsOrigin), outputs);
}
