using NodaTime;

namespace CallRouting;

/// <summary>One company at work: its plan, its live calls, who is where and who is busy.</summary>
/// <remarks>Single-threaded and deterministic: the same inputs at the same instants give the same effects. Whoever runs
/// it gives it one input at a time, carries out the effects, and calls <see cref="Expire"/> at
/// <see cref="NextDeadline"/>. What is due in any call at the instant of an input happens before the input. After every
/// input no call waits for a member who could be rung for it. Time never runs backwards: an earlier instant counts as
/// the latest one seen.</remarks>
public sealed partial class Office
{
    private readonly CallTable _calls = new();
    private readonly DeadlineHeap _deadlines = new();
    private readonly Seating _seating = new();
    private readonly DepartmentBooks _books = new();
    private readonly CallerMemory _memory = new();
    private readonly ChannelCount _channels = new();
    private readonly List<PlanInUse?> _plans = [];
    private readonly OfficeBooks _kept;
    private int _current;
    private Instant _latest = Instant.MinValue;

    /// <summary>Opens an office.</summary>
    /// <param name="plan">The plan that its calls follow.</param>
    /// <param name="seed">Decides what is drawn: another office with this seed draws the same.</param>
    public Office(RoutingPlan plan, ulong seed = 0)
    {
        _kept = new OfficeBooks(seed, _lines, _memory, _channels.Uses);
        Use(plan);
    }

    /// <summary>Decides what is drawn, with the call and its attempt.</summary>
    public ulong Seed => _kept.Seed;

    /// <summary>The plan that new calls follow.</summary>
    public RoutingPlan Plan => InForce.Plan;

    private PlanInUse InForce => _plans[_current]!;

    /// <summary>How many calls are under way.</summary>
    public int LiveCalls => _calls.Count;

    /// <summary>When <see cref="Expire"/> is due; <see cref="Instant.MaxValue"/>: nothing waits for time.</summary>
    public Instant NextDeadline
    {
        get
        {
            if (_isUnsettled)
                return _latest;
            var earliest = Math.Min(_deadlines.Earliest, _seating.NextWrapUp);
            return earliest == CallState.Never ? Instant.MaxValue : Instant.FromUnixTimeTicks(earliest);
        }
    }

    /// <summary>The call that is due next; none: no call waits for time.</summary>
    public CallId NextDue => _deadlines.Earliest == CallState.Never ? default : _calls[_deadlines.EarliestSlot].Id;

    /// <summary>The call whose step was the last: when an input has failed, the one to be
    /// <see cref="Abandon">abandoned</see>.</summary>
    public CallId LastStepped { get; private set; }

    /// <summary>Puts another plan into force. Calls under way keep the plan they began with (SPEC X8).</summary>
    /// <param name="plan">The plan.</param>
    public void Use(RoutingPlan plan)
    {
        var seats = new int[plan.EmployeeTable.Length];
        for (var i = 0; i < seats.Length; i++)
            seats[i] = _seating.SeatOf(plan.EmployeeTable[i].Id);
        var lines = new int[plan.DepartmentTable.Length];
        for (var i = 0; i < lines.Length; i++)
            lines[i] = _lines.LineOf(plan.DepartmentTable[i].Id);
        var before = _current;
        _current = _plans.IndexOf(null);
        var use = new PlanInUse(plan, seats, _books.Open(plan, seats), lines, _channels.SeatsOf(plan), _kept);
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
        LastStepped = call;
        var decision = Router.Decide(Plan, offer, now);
        var slot = _calls.Add(call);
        ref var last = ref _calls[slot];
        last = CallState.Begin(call, _current, decision, EmployeeIndex(offer.Employee), last);
        last.ComeBy(offer.Capabilities);
        InForce.Calls++;
        Step(slot, new CallEvent(CallEventKind.Offered, call.Caller), now, effects);
        Settle(now, effects);
        return decision;
    }

    /// <summary>Something happened to a leg.</summary>
    /// <param name="happened">What happened. The office's own events mean nothing here.</param>
    /// <param name="now">The instant.</param>
    /// <param name="effects">What must be done is added here.</param>
    public void Apply(in CallEvent happened, Instant now, EffectBuffer effects)
    {
        Expire(now, effects);
        now = _latest;
        if (happened.Kind is CallEventKind.Dispatched or CallEventKind.PassedOver)
            return;
        if (_calls.TryFind(happened.Leg.Call, out var slot))
        {
            Step(slot, happened, now, effects);
            Settle(now, effects);
        }
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
        _mayDispatch |= _seating.EndWrapUps(ticks);
        while (_deadlines.Earliest <= ticks)
        {
            var slot = _deadlines.EarliestSlot;
            Step(slot, new CallEvent(CallEventKind.Expired, _calls[slot].Id.Caller), now, effects);
        }

        Settle(now, effects);
    }

    /// <summary>The router is shutting down: every call is brought to its end.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="effects">What must be done is added here.</param>
    public void Stop(Instant now, EffectBuffer effects)
    {
        Expire(now, effects);
        foreach (var slot in _calls.Slots().ToArray())
            Step(slot, CallEvent.Stopped(_calls[slot].Id), _latest, effects);
        Settle(_latest, effects);
    }

