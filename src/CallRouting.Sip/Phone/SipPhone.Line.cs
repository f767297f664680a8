using System.Net;
using System.Net.Sockets;
using System.Text;
using NodaTime;

namespace CallRouting.Sip;

// The phone's loop: datagrams, transactions and the passing of time, one at a time under one lock.
public sealed partial class SipPhone
{
    private const string Methods = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE";

    private readonly Socket _socket;
    private readonly Timer _timer;
    private readonly Task _listening;
    private readonly CancellationTokenSource _stop = new();
    private readonly TransactionLayer _layer;
    private readonly List<TransactionOutput> _outputs = [];
    private readonly PriorityQueue<Action, Instant> _later = new();
    private readonly Dictionary<TransactionId, PhoneRequest> _asked = [];
    private readonly HashSet<TransactionId> _unanswered = [];
    private readonly Dictionary<TransactionId, PhoneCall> _invited = [];
    private readonly Dictionary<IPAddress, SipLocal> _locals = [];
    private Instant _armed = Instant.MaxValue;
    private bool _isDraining, _isClosing, _isClosed;

    internal Lock Gate { get; } = new();

    internal SipTokens Tokens { get; } = new();

    internal DigestClient? Login { get; }

    /// <summary>Runs something with the lock held, sends what came of it, and wakes who waited for it.</summary>
    internal void Do(Action what)
    {
        lock (Gate)
        {
            if (_isClosed)
                return;
            what();
            Drain();
        }
    }

    internal void After(TimeSpan delay, Action what) => _later.Enqueue(what, Now + Duration.FromTimeSpan(delay));

    /// <summary>Sends a request of ours.</summary>
    internal PhoneRequest Ask(IPEndPoint to, Func<byte[]> make, Action<SipMessage?> answered)
    {
        var request = new PhoneRequest(to, make, answered);
        Ask(request);
        return request;
    }

    internal void Cancel(TransactionId id) => _layer.Cancel(id, Now, _outputs);

    internal bool Respond(TransactionId id, byte[] response) => _layer.Respond(id, response, Now, _outputs);

    internal void Respond(TransactionId id, SipMessage request, int status) =>
        Respond(id, SipWriter.ResponseTo(request, status, Tokens.Branch().AsSpan(7)).Finish());

    /// <summary>Sends what belongs to no transaction: the ACK of a 2xx.</summary>
    internal void SendBare(byte[] octets, IPEndPoint to) => Transmit(octets, to);

    internal MediaSession? OpenMedia(IMediaEvents events) =>
        !_isClosing && _plane.TryOpen(events, out var session) ? session : null;

