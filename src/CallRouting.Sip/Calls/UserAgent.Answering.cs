using System.Text;
using NodaTime;

namespace CallRouting.Sip;

// Calls that come in: offer, ringing, early sound, answer, refusal, CANCEL (RFC 3261 §13.3, §9.2; RFC 3262 §3).
internal sealed partial class UserAgent
{
    // How often a caller who waits is told again what he was told last, so that no proxy on the way loses patience
    // (§13.3.1.1).
    private const long Reminder = 60 * NodaConstants.TicksPerSecond;

    private void TakeInvite(TransactionId id, SipMessage request, in SipFlow flow)
    {
        // Without it nothing of ours could ever be sent in the dialog (§8.1.1.8). A caller of RFC 2543, who gives no
        // tag, is reached where his From says.
        if (!(SipInbound.IsOld(request) ? request.From : request.Address(SipHeader.Contact)).Uri.IsSip)
        {
            var refusal = request.Has(SipHeader.Contact) ? "Contact Is No SIP Address" : "Missing Contact";
            Reply(id, Begin(request, 400, reason: refusal).Finish());
            return;
        }

        if (_isStopping || _incoming >= _options.MaxCalls)
        {
            Respond(id, request, 503);
            return;
        }

        if (!TryRecognise(id, request, flow, out var domain, out var offer))
            return;
        var description = SipBody.Sdp(request);
        SdpSession? offered = null;
        if (!description.IsEmpty && SessionDescription.Check(description, out offered) is { IsNone: false } problem)
        {
            RefuseDescription(id, request, problem);
            return;
        }

        var leg = NewLeg(domain, request, null);
        leg.Offered = offered;
        leg.Phase = LegPhase.Offered;
        leg.Flow = flow;
        leg.Invite = id;
        leg.IsDevice = offer.Employee is not null;
        if (offer.Trunk is { } name && domain.Plan.TryFindTrunk(name, out var index))
            leg.Trunk = domain.Plan.Trunks[index].Settings;
        leg.MaxForwards = request.MaxForwards < 0 ? 70 : request.MaxForwards;
        leg.Dialog = Dialog.Answering(request, leg.LocalTag);
        leg.Dialogs.Add(leg.Dialog);
        _invites.Add(id, leg);
        leg.Id = _host.Offer(domain.Id, _transport, offer);
        _legs.Add(leg.Id, leg);
        _incoming++;
    }

    private void Alert(SipLeg leg)
    {
        if (leg.Phase == LegPhase.Offered && leg.LastProvisional != 180)
            Provisional(leg, 180);
    }

    private void Progress(SipLeg leg)
    {
        if (leg.Phase != LegPhase.Offered || leg.LastProvisional == 183)
            return;
        // Opened before a bridge or a prompt follows, even where no description can be sent yet.
        if (leg.Offered is null ? TryOpenMedia(leg) : Describe(leg))
            Provisional(leg, 183);
    }

    private void Provisional(SipLeg leg, int status)
    {
        if (leg.WaitingStatus == 200)
            return;
        leg.LastProvisional = status;
        leg.RemindAt = Now + Reminder;
        var request = leg.Request!;
        var isReliable = request.Lists(SipHeader.Require, "100rel"u8);
        if (isReliable && leg.Unpracked is not null)
        {
            // One at a time (RFC 3262 §3); what was asked for last counts.
            leg.WaitingStatus = status;
            return;
        }

        // Without an offer of the caller's only a reliable response can carry ours (RFC 3261 §13.2.1).
        var hasOffer = leg.Offered is not null;
        var isOpen = leg.Description.Current.Length == 0 || leg.Description.IsOffering;
        var isDescribed = (status == 183 && hasOffer) || (isReliable && !hasOffer && isOpen);
        if (isDescribed && !Describe(leg))
            return;
        var response = Begin(request, status, leg.LocalTag, makesDialog: true);
        WriteContact(ref response, leg);
        if (isReliable)
        {
            response.Header(SipHeader.Require, "100rel"u8);
            response.Header(SipHeader.RSeq, leg.ReliableSequence = leg.ReliableSequence == 0
                ? 1 + _tokens.Below(1 << 30) : leg.ReliableSequence + 1);
        }

        var octets = isDescribed
            ? response.Finish("application/sdp"u8, leg.Description.Current)
            : response.Finish();
        if (isReliable)
            leg.Unpracked = Repeated(leg.Invite, octets, leg.ReliableSequence);
        Reply(leg.Invite, octets);
        Schedule(leg);
    }

    private void Answer(SipLeg leg)
    {
        if (leg.Phase != LegPhase.Offered || leg.WaitingStatus == 200)
            return;
        // Opened before it can be heard, so that a prompt that follows has something to be played on.
        if (!Describe(leg))
            return;
        if (leg.Unpracked is not null)
        {
            leg.WaitingStatus = 200;
            return;
        }

        var request = leg.Request!;
        leg.Timer = SessionTimer.Answer(request);
        var response = Begin(request, 200, leg.LocalTag, makesDialog: true);
        WriteContact(ref response, leg);
        leg.Timer.Write(ref response, request.Lists(SipHeader.Supported, "timer"u8));
        leg.Phase = LegPhase.Answered;
        leg.RemindAt = long.MaxValue;
        leg.Dialog!.IsConfirmed = true;
        Accept(leg, leg.Invite, response.Finish("application/sdp"u8, leg.Description.Current), request.Sequence);
    }

