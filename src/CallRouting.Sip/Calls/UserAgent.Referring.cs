using System.Globalization;
using System.Text;

namespace CallRouting.Sip;

// A phone's own transfer key: REFER and what it is told of the result (RFC 3515, RFC 5589 §6).
internal sealed partial class UserAgent
{
    private void TakeRefer(TransactionId id, SipMessage request, SipLeg leg, Dialog dialog)
    {
        if (leg.Phase != LegPhase.Answered || leg.ReferEvent.Length > 0)
        {
            Respond(id, request, 491);
            return;
        }

        var status = SipInbound.Target(request, out var target, out var reason);
        if (status != 0)
        {
            Reply(id, Begin(request, status, reason: reason).Finish());
            return;
        }

        dialog.TakeTarget(request);
        var response = Begin(request, 202, leg.LocalTag);
        WriteContact(ref response, leg);
        Reply(id, response.Finish());
        // The second REFER of a dialog and those after it are told apart by their number (§2.4.6).
        leg.ReferEvent = leg.Refers++ == 0 ? "refer"
            : string.Create(CultureInfo.InvariantCulture, $"refer;id={request.Sequence}");
        Notify(leg, "active;expires=60", "100 Trying");
        _host.Post(CallEvent.TransferAsked(leg.Id, target));
    }

    // Accepted means that the router now sees to the caller: to the phone its part is done, and it is hung up on.
    private void Report(SipLeg leg, TransferAnswer answer)
    {
        if (leg.ReferEvent.Length == 0 || leg.Phase != LegPhase.Answered)
            return;
        Notify(leg, "terminated;reason=noresource", answer switch
        {
            TransferAnswer.Accepted => "200 OK",
            TransferAnswer.NoSuchNumber => "404 Not Found",
            TransferAnswer.NobodyThere => "480 Temporarily Unavailable",
            TransferAnswer.NotTalking => "403 Forbidden",
            _ => "603 Decline",
        });
        leg.ReferEvent = "";
    }

    private void Notify(SipLeg leg, string state, string result)
    {
        if (leg.Dialog is not { RemoteTarget.Length: > 0 } dialog)
            return;
        var flow = FlowOf(leg, dialog);
        var request = dialog.Request(SipMethod.Notify, ++dialog.LocalSequence, _wire.Local(flow), _tokens.Branch());
        WriteContact(ref request, leg);
        request.Header(SipHeader.Event, leg.ReferEvent);
        request.Header(SipHeader.SubscriptionState, state);
        Send(request.Finish("message/sipfrag;version=2.0"u8, Encoding.ASCII.GetBytes($"SIP/2.0 {result}\r\n")), flow,
            new(ExchangeKind.Closing, leg, dialog));
    }
}
