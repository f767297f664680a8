using System.Globalization;
using NodaTime;

namespace CallRouting.PlanFiles;

/// <summary>An office on virtual time, and the world around it as an example has it.</summary>
internal sealed partial class TestStage
{
    // An example that needs more is one that goes on for ever.
    private const int MostInputs = 200_000;

    private static readonly Duration UsualTalk = Duration.FromSeconds(60);

    private readonly PlanTestCall _script;
    private readonly Office _office;
    private readonly Instant _start;
    private readonly EffectBuffer _effects = new();
    private readonly PriorityQueue<Action, (Instant At, int Order)> _agenda = new();
    private readonly Dictionary<CallId, StageCall> _calls = [];
    private readonly Dictionary<LegId, StageLeg> _legs = [];
    private readonly List<string> _story = [];
    private CallOffer _offer = new();
    private Instant _now;
    private int _order;
    private string _problem = "";

    private TestStage(RoutingPlan plan, PlanTestCall script, Instant start)
    {
        _script = script;
        _start = start;
        _office = new Office(plan);
    }

    /// <summary>What was seen of the call.</summary>
    public TestCallLog Log { get; } = new();

    /// <summary>What happened to the call, a line for each step.</summary>
    public EquatableList<string> Story => EquatableList.From(_story);

    private CallId Main { get; } = new(1);

    /// <summary>Prepares an example; false where what it says cannot be.</summary>
    public static bool TrySet(Plan model, PlanTestCall script,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TestStage? stage, out string problem)
    {
        stage = null;
        problem = "";
        if (!TestPlan.TryFind(model, script.At, out var start))
        {
            problem = $"The clock of {model.TimeZone} never shows {script.At:uuuu-MM-dd HH:mm:ss}: it is set forward over "
                + "that time. Write another.";
            return false;
        }

        var compiled = PlanCompiler.Compile(TestPlan.Of(model, script));
        if (compiled.Plan is not { } plan)
        {
            var error = compiled.Diagnostics.First(found => found.Severity == Severity.Error);
            problem = $"The plan leaves no room for those who are busy or called before: {error.Message}";
            return false;
        }

        stage = new TestStage(plan, script, start);
        return true;
    }

    /// <summary>Runs the example until its call has ended; false where it cannot be judged.</summary>
    public bool TryRun(out string problem)
    {
        Prepare();
        for (var inputs = 0; Log.Outcome == Outcome.None && _problem.Length == 0; inputs++)
        {
            var isPlanned = _agenda.TryPeek(out _, out var next);
            if (inputs > MostInputs || (!isPlanned && _office.NextDeadline == Instant.MaxValue))
            {
                _problem = "The call does not end.";
                break;
            }

            if (isPlanned && next.At < _office.NextDeadline)
            {
                _now = next.At;
                _agenda.Dequeue()();
            }
            else
            {
                _now = Instant.Max(_now, _office.NextDeadline);
                Do(() => _office.Expire(_now, _effects));
            }
        }

        problem = _problem;
        return problem.Length == 0;
    }

    private void Prepare()
    {
        foreach (var trunk in _script.OutOfService)
            _office.SetChannels(trunk, 0);
        var people = _office.Plan.Source.Employees;
        var device = 0;
        foreach (var employee in people)
        {
            if (!(_script.Registered?.Contains(employee.Id) ?? !_script.Offline.Contains(employee.Id)))
                continue;
            if (employee.Devices.IsEmpty)
                _office.AddDevice(employee.Id, new DeviceId(++device));
            foreach (var own in employee.Devices)
                _office.AddDevice(employee.Id, new DeviceId(++device), own.Name);
        }

        var id = 1UL;
        if (_script.SpokeWith is { } spoke)
            Later(_start - spoke.After - Duration.FromMinutes(1), () => CallBefore(new CallId(++id), spoke.Employee));
        var ahead = _start - Duration.FromSeconds(_script.CallsBefore);
        Later(ahead - Duration.FromMilliseconds(1), () =>
        {
            foreach (var busy in _script.Busy)
                BeBusy(new CallId(++id), busy);
            foreach (var paused in _script.Paused)
                _office.Pause(paused, true);
        });
        for (var i = 0; i < _script.CallsBefore; i++)
            Later(ahead + Duration.FromSeconds(i), () => Arrive(new CallId(++id)));
        Later(_start, () => Arrive(Main));
        if (_script.HangsUp is { } patience)
            Later(_start + patience, () => HangUp(Main));
    }

