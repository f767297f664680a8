using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CallRouting.E1;

/// <summary>The exchange at the other end of a line, as demonstrations and tests need one: it calls in, and does with
/// calls that come to it what it is told.</summary>
/// <remarks>It is the network side of this package, or its user side where the router is the network of a PBX. Calls
/// that come to it ring until somebody answers or rejects them.</remarks>
public sealed class SimulatedExchange : ITransportHost, IAsyncDisposable
{
    private const string Trunk = "exchange";
    private const int MostTaken = 100;

    private static readonly DomainId Nobody = new(1);

    private readonly E1Transport _transport;
    private readonly ConcurrentDictionary<CallId, SimulatedCall> _calls = new();
    private readonly ConcurrentQueue<SimulatedCall> _taken = new();
    private long _lastCall;

    /// <summary>An exchange that is not started yet.</summary>
    /// <param name="span">Its end of the line.</param>
    /// <param name="log">Where to tell what goes wrong; nowhere by itself.</param>
    public SimulatedExchange(SimulatedSpan span, ILogger<E1Transport>? log = null)
        : this(new E1SpanOptions { Span = span, Domain = Nobody, Trunk = Trunk, Side = PriSide.Network }, log,
            span?.Time)
    {
    }

    /// <summary>An exchange, or a PBX, that behaves as its options say.</summary>
    /// <param name="span">Its end of the line; company and trunk do not count.</param>
    /// <param name="log">Where to tell what goes wrong; nowhere by itself.</param>
    /// <param name="time">The clock; <c>null</c>: the system's.</param>
    public SimulatedExchange(E1SpanOptions span, ILogger<E1Transport>? log = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(span);
        var plan = PlanCompiler.Compile(FreshPlan.Make("exchange", "UTC", "en")).Plan!;
        _transport = new(new()
        {
            Domains = [new(Nobody, plan)],
            Spans = [span with { Domain = Nobody, Trunk = Trunk }],
        }, log, time);
    }

    /// <summary>What is done with a call that comes to the exchange, from the thread of its span; <c>null</c>: it
    /// rings.</summary>
    public Action<SimulatedCall>? Called { get; set; }

    /// <summary>The last 100 calls that came to the exchange, oldest first.</summary>
    public IReadOnlyCollection<SimulatedCall> Taken => _taken;

    /// <summary>The calls that are not over.</summary>
    public int Count => _calls.Count;

    /// <summary>How its end of the line is.</summary>
    public E1SpanState State => _transport.Spans[0];

    internal bool HasEnded => _transport.HasEnded;

    /// <summary>Begins to serve its end of the line.</summary>
    public Task StartAsync() => _transport.StartAsync(this, CancellationToken.None);

    /// <summary>Ends all calls and leaves the line.</summary>
    public Task StopAsync() => _transport.StopAsync(CancellationToken.None);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _transport.DisposeAsync();

    /// <summary>Calls in.</summary>
    /// <param name="called">The called number's digits; <c>null</c>: SETUP does not say any.</param>
    /// <param name="caller">The caller's digits; <c>null</c>: not said.</param>
    /// <param name="type">What form the called number is said to have.</param>
    /// <param name="callerType">What form the caller's number is said to have.</param>
    public SimulatedCall Call(string? called, string? caller = null, TypeOfNumber type = TypeOfNumber.National,
        TypeOfNumber callerType = TypeOfNumber.National) => Call(new PriSetup
        {
            Called = new(called ?? "", called is null ? TypeOfNumber.Unknown : type),
            Calling = caller is null ? null : new(caller, callerType, Screening: Screening.NetworkProvided),
        });

    /// <summary>Calls in with digits that follow one by one, see <see cref="SimulatedCall.Dial"/>.</summary>
    /// <param name="first">The digits that SETUP has already; may be empty.</param>
    /// <param name="type">What form the called number is said to have.</param>
    public SimulatedCall BeginCall(string first, TypeOfNumber type = TypeOfNumber.National) =>
        Call(new PriSetup { Called = new(first, type), IsComplete = false });

    internal SimulatedCall Call(PriSetup setup)
    {
        var leg = NextCall().Leg(1);
        var caller = setup.Calling is { } number ? new CallerId(number.Digits) : default;
        var call = new SimulatedCall(this, leg, E1Numbers.Called(setup.Called), caller, isFromRouter: false);
        _calls[leg.Call] = call;
        _transport.Ring(leg, Nobody, Trunk, setup);
        call.Listen();
        return call;
    }

    internal void Execute(in CallEffect effect, PromptAudio? prompt, IRecording? recording) =>
        _transport.Execute(effect, prompt, recording);

    internal void Dial(LegId leg, string digits, bool isComplete) => _transport.Dial(leg, digits, isComplete);

    internal void Silence(LegId leg) => _transport.Silence(leg);

    LegId ITransportHost.Offer(DomainId domain, ICallTransport transport, CallOffer offer)
    {
        var leg = NextCall().Caller;
        var call = new SimulatedCall(this, leg, offer.Called, offer.Caller, isFromRouter: true);
        _calls[leg.Call] = call;
        _taken.Enqueue(call);
        if (_taken.Count > MostTaken)
            _taken.TryDequeue(out _);
        call.Listen();
        if (Called is { } called)
        {
            called(call);
        }
        else
        {
            call.Rung();
            call.Alert();
        }

        return leg;
    }

    void ITransportHost.Post(in CallEvent happened)
    {
        if (_calls.TryGetValue(happened.Leg.Call, out var call))
            call.Take(happened);
        if (happened.Kind is CallEventKind.Failed or CallEventKind.Cleared)
            _calls.TryRemove(happened.Leg.Call, out _);
    }

    DeviceId ITransportHost.AddDevice(DomainId domain, ICallTransport transport, string employee, string? name) =>
        throw new InvalidOperationException("An E1 has no devices.");

    void ITransportHost.RemoveDevice(DeviceId device)
    {
    }

    void ITransportHost.SetChannels(DomainId domain, string trunk, int inService)
    {
    }

    private CallId NextCall() => new((ulong)Interlocked.Increment(ref _lastCall));
}
