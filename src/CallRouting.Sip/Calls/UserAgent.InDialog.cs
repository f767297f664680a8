using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CallRouting.Sip;

// Requests inside of dialogs, the far end's and ours (RFC 3261 §12.2, §14, §15; RFC 3311).
internal sealed partial class UserAgent
{
    private void TakeInDialog(TransactionId id, SipMessage request, SipLeg leg)
    {
        var dialog = leg.Dialogs.Find(d => d.Has(request));
        if (dialog is null || (leg.Phase == LegPhase.Ended && request.Method != SipMethod.Bye))
        {
            Respond(id, request, 481);
            return;
        }

        // Overtaken by a later request of its sender's (§12.2.2).
        if (request.Sequence <= dialog.RemoteSequence)
        {
            Respond(id, request, 500);
            return;
        }

        dialog.RemoteSequence = request.Sequence;
        // A phone that rang beside the one that answered has no say in the call any more.
        if (leg.Dialog is not null && dialog != leg.Dialog)
        {
            Respond(id, request, request.Method == SipMethod.Bye ? 200 : 481);
            return;
        }

        switch (request.Method)
        {
            case SipMethod.Bye:
                TakeBye(id, request, leg);
                break;
            case SipMethod.Invite:
                TakeReinvite(id, request, leg, dialog);
                break;
            case SipMethod.Update:
                TakeUpdate(id, request, leg, dialog);
                break;
            case SipMethod.Prack when leg.IsInbound:
                TakePrack(id, request, leg);
                break;
            case SipMethod.Info:
                TakeInfo(id, request, leg);
                break;
            case SipMethod.Refer:
                TakeRefer(id, request, leg, dialog);
                break;
            case SipMethod.Options:
                Respond(id, request, 200);
                break;
            default:
                Respond(id, request, 481);
                break;
        }
    }

    private void TakeBye(TransactionId id, SipMessage request, SipLeg leg)
    {
        Respond(id, request, 200);
        leg.Unacknowledged = null;
        leg.Unpracked = null;
        if (leg.Phase == LegPhase.Offered)
        {
            // A caller may give up an early dialog with BYE too (§15); the INVITE still wants its end.
            Reply(leg.Invite, Begin(leg.Request!, 487, leg.LocalTag).Finish());
            End(leg, CallEventKind.Cleared, SipCauses.Of(request));
        }
        else if (leg.Phase == LegPhase.Answered)
        {
            End(leg, CallEventKind.Cleared, SipCauses.Of(request));
        }

        Forget(leg);
    }

    private void TakeReinvite(TransactionId id, SipMessage request, SipLeg leg, Dialog dialog)
    {
        // §14.2: ours is under way, or the last one of theirs is not done with.
        if (leg.Phase == LegPhase.Calling || (leg.IsRefreshing && leg.Description.IsOffering))
        {
            Respond(id, request, 491);
            return;
        }

        if (leg.Phase != LegPhase.Answered || leg.Unacknowledged is not null || leg.Media is null)
        {
            RespondLater(id, request);
            return;
        }

        var description = SipBody.Sdp(request);
        if (description.IsEmpty)
            leg.Description.Offer(_wire.Local(leg.Flow).Address, leg.Media.Port);
        else if (Renegotiate(leg, description) is { IsNone: false } refusal)
        {
            RefuseDescription(id, request, refusal);
            return;
        }

        dialog.TakeTarget(request);
        var response = Begin(request, 200, leg.LocalTag, makesDialog: true);
        WriteContact(ref response, leg);
        AgreeTimer(leg, request, ref response);
        Accept(leg, id, response.Finish("application/sdp"u8, leg.Description.Current), request.Sequence);
    }

