using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using CallRouting.Sip;
using CallRouting.Testing;
using CallRouting.Tests.Flows;
using NodaTime;

namespace CallRouting.Tests.Wire;

/// <summary>The SIP transport with phones on loopback, for the conformance suite.</summary>
internal sealed class SipUnderTest : ITransportUnderTest
{
    private static int _lastPort = 28000;
    private readonly SipTransport _transport;
    private readonly ConcurrentBag<SoftPhone> _phones = [];
    private readonly IPEndPoint _nowhere;

    public SipUnderTest()
    {
        var domain = new SipDomain(Domain, SipStage.Realm, Plans.Office, new TestAccounts());
        var first = Interlocked.Add(ref _lastPort, 20);
        _transport = new(new()
        {
            Domains = [domain], Udp = [new(IPAddress.Loopback, 0)], Tcp = [new(IPAddress.Loopback, 0)],
            Media = new() { Address = IPAddress.Loopback, FirstPort = first, LastPort = first + 19 },
            StopWithin = Duration.FromMilliseconds(500),
        });
        using var closed = FarSocket.Udp(new(IPAddress.Loopback, 9));
        _nowhere = closed.Local;
    }

    public ICallTransport Transport => _transport;

    public DomainId Domain { get; } = new(1);

    public Duration GivesUpWithin => Duration.FromSeconds(3);

    public RingDestination Nowhere => To(_nowhere);

    public Task<IFarEnd> CallAsync()
    {
        var phone = new SoftPhone(_transport.UdpEndpoints[0]);
        _phones.Add(phone);
        phone.Call();
        return Task.FromResult<IFarEnd>(phone);
    }

    public IFarEnd Place(out RingDestination destination)
    {
        var phone = new SoftPhone(_transport.UdpEndpoints[0]);
        _phones.Add(phone);
        destination = To(phone.Local);
        return phone;
    }

    public async Task<bool> UntilAsync(Func<bool> condition, Duration limit)
    {
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > limit.ToTimeSpan())
                return condition();
            await Task.Delay(5);
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var phone in _phones)
            phone.Dispose();
        await _transport.DisposeAsync();
    }

    private RingDestination To(IPEndPoint end) =>
        new() { Domain = Domain, Kind = LegKind.External, Address = $"sip:phone@{end}" };
}

/// <summary>A phone with a user who does what the test says: one call, one socket, one thread.</summary>
internal sealed class SoftPhone : IFarEnd, IDisposable
{
    private readonly FarSocket _socket;
    private readonly Lock _gate = new();
    private readonly string _callId = Guid.NewGuid().ToString("N");
    private SipMessage? _invite, _answer;
    private string _last = "";
    private bool _isCaller, _hasAnswered;
    private int _sequence = 1;
    private volatile bool _isGone;

    public SoftPhone(IPEndPoint server)
    {
        _socket = FarSocket.Udp(server);
        Local = _socket.Local;
        new Thread(Run) { IsBackground = true }.Start();
    }

    public IPEndPoint Local { get; }

    public bool IsRinging { get; private set; }

    public bool IsConnected { get; private set; }

    public bool IsEnded { get; private set; }

    private string Description =>
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        + $"m=audio {Local.Port & ~1} RTP/AVP 8\r\n";

    public void Call()
    {
        lock (_gate)
        {
            _isCaller = true;
            Request("INVITE", "", Description, "application/sdp");
        }
    }

    public Task AnswerAsync()
    {
        lock (_gate)
        {
            _hasAnswered = true;
            Respond(_invite!, 200, Description);
        }

        return Task.CompletedTask;
    }

    public Task RejectAsync(Cause cause)
    {
        lock (_gate)
        {
            Respond(_invite!, cause == Cause.UserBusy ? 486 : 603);
            (IsEnded, IsRinging) = (true, false);
        }

        return Task.CompletedTask;
    }

    public Task HangUpAsync()
    {
        lock (_gate)
        {
            // A phone that has answered hangs up with BYE, although its ACK may still be on the way.
            if (IsConnected || _hasAnswered)
                Request("BYE", Tag());
            else if (_isCaller)
                Request("CANCEL", "");
            else
                Respond(_invite!, 603);
            (IsEnded, IsConnected, IsRinging) = (true, false, false);
        }

        return Task.CompletedTask;
    }

