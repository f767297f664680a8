using NodaTime;

namespace CallRouting.Tests;

/// <summary>An office in which a random script happens, with far ends that do all that far ends do.</summary>
internal sealed class CallWorld
{
    private static readonly Cause[] Causes =
    [
        Cause.UserBusy, Cause.CallRejected, Cause.NoUserResponding, Cause.NormalClearing, Cause.NoRouteToDestination,
        Cause.None, Cause.Congestion,
    ];

    private static readonly string?[] DeviceNames = [null, "desk", "softphone", "Desk", "kitchen"];

    private static readonly string?[] Callers =
        ["+79031234567", "89031234567", null, "+74952220000", "anonymous", "101", "+442012345678"];

    private readonly EffectBuffer _effects = new();
    private readonly CallWitness _witness;
    private readonly CallScript _script;
    private readonly bool _isHonest;
    private readonly List<Action<Office, EffectBuffer>> _inputs = [];
    private readonly List<CallEffect> _done = [];
    private Instant _now = Story.Start;
    private int _nextDevice = 1;

    /// <param name="script">What happens.</param>
    /// <param name="isHonest">Whether far ends keep to the transport contract.</param>
    public CallWorld(CallScript script, bool isHonest)
    {
        _script = script;
        _isHonest = isHonest;
        Office = new Office(PlanOf(script.PlanSeed), (ulong)script.PlanSeed);
        _witness = new CallWitness(Office);
        foreach (var employee in Office.Plan.Employees)
            for (var i = 0; i < (script.PlanSeed + employee.Id.Length) % 3; i++)
                AddDevice(employee.Id);
    }

    public Office Office { get; }

    public IReadOnlyList<CallEffect> Done => _done;

    /// <summary>Every phase that was seen between two inputs.</summary>
    public HashSet<CallPhase> Phases => _witness.Phases;

    public IEnumerable<Outcome> Outcomes => _witness.Calls.Values.Select(call => call.Outcome);

    public void Run()
    {
        foreach (var step in _script.Steps)
        {
            Pass(Duration.FromMilliseconds(step.Milliseconds), step.How % 8);
            Happen(step);
        }
    }

    /// <summary>Everybody hangs up and every transport tells what it owes.</summary>
    public void HangUpEverything()
    {
        foreach (var call in _witness.Live.ToList())
            End(_witness.Legs[call.Id.Caller]);
        foreach (var leg in _witness.Legs.Values.ToList())
            End(leg);
    }

    /// <summary>Nothing happens any more but timers.</summary>
    public void FallSilent()
    {
        for (var i = 0; Office.NextDeadline != Instant.MaxValue; i++)
        {
            Assert.True(i < 100_000, "the timers never end");
            _now = Office.NextDeadline;
            Expire();
        }
    }

    public Duration Elapsed => _now - Story.Start;

    /// <summary>Gives the same inputs to another office.</summary>
    public List<CallEffect> Replay()
    {
        var office = new Office(PlanOf(_script.PlanSeed), (ulong)_script.PlanSeed);
        var effects = new EffectBuffer();
        foreach (var input in _inputs)
            input(office, effects);
        return [.. effects.Written];
    }

    private void Pass(Duration time, int how)
    {
        var until = _now + time;
        if (how < 6)
        {
            while (Office.NextDeadline <= until)
            {
                _now = Office.NextDeadline;
                Expire();
            }

            _now = until;
            return;
        }

        // The timer sleeps; with 7 the next event comes before it wakes.
        _now = until;
        if (how == 6)
            Expire();
    }

