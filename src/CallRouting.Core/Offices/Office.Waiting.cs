using NodaTime;

namespace CallRouting;

// The lines of all departments, and who of them is next (SPEC X16, S15; docs/decisions/0008).
public sealed partial class Office
{
    private readonly WaitingLines _lines = new();
    private readonly List<int> _joined = [];  // slots of calls that joined a line and may yet be dispatched at once
    private readonly List<int> _hopeful = []; // lines in which somebody may be next
    private readonly List<int> _leaving = [];
    private bool _isUnsettled;                // somebody's presence has changed since the office was last settled
    private bool _mayDispatch;

    /// <summary>The calls that stand in a department's line, in the order of their positions.</summary>
    /// <param name="department">The department's id.</param>
    public IReadOnlyList<WaitingCall> WaitingFor(string department)
    {
        if (!_lines.TryFind(department, out var line))
            return [];
        var waiting = new WaitingCall[_lines.Count(line)];
        for (var i = 0; i < waiting.Length; i++)
        {
            var slot = _lines.At(line, i);
            ref readonly var call = ref _calls[slot];
            waiting[i] = new WaitingCall(call.Id, call.Priority, Instant.FromUnixTimeTicks(call.ArrivedAt), i + 1,
                _lines.StateOf(slot) == Waiting.Rung);
        }

        return waiting;
    }

    /// <summary>The work that the lines have cost so far, in places looked at.</summary>
    internal long LineVisits => _lines.Visits;

    // What changes without an instant is looked at by the next input, which is due at once.
    private void Unsettle()
    {
        if (_lines.Calls > 0)
            _isUnsettled = _mayDispatch = true;
    }

    private void Queue(PlanInUse use, int slot, in CallEffect effect)
    {
        if (effect.Position == 0)
        {
            _lines.Leave(slot);
            use.Waiting[effect.Index * CallMachine.Kinds + CallMachine.KindOf(_calls[slot])]--;
            return;
        }

        ref var call = ref _calls[slot];
        var queue = use.Plan.DepartmentTable[effect.Index].Queue!;
        use.Waiting[effect.Index * CallMachine.Kinds + CallMachine.KindOf(call)]++;
        _lines.Join(use.Lines[effect.Index], slot, CallMachine.KeyOf(call, use.Plan, queue),
            CallMachine.WantedPosition(call, use.Plan));
        _joined.Add(slot);
        _mayDispatch = true;
    }

    private void NoteWaiting(int slot)
    {
        ref var call = ref _calls[slot];
        var state = call.Phase == CallPhase.Hunting ? Waiting.Rung : call.IsResting ? Waiting.Resting : Waiting.Ready;
        _mayDispatch |= state == Waiting.Ready && _lines.StateOf(slot) != Waiting.Ready;
        _lines.Set(slot, state);
    }

    // After every input: who can be offered to somebody is, and who waits on is told so.
    private void Settle(Instant now, EffectBuffer effects)
    {
        while (_isUnsettled || _mayDispatch || _joined.Count > 0)
        {
            if (_isUnsettled)
                SendAwayFromEmpty(now, effects);
            _isUnsettled = _mayDispatch = false;
            Dispatch(now, effects);
            for (var i = 0; i < _joined.Count; i++)
                if (_calls[_joined[i]] is { IsQueued: true, Phase: CallPhase.Queueing })
                    PassOver(_joined[i], now, effects);
            _joined.Clear();
        }
    }

    private void PassOver(int slot, Instant now, EffectBuffer effects) =>
        Step(slot, new CallEvent(CallEventKind.PassedOver, _calls[slot].Id.Caller), now, effects);

    // Each turn the first of all that can be offered to somebody. Within one pass members only become fewer, so that a
    // line in which nobody can be offered is not looked at again.
    private void Dispatch(Instant now, EffectBuffer effects)
    {
        if (_lines.Ready == 0)
            return;
        _hopeful.Clear();
        for (var line = 0; line < _lines.Lines; line++)
            if (_lines.CountReady(line) > 0)
                _hopeful.Add(line);
        while (_hopeful.Count > 0)
        {
            var next = -1;
            for (var i = _hopeful.Count - 1; i >= 0; i--)
            {
                var first = FirstOfferable(_hopeful[i]);
                if (first < 0)
                    _hopeful.RemoveAt(i);
                else if (next < 0 || _lines.KeyOf(first).CompareTo(_lines.KeyOf(next)) < 0)
                    next = first;
            }

            if (next >= 0)
                Step(next, new CallEvent(CallEventKind.Dispatched, _calls[next].Id.Caller), now, effects);
        }
    }

    // Mostly the first of all. A call in which an employee has a part may have to let others by, since nobody is rung
    // by themselves; so may calls that keep an older plan with other members, and those that other devices or members
    // are there for.
    private int FirstOfferable(int line)
    {
        var (count, ready, hopeless, hopelessKinds) = (_lines.Count(line), _lines.CountReady(line), 0, 0L);
        for (var i = 0; i < ready && hopeless < count; i++)
        {
            var slot = _lines.ReadyAt(line, i);
            ref var call = ref _calls[slot];
            var kind = KindOf(call);
            if ((hopelessKinds & kind) != 0)
                continue;
            var view = ViewOf(_plans[call.Plan]!, slot);
            if (CallMachine.CanBeOffered(ref call, view))
                return slot;
            if (kind == 0 || CallMachine.IsAnyoneFree(call, view))
                continue;
            hopelessKinds |= kind;
            hopeless += CountAlike(call);
        }

        return -1;
    }

    // When nobody of a department is at work any more, nobody waits for it. One or two who are may have a part in the
    // call themselves.
    private void SendAwayFromEmpty(Instant now, EffectBuffer effects)
    {
        _leaving.Clear();
        for (var line = 0; line < _lines.Lines; line++)
        {
            var (count, staffed, staffedKinds) = (_lines.Count(line), 0, 0L);
            for (var i = 0; i < count && staffed < count; i++)
            {
                var slot = _lines.At(line, i);
                ref var call = ref _calls[slot];
                var kind = KindOf(call);
                if ((staffedKinds & kind) != 0 || call.Phase != CallPhase.Queueing)
                    continue;
                var atWork = CallMachine.CountAtWork(call, ViewOf(_plans[call.Plan]!, slot));
                if (atWork == 0)
                {
                    _leaving.Add(slot);
                }
                else if (kind != 0 && atWork > 2)
                {
                    staffedKinds |= kind;
                    staffed += CountAlike(call);
                }
            }
        }

        foreach (var slot in _leaving)
            PassOver(slot, now, effects);
    }

    // Calls of one department, one plan and one kind of caller fare alike, but for an employee's part in them. A bit
    // for each plan and kind; 0 for plans so many that they have none: their calls are looked at one by one.
    private static long KindOf(in CallState call) =>
        call.Plan * CallMachine.Kinds < 63 ? 1L << (call.Plan * CallMachine.Kinds + CallMachine.KindOf(call)) : 0;

    private int CountAlike(in CallState call)
    {
        var use = _plans[call.Plan]!;
        return use.Waiting[PlaceOf(use, call)];
    }

    private static int PlaceOf(PlanInUse use, in CallState call) =>
        use.Plan.NodeTable[call.Node].Index * CallMachine.Kinds + CallMachine.KindOf(call);
}
