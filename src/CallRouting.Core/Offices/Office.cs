using NodaTime;

namespace CallRouting;

/// <summary>One company at work: its plan, its live calls, who is where and who is busy.</summary>
/// <remarks>Single-threaded and deterministic: the same inputs at the same instants give the same effects. Whoever runs
/// it gives it one input at a time, carries out the effects, and calls <see cref="Expire"/> at
/// <see cref="NextDeadline"/>. What is due in any call at the instant of an input happens before the input. Time never
/// runs backwards: an earlier instant counts as the latest one seen.</remarks>
public sealed class Office
{
    private readonly CallTable _calls = new();
    private readonly DeadlineHeap _deadlines = new();
    private readonly Seating _seating = new();
    private readonly ChannelCount _channels = new();
    private readonly List<PlanInUse> _plans = [];
    private int _current;
    private Instant _latest = Instant.MinValue;

    /// <summary>Opens an office.</summary>
    /// <param name="plan">The plan that its calls follow.</param>
    public Office(RoutingPlan plan) => Use(plan);

    /// <summary>The plan that new calls follow.</summary>
    public RoutingPlan Plan => _plans[_current].Plan!;

    /// <summary>How many calls are under way.</summary>
    public int LiveCalls => _calls.Count;

    /// <summary>When <see cref="Expire"/> is due; <see cref="Instant.MaxValue"/>: nothing waits for time.</summary>
    public Instant NextDeadline =>
        _deadlines.Earliest == CallState.Never ? Instant.MaxValue : Instant.FromUnixTimeTicks(_deadlines.Earliest);

    /// <summary>The call that is due at <see cref="NextDeadline"/>; none: nothing waits for time.</summary>
    public CallId NextDue => _deadlines.Earliest == CallState.Never ? default : _calls[_deadlines.EarliestSlot].Id;

    /// <summary>Puts another plan into force. Calls under way keep the plan they began with (SPEC X8).</summary>
    /// <param name="plan">The plan.</param>
    public void Use(RoutingPlan plan)
    {
        var seats = new int[plan.EmployeeTable.Length];
        for (var i = 0; i < seats.Length; i++)
            seats[i] = _seating.SeatOf(plan.EmployeeTable[i].Id);
        var before = _current;
        _current = _plans.FindIndex(used => used.Plan is null);
        var use = new PlanInUse(plan, seats, _channels.SeatsOf(plan), 0);
        if (_current >= 0)
        {
            _plans[_current] = use;
        }
        else
        {
            _plans.Add(use);
            _current = _plans.Count - 1;
        }

        Forget(before);
    }

    /// <summary>A call arrives.</summary>
    /// <param name="call">Its id: new, never used before in this office.</param>
    /// <param name="offer">What is known of it.</param>
    /// <param name="now">The instant.</param>
    /// <param name="effects">What must be done is added here.</param>
    /// <returns>Where the plan sends it first.</returns>
    /// <exception cref="ArgumentException">The id is none or more than 48 bits, or a live call has it.</exception>
    public Decision Offer(CallId call, CallOffer offer, Instant now, EffectBuffer effects)
    {
        if (call.IsNone || call.Caller.Call != call || _calls.TryFind(call, out _))
            throw new ArgumentException($"Call {call} is not a new call's id.", nameof(call));
        Expire(now, effects);
        now = _latest;
        var decision = Router.Decide(Plan, offer, now);
        var slot = _calls.Add(call);
        _calls[slot] = CallState.Begin(call, _current, decision.Node, EmployeeIndex(offer.Employee), _calls[slot].Legs,
            Dialled(decision));
        _plans[_current] = _plans[_current] with { Calls = _plans[_current].Calls + 1 };
        var offered = new CallEvent(CallEventKind.Offered, call.Caller) { Trunk = TrunkIndex(offer) };
        Step(slot, offered, now, effects);
        return decision;
    }

    /// <summary>Something happened to a leg.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="now">The instant.</param>
    /// <param name="effects">What must be done is added here.</param>
    public void Apply(in CallEvent happened, Instant now, EffectBuffer effects)
    {
        Expire(now, effects);
        now = _latest;
        if (_calls.TryFind(happened.Leg.Call, out var slot))
            Step(slot, happened, now, effects);
        else if (happened.Kind == CallEventKind.Answered)
            effects.Add(new CallEffect(CallEffectKind.Release, happened.Leg) { Cause = Cause.NormalClearing });
    }

    /// <summary>Lets happen whatever is due.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="effects">What must be done is added here.</param>
    public void Expire(Instant now, EffectBuffer effects)
    {
        now = _latest = Instant.Max(_latest, now);
        var ticks = now.ToUnixTimeTicks();
        while (_deadlines.Earliest <= ticks)
        {
            var slot = _deadlines.EarliestSlot;
            Step(slot, new CallEvent(CallEventKind.Expired, _calls[slot].Id.Caller), now, effects);
        }
    }

