using NodaTime;

namespace CallRouting.E1;

// How calls end: DISCONNECT, RELEASE, RELEASE COMPLETE (Q.931 §5.3).
internal sealed partial class PriInterface
{
    /// <summary>Ends the call in whatever state it is, with what the state asks for: RELEASE COMPLETE, DISCONNECT or
    /// RELEASE.</summary>
    /// <param name="id">The call.</param>
    /// <param name="cause">The cause value of Q.850, 1 to 127; 0 is 16.</param>
    /// <param name="inBand">Whether the B channel goes on carrying a tone or announcement until the far end releases
    /// (progress description 8), or T306 expires.</param>
    /// <param name="now">The instant.</param>
    /// <param name="outputs">Where outputs go.</param>
    public void Disconnect(PriCall id, byte cause, bool inBand, Instant now, PriOutputs outputs)
    {
        if (Live(id) is not { } call)
            return;
        var ticks = now.ToUnixTimeTicks();
        cause = (byte)(cause is 0 or > 127 ? 16 : cause);
        if (!IsLinkUp)
        {
            // The far end is told by STATUS when there is a link again.
            End(call, cause, location, outputs);
            return;
        }

        switch (call.State)
        {
            case CallState.Present when !call.IsOrigin && !inBand:
                WriteReleaseComplete(call.Reference, cause, outputs);
                End(call, cause, location, outputs);
                break;
            case CallState.DisconnectReceived:
            case CallState.DisconnectSent when call.IsInBand && !inBand:
                SendRelease(call, 0, ticks, outputs);
                break;
            case CallState.DisconnectSent or CallState.ReleaseRequest:
                break;
            default:
                if (call.State == CallState.Present && !call.IsOrigin)
                    SendProceeding(call, outputs);
                SendDisconnect(call, cause, inBand, ticks, outputs);
                break;
        }
    }

    private void SendDisconnect(Q931Call call, byte cause, bool inBand, long now, PriOutputs outputs)
    {
        Keep(call, cause, location);
        call.State = CallState.DisconnectSent;
        call.IsInBand = inBand;
        Write(call, MessageType.Disconnect, outputs, cause, (byte)(inBand ? 8 : 0));
        Start(call, inBand ? PriTimer.T306 : PriTimer.T305, now);
    }

    // This side itself ends the call, without its user's asking.
    private void GiveUp(Q931Call call, byte cause, long now, PriOutputs outputs)
    {
        outputs.Add(new PriOutput(PriOutputKind.Disconnected, call.Id)
        {
            Channel = call.Channel, Cause = cause, Location = location,
        });
        SendDisconnect(call, cause, false, now, outputs);
    }

    // A cause is told only where it was not told before (§5.3.2, §5.3.3).
    private void SendRelease(Q931Call call, byte cause, long now, PriOutputs outputs, byte diagnostic = 0)
    {
        Keep(call, cause, location);
        call.State = CallState.ReleaseRequest;
        Write(call, MessageType.Release, outputs, cause, diagnostic: diagnostic);
        Start(call, PriTimer.T308, now);
    }

    private void ReceiveDisconnect(Q931Call call, in Q931Message message, long now, PriOutputs outputs)
    {
        if (call.State == CallState.ReleaseRequest)
            return;
        var inBand = ReceivedFields.IsInBand(message, isEnding: true);
        var cause = ReceivedFields.Cause(message, 31, out var where);
        if (call.State == CallState.DisconnectSent || (call.State == CallState.DisconnectReceived && !inBand))
        {
            // Both wanted to end it, or the announcement is over.
            SendRelease(call, 0, now, outputs);
            return;
        }

        if (call.State == CallState.DisconnectReceived)
            return;
        Keep(call, cause, where);
        outputs.Add(new PriOutput(PriOutputKind.Disconnected, call.Id)
        {
            Channel = call.Channel, Cause = cause, Location = where, InBand = inBand,
        });
        if (!inBand || call.Channel == 0)
        {
            SendRelease(call, 0, now, outputs);
            return;
        }

        call.State = CallState.DisconnectReceived;
        call.IsInBand = true;
        Start(call, PriTimer.T306, now);
    }

    private void ReceiveRelease(Q931Call call, in Q931Message message, byte fault, PriOutputs outputs)
    {
        var cause = ReceivedFields.Cause(message, 31, out var where);
        // Where both sides send RELEASE none answers (§5.3.5).
        if (call.State != CallState.ReleaseRequest)
            WriteReleaseComplete(call.Reference, fault, outputs, message.FaultAt);
        End(call, cause, where, outputs);
    }

    private void ReceiveReleaseComplete(Q931Call call, in Q931Message message, long now, PriOutputs outputs)
    {
        var cause = ReceivedFields.Cause(message, 31, out var where);
        if (!TriesAnotherChannel(call, cause, now, outputs))
            End(call, cause, where, outputs);
    }

    // The first cause is the call's: what follows only tells of the procedure.
    private static void Keep(Q931Call call, byte cause, Location where)
    {
        if (call.Cause != 0)
            return;
        call.Cause = cause;
        call.Location = where;
    }

    private void End(Q931Call call, byte cause, Location where, PriOutputs outputs)
    {
        Keep(call, cause, where);
        outputs.Add(new PriOutput(PriOutputKind.Released, call.Id)
        {
            Channel = call.Channel, Cause = call.Cause, Location = call.Location,
        });
        channels.Release(call.Channel);
        call.Clear();
    }
}