    /// <summary>Our name towards a far end.</summary>
    internal SipLocal LocalFor(IPEndPoint remote)
    {
        if (_locals.TryGetValue(remote.Address, out var known))
            return known;
        var address = LocalEndPoint.Address;
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            // Connecting a datagram socket sends nothing, and says which of our addresses leads there.
            using var probe = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            probe.Connect(remote);
            address = ((IPEndPoint)probe.LocalEndPoint!).Address;
        }
        var sentBy = $"{HostText(address)}:{LocalEndPoint.Port}";
        var made = new SipLocal("UDP"u8.ToArray(), Encoding.ASCII.GetBytes(sentBy),
            Encoding.UTF8.GetBytes($"sip:{Escaped(_options.User)}@{sentBy}"), address);
        return _locals[remote.Address] = made;
    }

    internal static void Capabilities(ref SipWriter writer) => writer.Header(SipHeader.Allow, Methods);

    private void Ask(PhoneRequest request)
    {
        var octets = request.Make();
        request.Id = _layer.Send(octets, new(SipTransportKind.Udp, 0, request.To), 0, Now, _outputs);
        _asked[request.Id] = request;
        _unanswered.Add(request.Id);
    }

    private async Task ListenAsync()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(65_535);
        var any = new IPEndPoint(_socket.AddressFamily == AddressFamily.InterNetworkV6
            ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var got = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, any, _stop.Token)
                    .ConfigureAwait(false);
                Receive(buffer.AsSpan(0, got.ReceivedBytes).ToArray(), (IPEndPoint)got.RemoteEndPoint);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // The answer of a network to something we sent: that transaction will time out.
            }
        }
    }

    private void Receive(byte[] datagram, IPEndPoint from)
    {
        var parsed = SipParser.Parse(datagram);
        Do(() =>
        {
            if (parsed.Message is { } message)
                _log.Add(Now, isSent: false, message);
            _layer.Receive(parsed, new(SipTransportKind.Udp, 0, from), Now, _outputs);
        });
    }

    private void Tick() => Do(() =>
    {
        _armed = Instant.MaxValue;
        while (_later.TryPeek(out var what, out var due) && due <= Now)
        {
            _later.Dequeue();
            what();
        }

        _layer.Expire(Now, _outputs);
    });

    private void Drain()
    {
        if (_isDraining)
            return;
        _isDraining = true;
        for (var i = 0; i < _outputs.Count; i++)
            Take(_outputs[i]);
        _outputs.Clear();
        _isDraining = false;
        Waits.Check();
        Arm();
    }

    private void Arm()
    {
        var next = _layer.NextDeadline;
        if (_later.TryPeek(out _, out var due))
            next = Instant.Min(next, due);
        if (next == _armed || _isClosed)
            return;
        _armed = next;
        var wait = next == Instant.MaxValue ? -1 : Math.Max(0, Math.Ceiling((next - Now).TotalMilliseconds));
        _timer.Change((long)wait, Timeout.Infinite);
    }

    private void Take(in TransactionOutput output)
    {
        switch (output.Kind)
        {
            case TransactionOutputKind.Send:
                Transmit(output.Octets, output.Flow.Remote);
                break;
            case TransactionOutputKind.Request:
                Serve(output.Id, output.Message!, output.Flow.Remote);
                break;
            case TransactionOutputKind.Ack:
                Owner(output.Message!)?.Acknowledged(output.Message!);
                break;
            case TransactionOutputKind.Cancelled when _invited.TryGetValue(output.Id, out var call):
                call.Cancelled();
                break;
            case TransactionOutputKind.Response:
                Answered(output.Id, output.Message!);
                break;
            case TransactionOutputKind.TimedOut or TransactionOutputKind.TransportFailed:
                if (_asked.TryGetValue(output.Id, out var request) && _unanswered.Remove(output.Id))
                    request.Answered(null);
                break;
            case TransactionOutputKind.Ended:
                _asked.Remove(output.Id);
                _invited.Remove(output.Id);
                break;
        }
    }

    private void Answered(TransactionId id, SipMessage response)
    {
        if (!_asked.TryGetValue(id, out var request))
            return;
        if (response.StatusCode >= 200)
            _unanswered.Remove(id);
        var learned = response.StatusCode is 401 or 407 ? Login?.Learn(response) ?? default : default;
        // A second challenge that does not call the nonce old means that the password is wrong.
        if (learned == DigestLearned.Nothing || request.Tries >= (learned == DigestLearned.Stale ? 3 : 1))
        {
            request.Answered(response);
            return;
        }

        request.Tries++;
        Ask(request);
    }

    private void Serve(TransactionId id, SipMessage request, IPEndPoint from)
    {
        if (Owner(request) is { } call)
            call.Serve(id, request);
        else if (!request.ToTag.IsEmpty)
            Respond(id, request, 481);
        else if (request.Method == SipMethod.Invite)
            Invited(id, request, from);
        else
            Respond(id, request, request.Method == SipMethod.Options ? 200 : 405);
    }

    private void Invited(TransactionId id, SipMessage invite, IPEndPoint from)
    {
        if (_isClosing || invite.Has(SipHeader.Require))
        {
            Respond(id, invite, _isClosing ? 480 : 420);
            return;
        }

        var call = PhoneCall.Incoming(this, id, invite, from);
        _invited[id] = call;
        _calls.Add(call);
        CallArrived?.Invoke(call);
        call.Behave(_behaviour);
    }

    private PhoneCall? Owner(SipMessage request) => _calls.FindLast(c => c.Has(request));

    private void Transmit(ReadOnlyMemory<byte> octets, IPEndPoint to)
    {
        if (SipParser.Parse(octets).Message is { } message)
            _log.Add(Now, isSent: true, message);
        try
        {
            _socket.SendTo(octets.Span, SocketFlags.None, to);
        }
        catch (SocketException)
        {
            // No route or a full buffer: as if the network had lost it; the transaction repeats it or times out.
        }
    }
}
