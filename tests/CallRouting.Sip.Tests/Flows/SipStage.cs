using System.Net;
using System.Text;
using CallRouting.Sip;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CallRouting.Tests.Flows;

/// <summary>A user agent on virtual time and a wire in memory: octets in, octets out. The test plays the far ends and
/// the router.</summary>
internal sealed class SipStage : ISipWire, IMediaRoom, ITransportHost
{
    public const string Realm = "office.test";
    private readonly Dictionary<LegId, FakeMedia> _media = [];
    private int _lastDevice;
    private ulong _lastCall;
    private long _lastConnection = 100;

    public SipStage(RoutingPlan? plan = null, Func<SipOptions, SipOptions>? change = null, ulong seed = 42)
    {
        Domain = new(new(1), Realm, plan ?? Plans.Office, Accounts);
        var options = new SipOptions { Domains = [Domain] };
        options = change?.Invoke(options) ?? options;
        Agent = new(options, this, this, NoTransport.Instance, this, NullLogger.Instance, new(seed));
    }

    public UserAgent Agent { get; }

    public SipDomain Domain { get; }

    public TestAccounts Accounts { get; } = new();

    public Instant Now { get; private set; } = Instant.FromUtc(2026, 11, 2, 9, 0);

    public List<CallEvent> Events { get; } = [];

    public List<(LegId Leg, CallOffer Offer)> Offers { get; } = [];

    public List<(SipFlow Flow, SipMessage Message, Instant At)> Sent { get; } = [];

    public Dictionary<int, string> Devices { get; } = [];

    /// <summary>The names under which devices registered, in order.</summary>
    public List<string?> DeviceNames { get; } = [];

    public List<(LegId Leg, string Host)> Lookups { get; } = [];

    public HashSet<long> Open { get; } = [];

    /// <summary>How many media sessions are open.</summary>
    public int OpenMedia => _media.Values.Count(m => !m.IsClosed);

    public bool HasPorts { get; set; } = true;

    public LegId LastLeg => Offers[^1].Leg;

    public FakeMedia MediaOf(LegId leg) => _media[leg];

    /// <summary>A far end at an address of its own.</summary>
    public FarPhone Phone(string address = "192.0.2.10:5060", SipTransportKind kind = SipTransportKind.Udp)
    {
        var connection = kind == SipTransportKind.Udp ? 0 : ++_lastConnection;
        Open.Add(connection);
        return new(this, new SipFlow(kind, 1, IPEndPoint.Parse(address), connection));
    }

    public void Receive(byte[] octets, in SipFlow flow) => Agent.Receive(SipParser.Parse(octets), flow, Now);

    /// <summary>Lets time pass; everything that becomes due happens at its instant.</summary>
    public void Pass(double seconds)
    {
        var end = Now + Duration.FromMilliseconds(seconds * 1000);
        while (Agent.NextDeadline <= end)
        {
            Now = Instant.Max(Now, Agent.NextDeadline);
            Agent.Expire(Now);
        }

        Now = end;
    }

    public void Do(CallEffectKind kind, LegId leg, Cause cause = Cause.NormalClearing) =>
        Agent.Execute(new CallEffect(kind, leg) { Cause = cause }, null, null, Now);

    public void Play(LegId leg, ushort tag) =>
        Agent.Execute(
            new CallEffect(CallEffectKind.Play, leg) { Tag = tag }, new PromptAudio(new byte[160]), null, Now);

    public void Record(LegId leg, ushort tag, IRecording recording) => Agent.Execute(
        new CallEffect(CallEffectKind.Record, leg) { Tag = tag, Milliseconds = 5000 }, null, recording, Now);

    public void Bridge(LegId leg, LegId peer) =>
        Agent.Execute(new CallEffect(CallEffectKind.Bridge, leg) { Peer = peer }, null, null, Now);

    /// <summary>Rings a <c>sip:</c> address as a leg of a call.</summary>
    public LegId RingAddress(string address = "sip:bob@192.0.2.20:5060", ushort number = 1, CallId call = default)
    {
        call = call.IsNone ? new CallId(++_lastCall) : call;
        var leg = call.Leg(number);
        Agent.Ring(leg, new()
        {
            Domain = new(1), Kind = LegKind.External, Address = address, Caller = new("101", "Anna"),
        }, Now);
        return leg;
    }

