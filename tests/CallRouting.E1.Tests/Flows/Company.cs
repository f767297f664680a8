using CallRouting.Testing;
using NodaTime;

namespace CallRouting.E1.Tests;

/// <summary>A company on one or more E1 lines in virtual time: the transport, its host's eyes, and an exchange at the
/// far end of each line.</summary>
internal sealed class Company : ITransportHost, IDisposable
{
    public const string Trunk = "rostelecom";

    public static readonly DomainId Id = new(7);

    private readonly List<CallEvent> _events = [];
    private ulong _lastCall = 1000;
    private ushort _lastTag;

    public Company(Func<E1SpanOptions, E1SpanOptions>? router = null, Func<E1SpanOptions, E1SpanOptions>? far = null,
        int spans = 1, RoutingPlan? plan = null, int bearers = 30, bool isStarted = true)
    {
        Plan = plan ?? OfficePlan();
        var options = new List<E1SpanOptions>();
        for (var i = 0; i < spans; i++)
        {
            var (near, other) = SimulatedSpan.Pair($"line-{i + 1}", bearers, Time);
            Near.Add(near);
            var own = new E1SpanOptions { Span = near, Domain = Id, Trunk = Trunk };
            options.Add(router?.Invoke(own) ?? own);
            var theirs = own with { Span = other, Side = PriSide.Network };
            Exchanges.Add(new SimulatedExchange(far?.Invoke(theirs) ?? theirs, null, Time));
        }

        Transport = new(new() { Domains = [new(Id, Plan)], Spans = options }, null, Time);
        if (!isStarted)
            return;
        Start();
        Until(() => Transport.Spans.Concat(Exchanges.Select(exchange => exchange.State))
            .All(span => span.IsLinkUp && span.Channels == bearers));
    }

    public VirtualTime Time { get; } = new();

    public RoutingPlan Plan { get; }

    public E1Transport Transport { get; }

    public List<SimulatedSpan> Near { get; } = [];

    public List<SimulatedExchange> Exchanges { get; } = [];

    public SimulatedExchange Exchange => Exchanges[0];

    public List<(LegId Leg, CallOffer Offer)> Offers { get; } = [];

    /// <summary>What the office was told of channels, in order.</summary>
    public List<int> Channels { get; } = [];

    public IReadOnlyList<CallEvent> Events => _events;

    public static RoutingPlan OfficePlan(params ReadOnlySpan<string> numbers) => PlanCompiler.Compile(new Plan
    {
        Id = "office",
        TimeZone = "Europe/Moscow",
        Employees = [new Employee { Id = "olga", Extension = Extension.Parse("100") }],
        Trunks = [new Trunk { Id = Trunk, Kind = TrunkKind.Pri, NumberRules = new() { Country = "7", Area = "495" } }],
        Numbers = [.. Numbers(numbers)],
        OtherNumber = new MailboxTarget("olga"),
    }).GetPlan();

    public void Start()
    {
        foreach (var exchange in Exchanges)
            Time.Complete(exchange.StartAsync());
        Time.Complete(Transport.StartAsync(this, CancellationToken.None));
    }

    public void Run(double seconds) => Time.Advance(Duration.FromSeconds(seconds));

    public void Until(Func<bool> condition, double within = 5)
    {
        for (var end = Time.Now + Duration.FromSeconds(within); !condition() && Time.Now < end;)
            Time.Advance(Duration.FromMilliseconds(20));
        Assert.True(condition(), $"It does not come to be so within {within} s. Events:\n{string.Join('\n', _events)}");
    }

    /// <summary>The first line loses every frame, both ways, without an alarm.</summary>
    public void LoseFrames(bool loses) => Near[0].LosesFrames = Near[0].Peer.LosesFrames = loses;

    /// <summary>A call comes in.</summary>
    public (LegId Leg, SimulatedCall Caller) Call(string? called = "4951110001", string? caller = "9030000001",
        TypeOfNumber type = TypeOfNumber.National)
    {
        var before = Offers.Count;
        var call = Exchange.Call(called, caller, type);
        Until(() => Offers.Count > before);
        return (Offers[^1].Leg, call);
    }

    /// <summary>A call comes in and is answered.</summary>
    public (LegId Leg, SimulatedCall Caller) Talk()
    {
        var (leg, caller) = Call();
        Do(CallEffectKind.Answer, leg);
        Until(() => caller.IsConnected);
        return (leg, caller);
    }

