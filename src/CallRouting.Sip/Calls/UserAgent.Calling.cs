using System.Net;
using System.Text;
using NodaTime;

namespace CallRouting.Sip;

// Calls that go out: INVITE, its responses from one phone or several, challenges, CANCEL (RFC 3261 §13.2, §9.1, §22.2).
internal sealed partial class UserAgent
{
    private const int MostChallenges = 3;

    /// <summary>Starts a leg.</summary>
    public void Ring(LegId id, RingDestination destination, Instant now)
    {
        _now = now;
        if (!_legs.ContainsKey(id))
            Ring(id, destination);
        Pump();
    }

    /// <summary>The addresses of a name that was looked up; none: it has none.</summary>
    public void Resolved(LegId id, IReadOnlyList<IPAddress> addresses, Instant now)
    {
        _now = now;
        if (_legs.TryGetValue(id, out var leg) && leg.Phase == LegPhase.Resolving)
        {
            var route = SipOutbound.Route(leg.Destination!)!;
            var isOpen = false;
            for (var i = 0; i < addresses.Count && !isOpen; i++)
                isOpen = TryOpen(leg, route.Kind, new(addresses[i], route.Port));
            if (isOpen)
                Invite(leg);
            else
                End(leg, CallEventKind.Failed, Cause.NoRouteToDestination);
        }

        Pump();
    }

    private void Ring(LegId id, RingDestination destination)
    {
        var domain = _options.Domains.FirstOrDefault(d => d.Id == destination.Domain) ?? _options.Domains[0];
        var leg = NewLeg(domain, null, destination);
        leg.Id = id;
        leg.Trunk = destination.Trunk;
        leg.Timer = SessionTimer.Ours;
        leg.Phase = LegPhase.Resolving;
        leg.CallId = $"{_tokens.Text()}{_tokens.Text()}";
        _legs.Add(id, leg);
        // The hops that the caller's way has taken count here too: a circle of routers comes to its end.
        if (_legs.TryGetValue(id.Call.Caller, out var caller) && caller != leg)
            leg.MaxForwards = caller.MaxForwards - 1;
        var cause = _isStopping ? Cause.Congestion
            : leg.MaxForwards <= 0 ? Cause.NoRouteToDestination
            : destination.Kind == LegKind.Device ? TowardsDevice(leg) : TowardsAddress(leg);
        if (cause != Cause.None)
            End(leg, CallEventKind.Failed, cause);
        else if (leg.Phase == LegPhase.Calling)
            Invite(leg);
    }

    private Cause TowardsDevice(SipLeg leg)
    {
        leg.IsDevice = true;
        if (!_bindings.TryFind(leg.Destination!.Device, out var binding) || !_wire.IsOpen(binding.Flow))
            return Cause.SubscriberAbsent;
        leg.RequestUri = Encoding.UTF8.GetString(binding.Contact);
        leg.Flow = binding.Direct is { } direct ? binding.Flow with { Remote = direct } : binding.Flow;
        leg.Phase = LegPhase.Calling;
        return Cause.None;
    }

    private Cause TowardsAddress(SipLeg leg)
    {
        if (SipOutbound.Route(leg.Destination!) is not { } route)
            return Cause.NoRouteToDestination;
        leg.RequestUri = route.RequestUri;
        if (route.TryAddress(out var hop))
            return TryOpen(leg, route.Kind, hop) ? Cause.None : Cause.NoRouteToDestination;
        _wire.Resolve(leg.Id, route.Host);
        return Cause.None;
    }

    private bool TryOpen(SipLeg leg, SipTransportKind kind, IPEndPoint hop)
    {
        leg.Flow = _wire.Open(kind, hop);
        if (leg.Flow.Remote is null)
            return false;
        leg.Phase = LegPhase.Calling;
        return true;
    }

    private void Invite(SipLeg leg)
    {
        leg.Media ??= _media.Open(leg.Id);
        if (leg.Media is null)
        {
            End(leg, CallEventKind.Failed, Cause.NoCircuitAvailable);
            return;
        }

        var local = _wire.Local(leg.Flow);
        if (!leg.Description.IsOffering)
            leg.Description.Offer(local.Address, leg.Media.Port);
        var uri = Encoding.UTF8.GetBytes(leg.RequestUri);
        var invite = SipWriter.Request(SipMethod.Invite, uri);
        invite.Via(local.Transport, local.SentBy, _tokens.Branch());
        invite.Header(SipHeader.MaxForwards, leg.MaxForwards);
        SipOutbound.WriteParties(ref invite, leg.Destination!, leg.RequestUri, leg.Domain.Name, leg.LocalTag);
        invite.Header(SipHeader.CallId, leg.CallId);
        invite.CSeq(leg.Sequence, "INVITE"u8);
        WriteContact(ref invite, leg);
        invite.Header(SipHeader.Allow, SipInbound.Allow);
        invite.Header(SipHeader.Supported, SipInbound.Supported);
        leg.Timer.WriteRequest(ref invite);
        leg.Digest?.Answer(ref invite, "INVITE"u8, uri);
        if (_options.Product.Length > 0)
            invite.Header(SipHeader.UserAgent, _options.Product);
        leg.Invite = Send(invite.Finish("application/sdp"u8, leg.Description.Current), leg.Flow,
            new(ExchangeKind.Invite, leg, null));
    }

