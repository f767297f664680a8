using NodaTime;

namespace CallRouting.Sip;

// What a leg does when its time comes: repeats of answers (RFC 3261 §13.3.1.4, RFC 3262 §3) and the heartbeat of its
// session (RFC 4028).
internal sealed partial class UserAgent
{
    private void AgreeTimer(SipLeg leg, SipMessage request, ref SipWriter response)
    {
        var agreed = SessionTimer.Answer(request);
        agreed.Write(ref response, request.Lists(SipHeader.Supported, "timer"u8));
        // A far end that asks for none leaves it to us to notice when it goes.
        leg.Timer = agreed.IsNone ? leg.Timer with { WeRefresh = true } : agreed;
        RestartTimer(leg);
    }

    private void RestartTimer(SipLeg leg)
    {
        leg.TimerAt = leg.Timer.IsNone ? long.MaxValue : Now + leg.Timer.Ticks;
        Schedule(leg);
    }

    private void LegDue(SipLeg leg)
    {
        if (leg.Unacknowledged is { } answer)
        {
            if (answer.GiveUpAt <= Now)
            {
                leg.Unacknowledged = null;
                Unheard(leg);
            }
            else if (answer.RepeatAt <= Now)
            {
                Repeat(answer, (long)_times.T2.TotalTicks);
            }
        }

        if (leg.Unpracked is { } provisional)
        {
            if (provisional.GiveUpAt <= Now)
            {
                leg.Unpracked = null;
                Release(leg, Cause.RecoveryOnTimerExpiry);
            }
            else if (provisional.RepeatAt <= Now)
            {
                Repeat(provisional, long.MaxValue);
            }
        }

        if (leg.RemindAt <= Now)
        {
            leg.RemindAt = long.MaxValue;
            if (leg.Phase == LegPhase.Offered)
                Provisional(leg, leg.LastProvisional);
        }

        if (leg.TimerAt <= Now)
        {
            leg.TimerAt = long.MaxValue;
            if (leg.Phase != LegPhase.Answered)
                leg.Timer = default;
            else if (leg.Timer.WeRefresh)
                Refresh(leg);
            else
                Release(leg, Cause.RecoveryOnTimerExpiry);
        }

        Schedule(leg);
        Forget(leg);
    }

    private void Repeat(Unconfirmed response, long longest)
    {
        response.Interval = Math.Min(response.Interval * 2, longest);
        response.RepeatAt = Now + response.Interval;
        // Both kinds may be given to the transaction again as they are.
        Reply(response.Transaction, response.Response);
    }

    // No ACK in 64 × T1: the far end may never have heard the answer (§13.3.1.4).
    private void Unheard(SipLeg leg)
    {
        if (leg.Phase == LegPhase.Answered)
            Release(leg, Cause.RecoveryOnTimerExpiry);
        else if (leg.HangUpOnAck)
            HangUp(leg, leg.HangUpCause);
    }

    private void Refresh(SipLeg leg)
    {
        if (leg.IsRefreshing || leg.Unacknowledged is not null || leg.Dialog is not { } dialog || leg.Media is null)
        {
            leg.TimerAt = Now + NodaConstants.TicksPerSecond;
            return;
        }

        var flow = FlowOf(leg, dialog);
        var method = dialog.TakesUpdate ? SipMethod.Update : SipMethod.Invite;
        var request = dialog.Request(method, ++dialog.LocalSequence, _wire.Local(flow), _tokens.Branch());
        WriteContact(ref request, leg);
        request.Header(SipHeader.Allow, SipInbound.Allow);
        request.Header(SipHeader.Supported, SipInbound.Supported);
        leg.Timer.WriteRequest(ref request);
        leg.Digest?.Answer(ref request, SipMethods.Text(method), dialog.RemoteTarget);
        leg.IsRefreshing = true;
        byte[] octets;
        if (method == SipMethod.Invite)
        {
            dialog.InviteSequence = dialog.LocalSequence;
            octets = request.Finish("application/sdp"u8,
                leg.Description.Offer(_wire.Local(leg.Flow).Address, leg.Media.Port));
        }
        else
        {
            octets = request.Finish();
        }

        Send(octets, flow, new(ExchangeKind.Refresh, leg, dialog));
    }

    private void Refreshed(Exchange exchange, SipMessage response)
    {
        var (leg, dialog) = (exchange.Leg, exchange.Dialog!);
        if (response.StatusCode < 200)
            return;
        var isInvite = response.SequenceMethod == SipMethod.Invite;
        if (isInvite && response.StatusCode < 300)
        {
            if (dialog.InviteSequence == response.Sequence && !leg.IsRefreshing && dialog.Ack is { } repeated)
            {
                _wire.Send(FlowOf(leg, dialog), repeated, default);
                return;
            }

            dialog.TakeTarget(response);
            Acknowledge(leg, dialog);
        }

        leg.IsRefreshing = false;
        if (leg.Phase != LegPhase.Answered)
            return;
        if (isInvite && response.StatusCode < 300 && !TakeAnswer(leg, SipBody.Sdp(response)))
        {
            Release(leg, Cause.IncompatibleDestination);
            return;
        }

        leg.Description.Settle();
        switch (response.StatusCode)
        {
            case < 300:
                leg.Timer = SessionTimer.Accepted(response, leg.Timer.Seconds);
                RestartTimer(leg);
                break;
            case 401 or 407 when Answers(leg, response):
                leg.TimerAt = Now;
                Schedule(leg);
                break;
            case 408 or 481:
                Release(leg, Cause.RecoveryOnTimerExpiry);
                break;
            case 491:
                // §14.1: whoever made the Call-ID waits longer.
                leg.TimerAt = Now + NodaConstants.TicksPerMillisecond
                    * (leg.IsInbound ? _tokens.Below(200) * 10 : 2100 + _tokens.Below(190) * 10);
                Schedule(leg);
                break;
            case 422 when leg.Timer.TryLengthen(response, out var longer):
                leg.Timer = longer;
                leg.TimerAt = Now;
                Schedule(leg);
                break;
            default:
                RestartTimer(leg);
                break;
        }
    }
}
