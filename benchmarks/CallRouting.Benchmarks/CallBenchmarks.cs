using BenchmarkDotNet.Attributes;
using NodaTime;
using Stateless;

namespace CallRouting.Benchmarks;

/// <summary>One step, and one whole call of twelve events, beside a state machine library.</summary>
[MemoryDiagnoser]
public class CallBenchmarks
{
    // Made beforehand: the arithmetic of instants is not what is measured.
    private static readonly Instant Start = BenchmarkPlan.OpenHour;
    private static readonly Instant After10 = Start + Duration.FromSeconds(10);
    private static readonly Instant After20 = Start + Duration.FromSeconds(20);
    private static readonly Instant After22 = Start + Duration.FromSeconds(22);
    private static readonly Instant After60 = Start + Duration.FromSeconds(60);
    private readonly EffectBuffer _effects = new();
    private readonly RoutingPlan _plan = BenchmarkPlan.Compile(10);
    private readonly int[] _seats = [0, 1, 2];
    private readonly Presence[] _presences = [.. Enumerable.Range(1, 3).Select(i => new Presence([new DeviceId(i)]))];
    private readonly StateMachine<CallPhase, CallEventKind> _library = Library();
    private CallState _talking;
    private CallEvent _digit;
    private int _node;

    [GlobalSetup]
    public void Setup()
    {
        _node = Router.Decide(_plan, 0, BenchmarkPlan.Raw(1), default, BenchmarkPlan.OpenHour).Node;
        RunCall(stopWhenTalking: true);
        _digit = CallEvent.DigitPressed(_talking.Id.Caller, '5');
        if (_talking.Phase != CallPhase.Talking)
            throw new InvalidOperationException($"The call does not talk but is in {_talking.Phase}.");
        if (RunCall(stopWhenTalking: false) != CallPhase.Ended)
            throw new InvalidOperationException("The call does not end.");
    }

    [Benchmark(Baseline = true)]
    public int Step()
    {
        _effects.Clear();
        var view = new OfficeView(_plan, _seats, _presences);
        CallMachine.Step(ref _talking, _digit, view, After60, _effects);
        return _effects.Count;
    }

    [Benchmark]
    public int Step_in_Stateless()
    {
        _library.Fire(CallEventKind.DigitPressed);
        return (int)_library.State;
    }

    /// <summary>Offered, greeting, menu, key, three phones cascading, answer, hang-up: twelve events.</summary>
    [Benchmark]
    public CallPhase Whole_call() => RunCall(stopWhenTalking: false);

    [Benchmark]
    public CallPhase Whole_call_in_Stateless()
    {
        var call = Library();
        call.Fire(CallEventKind.Offered);
        call.Fire(CallEventKind.PlayEnded);
        call.Fire(CallEventKind.DigitPressed);
        for (var i = 0; i < 3; i++)
            call.Fire(CallEventKind.Ringing);
        call.Fire(CallEventKind.Expired);
        call.Fire(CallEventKind.Expired);
        call.Fire(CallEventKind.Answered);
        call.Fire(CallEventKind.Failed);
        call.Fire(CallEventKind.Failed);
        call.Fire(CallEventKind.Cleared);
        return call.State;
    }

    private CallPhase RunCall(bool stopWhenTalking)
    {
        var view = new OfficeView(_plan, _seats, _presences);
        var id = new CallId(1);
        var call = CallState.Begin(id, 0, _node, -1);
        _effects.Clear();
        CallMachine.Step(ref call, new CallEvent(CallEventKind.Offered, id.Caller), view, Start, _effects);
        CallMachine.Step(ref call, CallEvent.PlayEnded(id.Caller, call.PlayTag), view, Start, _effects);
        CallMachine.Step(ref call, CallEvent.DigitPressed(id.Caller, '1'), view, Start, _effects);
        CallMachine.Step(ref call, CallEvent.Ringing(id.Leg(1)), view, Start, _effects);
        var expired = new CallEvent(CallEventKind.Expired, id.Caller);
        CallMachine.Step(ref call, expired, view, After10, _effects);
        CallMachine.Step(ref call, CallEvent.Ringing(id.Leg(2)), view, After10, _effects);
        CallMachine.Step(ref call, expired, view, After20, _effects);
        CallMachine.Step(ref call, CallEvent.Answered(id.Leg(3)), view, After22, _effects);
        CallMachine.Step(ref call, CallEvent.Failed(id.Leg(1), Cause.NormalClearing), view, After22, _effects);
        CallMachine.Step(ref call, CallEvent.Failed(id.Leg(2), Cause.NormalClearing), view, After22, _effects);
        if (stopWhenTalking)
        {
            _talking = call;
            return call.Phase;
        }

        CallMachine.Step(ref call, CallEvent.Cleared(id.Leg(3), Cause.NormalClearing), view, After60, _effects);
        CallMachine.Step(ref call, CallEvent.Cleared(id.Caller, Cause.NormalClearing), view, After60, _effects);
        return call.Phase;
    }

    private static StateMachine<CallPhase, CallEventKind> Library()
    {
        var machine = new StateMachine<CallPhase, CallEventKind>(CallPhase.None);
        machine.Configure(CallPhase.None).Permit(CallEventKind.Offered, CallPhase.Greeting)
            .Ignore(CallEventKind.DigitPressed);
        machine.Configure(CallPhase.Greeting).Permit(CallEventKind.PlayEnded, CallPhase.MenuPrompt);
        machine.Configure(CallPhase.MenuPrompt).Permit(CallEventKind.DigitPressed, CallPhase.Hunting);
        machine.Configure(CallPhase.Hunting).Permit(CallEventKind.Answered, CallPhase.Talking)
            .PermitReentry(CallEventKind.Expired).Ignore(CallEventKind.Ringing);
        machine.Configure(CallPhase.Talking).Permit(CallEventKind.Cleared, CallPhase.Ended)
            .Ignore(CallEventKind.Failed);
        return machine;
    }
}