    /// <summary>A call goes out, to where it rings.</summary>
    public (LegId Leg, SimulatedCall Party) Ring(string number = "+79030000002", CallerId? caller = null,
        Func<RingDestination, RingDestination>? change = null)
    {
        var before = Exchanges.SelectMany(exchange => exchange.Taken).ToHashSet();
        var leg = Dial(number, caller, change);
        SimulatedCall? party = null;
        Until(() => (party = Exchanges.SelectMany(exchange => exchange.Taken)
            .FirstOrDefault(call => !before.Contains(call))) is not null);
        return (leg, party!);
    }

    /// <summary>A call goes out.</summary>
    public LegId Dial(string number = "+79030000002", CallerId? caller = null,
        Func<RingDestination, RingDestination>? change = null)
    {
        var leg = new CallId(++_lastCall).Leg(1);
        var destination = new RingDestination
        {
            Domain = Id, Kind = LegKind.External, Number = PhoneNumber.Parse(number),
            Trunk = Plan.Trunks[0].Settings, Caller = caller ?? new CallerId("+74951110001"),
        };
        Transport.Ring(leg, change?.Invoke(destination) ?? destination);
        return leg;
    }

    public void Do(CallEffectKind kind, LegId leg, LegId peer = default) =>
        Transport.Execute(new CallEffect(kind, leg) { Peer = peer }, null, null);

    public void Release(LegId leg, Cause cause = Cause.NormalClearing) =>
        Transport.Execute(new CallEffect(CallEffectKind.Release, leg) { Cause = cause }, null, null);

    public ushort Play(LegId leg, byte[] alaw, bool isLoop = false)
    {
        var play = new CallEffect(CallEffectKind.Play, leg) { Tag = ++_lastTag };
        Transport.Execute(play, new PromptAudio(alaw, isLoop), null);
        return play.Tag;
    }

    /// <summary>Forgets what has happened.</summary>
    public void Forget()
    {
        _events.Clear();
        Offers.Clear();
    }

    public IEnumerable<CallEvent> Of(LegId leg) => _events.Where(happened => happened.Leg == leg);

    public string Story(LegId leg) => string.Join(' ', Of(leg).Select(happened => happened.Kind));

    public Cause EndOf(LegId leg, double within = 5)
    {
        Until(() => Of(leg).Any(IsEnd), within);
        return Of(leg).Single(IsEnd).Cause;
    }

    public void Dispose()
    {
        Stop();
        foreach (var exchange in Exchanges)
            Complete(exchange.StopAsync(), () => exchange.HasEnded);
    }

    public void Stop() => Complete(Transport.StopAsync(CancellationToken.None), () => Transport.HasEnded);

    private void Complete(Task stop, Func<bool> hasEnded)
    {
        while (!hasEnded())
            Time.Advance(Duration.FromMilliseconds(20));
        Time.Complete(stop);
    }

    LegId ITransportHost.Offer(DomainId domain, ICallTransport transport, CallOffer offer)
    {
        Assert.Equal(Id, domain);
        Assert.Same(Transport, transport);
        var leg = new CallId(++_lastCall).Caller;
        Offers.Add((leg, offer));
        return leg;
    }

    void ITransportHost.Post(in CallEvent happened) => _events.Add(happened);

    DeviceId ITransportHost.AddDevice(DomainId domain, ICallTransport transport, string employee, string? name) =>
        throw new InvalidOperationException();

    void ITransportHost.RemoveDevice(DeviceId device) => throw new InvalidOperationException();

    void ITransportHost.SetChannels(DomainId domain, string trunk, int inService)
    {
        Assert.Equal((Id, Trunk), (domain, trunk));
        Channels.Add(inService);
    }

    private static bool IsEnd(CallEvent happened) => happened.Kind is CallEventKind.Failed or CallEventKind.Cleared;

    private static List<CompanyNumber> Numbers(ReadOnlySpan<string> numbers)
    {
        var own = new List<CompanyNumber>();
        foreach (var number in numbers.IsEmpty ? ["+74951110001"] : numbers)
            own.Add(new()
            {
                Id = $"n{own.Count}", Called = PhoneNumber.Parse(number), CallerIdOut = own.Count == 0,
                Route = new MailboxTarget("olga"),
            });
        return own;
    }
}