    private void Happen(in ScriptStep step)
    {
        var legs = _witness.Legs.Values;
        switch (step.What % 20)
        {
            case 0 or 1 or 2: Offer(step); break;
            case 3 or 4:
                if (Pick(legs.Where(l => l is { IsUp: false, HasEnded: false }), step) is { } answering)
                    Post(CallEvent.Answered(answering.Id));
                break;
            case 5 or 6:
                if (Pick(legs.Where(l => l is { IsUp: false, HasEnded: false }), step) is { } failing)
                    Post(CallEvent.Failed(failing.Id, Causes[step.How % Causes.Length]));
                break;
            case 7:
                if (Pick(legs.Where(l => l is { IsUp: true, HasEnded: false }), step) is { } clearing)
                    End(clearing);
                break;
            case 8 or 9 or 10:
                // A third of the keys are those of people who were called: they pass callers on.
                var isAnyone = step.What % 20 != 9;
                if (Pick(legs.Where(l => l is { IsUp: true, HasEnded: false } &&
                    (isAnyone || l.Kind != LegKind.Caller)), step) is { } pressing)
                    PressKeys(pressing, step);
                break;
            case 11 or 12 or 13:
                if (Pick(legs.Where(l => l.Plays.Count > 0 && !l.HasEnded), step) is { } played)
                    Post(CallEvent.PlayEnded(played.Id, played.Plays.Last(), step.How % 9 == 0));
                break;
            case 14:
                if (Pick(legs.Where(l => l.Records.Count > 0), step) is { } recorded)
                    EndRecord(recorded, step.How * 100);
                break;
            case 15: ChangePresence(step); break;
            case 16:
                if (Pick(legs.Where(l => l is { IsUp: false, HasEnded: false }), step) is { } sounding)
                    Post(step.How % 2 == 0 ? CallEvent.Progressed(sounding.Id) : CallEvent.Ringing(sounding.Id));
                break;
            case 17:
                if (Pick(legs.Where(l => l is { IsReleased: true, HasEnded: false }), step) is { } released)
                    End(released);
                break;
            case 18 when step.How % 2 == 0: UsePlan(step); break;
            case 18: AskTransfer(step); break;
            case 19 when step.How % 3 == 0: ChangeChannels(step); break;
            default:
                if (!_isHonest)
                    Post(Nonsense(step));
                break;
        }
    }

    // Alarms come and go; mostly some channels are left.
    private void ChangeChannels(in ScriptStep step)
    {
        var trunks = Office.Plan.Trunks;
        if (trunks.Count == 0)
            return;
        var (trunk, channels) = (trunks[step.Who % trunks.Count].Settings.Id, step.How / 3 % 5);
        _witness.InService[trunk] = channels;
        Input((office, _) => office.SetChannels(trunk, channels), default, isSettled: false);
    }

    // Often the colleague who is asked answers at once.
    private void AskTransfer(in ScriptStep step)
    {
        if (Pick(_witness.Legs.Values.Where(l => l is { IsUp: true, HasEnded: false, Kind: not LegKind.Caller }), step)
            is not { } asking)
            return;
        var target = CallRouting.Extension.Parse(Extension(Office.Plan, step.How / 8));
        Post(step.How % 8 == 1 ? CallEvent.TransferCancelled(asking.Id)
            : CallEvent.TransferAsked(asking.Id, target, step.Milliseconds % 2 == 0));
        if (step.How % 8 > 4 && _witness.Legs.Values.Last() is { IsUp: false, HasEnded: false } asked)
            Post(CallEvent.Answered(asked.Id));
    }

    // Keys come alone, and as whole commands with the number that follows.
    private void PressKeys(WitnessedLeg leg, in ScriptStep step)
    {
        var number = Extension(Office.Plan, step.How / 4);
        string keys = (step.How % 4, step.How / 4 % 4) switch
        {
            (0, 0) => "*7",
            (0, 1) => "*8",
            (0, _) => "*0",
            (1, _) => "*2" + number,
            (2, < 3) => "*1" + number,
            _ => "12119#57*"[step.How % 9].ToString(),
        };
        foreach (var key in keys)
            Post(CallEvent.DigitPressed(leg.Id, key));
    }

    private static WitnessedLeg? Pick(IEnumerable<WitnessedLeg> legs, in ScriptStep step)
    {
        var list = legs.ToList();
        return list.Count == 0 ? null : list[step.Who % list.Count];
    }

    private CallEvent Nonsense(in ScriptStep step)
    {
        var call = new CallId((ulong)(step.Who % (_witness.Calls.Count + 2)));
        LegId leg = step.How % 5 == 0 ? default : call.Leg((ushort)(step.Milliseconds % 7));
        return new CallEvent((CallEventKind)(step.How % 18), leg)
        {
            Cause = (Cause)step.Who,
            Digit = (char)step.Milliseconds,
            Tag = (ushort)(step.Who % 6),
            IsFailure = step.Milliseconds % 2 == 0,
            Milliseconds = step.Milliseconds - 1000,
        };
    }

    private void Offer(in ScriptStep step)
    {
        var id = new CallId((ulong)_witness.Calls.Count + 1);
        var plan = Office.Plan;
        var employee = step.How % 3 == 0 ? plan.Employees[step.Who % plan.Employees.Count].Id : null;
        var offer = new CallOffer
        {
            Trunk = plan.Trunks.Count == 0 ? "none" : plan.Trunks[step.Milliseconds % plan.Trunks.Count].Settings.Id,
            Employee = employee,
            Called = new CalledId(employee is null ? OutsideNumber(plan, step.Who) : InsideNumber(plan, step.How / 3)),
            Caller = new CallerId(Callers[(step.How + step.Who) % Callers.Length]),
            Capabilities = new TransportCapabilities(employee is not null || step.Who % 7 != 3, step.How % 5 != 1, step.How % 3 == 1),
        };
        LetDueHappen();
        _witness.Offered(id, Office.Plan, employee, Router.Decide(plan, offer, _now), offer.Capabilities);
        var now = _now;
        Input((office, effects) => office.Offer(id, offer, now, effects), default);
    }