    private TransactionId Send(byte[] request, in SipFlow flow, Exchange exchange)
    {
        var id = _transactions.Send(request, flow, 0, _now, _outputs);
        _exchanges.Add(id, exchange);
        return id;
    }

    private void TakeResponse(TransactionId id, Exchange exchange, SipMessage response)
    {
        if (response.StatusCode is >= 200 and < 300)
            exchange.Leg.DigestTries = 0;
        if (exchange.Kind == ExchangeKind.Refresh)
            Refreshed(exchange, response);
        else if (exchange.Kind == ExchangeKind.Closing && response.SequenceMethod == SipMethod.Bye
            && response.StatusCode is 401 or 407 && Answers(exchange.Leg, response))
            Bye(exchange.Leg, exchange.Dialog!, exchange.Cause);
        if (exchange.Kind != ExchangeKind.Invite)
            return;
        switch (response.StatusCode)
        {
            case 100:
                break;
            case < 200:
                Proceeding(exchange.Leg, response);
                break;
            case < 300:
                Accepted(exchange.Leg, response);
                break;
            default:
                exchange.Leg.Invite = exchange.Leg.Invite == id ? default : exchange.Leg.Invite;
                Refused(exchange.Leg, response);
                Forget(exchange.Leg);
                break;
        }
    }

    private void Proceeding(SipLeg leg, SipMessage response)
    {
        if (leg.Phase != LegPhase.Calling)
            return;
        var dialog = response.ToTag.IsEmpty ? null : EarlyDialog(leg, response);
        if (response.Lists(SipHeader.Require, "100rel"u8) && response.Has(SipHeader.RSeq))
        {
            var sequence = response.Number(SipHeader.RSeq, 0);
            // A repeat, or one that overtook its predecessor, which will be repeated (RFC 3262 §4).
            if (dialog is null || (dialog.ReliableSequence >= 0 && sequence != dialog.ReliableSequence + 1))
                return;
            dialog.ReliableSequence = sequence;
            Prack(leg, dialog, sequence);
        }

        var description = SipBody.Sdp(response);
        if (dialog is not null && !description.IsEmpty
            && leg.Description.Read(description, out var agreed).IsNone)
        {
            dialog.Agreed = agreed;
            leg.Media!.SetRemote(agreed, leg.Flow.Remote.Address);
            if (!leg.HasProgressed)
            {
                leg.HasProgressed = true;
                _host.Post(CallEvent.Progressed(leg.Id));
            }
        }

        var rings = response.StatusCode is 180 or 181 or 182 || (response.StatusCode == 183 && !leg.HasProgressed);
        if (!leg.HasRung && rings)
        {
            leg.HasRung = true;
            _host.Post(CallEvent.Ringing(leg.Id));
        }
    }

    private static Dialog EarlyDialog(SipLeg leg, SipMessage response)
    {
        var dialog = leg.Dialogs.Find(d => response.ToTag.SequenceEqual(d.RemoteTag));
        if (dialog is null)
            leg.Dialogs.Add(dialog = Dialog.Calling(response, leg.LocalTag, leg.RequestUri));
        else
            dialog.TakeTarget(response);
        return dialog;
    }

    private void Prack(SipLeg leg, Dialog dialog, long sequence)
    {
        var flow = FlowOf(leg, dialog);
        var request = dialog.Request(SipMethod.Prack, ++dialog.LocalSequence, _wire.Local(flow), _tokens.Branch());
        request.Header(SipHeader.RAck, Encoding.ASCII.GetBytes($"{sequence} {dialog.InviteSequence} INVITE"));
        leg.Digest?.Answer(ref request, "PRACK"u8, dialog.RemoteTarget);
        Send(request.Finish(), flow, new(ExchangeKind.Closing, leg, dialog));
    }

