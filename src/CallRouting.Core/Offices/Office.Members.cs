using NodaTime;

namespace CallRouting;

// What calls make of the employees, and what their departments remember of them.
public sealed partial class Office
{
    /// <summary>Why somebody is paused who missed too many offers (SPEC "pause-after-missed").</summary>
    public const string MissedCalls = "missed calls";

    /// <summary>What a department remembers of an employee; it outlives plans.</summary>
    /// <param name="department">The department's id.</param>
    /// <param name="employee">The employee's id.</param>
    public MemberTally TallyOf(string department, string employee) =>
        _seating.TryFind(employee, out var seat) ? _books.Of(department, seat) : default;

    /// <summary>Whether a member of a department could be rung by a call of it now.</summary>
    /// <param name="department">The department, as an index in <see cref="Plan"/>.</param>
    /// <param name="employee">The employee, as an index in <see cref="Plan"/>.</param>
    /// <param name="isInternal">Whether an employee calls.</param>
    public bool CanRing(int department, int employee, bool isInternal = false) => Availability.CanRing(
        ViewOf(InForce, slot: -1), Plan.DepartmentTable[department], employee, isInternal);

    private OfficeView ViewOf(PlanInUse use, int slot) => new(use, _seating.Presences, slot);

    private void Occupy(PlanInUse use, in CallEffect effect)
    {
        var seat = use.Seats[effect.Index];
        _mayDispatch |= effect.After < effect.Before;
        if (effect.Before == Occupation.Talking)
        {
            Free(seat, effect.Leg, effect.Before, effect.ChangesCalls);
            return;
        }

        _seating.Occupy(seat, effect.Before, effect.After, effect.ChangesCalls);
        if (effect is { After: Occupation.Talking, Department: >= 0 and var department })
            _books.Begin(effect.Leg, use.Departments[department], seat, _latest.ToUnixTimeTicks(),
                use.Plan.DepartmentTable[department].WrapUpTicks);
    }

    private void Free(int seat, LegId leg, Occupation before, bool changesCalls)
    {
        _seating.Occupy(seat, before, Occupation.Free, changesCalls);
        if (before != Occupation.Talking)
            return;
        var now = _latest.ToUnixTimeTicks();
        _seating.Talked(seat, now);
        var wrapUp = _books.End(leg, now);
        if (wrapUp > 0)
            _seating.WrapUp(seat, Math.Min(now + wrapUp, Turn.LastTick));
    }

    private void Remember(PlanInUse use, in CallEffect effect, EffectBuffer effects)
    {
        var seat = use.Seats[effect.Index];
        var missed = DepartmentBooks.Remember(effect, use.Departments[effect.Department], seat);
        var most = use.Plan.DepartmentTable[effect.Department].PauseAfterMissed;
        if (missed < most || missed == 0 || _seating.Presences[seat].IsPaused)
            return;
        _seating.Pause(seat, isPaused: true, MissedCalls);
        Unsettle();
        effects.Add(new CallEffect(CallEffectKind.MemberPaused, effect.Leg)
        {
            Index = effect.Index,
            Department = effect.Department,
        });
    }

    // Who talks with a caller from outside is whom the caller is offered to next time, where the plan asks for that.
    private void RememberCaller(in CallState call, PlanInUse use, LegId peer, Instant now)
    {
        if (call.CallerNumber.IsNone || use.Plan.StickyTable.Length == 0)
            return;
        foreach (ref readonly var leg in call.Legs.All)
            if (leg.Number == peer.Number && leg.Kind is LegKind.Device or LegKind.Mobile)
                _memory.Remember(call.CallerNumber, use.Seats[leg.Index], now.ToUnixTimeTicks());
    }

    private static bool IsLastOf(ReadOnlySpan<LegState> legs, int index)
    {
        foreach (ref readonly var later in legs[(index + 1)..])
            if (later.Counted != Occupation.Free && later.Index == legs[index].Index)
                return false;
        return true;
    }

    private int EmployeeIndex(string? id)
    {
        var employees = Plan.EmployeeTable;
        for (var i = 0; id is not null && i < employees.Length; i++)
            if (employees[i].Id == id)
                return i;
        return -1;
    }

    // For each employee their seat; for each department what it remembers, its line, and how many calls of this plan
    // stand there; for each trunk where its channels are counted.
}