    public Task PressAsync(char digit)
    {
        lock (_gate)
            Request("INFO", Tag(), $"Signal={digit}\r\nDuration=100\r\n", "application/dtmf-relay");
        return Task.CompletedTask;
    }

    public Task VanishAsync()
    {
        _isGone = true;
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _isGone = true;
        _socket.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_isGone)
                if (_socket.Receive(1000) is { } message && !_isGone)
                    lock (_gate)
                        Take(message);
        }
        catch (ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private void Take(SipMessage message)
    {
        if (!message.IsRequest)
        {
            TakeResponse(message);
            return;
        }

        switch (message.Method)
        {
            case SipMethod.Invite when _invite is null:
                _invite = message;
                IsRinging = true;
                Respond(message, 180);
                break;
            case SipMethod.Invite:
                _socket.Send(_last);
                break;
            case SipMethod.Ack:
                IsConnected = !IsEnded;
                break;
            case SipMethod.Cancel:
                Respond(message, 200);
                Respond(_invite!, 487);
                (IsEnded, IsRinging) = (true, false);
                break;
            default:
                Respond(message, 200);
                (IsEnded, IsConnected) = (true, false);
                break;
        }
    }

    private void TakeResponse(SipMessage message)
    {
        if (message.SequenceMethod != SipMethod.Invite || message.StatusCode < 200)
            return;
        _answer = message;
        Request("ACK", Tag(), sequence: 1);
        if (message.StatusCode < 300 && !IsEnded)
            IsConnected = true;
        else
            IsEnded = true;
    }

    private string Tag() => _isCaller
        ? _answer is null ? "" : $";tag={Encoding.ASCII.GetString(_answer.ToTag)}"
        : $";tag={Encoding.ASCII.GetString(_invite!.FromTag)}";

    private void Request(string method, string tag, string body = "", string type = "", int sequence = 0)
    {
        if (sequence == 0)
            sequence = method is "INVITE" or "CANCEL" ? 1 : ++_sequence;
        var branch = method == "CANCEL" ? "INVITE-1" : $"{method}-{sequence}";
        var callId = _isCaller ? _callId : Encoding.ASCII.GetString(_invite!.CallId);
        const string office = $"sip:+74951110001@{SipStage.Realm}";
        var from = _isCaller ? "<sip:1@phone>" : Encoding.UTF8.GetString(_invite!.First(SipHeader.To));
        var to = _isCaller ? office : Encoding.UTF8.GetString(_invite!.From.Uri.Text);
        Send($"{method} {office} SIP/2.0\r\n"
            + $"Via: SIP/2.0/UDP {Local};branch=z9hG4bK-{callId}-{branch};rport\r\n"
            + $"From: {from};tag=phone\r\nTo: <{to}>{tag}\r\nCall-ID: {callId}\r\nCSeq: {sequence} {method}\r\n"
            + $"Contact: <sip:phone@{Local}>\r\n"
            + (type.Length == 0 ? "" : $"Content-Type: {type}\r\n") + $"Content-Length: {body.Length}\r\n\r\n{body}");
    }

    private void Respond(SipMessage request, int status, string body = "")
    {
        var text = new StringBuilder($"SIP/2.0 {status} x\r\n");
        foreach (var via in request.Values(SipHeader.Via))
            text.Append("Via: ").Append(Encoding.UTF8.GetString(via)).Append("\r\n");
        text.Append("From: ").Append(Encoding.UTF8.GetString(request.First(SipHeader.From))).Append("\r\nTo: ")
            .Append(Encoding.UTF8.GetString(request.First(SipHeader.To)))
            .Append(request.ToTag.IsEmpty ? ";tag=phone" : "")
            .Append("\r\nCall-ID: ").Append(Encoding.UTF8.GetString(request.CallId)).Append("\r\nCSeq: ")
            .Append(Encoding.UTF8.GetString(request.First(SipHeader.CSeq)))
            .Append(CultureInfo.InvariantCulture, $"\r\nContact: <sip:phone@{Local}>\r\n")
            .Append(body.Length == 0 ? "" : "Content-Type: application/sdp\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n{body}");
        _last = text.ToString();
        Send(_last);
    }

    private void Send(string text)
    {
        if (!_isGone)
            _socket.Send(text);
    }
}