    // Every 2xx is acknowledged, each time it comes; all but the first one's dialog end at once (§13.2.2.4).
    private void Accepted(SipLeg leg, SipMessage response)
    {
        var dialog = leg.Dialogs.Find(d => response.ToTag.SequenceEqual(d.RemoteTag));
        if (dialog?.Ack is { } repeated)
        {
            _wire.Send(FlowOf(leg, dialog), repeated, default);
            return;
        }

        if (dialog is null)
            leg.Dialogs.Add(dialog = Dialog.Calling(response, leg.LocalTag, leg.RequestUri));
        dialog.Confirm(response);
        if (leg.Phase != LegPhase.Calling)
        {
            Acknowledge(leg, dialog);
            Bye(leg, dialog, leg.Phase == LegPhase.Answered ? Cause.AnsweredElsewhere : Cause.NormalClearing);
            return;
        }

        leg.Dialog = dialog;
        var description = SipBody.Sdp(response);
        // Once an UPDATE has renegotiated the early dialog, what the 2xx repeats means nothing (RFC 6337 §3.1.1).
        var isAnswer = !description.IsEmpty && (leg.Description.IsOffering || dialog.Agreed.Codec == AudioCodec.None);
        var problem = isAnswer ? Agree(leg, dialog, description) : default;
        Acknowledge(leg, dialog);
        if (!problem.IsNone || dialog.Agreed.Codec == AudioCodec.None)
        {
            Bye(leg, dialog, Cause.IncompatibleDestination);
            End(leg, CallEventKind.Failed, problem.IsNone ? Cause.ProtocolError : Cause.IncompatibleDestination);
            return;
        }

        leg.Description.Settle();
        leg.Media!.SetRemote(dialog.Agreed, leg.Flow.Remote.Address);
        leg.Phase = LegPhase.Answered;
        leg.Timer = SessionTimer.Accepted(response, leg.Timer.Seconds);
        RestartTimer(leg);
        _host.Post(CallEvent.Answered(leg.Id));
    }

    private static SdpRefusal Agree(SipLeg leg, Dialog dialog, ReadOnlySpan<byte> answer)
    {
        var refusal = leg.Description.Read(answer, out var agreed);
        if (refusal.IsNone)
            dialog.Agreed = agreed;
        return refusal;
    }

    private void Acknowledge(SipLeg leg, Dialog dialog)
    {
        var flow = FlowOf(leg, dialog);
        var ack = dialog.Request(SipMethod.Ack, dialog.InviteSequence, _wire.Local(flow), _tokens.Branch());
        dialog.Ack = ack.Finish();
        _wire.Send(flow, dialog.Ack, default);
    }

    // A 3xx is a failure: whom else to ring is for the plan to say, not for a phone or a provider.
    private void Refused(SipLeg leg, SipMessage response)
    {
        if (leg.Phase != LegPhase.Calling)
            return;
        var longer = leg.Timer;
        if ((response.StatusCode is 401 or 407 && Answers(leg, response))
            || (response.StatusCode == 422 && leg.Timer.TryLengthen(response, out longer)))
        {
            leg.Timer = longer;
            leg.Sequence++;
            leg.Dialogs.Clear();
            Invite(leg);
            return;
        }

        var cause = SipCauses.Of(response);
        // Withdrawn, but not by us: somebody on the way lost patience.
        var isWithdrawn = response.StatusCode == 487 && cause == Cause.NormalClearing;
        End(leg, CallEventKind.Failed, isWithdrawn ? Cause.NoAnswer : cause);
    }

    private bool Answers(SipLeg leg, SipMessage response)
    {
        if (leg.Trunk is not { Username: { } user } trunk || user.AsSpan().ContainsAny('"', '\\'))
            return false;
        leg.Digest ??= new(user, realm => leg.Domain.Accounts.TryFindGateway(trunk, realm, out var account)
            ? DigestSecrets.FromHashes(account.Ha1Md5, account.Ha1Sha256) : null, _tokens.Text);
        var learned = leg.Digest.Learn(response);
        // Asked again without stale: the answer was wrong, and stays wrong.
        return learned != DigestLearned.Nothing && leg.DigestTries++ < MostChallenges
            && (learned == DigestLearned.Stale || leg.DigestTries == 1);
    }

    // A 2xx that comes after everything is over: its sender believes in a call that nobody here knows of.
    private void TakeStray(SipMessage response, in SipFlow flow)
    {
        if (response.SequenceMethod != SipMethod.Invite || response.StatusCode is < 200 or > 299
            || response.ToTag.IsEmpty || !SipTokens.TryRead(response.FromTag, out var tag) || !_tokens.IsOurs(tag))
            return;
        var dialog = Dialog.Calling(response, Encoding.ASCII.GetString(response.FromTag));
        if (dialog.RemoteTarget.Length == 0)
            return;
        var local = _wire.Local(flow);
        _wire.Send(flow, dialog.Request(SipMethod.Ack, response.Sequence, local, _tokens.Branch()).Finish(), default);
        var bye = dialog.Request(SipMethod.Bye, ++dialog.LocalSequence, local, _tokens.Branch()).Finish();
        _transactions.Send(bye, flow, 0, _now, _outputs);
    }
}
