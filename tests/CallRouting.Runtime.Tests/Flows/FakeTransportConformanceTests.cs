using CallRouting.Testing;
using NodaTime;

namespace CallRouting.Runtime.Tests;

public class FakeTransportConformanceTests
{
    public static TheoryData<string> Names => [.. TransportConformance.Checks.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_fake_transport_keeps_the_contract(string name) => Run(name);

    [Fact]
    public void A_transport_that_ends_a_leg_twice_is_found()
    {
        var broken = Assert.Throws<ConformanceException>(() =>
            Run("A leg that is busy fails with that cause", host => new Doubling(host)));
        Assert.Contains("ends 2 times", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transport_that_never_ends_a_prompt_is_found()
    {
        var broken = Assert.Throws<ConformanceException>(() =>
            Run("A prompt ends once, at its end", host => new Losing(host, CallEventKind.PlayEnded)));
        Assert.Contains("PlayEnded of leg", broken.Message, StringComparison.Ordinal);
    }

    private static void Run(string name, Func<ITransportHost, ITransportHost>? between = null)
    {
        var time = new VirtualTime();
        var test = new FakeUnderTest(time, new FakeTransport(time), between);
        time.Run(() => TransportConformance.Checks.Single(check => check.Name == name).RunAsync(test));
    }

    private sealed class FakeUnderTest(
        VirtualTime time, FakeTransport line, Func<ITransportHost, ITransportHost>? between)
        : ITransportUnderTest, ICallTransport
    {
        private int _numbers;

        public ICallTransport Transport => this;

        public DomainId Domain => new(1);

        public Duration GivesUpWithin => FakeTransport.GivesUpAfter + Duration.FromSeconds(1);

        public RingDestination Nowhere => new() { Domain = Domain, Kind = LegKind.Device, Device = new DeviceId(4711) };

        public string Name => line.Name;

        public TransportCapabilities Capabilities => line.Capabilities;

        public Task<IFarEnd> CallAsync() => Task.FromResult<IFarEnd>(new End(() => line.Call(Domain, new CallOffer())));

        public IFarEnd Place(out RingDestination destination)
        {
            var number = PhoneNumber.Parse($"+7903000{++_numbers:0000}");
            destination = new RingDestination { Domain = Domain, Kind = LegKind.External, Number = number };
            return new End(() => line.Rung.FirstOrDefault(leg => leg.Destination!.Number == number), isWaiting: true);
        }

        public Task<bool> UntilAsync(Func<bool> condition, Duration limit)
        {
            for (var end = time.Now + limit; !condition() && time.Now < end;)
                time.Advance(Duration.FromMilliseconds(20));
            return Task.FromResult(condition());
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public Task StartAsync(ITransportHost host, CancellationToken cancellation) =>
            line.StartAsync(new Own(this, line, between?.Invoke(host) ?? host), cancellation);

        public Task StopAsync(CancellationToken cancellation) => line.StopAsync(cancellation);

        public void Ring(LegId leg, RingDestination destination) => line.Ring(leg, destination);

        public void Execute(in CallEffect effect, PromptAudio? prompt, IRecording? recording) =>
            line.Execute(effect, prompt, recording);

        public IFrameSink? OpenAudio(LegId leg, IFrameSink heard) => line.OpenAudio(leg, heard);
    }

    // The suite sees the transport under test as this object.
    private sealed class Own(ICallTransport self, ICallTransport line, ITransportHost host) : ITransportHost
    {
        public LegId Offer(DomainId domain, ICallTransport transport, CallOffer offer) =>
            host.Offer(domain, transport == line ? self : transport, offer);

        public void Post(in CallEvent happened) => host.Post(happened);

        public DeviceId AddDevice(DomainId domain, ICallTransport transport, string employee, string? name) =>
            host.AddDevice(domain, self, employee);

        public void RemoveDevice(DeviceId device) => host.RemoveDevice(device);

        public void SetChannels(DomainId domain, string trunk, int inService) =>
            host.SetChannels(domain, trunk, inService);
    }

    private sealed class End : IFarEnd
    {
        private readonly Func<FakeLeg?> _find;
        private FakeLeg? _leg;

        public End(Func<FakeLeg?> find, bool isWaiting = false)
        {
            _find = find;
            if (!isWaiting)
                _leg = find();
        }

        public bool IsRinging => Leg is { IsAnswered: false, IsEnded: false };

        public bool IsConnected => Leg is { IsAnswered: true, IsEnded: false };

        public bool IsEnded => Leg is { IsEnded: true };

        private FakeLeg? Leg => _leg ??= _find();

        public Task AnswerAsync() => Do(leg => leg.Answer());

        public Task RejectAsync(Cause cause) => Do(leg => leg.HangUp(cause));

        public Task HangUpAsync() => Do(leg => leg.HangUp());

        public Task PressAsync(char digit) => Do(leg => leg.Press(digit));

        public Task VanishAsync() => Do(leg => leg.Vanish());

        private Task Do(Action<FakeLeg> action)
        {
            action(Leg!);
            return Task.CompletedTask;
        }
    }

    private sealed class Doubling(ITransportHost host) : ITransportHost
    {
        public LegId Offer(DomainId domain, ICallTransport transport, CallOffer offer) =>
            host.Offer(domain, transport, offer);

        public void Post(in CallEvent happened)
        {
            host.Post(happened);
            host.Post(happened);
        }

        public DeviceId AddDevice(DomainId domain, ICallTransport transport, string employee, string? name) =>
            host.AddDevice(domain, transport, employee);

        public void RemoveDevice(DeviceId device) => host.RemoveDevice(device);

        public void SetChannels(DomainId domain, string trunk, int inService) =>
            host.SetChannels(domain, trunk, inService);
    }

    private sealed class Losing(ITransportHost host, CallEventKind lost) : ITransportHost
    {
        public LegId Offer(DomainId domain, ICallTransport transport, CallOffer offer) =>
            host.Offer(domain, transport, offer);

        public void Post(in CallEvent happened)
        {
            if (happened.Kind != lost)
                host.Post(happened);
        }

        public DeviceId AddDevice(DomainId domain, ICallTransport transport, string employee, string? name) =>
            host.AddDevice(domain, transport, employee);

        public void RemoveDevice(DeviceId device) => host.RemoveDevice(device);

        public void SetChannels(DomainId domain, string trunk, int inService) =>
            host.SetChannels(domain, trunk, inService);
    }
}