    private void TakeUpdate(TransactionId id, SipMessage request, SipLeg leg, Dialog dialog)
    {
        var description = SipBody.Sdp(request);
        if (!description.IsEmpty)
        {
            // RFC 3311 §5.2: an offer of ours is open, or theirs of the INVITE is still without an answer.
            if (leg.Description.IsOffering && dialog.Agreed.Codec == AudioCodec.None)
            {
                Respond(id, request, 491);
                return;
            }

            if (leg.Media is null || leg.Description.Current.Length == 0)
            {
                RespondLater(id, request);
                return;
            }

            if (Renegotiate(leg, description) is { IsNone: false } refusal)
            {
                RefuseDescription(id, request, refusal);
                return;
            }
        }

        dialog.TakeTarget(request);
        var response = Begin(request, 200, leg.LocalTag);
        WriteContact(ref response, leg);
        if (leg.Phase == LegPhase.Answered)
            AgreeTimer(leg, request, ref response);
        Reply(id, description.IsEmpty
            ? response.Finish()
            : response.Finish("application/sdp"u8, leg.Description.Current));
        Schedule(leg);
    }

    // Hold, resume, another address or codec: the session goes on as the new description says (RFC 3264 §8).
    private SdpRefusal Renegotiate(SipLeg leg, ReadOnlySpan<byte> offer)
    {
        var refusal = leg.Description.Answer(offer, _wire.Local(leg.Flow).Address, leg.Media!.Port, out var agreed);
        if (refusal.IsNone)
            leg.Media.SetRemote(agreed, leg.Flow.Remote.Address);
        return refusal;
    }

    private void RespondLater(TransactionId id, SipMessage request)
    {
        var response = Begin(request, 500);
        response.Header(SipHeader.RetryAfter, _tokens.Below(11));
        Reply(id, response.Finish());
    }

    private void TakeInfo(TransactionId id, SipMessage request, SipLeg leg)
    {
        if (SipInbound.TryKey(request, out var key))
        {
            Respond(id, request, 200);
            // The same press may come as a telephone-event too, which is the better witness of the two.
            if (leg.HearsEvents || leg.Phase == LegPhase.Offered)
                return;
            leg.InfoKey = key;
            leg.InfoAt = _now;
            _host.Post(CallEvent.DigitPressed(leg.Id, key));
        }
        else
        {
            Respond(id, request, request.Body.IsEmpty ? 200 : 415);
        }
    }

    private void HangUp(SipLeg leg, Cause cause)
    {
        if (leg.Dialog is { } dialog)
            Bye(leg, dialog, cause);
    }

    private void Bye(SipLeg leg, Dialog dialog, Cause cause)
    {
        if (dialog.RemoteTarget.Length == 0)
            return;
        var flow = FlowOf(leg, dialog);
        var request = dialog.Request(SipMethod.Bye, ++dialog.LocalSequence, _wire.Local(flow), _tokens.Branch());
        var reason = SipCauses.Reason(cause);
        if (reason.Length > 0)
            request.Header(SipHeader.Reason, Encoding.UTF8.GetBytes(reason));
        leg.Digest?.Answer(ref request, "BYE"u8, dialog.RemoteTarget);
        Send(request.Finish(), flow, new(ExchangeKind.Closing, leg, dialog, cause));
    }

    // The way of a request in a dialog: a living connection is used again, phones are reached the way they came, others
    // where their Contact or Route says, unless that is a private address that we do not share.
    private SipFlow FlowOf(SipLeg leg, Dialog dialog)
    {
        if (leg.Flow.IsReliable && _wire.IsOpen(leg.Flow))
            return leg.Flow;
        if (!dialog.TryNextHop(out var kind, out var hop) || (leg.IsDevice && !leg.Flow.IsReliable)
            || (kind == leg.Flow.Kind && hop.Equals(leg.Flow.Remote))
            || (IsPrivate(hop.Address) && !IsPrivate(leg.Flow.Remote.Address)))
            return leg.Flow;
        var flow = _wire.Open(kind, hop);
        return flow.Remote is null ? leg.Flow : flow;
    }

    private static bool IsPrivate(IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal)
            return true;
        if (address.AddressFamily != AddressFamily.InterNetwork)
            return false;
        Span<byte> octets = stackalloc byte[4];
        address.TryWriteBytes(octets, out _);
        return octets is [10, ..] or [192, 168, ..] or [169, 254, ..] or [172, >= 16 and <= 31, ..]
            or [100, >= 64 and <= 127, ..];
    }
}
