using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CallRouting.Sip;

/// <summary>A small scripted SIP phone over UDP: registers, calls, is called, plays, listens, presses keys. For trying
/// out a router or PBX, for load, and for demonstrations; not for people.</summary>
/// <remarks>Safe to use from any thread. Every wait has a limit and throws <see cref="TimeoutException"/>, which shows
/// the messages exchanged. What the far end does wrong shows as a status or in the <see cref="Log"/>, never as
/// another exception.</remarks>
public sealed partial class SipPhone : IAsyncDisposable
{
    private readonly SipPhoneOptions _options;
    private readonly List<PhoneCall> _calls = [];
    private readonly PhoneLog _log = new();
    private readonly MediaPlane _plane;
    private PhoneBehaviour _behaviour;
    private int _taken;

    private SipPhone(SipPhoneOptions options, Socket socket)
    {
        _options = options;
        _behaviour = options.Behaviour;
        _socket = socket;
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
        Waits = new(Gate);
        if (options.Password.Length > 0)
            Login = new(options.Username.Length > 0 ? options.Username : options.User, options.Password, Tokens.Text);
        _layer = new(tagSeed: Tokens.Next());
        _plane = new(options.Media with { Address = options.Local.Address }, NullLogger.Instance);
        _timer = new(_ => Tick());
        _listening = ListenAsync();
    }

    /// <summary>Opens the phone's socket and begins to listen. Nothing is registered yet.</summary>
    /// <param name="options">Who it is.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public static SipPhone Open(SipPhoneOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Demand();
        options.Media.Demand();
        var socket = new Socket(options.Local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.ReceiveBufferSize = 1 << 20;
            socket.Bind(options.Local);
            return new(options, socket);
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            throw new IOException($"No phone on {options.Local}: {refused.Message}", refused);
        }
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>Its name in logs: user and port.</summary>
    public string Name => $"{_options.User}:{LocalEndPoint.Port}";

    /// <summary>Whether the registrar's latest answer was good and has not run out.</summary>
    public bool IsRegistered
    {
        get
        {
            lock (Gate)
                return _registeredUntil > Now;
        }
    }

    /// <summary>What it does with calls that come from now on.</summary>
    public PhoneBehaviour Behaviour
    {
        get
        {
            lock (Gate)
                return _behaviour;
        }
        set
        {
            lock (Gate)
                _behaviour = value;
        }
    }

    /// <summary>All its calls in order, those that have ended too.</summary>
    public IReadOnlyList<PhoneCall> Calls
    {
        get
        {
            lock (Gate)
                return [.. _calls];
        }
    }

    /// <summary>The latest 20,000 messages sent and received, in order.</summary>
    public IReadOnlyList<PhoneLogLine> Log => _log.Lines();

    /// <summary>A call has come in; raised on the phone's own loop, before its <see cref="Behaviour"/>: do not wait
    /// there.</summary>
    public event Action<PhoneCall>? CallArrived;

    /// <summary>Starts a call and returns at once.</summary>
    /// <param name="number">A number or name at the phone's domain, or a <c>sip:</c> address.</param>
    /// <param name="dialling">How; by itself as the phone's options say.</param>
    /// <exception cref="ArgumentException">The number makes no address.</exception>
    /// <exception cref="InvalidOperationException">There is no server and the address names no IP address.</exception>
    /// <exception cref="IOException">No RTP port is free.</exception>
    public PhoneCall Call(string number, PhoneDialling? dialling = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(number);
        var uri = AddressOf(number);
        var hop = _options.Server ?? HopOf(uri);
        lock (Gate)
        {
            ObjectDisposedException.ThrowIf(_isClosing, this);
            var call = PhoneCall.Outgoing(this, uri, hop, dialling ?? new());
            _calls.Add(call);
            call.Invite();
            Drain();
            return call;
        }
    }

