using CallRouting.Analog;
using CallRouting.E1;

namespace CallRouting.Guest;

/// <summary>The office of a transport: keeps what it is told, and tells it what to do.</summary>
internal sealed class GuestOffice(ICallTransport transport) : ITransportHost, IAsyncDisposable
{
    public static readonly DomainId Company = new(7);

    private readonly Lock _lock = new();
    private readonly List<CallEvent> _events = [];
    private readonly List<(LegId Leg, CallOffer Offer)> _offers = [];
    private readonly Dictionary<string, int> _channels = [];
    private ulong _lastCall = 1000;
    private ushort _lastTag;
    private int _read;

    /// <summary>The plan of a company with a trunk of either kind.</summary>
    public static RoutingPlan Plan { get; } = PlanCompiler.Compile(new Plan
    {
        Id = "office",
        TimeZone = "Europe/Moscow",
        Employees = [new Employee { Id = "olga", Extension = Extension.Parse("100") }],
        Trunks =
        [
            new Trunk { Id = "pri", Kind = TrunkKind.Pri, NumberRules = new() { Country = "7", Area = "495" } },
            new Trunk { Id = "line", Kind = TrunkKind.Fxo, Line = new LineNumber(1), Number = "main" },
        ],
        Numbers =
        [
            new CompanyNumber
            {
                Id = "main", Called = PhoneNumber.Parse("+74951110001"), Route = new MailboxTarget("olga"),
            },
        ],
        OtherNumber = new MailboxTarget("olga"),
    }).GetPlan();

    /// <summary>Starts E1 on the near span.</summary>
    public static async Task<GuestOffice> OfSpanAsync()
    {
        var span = new E1SpanOptions { Span = new DahdiSpan(SpanScenarios.Near), Domain = Company, Trunk = "pri" };
        return await StartAsync(new E1Transport(new() { Domains = [new(Company, Plan)], Spans = [span] }));
    }

    /// <summary>Starts an analog line on the first FXO port.</summary>
    public static async Task<GuestOffice> OfLineAsync()
    {
        var line = new AnalogLine
        {
            Domain = Company, Trunk = "line", Line = new LineNumber(1), Device = new DahdiFxoLine(LineScenarios.Fxo),
        };
        return await StartAsync(new AnalogTransport(new() { Lines = [line] }));
    }

    /// <summary>Whether the data link of the span is established.</summary>
    public bool IsLinkUp => transport is E1Transport e1 && e1.Spans[0].IsLinkUp;

    /// <summary>How many channels of a trunk are in service; −1: nothing was told.</summary>
    public int Channels(string trunk)
    {
        lock (_lock)
            return _channels.GetValueOrDefault(trunk, -1);
    }

    public LegId Offer(DomainId domain, ICallTransport offering, CallOffer offer)
    {
        lock (_lock)
        {
            var leg = new CallId(++_lastCall).Caller;
            _offers.Add((leg, offer));
            Report.Say($"office: {leg} offered, called {offer.Called}, line {offer.Line}, "
                + $"caller {offer.Caller.Number}");
            return leg;
        }
    }

    public void Post(in CallEvent happened)
    {
        lock (_lock)
        {
            _events.Add(happened);
            Report.Say($"office: {happened.Leg} {happened.Kind} {happened.Cause} {happened.Digit}");
        }
    }

    public DeviceId AddDevice(DomainId domain, ICallTransport adding, string employee, string? name = null) => default;

    public void RemoveDevice(DeviceId device)
    {
    }

    public void SetChannels(DomainId domain, string trunk, int inService)
    {
        lock (_lock)
            _channels[trunk] = inService;
        Report.Say($"office: {trunk} has {inService} channels");
    }

    /// <summary>Waits for the next call.</summary>
    public async Task<(LegId Leg, CallOffer Offer)> CallAsync(int seconds = 20)
    {
        await Scenario.UntilAsync(() => Offers > _read, "a call to be offered", seconds);
        lock (_lock)
            return _offers[_read++];
    }

    /// <summary>Waits for an event of a leg.</summary>
    public async Task<CallEvent> HappensAsync(LegId leg, CallEventKind kind, int seconds = 20)
    {
        await Scenario.UntilAsync(() => Has(leg, kind), $"{kind} of {leg}", seconds);
        return Of(leg).First(happened => happened.Kind == kind);
    }

    public bool Has(LegId leg, CallEventKind kind) => Of(leg).Exists(happened => happened.Kind == kind);

    /// <summary>The keys pressed on a leg.</summary>
    public string Digits(LegId leg) =>
        string.Concat(Of(leg).Where(happened => happened.Kind == CallEventKind.DigitPressed).Select(e => e.Digit));

    public LegId Dial(string trunk, string number)
    {
        var leg = new CallId(Interlocked.Increment(ref _lastCall)).Leg(1);
        transport.Ring(leg, new()
        {
            Domain = Company, Kind = LegKind.External, Number = PhoneNumber.Parse(number),
            Trunk = Plan.Trunks.Select(known => known.Settings).Single(known => known.Id == trunk),
            Caller = new("+74951110001"),
        });
        return leg;
    }

    public void Do(CallEffectKind kind, LegId leg, Cause cause = Cause.None) =>
        transport.Execute(new CallEffect(kind, leg) { Cause = cause }, null, null);

    public void Play(LegId leg, byte[] alaw) => transport.Execute(
        new CallEffect(CallEffectKind.Play, leg) { Tag = ++_lastTag }, new PromptAudio(alaw, IsLoop: true), null);

    public void Record(LegId leg, IRecording recording) => transport.Execute(
        new CallEffect(CallEffectKind.Record, leg) { Tag = ++_lastTag, Milliseconds = 60_000 }, null, recording);

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await transport.StopAsync(limit.Token);
        await transport.DisposeAsync();
    }

    private static async Task<GuestOffice> StartAsync(ICallTransport transport)
    {
        var office = new GuestOffice(transport);
        await transport.StartAsync(office, CancellationToken.None);
        return office;
    }

    private int Offers
    {
        get
        {
            lock (_lock)
                return _offers.Count;
        }
    }

    private List<CallEvent> Of(LegId leg)
    {
        lock (_lock)
            return [.. _events.Where(happened => happened.Leg == leg)];
    }
}

/// <summary>Keeps what was recorded.</summary>
internal sealed class KeptRecording : IRecording
{
    private readonly List<byte> _octets = [];

    public byte[] Octets
    {
        get
        {
            lock (_octets)
                return [.. _octets];
        }
    }

    public void Clear()
    {
        lock (_octets)
            _octets.Clear();
    }

    public void Write(ReadOnlySpan<byte> frame)
    {
        lock (_octets)
            _octets.AddRange(frame);
    }

    public bool Complete() => true;
}
