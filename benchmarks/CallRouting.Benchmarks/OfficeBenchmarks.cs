using BenchmarkDotNet.Attributes;
using NodaTime;

namespace CallRouting.Benchmarks;

/// <summary>A busy office: many live calls, events in random order.</summary>
[MemoryDiagnoser]
public class OfficeBenchmarks
{
    private const int Batch = 4096;
    private readonly EffectBuffer _effects = new();
    private readonly CallEvent[] _events = new CallEvent[Batch];
    private Office _office = null!;
    private Instant _now = BenchmarkPlan.OpenHour;

    [Params(1_000, 1_000_000)]
    public int LiveCalls { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _office = new Office(BenchmarkPlan.Compile(10));
        _office.AddDevice("anna", new DeviceId(1));
        var offer = new CallOffer
        {
            Trunk = BenchmarkPlan.TrunkId, Called = new CalledId(BenchmarkPlan.Raw(1)), Caller = new CallerId("+79031234567"),
        };
        for (var i = 1; i <= LiveCalls; i++)
        {
            _effects.Clear();
            _office.Offer(new CallId((ulong)i), offer, _now, _effects);
        }

        var order = new Random(1);
        for (var i = 0; i < Batch; i++)
        {
            var call = new CallId((ulong)order.Next(1, LiveCalls + 1));
            // Keys that lead nowhere: the menu stops, says it again, and the deadline moves.
            _events[i] = i % 2 == 0 ? CallEvent.DigitPressed(call.Caller, '9') : CallEvent.PlayEnded(call.Caller, 1);
        }
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public int Event()
    {
        var effects = 0;
        foreach (ref readonly var happened in _events.AsSpan())
        {
            _effects.Clear();
            _office.Apply(happened, _now, _effects);
            effects += _effects.Count;
        }

        return effects;
    }
}

/// <summary>A plan of a million numbers.</summary>
[MemoryDiagnoser]
public class CompileBenchmarks
{
    private readonly Plan _plan = BenchmarkPlan.Describe(1_000_000);

    [Benchmark]
    public int Compile() => PlanCompiler.Compile(_plan).GetPlan().Numbers.Count;
}