    public LegId RingDevice(int device, ushort number = 1, CallId call = default)
    {
        call = call.IsNone ? new CallId(++_lastCall) : call;
        var leg = call.Leg(number);
        Agent.Ring(leg, new()
        {
            Domain = new(1), Kind = LegKind.Device, Device = new(device), Caller = new("+79161234567", "Boris \"B\""),
            Called = PhoneNumber.Parse("+74951110001"), Call = call,
        }, Now);
        return leg;
    }

    public LegId RingNumber(Trunk? trunk, string number = "+79161112233")
    {
        var leg = new CallId(++_lastCall).Leg(1);
        Agent.Ring(leg, new()
        {
            Domain = new(1), Kind = LegKind.Mobile, Number = PhoneNumber.Parse(number), Trunk = trunk,
            Caller = new("+74950000001"), Called = PhoneNumber.Parse("+74951110001"),
        }, Now);
        return leg;
    }

    public IEnumerable<CallEvent> EventsOf(LegId leg) => Events.Where(e => e.Leg == leg);

    public string Story(LegId leg) => string.Join(' ', EventsOf(leg).Select(e => e.Kind));

    LegId ITransportHost.Offer(DomainId domain, ICallTransport transport, CallOffer offer)
    {
        var leg = new CallId(++_lastCall).Caller;
        Offers.Add((leg, offer));
        return leg;
    }

    void ITransportHost.Post(in CallEvent happened) => Events.Add(happened);

    DeviceId ITransportHost.AddDevice(DomainId domain, ICallTransport transport, string employee, string? name)
    {
        Devices.Add(++_lastDevice, employee);
        DeviceNames.Add(name);
        return new(_lastDevice);
    }

    void ITransportHost.RemoveDevice(DeviceId device) => Assert.True(Devices.Remove(device.Value));

    void ITransportHost.SetChannels(DomainId domain, string trunk, int inService) =>
        Assert.Fail("SIP counts no channels.");

    ILegMedia? IMediaRoom.Open(LegId leg) =>
        HasPorts ? _media[leg] = new FakeMedia(this, leg, 20000 + _media.Count * 2) : null;

    SipFlow ISipWire.Open(SipTransportKind kind, IPEndPoint remote)
    {
        if (remote.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
            return default;
        var connection = kind == SipTransportKind.Udp ? 0 : ++_lastConnection;
        Open.Add(connection);
        return new(kind, 1, remote, connection);
    }

    bool ISipWire.IsOpen(in SipFlow flow) => Open.Contains(flow.Connection) || flow.Connection == 0;

    SipLocal ISipWire.Local(in SipFlow flow) => new(
        flow.IsReliable ? "TCP"u8.ToArray() : "UDP"u8.ToArray(), "198.51.100.1:5060"u8.ToArray(),
        Encoding.ASCII.GetBytes("sip:198.51.100.1:5060" + (flow.IsReliable ? ";transport=tcp" : "")),
        IPAddress.Parse("198.51.100.1"));

    void ISipWire.Send(in SipFlow flow, ReadOnlyMemory<byte> octets, TransactionId transaction)
    {
        var parsed = SipParser.Parse(octets.ToArray());
        Assert.True(parsed.IsGood, $"We sent what is malformed: {parsed.Fault} {Encoding.UTF8.GetString(octets.Span)}");
        Sent.Add((flow, parsed.Message, Now));
    }

    void ISipWire.Resolve(LegId leg, string host) => Lookups.Add((leg, host));
}

/// <summary>Stands where the host is told which transport speaks.</summary>
internal sealed class NoTransport : ICallTransport
{
    public static NoTransport Instance { get; } = new();

    public string Name => "none";

    public TransportCapabilities Capabilities { get; } = new();

    public Task StartAsync(ITransportHost host, CancellationToken cancellation) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellation) => Task.CompletedTask;

    public void Ring(LegId leg, RingDestination destination)
    {
    }

    public void Execute(in CallEffect effect, PromptAudio? prompt, IRecording? recording)
    {
    }