    private void Arrive(CallId id)
    {
        var offer = _script.Employee is { } employee
            ? new CallOffer { Employee = employee, Called = new CalledId(_script.Dials ?? "") }
            : new CallOffer
            {
                Trunk = _script.Trunk ?? "",
                Line = _script.Line,
                Called = new CalledId(_script.CalledRaw ?? ""),
                Caller = new CallerId(_script.Caller),
            };
        _calls.Add(id, new StageCall(IsActor: false));
        if (id == Main)
            _offer = offer;
        var decision = Offer(id, offer);
        if (id == Main)
            Log.Number = decision.Number < 0 ? null : _office.Plan.Numbers[decision.Number].Id;
    }

    // Talks with a stand-in outside, to the end of the example.
    private void BeBusy(CallId id, string employee)
    {
        _calls.Add(id, new StageCall(IsActor: true));
        Offer(id, new CallOffer { Employee = employee, Called = new CalledId(TestPlan.BusyLine) });
        Later(_now, () =>
        {
            if (_office.PresenceOf(employee).Talking == 0)
                _problem = $"{employee} cannot be made busy by a call in this plan.";
        });
    }

    private void CallBefore(CallId id, string employee)
    {
        _calls.Add(id, new StageCall(IsActor: true));
        Offer(id, new CallOffer
        {
            Trunk = _script.Trunk ?? "",
            Called = new CalledId(TestPlan.EarlierLine),
            Caller = new CallerId(_script.Caller),
        });
        Later(_now + Duration.FromSeconds(30), () =>
        {
            if (_script.Caller is null || _calls[id].TalkedWith != employee)
                _problem = $"The caller could not have spoken with {employee} before: on this line, with this number, "
                    + "the call would not have reached them.";
            HangUp(id);
        });
    }

    private Decision Offer(CallId id, CallOffer offer)
    {
        _legs.Add(id.Caller, new StageLeg("caller") { IsUp = true });
        var decision = default(Decision);
        Do(() => decision = _office.Offer(id, offer, _now, _effects));
        return decision;
    }

    private void HangUp(CallId id)
    {
        var caller = _legs[id.Caller];
        if (caller.HasEnded)
            return;
        caller.HasEnded = true;
        Tell(id, "the caller hangs up");
        Do(() => _office.Apply(CallEvent.Cleared(id.Caller, Cause.NormalClearing), _now, _effects));
    }

    private void Later(Instant at, Action action) => _agenda.Enqueue(action, (at, _order++));

    private void Happen(CallEvent happened) => Later(_now, () => Do(() => _office.Apply(happened, _now, _effects)));

    private void Do(Action input)
    {
        _effects.Clear();
        input();
        foreach (var effect in _effects.Written.ToArray())
            CarryOut(effect);
        foreach (var (id, call) in _calls)
            PressKey(id, call);
    }

    // A key as soon as something waits for one.
    private void PressKey(CallId id, StageCall call)
    {
        if (call.IsActor || call.IsPressing || call.KeysPressed >= _script.Keys.Count
            || !_office.TryGet(id, out var state, out _)
            || state.Phase is not (CallPhase.MenuWaiting or CallPhase.AskWaiting))
            return;
        call.IsPressing = true;
        Later(_now, () =>
        {
            call.IsPressing = false;
            var key = _script.Keys[call.KeysPressed++];
            Tell(id, $"the caller presses {key}");
            Do(() => _office.Apply(CallEvent.DigitPressed(id.Caller, key), _now, _effects));
        });
    }

    private void Tell(CallId id, string what)
    {
        if (id == Main)
            _story.Add(string.Create(CultureInfo.InvariantCulture, $"{DurationText.Of(_now - _start),6}  {what}"));
    }

    /// <summary>How many keys the caller has pressed.</summary>
    public int KeysPressed => _calls.TryGetValue(Main, out var call) ? call.KeysPressed : 0;

    private sealed record StageCall(bool IsActor)
    {
        public int KeysPressed { get; set; }
        public bool IsPressing { get; set; }
        public string? TalkedWith { get; set; }
        public Dictionary<string, (Instant Start, int Legs, Instant Ended)> RingRuns { get; } = [];
    }

    private sealed class StageLeg(string who)
    {
        public string Who { get; } = who;
        public bool IsUp { get; set; }
        public bool HasEnded { get; set; }
        public ushort PlayTag { get; set; }
        public ushort RecordTag { get; set; }
        public Instant RecordStart { get; set; }
    }
}