    // One more than there are: that one is nobody's.
    private static string OutsideNumber(RoutingPlan plan, int which) => which % (plan.Numbers.Count + 1) is var index
        && index < plan.Numbers.Count ? plan.Numbers[index].Called.ToString() : "+70000000000";

    private static string InsideNumber(RoutingPlan plan, int which)
    {
        string[] all =
        [
            "+79031234567", "+78095550000", "112", .. Extensions(plan),
        ];
        return all[which % all.Length];
    }

    private static string Extension(RoutingPlan plan, int which)
    {
        string[] all = [.. Extensions(plan)];
        return all[which % all.Length];
    }

    private static IEnumerable<string> Extensions(RoutingPlan plan)
    {
        string?[] all =
        [
            .. plan.Employees.Select(e => e.Extension.ToString()), .. plan.Departments.Select(d => d.Extension.ToString()),
            "9999",
        ];
        return all.OfType<string>().Where(digits => digits.Length > 0);
    }

    // Half small ones, in which much rings, half of all that plans can be.
    private static RoutingPlan PlanOf(int seed) => PlanCompiler.Compile(
        seed % 2 == 0 ? CallPlans.Of(seed) : PlanGenerator.MakeValid(seed)).GetPlan();

    private void ChangePresence(in ScriptStep step)
    {
        var employees = Office.Plan.Employees;
        var employee = employees[step.Who % employees.Count].Id;
        switch (step.How % 3)
        {
            case 0: AddDevice(employee); break;
            case 1 when _witness.Devices.Count > 0:
                var device = _witness.Devices.Keys.ElementAt(step.Who % _witness.Devices.Count);
                _witness.Devices.Remove(device);
                Input((office, _) => office.RemoveDevice(device), default, isSettled: false);
                break;
            default:
                var isPaused = _witness.Paused.Add(employee);
                if (!isPaused)
                    _witness.Paused.Remove(employee);
                Input((office, _) => office.Pause(employee, isPaused), default, isSettled: false);
                break;
        }
    }

    private void AddDevice(string employee)
    {
        var device = new DeviceId(_nextDevice++);
        var name = DeviceNames[device.Value % DeviceNames.Length];
        _witness.Devices.Add(device, employee);
        _witness.DeviceNames.Add(device, name);
        Input((office, _) => office.AddDevice(employee, device, name), default, isSettled: false);
    }

    private void UsePlan(in ScriptStep step)
    {
        var plan = PlanOf(_script.PlanSeed + 1 + step.Who % 3);
        Input((office, _) => office.Use(plan), default, isSettled: false);
    }

    private void End(WitnessedLeg leg)
    {
        if (leg.HasEnded)
            return;
        var id = leg.Id;
        Post(leg.IsUp ? CallEvent.Cleared(id, Cause.NormalClearing) : CallEvent.Failed(id, Cause.NormalClearing));
        EndRecord(leg, 2000);
    }

    private void EndRecord(WitnessedLeg leg, int milliseconds)
    {
        foreach (var tag in leg.Records.ToList())
            Post(CallEvent.RecordEnded(leg.Id, tag, milliseconds, milliseconds % 700 == 0));
    }

    private void Post(CallEvent happened)
    {
        var now = _now;
        LetDueHappen();
        _witness.Happened(happened);
        _inputs.Add((office, effects) => office.Apply(happened, now, effects));
        Judged(() => Office.Apply(happened, now, _effects), happened, isSettled: true);
    }

    // The office does what is due before an input; here it is done apart, so that the witness sees both in their order.
    private void LetDueHappen()
    {
        if (Office.NextDeadline <= _now)
            Judged(() => Office.Expire(_now, _effects), default, isSettled: true);
    }

    private void Expire()
    {
        var now = _now;
        Input((office, effects) => office.Expire(now, effects), default);
    }

    private void Input(Action<Office, EffectBuffer> input, CallEvent happened, bool isSettled = true)
    {
        _inputs.Add(input);
        Judged(() => input(Office, _effects), happened, isSettled);
    }

    private void Judged(Action input, in CallEvent happened, bool isSettled)
    {
        _effects.Clear();
        input();
        _done.AddRange(_effects.Written);
        _witness.Judge(_effects.Written, happened, _now);
        _witness.JudgeOffice(_now, isSettled);
    }
}
