using System.Globalization;
using CallRouting.E1;
using CallRouting.PlanFiles;
using Microsoft.Extensions.Logging;

namespace CallRouting.Tests.Interop;

/// <summary>The E1 transport on one line whose other end is libpri, or the test itself; the office is the
/// test.</summary>
internal sealed class LineUnderTest : ITransportHost, IAsyncDisposable
{
    public const string Trunk = "e1";

    private static readonly DomainId Company = new(7);

    private readonly E1Transport _transport;
    private readonly RoutingPlan _plan;
    private readonly LogLines _log = new();
    private readonly Lock _lock = new();
    private readonly List<(LegId Leg, CallOffer Offer)> _offers = [];
    private readonly List<CallEvent> _events = [];
    private readonly List<string> _story = [];
    private ulong _lastCall = 100;
    private int _channels = -1;

    private LineUnderTest(TestFolder folder, Func<E1SpanOptions, E1SpanOptions>? change)
    {
        _plan = PlanFile.Parse($$"""
            callrouting: 1
            plan: { id: office, time-zone: Europe/Moscow }
            employees: { olga: { ext: "100" } }
            departments: { sales: { members: [olga], give-up-after: 60s, otherwise: { mailbox: olga } } }
            trunks: { {{Trunk}}: { kind: pri, called-id: { country: "7", area: "495", type-of-number: trust } } }
            numbers:
              main: { called: "+74951110001", caller-id-out: yes, route: { department: sales } }
              second: { called: "+74951110002", route: { department: sales } }
            other-number: { department: sales }
            """, "plan.yaml") is { Plan: { } plan } ? plan : throw new InvalidOperationException("The plan is wrong.");
        Socket = Path.Combine(folder.Path, "line");
        Capture = Path.Combine(folder.Path, "line.pcap");
        var options = new E1SpanOptions
        {
            Span = DatagramSpan.Listen(Socket), Domain = Company, Trunk = Trunk, Capture = Capture, Restarts = false
        };
        _transport = new(new() { Domains = [new(Company, _plan)], Spans = [change?.Invoke(options) ?? options] },
            new Logger<E1Transport>(_log));
    }

    /// <summary>Starts the transport; it listens at <see cref="Socket"/>.</summary>
    /// <param name="folder">Where the socket and the capture are.</param>
    /// <param name="change">How the line is another than a public one's.</param>
    public static async Task<LineUnderTest> StartAsync(
        TestFolder folder, Func<E1SpanOptions, E1SpanOptions>? change = null)
    {
        var line = new LineUnderTest(folder, change);
        await line._transport.StartAsync(line, CancellationToken.None);
        await Wait.ForAsync(() => File.Exists(line.Socket), "the socket");
        return line;
    }

    /// <summary>Where the other end connects.</summary>
    public string Socket { get; }

    /// <summary>The file with all frames.</summary>
    public string Capture { get; }

    public E1SpanState State => _transport.Spans[0];

    /// <summary>How many channels the office was last told of; −1: it was not told yet.</summary>
    public int LastChannels => Volatile.Read(ref _channels);

    public IReadOnlyList<(LegId Leg, CallOffer Offer)> Offers
    {
        get
        {
            lock (_lock)
                return [.. _offers];
        }
    }

    /// <summary>Warnings and errors of the log.</summary>
    public IReadOnlyList<string> Troubles => _log.Troubles;

    /// <summary>What is done with a call as soon as it is offered.</summary>
    public Action<LegId>? OnOffer { get; set; }

    /// <summary>Waits until the data link is up.</summary>
    public Task UpAsync() => Wait.ForAsync(() => State.IsLinkUp, "the data link", 30, () => Story);

    /// <summary>Waits for the next call.</summary>
    /// <param name="count">The how many-th it is.</param>
    public async Task<(LegId Leg, CallOffer Offer)> OfferAsync(int count = 1)
    {
        await Wait.ForAsync(() => Offers.Count >= count, $"call {count}", 30, () => Story);
        return Offers[count - 1];
    }

    /// <summary>Waits for an event of a leg.</summary>
    public async Task<CallEvent> EventAsync(LegId leg, CallEventKind kind, int seconds = 30)
    {
        await Wait.ForAsync(() => Of(leg).Any(e => e.Kind == kind), $"{kind} of leg {leg}", seconds, () => Story);
        return Of(leg).First(e => e.Kind == kind);
    }

    public IReadOnlyList<CallEvent> Of(LegId leg)
    {
        lock (_lock)
            return [.. _events.Where(e => e.Leg == leg)];
    }

    /// <summary>Calls out.</summary>
    public LegId Ring(string number, string? caller = "+74951110001")
    {
        var leg = new CallId(Interlocked.Increment(ref _lastCall)).Leg(1);
        _transport.Ring(leg, new()
        {
            Domain = Company, Kind = LegKind.External, Number = PhoneNumber.Parse(number),
            Trunk = _plan.Trunks[0].Settings, Caller = new(caller)
        });
        return leg;
    }

    public void Do(CallEffectKind kind, LegId leg) => _transport.Execute(new(kind, leg), null, null);

    public void Release(LegId leg, Cause cause = Cause.NormalClearing) =>
        _transport.Execute(new(CallEffectKind.Release, leg) { Cause = cause }, null, null);

    /// <summary>Waits until no call is left, on either floor.</summary>
    public async Task IdleAsync()
    {
        await Wait.ForAsync(() => State.Calls == 0, "the end of all calls", 60, () => Story);
        lock (_lock)
            foreach (var leg in _events.GroupBy(e => e.Leg))
                Assert.Single(leg, e => e.Kind is CallEventKind.Failed or CallEventKind.Cleared);
    }

    /// <summary>Forgets the calls that are over, so that a long test does not look like a leak.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _offers.Clear();
            _offers.TrimExcess();
            _events.Clear();
            _events.TrimExcess();
            _story.Clear();
            _story.TrimExcess();
        }
    }

    /// <summary>What the office saw and did, for a failure.</summary>
    public string Story
    {
        get
        {
            lock (_lock)
                return string.Join('\n', _story.Concat(Troubles));
        }
    }

    LegId ITransportHost.Offer(DomainId domain, ICallTransport transport, CallOffer offer)
    {
        var leg = new CallId(Interlocked.Increment(ref _lastCall)).Caller;
        lock (_lock)
        {
            _offers.Add((leg, offer));
            Note($"offer {leg}: {offer.Called} from {offer.Caller.Masked()}");
        }

        OnOffer?.Invoke(leg);
        return leg;
    }

    void ITransportHost.Post(in CallEvent happened)
    {
        lock (_lock)
        {
            _events.Add(happened);
            Note($"{happened.Kind} {happened.Leg} {happened.Cause} {happened.Digit}");
        }
    }

    DeviceId ITransportHost.AddDevice(DomainId domain, ICallTransport transport, string employee, string? name) =>
        throw new InvalidOperationException("An E1 line has no phones that register.");

    void ITransportHost.RemoveDevice(DeviceId device) =>
        throw new InvalidOperationException("An E1 line has no phones that register.");

    void ITransportHost.SetChannels(DomainId domain, string trunk, int inService)
    {
        lock (_lock)
        {
            Volatile.Write(ref _channels, inService);
            Note($"{inService} channels");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transport.StopAsync(CancellationToken.None);
        await _transport.DisposeAsync();
    }

    private void Note(FormattableString what) => _story.Add(
        string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss.fff} ")
            + what.ToString(CultureInfo.InvariantCulture));
}