    /// <summary>Forgets a call without a step, and frees whom it occupies: the way out for whoever runs the office when
    /// a step of that call has failed. Its legs are the runner's to release. A call that is not live is none.</summary>
    /// <param name="call">The call.</param>
    public void Abandon(CallId call)
    {
        if (!_calls.TryFind(call, out var slot))
            return;
        ref var state = ref _calls[slot];
        var use = _plans[state.Plan]!;
        var legs = state.Legs.All;
        for (var i = 0; i < legs.Length; i++)
        {
            if (legs[i].Counted != Occupation.Free)
                Free(use.Seats[legs[i].Index], call.Leg(legs[i].Number), legs[i].Counted, IsLastOf(legs, i));
            if (legs[i].IsChannelCounted)
                _channels.Add(use.Trunks[legs[i].TrunkHeld - 1], -1);
        }

        _deadlines.Set(slot, CallState.Never);
        if (state.IsQueued)
        {
            _lines.Leave(slot);
            use.Waiting[PlaceOf(use, state)]--;
        }

        Remove(call, state.Plan);
        Unsettle();
    }

    /// <summary>An employee's device can be rung from now on.</summary>
    /// <param name="employee">The employee's id; one the plan does not know is remembered for a plan that does.</param>
    /// <param name="device">The device: not the office's already.</param>
    /// <param name="name">The name under which the plan may bind it to some calls, in whatever case; <c>null</c>: it
    /// rings for all.</param>
    public void AddDevice(string employee, DeviceId device, string? name = null)
    {
        _seating.Add(employee, device, name);
        Unsettle();
    }

    /// <summary>A device can no longer be rung. Legs that ring it end by themselves.</summary>
    /// <param name="device">The device.</param>
    public void RemoveDevice(DeviceId device)
    {
        _seating.Remove(device);
        Unsettle();
    }

    /// <summary>An employee takes no calls for now, or does again.</summary>
    /// <param name="employee">The employee's id.</param>
    /// <param name="isPaused">Whether they take none. To take calls again wipes out what they missed.</param>
    /// <param name="reason">Why they take none, for people to read; <c>null</c>: it is not said.</param>
    public void Pause(string employee, bool isPaused, string? reason = null)
    {
        var seat = _seating.SeatOf(employee);
        _seating.Pause(seat, isPaused, reason);
        if (!isPaused)
            _books.Forgive(seat);
        Unsettle();
    }

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
        plan = isLive ? _plans[state.Plan]!.Plan : Plan;
        return isLive;
    }

    /// <summary>How many channels of a trunk are in use: legs that have begun and have not ended, callers' and
    /// ours.</summary>
    /// <param name="trunk">The trunk's id; one the office does not know has none.</param>
    public int ChannelsInUse(string trunk) => _channels.Of(trunk).InUse;

    /// <summary>Says how many channels of a trunk can carry calls from now on; the plan's number is the most. With none
    /// left an outgoing call tries its next trunk at once. Calls under way go on.</summary>
    /// <param name="trunk">The trunk's id; it need not be in the plan yet.</param>
    /// <param name="inService">0 or more; 0: out of service.</param>
    public void SetChannels(string trunk, int inService)
    {
        ArgumentNullException.ThrowIfNull(trunk);
        ArgumentOutOfRangeException.ThrowIfNegative(inService);
        _channels.SetInService(trunk, inService);
        _mayDispatch = true;
    }

    private void Step(int slot, in CallEvent happened, Instant now, EffectBuffer effects)
    {
        ref var call = ref _calls[slot];
        LastStepped = call.Id;
        var use = _plans[call.Plan]!;
        var written = effects.Count;
        CallMachine.Step(ref call, happened, ViewOf(use, slot), now, effects);
        foreach (ref readonly var effect in effects.Written[written..])
        {
            switch (effect.Kind)
            {
                case CallEffectKind.Occupy: Occupy(use, effect); break;
                case CallEffectKind.Tally: Remember(use, effect, effects); break;
                case CallEffectKind.Queue: Queue(use, slot, effect); break;
                case CallEffectKind.Bridge when effect.Leg.IsCaller: RememberCaller(call, use, effect.Peer, now); break;
                case CallEffectKind.Seize: _channels.Add(use.Trunks[effect.Index], 1); break;
                case CallEffectKind.Free:
                    _channels.Add(use.Trunks[effect.Index], -1);
                    _mayDispatch = true;
                    break;
            }
        }

        if (call.IsQueued)
            NoteWaiting(slot);

        _deadlines.Set(slot, call.DeadlineTicks);
        if (call.Phase == CallPhase.Ended)
            Remove(call.Id, call.Plan);
    }

    private void Remove(CallId call, int plan)
    {
        _calls.Remove(call);
        _plans[plan]!.Calls--;
        Forget(plan);
    }

    private void Forget(int plan)
    {
        if (plan != _current && plan < _plans.Count && _plans[plan] is { Calls: 0 })
            _plans[plan] = null;
    }
}