    /// <summary>Starts a call and waits until it is answered or has failed, which its
    /// <see cref="PhoneCall.Status"/> says.</summary>
    /// <param name="number">A number or name at the phone's domain, or a <c>sip:</c> address.</param>
    /// <param name="dialling">How; by itself as the phone's options say.</param>
    /// <param name="within">The limit; by itself the options' patience.</param>
    /// <exception cref="TimeoutException">Neither came in time; the call is still ringing.</exception>
    public async Task<PhoneCall> CallAsync(string number, PhoneDialling? dialling = null, TimeSpan? within = null)
    {
        var call = Call(number, dialling);
        await call.WaitForAnswerAsync(within).ConfigureAwait(false);
        return call;
    }

    /// <summary>Waits for the next call to this phone that no earlier wait has given.</summary>
    /// <param name="within">The limit; by itself the options' patience.</param>
    public async Task<PhoneCall> WaitForCallAsync(TimeSpan? within = null)
    {
        PhoneCall? found = null;
        await WaitForAsync(Take, within, "a call to come in").ConfigureAwait(false);
        return found!;

        bool Take()
        {
            while (_taken < _calls.Count && found is null)
                if (_calls[_taken++] is { IsIncoming: true } call)
                    found = call;
            return found is not null;
        }
    }

    /// <summary>Waits until something is true of this phone.</summary>
    /// <param name="isMet">Asked after each message, frame of sound or key; must be quick.</param>
    /// <param name="within">The limit; by itself the options' patience.</param>
    /// <param name="what">What is waited for, as the exception says it.</param>
    public Task WaitForAsync(Func<bool> isMet, TimeSpan? within = null, string what = "it")
    {
        ArgumentNullException.ThrowIfNull(isMet);
        return Waits.For(isMet, within ?? _options.Patience, () => $"{Name} waited in vain for {what}. "
            + $"Its latest messages:\n{string.Join('\n', Log.TakeLast(30))}");
    }

    /// <summary>Ends every call, unregisters, and closes everything; waits 2 s at most for the far ends.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (Gate)
        {
            if (_isClosing)
                return;
            _isClosing = true;
            foreach (var call in _calls)
                call.HangUp();
            if (_registeredUntil > Now)
                Register(TimeSpan.Zero, _ => { });
            Drain();
        }

        try
        {
            await Waits.For(() => _unanswered.Count == 0 && _calls.TrueForAll(c => c.IsOver),
                TimeSpan.FromSeconds(2), () => "").ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A far end that does not answer keeps nobody from closing.
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _listening.ConfigureAwait(false);
        _plane.Dispose();
        lock (Gate)
            _isClosed = true;
        _socket.Dispose();
        _stop.Dispose();
    }

    internal SipPhoneOptions Options => _options;

    internal PhoneWaits Waits { get; }

    internal static Instant Now => SystemClock.Instance.GetCurrentInstant();

    /// <summary>The host of this phone's own address.</summary>
    internal string Domain => _options.Domain.Length > 0 ? _options.Domain
        : HostText((_options.Server ?? LocalEndPoint).Address);

    /// <summary>The user part of an address, in which a hash sign is escaped (RFC 3261 §25.1).</summary>
    internal static string Escaped(string user) => user.Replace("#", "%23", StringComparison.Ordinal);

    internal static string HostText(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();

    private string AddressOf(string number)
    {
        var uri = number.StartsWith("sip:", StringComparison.OrdinalIgnoreCase)
            ? number : $"sip:{Escaped(number)}@{Domain}";
        if (!SipUri.TryParse(System.Text.Encoding.UTF8.GetBytes(uri), out var parsed) || !parsed.IsSip)
            throw new ArgumentException($"\"{number}\" makes no address to call.", nameof(number));
        return uri;
    }

    private static IPEndPoint HopOf(string uri)
    {
        _ = SipUri.TryParse(System.Text.Encoding.UTF8.GetBytes(uri), out var parsed);
        return SipText.TryAddress(parsed.Host, out var address)
            ? new(address, parsed.Port == 0 ? 5060 : parsed.Port)
            : throw new InvalidOperationException($"This phone has no server and looks no names up: {uri}");
    }
}