    public IFrameSink? OpenAudio(LegId leg, IFrameSink heard) => null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Media that only remembers what it was told.</summary>
internal sealed class FakeMedia(SipStage stage, LegId leg, int port) : ILegMedia
{
    private readonly List<ushort> _plays = [];
    private (ushort Tag, IRecording Recording)? _recording;

    public int Port { get; } = port;

    public NegotiatedMedia Agreed { get; private set; }

    public bool IsClosed { get; private set; }

    public FakeMedia? Peer { get; private set; }

    public void SetRemote(in NegotiatedMedia media, IPAddress signalled) => Agreed = media;

    public void Play(ushort tag, PromptAudio prompt)
    {
        StopPlay();
        _plays.Add(tag);
    }

    public void StopPlay()
    {
        foreach (var tag in _plays.ToList())
            Finish(tag);
    }

    /// <summary>A prompt has come to its end.</summary>
    public void Finish(ushort tag)
    {
        _plays.Remove(tag);
        stage.Agent.PlayEnded(leg, tag, stage.Now);
    }

    public void Record(ushort tag, IRecording recording, int milliseconds) => _recording = (tag, recording);

    public void StopRecord() => IsStopping = true;

    public bool IsStopping { get; private set; }

    /// <summary>The recording has been put away, as another thread would tell it later.</summary>
    public void Complete(int milliseconds = 3000)
    {
        var (tag, recording) = _recording!.Value;
        _recording = null;
        stage.Agent.RecordEnded(leg, tag, milliseconds, !recording.Complete(), stage.Now);
    }

    public void Bridge(ILegMedia peer) => (Peer, ((FakeMedia)peer).Peer) = ((FakeMedia)peer, this);

    public void Unbridge()
    {
        if (Peer is { } peer)
            (Peer, peer.Peer) = (null, null);
    }

    public void Close()
    {
        Assert.False(IsClosed, "closed twice");
        IsClosed = true;
    }
}

/// <summary>Accounts in memory: a password each.</summary>
internal sealed class TestAccounts : ISipAccounts
{
    public Dictionary<string, SipAccount> Known { get; } = new()
    {
        ["anna"] = SipAccount.Create("anna", SipStage.Realm, "secret-a") with { Employee = "anna" },
        ["boris"] = SipAccount.Create("boris", SipStage.Realm, "secret-b") with { Employee = "boris" },
        ["line7"] = SipAccount.Create("line7", SipStage.Realm, "secret-7") with { Trunk = "by-password" },
    };

    public bool TryFind(string username, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SipAccount? account) =>
        Known.TryGetValue(username, out account);

    public bool TryFindGateway(
        Trunk trunk, string realm, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SipAccount? account)
    {
        account = SipAccount.Create(trunk.Username!, realm, "gateway-secret");
        return true;
    }
}

/// <summary>The plan that the stories use.</summary>
internal static class Plans
{
    public static RoutingPlan Office { get; } = Make();

    public static RoutingPlan Make(params Trunk[] more) => PlanCompiler.Compile(new Plan
    {
        Id = "office", TimeZone = "Europe/Moscow",
        Employees =
        [
            new() { Id = "anna", Name = "Anna", Extension = Extension.Parse("101") },
            new() { Id = "boris", Name = "Boris", Extension = Extension.Parse("102") },
        ],
        Departments =
        [
            new()
            {
                Id = "sales", Members = [new("anna"), new("boris")], GiveUpAfter = Duration.FromSeconds(40),
                Otherwise = new AnnounceTarget("bye.wav"),
            },
        ],
        Numbers =
        [
            new() { Id = "main", Called = PhoneNumber.Parse("+74951110001"), Route = new DepartmentTarget("sales") },
        ],
        Trunks = [.. Lines, .. more],
        OtherNumber = new AnnounceTarget("bye.wav"),
    }).GetPlan();

    private static Trunk[] Lines =>
    [
        new()
        {
            Id = "provider", Peers = ["192.0.2.10", "198.18.0.0/16"], Gateway = "203.0.113.9",
            NumberRules = new() { Country = "7", Area = "495" },
        },
        new() { Id = "by-port", Peers = ["192.0.2.10:5099"], CalledIdHeader = CalledIdHeader.To },
        new() { Id = "local" },
        new() { Id = "by-password", Username = "line7", Gateway = "gateway.test" },
    ];
}