    // A 2xx to INVITE is repeated until its ACK comes, over whatever transport (§13.3.1.4).
    private void Accept(SipLeg leg, TransactionId id, byte[] response, uint sequence)
    {
        leg.Unacknowledged = Repeated(id, response, sequence);
        RestartTimer(leg);
        Reply(id, response);
        Schedule(leg);
    }

    private Unconfirmed Repeated(TransactionId id, byte[] response, uint sequence)
    {
        var first = (long)_times.T1.TotalTicks;
        return new(id, response, sequence)
        {
            Interval = first, RepeatAt = Now + first, GiveUpAt = Now + (long)_times.Patience.TotalTicks,
        };
    }

    /// <summary>Opens the sound of an incoming leg and makes its description: the answer, or our offer where the
    /// caller made none. Where that is not possible the call is refused.</summary>
    private bool Describe(SipLeg leg)
    {
        if (leg.Description.Current.Length > 0)
            return true;
        if (!TryOpenMedia(leg))
            return false;
        var local = _wire.Local(leg.Flow);
        if (leg.Offered is not { } offer)
        {
            leg.Description.Offer(local.Address, leg.Media!.Port);
            return true;
        }

        if (!leg.Description.Answer(offer, local.Address, leg.Media!.Port, out var agreed).IsNone)
        {
            Release(leg, Cause.IncompatibleDestination);
            return false;
        }

        leg.Media.SetRemote(agreed, leg.Flow.Remote.Address);
        return true;
    }

    /// <summary>Opens the sound of an incoming leg; where no port is free the call is refused.</summary>
    private bool TryOpenMedia(SipLeg leg)
    {
        leg.Media ??= _media.Open(leg.Id);
        if (leg.Media is null)
            Release(leg, Cause.NoCircuitAvailable);
        return leg.Media is not null;
    }

    private void TakeAck(SipMessage ack)
    {
        if (!TryFindLeg(ack.ToTag, out var leg) || leg.Unacknowledged is not { } answer
            || answer.Sequence != ack.Sequence || !leg.Dialogs.Exists(d => d.Has(ack)))
            return;
        leg.Unacknowledged = null;
        if (leg.HangUpOnAck)
        {
            HangUp(leg, leg.HangUpCause);
            Forget(leg);
            return;
        }

        Schedule(leg);
        if (leg.Phase == LegPhase.Answered && leg.Description.IsOffering && !TakeAnswer(leg, SipBody.Sdp(ack)))
            Release(leg, Cause.ProtocolError);
    }

    // The answer to an offer of ours, in an ACK, a PRACK or a 2xx.
    private static bool TakeAnswer(SipLeg leg, ReadOnlySpan<byte> answer)
    {
        if (answer.IsEmpty || !leg.Description.Read(answer, out var agreed).IsNone)
            return false;
        leg.Description.Settle();
        leg.Media?.SetRemote(agreed, leg.Flow.Remote.Address);
        return true;
    }

    private void Cancelled(SipLeg leg, SipMessage cancel)
    {
        if (leg.Phase != LegPhase.Offered)
            return;
        Reply(leg.Invite, Begin(leg.Request!, 487, leg.LocalTag).Finish());
        End(leg, CallEventKind.Cleared, SipCauses.Of(cancel));
    }

    private void TakePrack(TransactionId id, SipMessage request, SipLeg leg)
    {
        if (leg.Unpracked is not { } answer || !Confirms(request, answer.Sequence, leg.Request!.Sequence))
        {
            Respond(id, request, 481);
            return;
        }

        leg.Unpracked = null;
        var body = SipBody.Sdp(request);
        var response = Begin(request, 200);
        if (leg.Description.IsOffering)
        {
            Reply(id, response.Finish());
            if (!TakeAnswer(leg, body))
            {
                Release(leg, Cause.ProtocolError);
                return;
            }
        }
        else if (!body.IsEmpty && leg.Media is not null)
        {
            var refusal = Renegotiate(leg, body);
            Reply(id, refusal.IsNone
                ? response.Finish("application/sdp"u8, leg.Description.Current)
                : Begin(request, SdpRefusal.Status).Finish());
        }
        else
        {
            Reply(id, response.Finish());
        }

        Schedule(leg);
        var waiting = leg.WaitingStatus;
        leg.WaitingStatus = 0;
        if (waiting == 200)
            Answer(leg);
        else if (waiting > 0)
            Provisional(leg, waiting);
    }

    // RAck: the RSeq and CSeq that are confirmed (RFC 3262 §7.2).
    private static bool Confirms(SipMessage prack, uint reliable, uint sequence)
    {
        var parts = Encoding.ASCII.GetString(prack.First(SipHeader.RAck))
            .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 3 && uint.TryParse(parts[0], out var first) && first == reliable
            && uint.TryParse(parts[1], out var second) && second == sequence && parts[2] == "INVITE";
    }

    private void WriteContact(ref SipWriter message, SipLeg leg)
    {
        byte[] contact = [(byte)'<', .. _wire.Local(leg.Flow).Contact, (byte)'>'];
        message.Header(SipHeader.Contact, contact);
    }
}
