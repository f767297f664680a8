using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CallRouting.Sip;

/// <summary>The user agents of all calls and the registrar (RFC 3261 §8–15), without sockets, threads and
/// clock.</summary>
/// <remarks>One caller at a time gives messages, effects, what media tells and the instant; it calls
/// <see cref="Expire"/> at <see cref="NextDeadline"/>. What is to be sent goes to the wire, what happened to the
/// host.</remarks>
internal sealed partial class UserAgent
{
    private readonly SipOptions _options;
    private readonly ISipWire _wire;
    private readonly IMediaRoom _media;
    private readonly ICallTransport _transport;
    private readonly ITransportHost _host;
    private readonly SipTokens _tokens;
    private readonly ILogger _log;
    private readonly TransactionTimes _times;
    private readonly TransactionLayer _transactions;
    private readonly BindingTable _bindings;
    private readonly Registrar _registrar;
    private readonly Dictionary<DomainId, DigestVerifier> _verifiers = [];
    private readonly Dictionary<DomainId, SipPeers> _peers = [];
    private readonly Dictionary<LegId, SipLeg> _legs = [];
    private readonly Dictionary<ulong, SipLeg> _tags = [];
    private readonly Dictionary<TransactionId, Exchange> _exchanges = [];
    private readonly Dictionary<TransactionId, SipLeg> _invites = [];
    private readonly List<TransactionOutput> _outputs = [];
    private readonly DeadlineHeap _deadlines = new();
    private readonly List<SipLeg?> _slots = [];
    private readonly Stack<int> _free = new();
    private Instant _now;
    private int _incoming;
    private bool _isStopping;

    public UserAgent(SipOptions options, ISipWire wire, IMediaRoom media, ICallTransport transport, ITransportHost host,
        ILogger log, SipTokens? tokens = null, TransactionTimes? times = null)
    {
        options.Demand();
        _options = options;
        _wire = wire;
        _media = media;
        _transport = transport;
        _host = host;
        _log = log;
        _tokens = tokens ?? new();
        _times = times ?? TransactionTimes.Standard;
        _transactions = new(_times, tagSeed: _tokens.Next());
        _bindings = new(transport, host);
        _registrar = new(options, _bindings);
        var key = new byte[32];
        for (var i = 0; i < key.Length; i += 8)
            BitConverter.TryWriteBytes(key.AsSpan(i), _tokens.Next());
        var nonces = new DigestNonces(key, options.NonceLifetime);
        foreach (var domain in options.Domains)
            _verifiers.Add(domain.Id, new(domain.Realm, nonces));
    }

    /// <summary>What there is of everything, for tests and metrics.</summary>
    public SipStatistics Statistics => new()
    {
        Legs = _legs.Count,
        Dialogs = _tags.Count,
        Transactions = _transactions.Count,
        Registrations = _bindings.Count,
    };

    /// <summary>Nothing of ours waits for a far end any more; repeats may still come.</summary>
    public bool IsQuiet
    {
        get
        {
            foreach (var id in _exchanges.Keys)
                if (_transactions.State(id) is TransactionState.Calling or TransactionState.Trying
                    or TransactionState.Proceeding)
                    return false;
            foreach (var leg in _tags.Values)
                if (leg.Unacknowledged is not null)
                    return false;
            return _legs.Count == 0;
        }
    }

    /// <summary>When <see cref="Expire"/> is due; <see cref="Instant.MaxValue"/>: never.</summary>
    public Instant NextDeadline
    {
        get
        {
            var due = Math.Min(_deadlines.Next, _bindings.NextDeadline);
            return due == long.MaxValue
                ? _transactions.NextDeadline
                : Instant.Min(Instant.FromUnixTimeTicks(due), _transactions.NextDeadline);
        }
    }

    private long Now => _now.ToUnixTimeTicks();

    /// <summary>Takes what a datagram or a frame of a stream parsed to.</summary>
    public void Receive(in SipParseResult parsed, in SipFlow flow, Instant now)
    {
        _now = now;
        _transactions.Receive(parsed, flow, now, _outputs);
        Pump();
    }

    /// <summary>Does all that is due.</summary>
    public void Expire(Instant now)
    {
        _now = now;
        _transactions.Expire(now, _outputs);
        _bindings.Expire(Now);
        while (_deadlines.Next <= Now)
            LegDue(_slots[_deadlines.First]!);
        Pump();
    }

    /// <summary>A connection is gone.</summary>
    public void ConnectionFailed(long connection, Instant now)
    {
        _now = now;
        _bindings.ConnectionFailed(connection);
        _transactions.ConnectionFailed(connection, _outputs);
        Pump();
    }

    /// <summary>A socket refused to send.</summary>
    public void SendFailed(TransactionId transaction, Instant now)
    {
        _now = now;
        _transactions.TransportFailed(transaction, _outputs);
        Pump();
    }

    /// <summary>The network says that nobody listens at an address: INVITEs that were never answered there
    /// fail.</summary>
    public void Unreachable(IPEndPoint remote, Instant now)
    {
        _now = now;
        foreach (var (id, exchange) in _exchanges)
            if (exchange.Leg.Flow.Kind == SipTransportKind.Udp && remote.Equals(exchange.Leg.Flow.Remote)
                && _transactions.State(id) is TransactionState.Calling or TransactionState.Trying)
                _transactions.TransportFailed(id, _outputs);
        Pump();
    }

