using NodaTime;

namespace CallRouting.E1;

// What happens when a timer expires (Q.931 §9, tables 9-1 and 9-2).
internal sealed partial class PriInterface
{
    /// <summary>Does all that is due at or before <paramref name="now"/>.</summary>
    public void Expire(Instant now, PriOutputs outputs)
    {
        var ticks = now.ToUnixTimeTicks();
        foreach (var call in calls)
            if (call.Deadline <= ticks)
                ExpireCall(call, ticks, outputs);
        if (restartDeadline <= ticks)
            ExpireRestart(ticks, outputs);
    }

    private void Start(Q931Call call, PriTimer timer, long now)
    {
        var times = options.Times;
        var duration = timer switch
        {
            PriTimer.T301 => times.T301,
            PriTimer.T302 => times.T302,
            PriTimer.T303 => times.T303,
            PriTimer.T304 => times.T304,
            PriTimer.T305 => times.T305,
            // The side that listens gives the one that plays time to end it itself.
            PriTimer.T306 => call.State == CallState.DisconnectReceived ? times.T306 + times.T305 : times.T306,
            PriTimer.T308 => times.T308,
            PriTimer.T309 => times.T309,
            PriTimer.T310 => times.T310,
            PriTimer.T313 => times.T313,
            _ => times.T322,
        };
        call.Start(timer, now + (long)duration.TotalTicks);
    }

    // The message that the timer watches is sent once more.
    private bool IsFirst(Q931Call call, long now)
    {
        if (call.IsRepeated)
            return false;
        Start(call, call.Timer, now);
        call.IsRepeated = true;
        return true;
    }

    private void ExpireCall(Q931Call call, long now, PriOutputs outputs)
    {
        switch (call.Timer)
        {
            case PriTimer.T302:
                // The plan of numbers decides on what there is; it may have a place for incomplete ones.
                Offer(call, outputs);
                break;
            case PriTimer.T301:
                GiveUp(call, (byte)Cause.NoAnswer, now, outputs);
                break;
            case PriTimer.T303 when IsFirst(call, now):
                WriteSetup(call, outputs);
                break;
            case PriTimer.T303:
                WriteReleaseComplete(call.Reference, 102, outputs);
                End(call, 102, location, outputs);
                break;
            case PriTimer.T305 or PriTimer.T306:
                SendRelease(call, call.Cause, now, outputs);
                break;
            case PriTimer.T308 when IsFirst(call, now):
                Write(call, MessageType.Release, outputs, call.Cause);
                break;
            case PriTimer.T308:
                Abandon(call, now, outputs);
                break;
            case PriTimer.T309:
                End(call, (byte)Cause.DestinationOutOfOrder, location, outputs);
                break;
            case PriTimer.T322 when IsFirst(call, now):
                Write(call, MessageType.StatusEnquiry, outputs);
                break;
            case PriTimer.T322:
                GiveUp(call, (byte)Cause.TemporaryFailure, now, outputs);
                break;
            // T304, T310, T313: the far end has said nothing for too long.
            default:
                GiveUp(call, 102, now, outputs);
                break;
        }
    }

    // Nobody answers RELEASE: the call is over here, and its channel is of no use before the far end has restarted it
    // (Q.931 §5.3.3, §5.5).
    private void Abandon(Q931Call call, long now, PriOutputs outputs)
    {
        var channel = call.Channel;
        End(call, 102, location, outputs);
        if (channel == 0)
            return;
        channels.Restarting |= 1u << channel;
        RestartNext(now, outputs);
    }
}
