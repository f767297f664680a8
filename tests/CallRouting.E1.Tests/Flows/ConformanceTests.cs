using CallRouting.Testing;
using NodaTime;

namespace CallRouting.E1.Tests;

public class ConformanceTests
{
    public static TheoryData<string> Names => [.. TransportConformance.Checks.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void E1_keeps_the_contract_of_a_transport(string name)
    {
        var test = new E1UnderTest();
        test.Time.Run(() => TransportConformance.Checks.Single(check => check.Name == name).RunAsync(test));
    }

    /// <summary>The transport on a line in virtual time, with an exchange at the far end.</summary>
    private sealed class E1UnderTest : ITransportUnderTest, ICallTransport
    {
        private readonly Dictionary<string, Party> _placed = [];
        private readonly E1Transport _line;
        private readonly SimulatedExchange _exchange;
        private readonly RoutingPlan _plan = Company.OfficePlan();

        public E1UnderTest()
        {
            var (near, far) = SimulatedSpan.Pair(time: Time);
            _line = new(new()
            {
                Domains = [new(Domain, _plan)],
                Spans = [new() { Span = near, Domain = Domain, Trunk = Company.Trunk }],
                StopWithin = Duration.FromSeconds(2),
            }, null, Time);
            _exchange = new(far) { Called = Take };
        }

        public VirtualTime Time { get; } = new();

        public ICallTransport Transport => this;

        public DomainId Domain => new(1);

        // T305 and twice T308 (Q.931 §9).
        public Duration GivesUpWithin => Duration.FromSeconds(30 + 2 * 4 + 1);

        public RingDestination Nowhere => To("+79039999999");

        public string Name => _line.Name;

        public TransportCapabilities Capabilities => _line.Capabilities;

        public Task<IFarEnd> CallAsync() =>
            Task.FromResult<IFarEnd>(new Party { Call = _exchange.Call("4951110001", "9030000001") });

        public IFarEnd Place(out RingDestination destination)
        {
            var number = $"903000{_placed.Count:0000}";
            destination = To($"+7{number}");
            return _placed[number] = new Party();
        }

        public Task<bool> UntilAsync(Func<bool> condition, Duration limit)
        {
            for (var end = Time.Now + limit; !condition() && Time.Now < end;)
                Time.Advance(Duration.FromMilliseconds(20));
            return Task.FromResult(condition());
        }

        public async Task StartAsync(ITransportHost host, CancellationToken cancellation)
        {
            await _exchange.StartAsync();
            await _line.StartAsync(new Own(this, host), cancellation);
            await UntilAsync(() => _line.Spans[0].Channels == 30 && _exchange.State.Channels == 30,
                Duration.FromSeconds(5));
        }

        public Task StopAsync(CancellationToken cancellation)
        {
            var stop = _line.StopAsync(cancellation);
            while (!_line.HasEnded)
                Time.Advance(Duration.FromMilliseconds(20));
            // What is left is another thread's: it tells that the lines have ended.
            SpinWait.SpinUntil(() => stop.IsCompleted);
            return stop;
        }

        public void Ring(LegId leg, RingDestination destination) => _line.Ring(leg, destination);

        public void Execute(in CallEffect effect, PromptAudio? prompt, IRecording? recording) =>
            _line.Execute(effect, prompt, recording);

        public IFrameSink? OpenAudio(LegId leg, IFrameSink heard) => _line.OpenAudio(leg, heard);

        public async ValueTask DisposeAsync()
        {
            await StopAsync(CancellationToken.None);
            var stop = _exchange.StopAsync();
            while (!_exchange.HasEnded)
                Time.Advance(Duration.FromMilliseconds(20));
            await stop;
        }

        private void Take(SimulatedCall call)
        {
            if (!_placed.TryGetValue(call.Called.Raw!, out var party))
            {
                call.HangUp(Cause.UnallocatedNumber);
                return;
            }

            party.Call = call;
            call.Rung();
            call.Alert();
        }

        private RingDestination To(string number) => new()
        {
            Domain = Domain, Kind = LegKind.External, Number = PhoneNumber.Parse(number),
            Trunk = _plan.Trunks[0].Settings, Caller = new("+74951110001"),
        };

        private sealed class Own(E1UnderTest test, ITransportHost host) : ITransportHost
        {
            public LegId Offer(DomainId domain, ICallTransport transport, CallOffer offer) =>
                host.Offer(domain, test, offer);

            public void Post(in CallEvent happened) => host.Post(happened);

            public DeviceId AddDevice(DomainId domain, ICallTransport transport, string employee, string? name) =>
                host.AddDevice(domain, test, employee, name);

            public void RemoveDevice(DeviceId device) => host.RemoveDevice(device);

            public void SetChannels(DomainId domain, string trunk, int inService) =>
                host.SetChannels(domain, trunk, inService);
        }
    }

    private sealed class Party : IFarEnd
    {
        public SimulatedCall? Call { get; set; }

        public bool IsRinging => Call is { IsRinging: true };

        public bool IsConnected => Call is { IsConnected: true };

        public bool IsEnded => Call is { IsEnded: true };

        public Task AnswerAsync() => Do(call => call.Answer());

        public Task RejectAsync(Cause cause) => Do(call => call.HangUp(cause));

        public Task HangUpAsync() => Do(call => call.HangUp());

        public Task PressAsync(char digit) => Do(call => call.Press(digit.ToString()));

        public Task VanishAsync() => Do(call => call.Vanish());

        private Task Do(Action<SimulatedCall> what)
        {
            what(Call!);
            return Task.CompletedTask;
        }
    }
}