    /// <summary>The connections that carry a registration or a call.</summary>
    public HashSet<long> ConnectionsInUse()
    {
        var used = _bindings.Connections();
        foreach (var leg in _tags.Values)
            used.Add(leg.Flow.Connection);
        return used;
    }

    /// <summary>Ends all calls and registrations, and takes no new ones.</summary>
    public void Stop(Instant now)
    {
        _now = now;
        _isStopping = true;
        foreach (var leg in _legs.Values.ToList())
            Release(leg, Cause.NormalClearing);
        _bindings.Clear();
        Pump();
    }

    // What the transactions ask for; doing it may ask for more.
    private void Pump()
    {
        for (var i = 0; i < _outputs.Count; i++)
        {
            var output = _outputs[i];
            try
            {
                Take(output);
            }
            catch (Exception fault)
            {
                // A message that we stumble over must not touch the other calls.
                _log.LogError(fault, "A SIP message from {Remote} was not understood", output.Flow.Remote);
                if (output.Kind == TransactionOutputKind.Request)
                    Respond(output.Id, output.Message!, 500);
            }
        }

        _outputs.Clear();
    }

    private void Take(in TransactionOutput output)
    {
        switch (output.Kind)
        {
            case TransactionOutputKind.Send:
                _wire.Send(output.Flow, output.Octets, output.Id);
                break;
            case TransactionOutputKind.Request:
                TakeRequest(output.Id, output.Message!, output.Flow with { Remote = output.Message!.Source! });
                break;
            case TransactionOutputKind.Ack:
                TakeAck(output.Message!);
                break;
            case TransactionOutputKind.Cancelled:
                if (_invites.TryGetValue(output.Id, out var cancelled))
                    Cancelled(cancelled, output.Message!);
                break;
            case TransactionOutputKind.Response:
                if (_exchanges.TryGetValue(output.Id, out var exchange))
                    TakeResponse(output.Id, exchange, output.Message!);
                break;
            case TransactionOutputKind.StrayResponse:
                TakeStray(output.Message!, output.Flow);
                break;
            case TransactionOutputKind.TimedOut or TransactionOutputKind.TransportFailed:
                Broken(output.Id, output.Kind == TransactionOutputKind.TimedOut);
                break;
            case TransactionOutputKind.Ended:
                Over(output.Id);
                break;
        }
    }

    // A transaction got no answer, or could not be carried.
    private void Broken(TransactionId id, bool isTimeout)
    {
        if (_exchanges.TryGetValue(id, out var exchange))
        {
            var leg = exchange.Leg;
            if (exchange.Kind == ExchangeKind.Invite && leg.Phase == LegPhase.Calling)
                End(leg, CallEventKind.Failed, !isTimeout ? Cause.DestinationOutOfOrder
                    // A gateway that says nothing at all is out of order, not its subscriber.
                    : leg.Trunk is null ? Cause.NoUserResponding : Cause.RecoveryOnTimerExpiry);
            else if (exchange.Kind == ExchangeKind.Refresh && leg.Phase == LegPhase.Answered)
                Release(leg, Cause.RecoveryOnTimerExpiry);
        }
        else if (_invites.TryGetValue(id, out var offered) && offered.Phase == LegPhase.Offered)
        {
            End(offered, CallEventKind.Cleared, isTimeout ? Cause.RecoveryOnTimerExpiry : Cause.DestinationOutOfOrder);
        }
    }

    private void Over(TransactionId id)
    {
        if (_exchanges.Remove(id, out var exchange) && exchange.Kind == ExchangeKind.Invite
            && exchange.Leg.Invite == id)
        {
            exchange.Leg.Invite = default;
            Forget(exchange.Leg);
        }
        else if (_invites.Remove(id, out var leg) && leg.Invite == id)
        {
            leg.Invite = default;
        }
    }

    private SipLeg NewLeg(SipDomain domain, SipMessage? request, RingDestination? destination)
    {
        if (!_free.TryPop(out var slot))
        {
            slot = _slots.Count;
            _slots.Add(null);
        }

        var number = _tokens.Tag();
        var leg = new SipLeg(domain, number.ToString("x16", CultureInfo.InvariantCulture), number, slot)
        {
            Request = request,
            Destination = destination,
            Description = new(_tokens.Next() >> 2),
        };
        _slots[slot] = leg;
        _tags.Add(number, leg);
        return leg;
    }

    // The leg's tag is known as long as the far end may still say something that needs an answer of ours.
    private void Forget(SipLeg leg)
    {
        var isCalling = !leg.IsInbound && !leg.Invite.IsNone && leg.Dialog is null;
        if (leg.Phase != LegPhase.Ended || leg.Unacknowledged is not null || isCalling || !_tags.Remove(leg.TagNumber))
            return;
        _deadlines.Set(leg.Slot, long.MaxValue);
        _slots[leg.Slot] = null;
        _free.Push(leg.Slot);
    }

    private void Schedule(SipLeg leg)
    {
        if (_slots[leg.Slot] == leg)
            _deadlines.Set(leg.Slot, leg.Deadline);
    }

    private SipPeers PeersOf(SipDomain domain)
    {
        var plan = domain.Plan;
        if (!_peers.TryGetValue(domain.Id, out var peers) || peers.Plan != plan)
            _peers[domain.Id] = peers = new(plan);
        return peers;
    }
}