    /// <summary>The router is shutting down: every call is brought to its end.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="effects">What must be done is added here.</param>
    public void Stop(Instant now, EffectBuffer effects)
    {
        Expire(now, effects);
        foreach (var slot in _calls.Slots().ToArray())
            Step(slot, CallEvent.Stopped(_calls[slot].Id), _latest, effects);
    }

    /// <summary>Forgets a call without a step, and frees whom it occupies: the way out for whoever runs the office when
    /// a step of that call has failed. Its legs are the runner's to release. A call that is not live is none.</summary>
    /// <param name="call">The call.</param>
    public void Abandon(CallId call)
    {
        if (!_calls.TryFind(call, out var slot))
            return;
        ref var state = ref _calls[slot];
        var use = _plans[state.Plan];
        foreach (ref var leg in state.Legs.All)
        {
            if (leg.Counted != Occupation.Free)
                _seating.Occupy(use.Seats[leg.Index], leg.Counted, Occupation.Free);
            if (leg.IsWayCounted)
                _channels.Add(use.Trunks[leg.Way - 1], -1);
        }

        _deadlines.Set(slot, CallState.Never);
        Remove(call, state.Plan);
    }

    /// <summary>An employee's device can be rung from now on.</summary>
    /// <param name="employee">The employee's id; one the plan does not know is remembered for a plan that does.</param>
    /// <param name="device">The device: not the office's already.</param>
    public void AddDevice(string employee, DeviceId device) => _seating.Add(employee, device);

    /// <summary>A device can no longer be rung. Legs that ring it end by themselves.</summary>
    /// <param name="device">The device.</param>
    public void RemoveDevice(DeviceId device) => _seating.Remove(device);

    /// <summary>An employee takes no calls for now, or does again.</summary>
    /// <param name="employee">The employee's id.</param>
    /// <param name="isPaused">Whether they take none.</param>
    public void Pause(string employee, bool isPaused) => _seating.Pause(employee, isPaused);

    /// <summary>Where an employee can be rung and what they are doing.</summary>
    /// <param name="employee">The employee's id.</param>
    public Presence PresenceOf(string employee) => _seating.Of(employee);

    /// <summary>A live call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="state">Its state, as a copy.</param>
    /// <param name="plan">The plan it keeps.</param>
    /// <returns>Whether the call is live.</returns>
    public bool TryGet(CallId call, out CallState state, out RoutingPlan plan)
    {
        var isLive = _calls.TryFind(call, out var slot);
        state = isLive ? _calls[slot] : default;
        plan = isLive ? _plans[state.Plan].Plan! : Plan;
        return isLive;
    }

    /// <summary>How many channels of a trunk are in use: legs that have begun and have not ended, callers' and
    /// ours.</summary>
    /// <param name="trunk">The trunk's id; one the office does not know has none.</param>
    public int ChannelsInUse(string trunk) => _channels.Of(trunk);

    private void Step(int slot, in CallEvent happened, Instant now, EffectBuffer effects)
    {
        ref var call = ref _calls[slot];
        var use = _plans[call.Plan];
        var written = effects.Count;
        CallMachine.Step(ref call, happened, View(use), now, effects);
        foreach (ref readonly var effect in effects.Written[written..])
        {
            switch (effect.Kind)
            {
                case CallEffectKind.Occupy:
                    _seating.Occupy(use.Seats[effect.Index], effect.Before, effect.After);
                    break;
                case CallEffectKind.Seize: _channels.Add(use.Trunks[effect.Index], 1); break;
                case CallEffectKind.Free: _channels.Add(use.Trunks[effect.Index], -1); break;
            }
        }

        _deadlines.Set(slot, call.DeadlineTicks);
        if (call.Phase == CallPhase.Ended)
            Remove(call.Id, call.Plan);
    }

    private void Remove(CallId call, int plan)
    {
        _calls.Remove(call);
        _plans[plan] = _plans[plan] with { Calls = _plans[plan].Calls - 1 };
        Forget(plan);
    }

    private void Forget(int plan)
    {
        if (plan != _current && plan < _plans.Count && _plans[plan].Calls == 0)
            _plans[plan] = default;
    }

    private OfficeView View(in PlanInUse use) =>
        new(use.Plan!, use.Seats, _seating.Presences, use.Trunks, _channels.Counts);

    // Emergency numbers are digits of no country; they are kept as they were dialled.
    private static PhoneNumber Dialled(in Decision decision) =>
        decision.Called.Kind == NormalisedKind.Digits ? new PhoneNumber(decision.Called.Digits.Key) :
        decision.Called.Number;

    private int TrunkIndex(CallOffer offer)
    {
        if (offer.Employee is not null)
            return -1;
        var isKnown = Plan.TryFindTrunk(offer.Trunk ?? "", out var trunk) || Plan.TryFindLine(offer.Line, out trunk);
        return isKnown ? trunk : -1;
    }

    private int EmployeeIndex(string? id)
    {
        var employees = Plan.EmployeeTable;
        for (var i = 0; id is not null && i < employees.Length; i++)
            if (employees[i].Id == id)
                return i;
        return -1;
    }

    private readonly record struct PlanInUse(RoutingPlan? Plan, int[] Seats, int[] Trunks, int Calls);
}
