using BenchmarkDotNet.Attributes;
using CallRouting.E1;

namespace CallRouting.Benchmarks;

/// <summary>The sound of thirty bridged calls between two spans for 20 ms: sixty channels heard, listened to for keys,
/// and sent. Beside it the same blocks copied through queues and nothing else.</summary>
/// <remarks>3 % of a core are 600 µs. The far side of both spans is served in the same step: sixty channels that say
/// noise and listen for keys as well. It counts for a half.</remarks>
[MemoryDiagnoser]
public class E1AudioBenchmarks
{
    private const int Calls = 30;
    private const int Sides = 2;

    private readonly SteppedTime _time = new();
    private readonly Queue<byte[]>[] _queues = new Queue<byte[]>[2 * Calls];
    private readonly byte[] _block = new byte[160];

    [GlobalSetup]
    public void Setup()
    {
        var one = SimulatedSpan.Pair("one", Calls, _time);
        var two = SimulatedSpan.Pair("two", Calls, _time);
        var network = new Switch(_time, PriSide.Network, one.B, two.B);
        var user = new Switch(_time, PriSide.User, one.A, two.A);
        _time.Step(TimeSpan.FromSeconds(5));
        for (var i = 0; i < Calls; i++)
        {
            network.Call("one");
            network.Call("two");
        }

        _time.Step(TimeSpan.FromSeconds(2));
        if (user.Bridge() != Calls || network.Say() != 2 * Calls)
            throw new InvalidOperationException("The calls are not connected.");
        _time.Step(TimeSpan.FromSeconds(1));
        for (var i = 0; i < _queues.Length; i++)
        {
            _queues[i] = new(4);
            _queues[i].Enqueue(new byte[160]);
        }
    }

    [Benchmark(OperationsPerInvoke = Sides)]
    public void Thirty_bridged_calls() => _time.Step(TimeSpan.FromMilliseconds(20));

    [Benchmark]
    public byte Thirty_calls_copied_through_queues()
    {
        for (var i = 0; i < _queues.Length; i++)
        {
            var waiting = _queues[i].Dequeue();
            waiting.CopyTo(_block, 0);
            _block.CopyTo(waiting, 0);
            _queues[i ^ 1].Enqueue(waiting);
        }

        return _block[0];
    }

    /// <summary>A transport on two spans that answers what comes.</summary>
    private sealed class Switch : ITransportHost
    {
        private static readonly DomainId Company = new(1);

        private readonly List<(LegId Leg, string Trunk)> _legs = [];
        private readonly E1Transport _transport;
        private ulong _lastCall;

        public Switch(TimeProvider time, PriSide side, SimulatedSpan one, SimulatedSpan two)
        {
            _transport = new(new()
            {
                Domains = [new(Company, BenchmarkPlan.Compile(1))],
                Spans =
                [
                    new() { Span = one, Domain = Company, Trunk = "one", Side = side },
                    new() { Span = two, Domain = Company, Trunk = "two", Side = side },
                ],
            }, null, time);
            _transport.StartAsync(this, CancellationToken.None).GetAwaiter().GetResult();
        }

        public void Call(string trunk)
        {
            var leg = new CallId(++_lastCall).Leg(1);
            _legs.Add((leg, trunk));
            _transport.Ring(leg, Company, trunk, new PriSetup { Called = new("4951110001") });
        }

        /// <summary>Bridges each call of one span to one of the other.</summary>
        /// <returns>How many.</returns>
        public int Bridge()
        {
            var ones = _legs.Where(leg => leg.Trunk == "one").ToList();
            var twos = _legs.Where(leg => leg.Trunk == "two").ToList();
            for (var i = 0; i < ones.Count; i++)
            {
                var bridge = new CallEffect(CallEffectKind.Bridge, ones[i].Leg) { Peer = twos[i].Leg };
                _transport.Execute(bridge, null, null);
            }

            return Math.Min(ones.Count, twos.Count);
        }

        /// <summary>Says noise to every call, without end.</summary>
        /// <returns>To how many.</returns>
        public int Say()
        {
            var noise = new byte[8000];
            new Random(1).NextBytes(noise);
            foreach (var (leg, _) in _legs)
                _transport.Execute(
                    new CallEffect(CallEffectKind.Play, leg) { Tag = 1 }, new PromptAudio(noise, IsLoop: true), null);
            return _legs.Count;
        }

        public LegId Offer(DomainId domain, ICallTransport transport, CallOffer offer)
        {
            var leg = new CallId(++_lastCall).Caller;
            _legs.Add((leg, offer.Trunk));
            _transport.Execute(new CallEffect(CallEffectKind.Answer, leg), null, null);
            return leg;
        }

        public void Post(in CallEvent happened)
        {
            if (happened.Kind is CallEventKind.Failed or CallEventKind.Cleared)
                throw new InvalidOperationException($"A call ended: {happened.Cause}.");
        }

        public DeviceId AddDevice(DomainId domain, ICallTransport transport, string employee, string? name) =>
            throw new InvalidOperationException("An E1 has no devices.");

        public void RemoveDevice(DeviceId device)
        {
        }

        public void SetChannels(DomainId domain, string trunk, int inService)
        {
        }
    }
}
