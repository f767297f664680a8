namespace CallRouting;

/// <summary>What a call may see of its office during one step: the plan it keeps, everyone's presence, what departments
/// remember, who waits, which channels are in use, and the seed of what is drawn.</summary>
public readonly ref struct OfficeView
{
    private readonly ReadOnlySpan<int> _seats;
    private readonly ReadOnlySpan<Presence> _presences;
    private readonly PlanInUse? _use; // none: nobody remembers, nobody waits, no channel is in use
    private readonly int _slot;

    /// <summary>A view of an office whose departments remember nothing.</summary>
    /// <param name="plan">The plan the call keeps.</param>
    /// <param name="seats">For each employee of the plan, the position in <paramref name="presences"/>.</param>
    /// <param name="presences">The presence of everyone the office knows.</param>
    public OfficeView(RoutingPlan plan, ReadOnlySpan<int> seats, ReadOnlySpan<Presence> presences)
    {
        Plan = plan;
        _seats = seats;
        _presences = presences;
    }

    internal OfficeView(PlanInUse use, ReadOnlySpan<Presence> presences, int slot)
        : this(use.Plan, use.Seats, presences) => (_use, _slot) = (use, slot);

    /// <summary>The plan the call keeps.</summary>
    public RoutingPlan Plan { get; }

    /// <summary>The office's seed: with the call and its attempt it decides what is drawn.</summary>
    public ulong Seed => _use?.Books.Seed ?? 0;

    /// <summary>The employee of the plan who spoke with a caller last, and when.</summary>
    internal bool TryFindLast(PhoneNumber caller, out int employee, out long ticks)
    {
        (employee, ticks) = (-1, 0);
        if (_use is not null && _use.Books.Memory.TryFind(caller, out var seat, out ticks))
            employee = _seats.IndexOf(seat);
        return employee >= 0;
    }

    /// <summary>The presence of an employee.</summary>
    /// <param name="employee">The employee's index in <see cref="Plan"/>.</param>
    public ref readonly Presence Of(int employee) => ref _presences[_seats[employee]];

    /// <summary>What a department remembers of a member.</summary>
    /// <param name="department">The department's index in <see cref="Plan"/>.</param>
    /// <param name="member">The member's position in the department.</param>
    public MemberTally TallyOf(int department, int member) =>
        _use?.Departments is { } all ? all[department].Memory[all[department].Places[member]] : default;

    /// <summary>The lowest counts of a department's members, at which a newcomer stands.</summary>
    internal MemberTally LowestOf(int department) =>
        _use?.Departments is { } all ? all[department].Memory.Lowest(all[department].Places) : default;

    /// <summary>How many channels of a trunk are in use, those of this call as they were before the step.</summary>
    /// <param name="trunk">The trunk's index in <see cref="Plan"/>.</param>
    public int ChannelsInUse(int trunk) => _use is null ? 0 : _use.Books.Channels[_use.Trunks[trunk]].InUse;

    /// <summary>How many channels of a trunk can carry calls: those of the plan that are in service.</summary>
    /// <param name="trunk">The trunk's index in <see cref="Plan"/>.</param>
    public int Channels(int trunk)
    {
        var channels = Plan.TrunkTable[trunk].Channels;
        return _use is null ? channels : Math.Min(channels, _use.Books.Channels[_use.Trunks[trunk]].InService);
    }

    /// <summary>The call's position in the line that it stands in, from 1.</summary>
    internal int Position => _use?.Books.Lines.PositionOf(_slot) ?? 1;

    /// <summary>The position, from 1, that the call would get in a department's line. One that leaves a line and comes
    /// back to it in one step does not meet itself there.</summary>
    internal int PositionFor(int department, in WaitingKey key, int wanted) =>
        _use is null ? 1 : _use.Books.Lines.PlaceFor(_use.Lines[department], key, wanted, except: _slot) + 1;

    /// <summary>How many other calls wait for a department while nobody is rung for them.</summary>
    internal int CountWaiting(int department)
    {
        if (_use is null)
            return 0;
        var (lines, line) = (_use.Books.Lines, _use.Lines[department]);
        var own = lines.StateIn(line, _slot) is Waiting.Ready or Waiting.Resting ? 1 : 0;
        return lines.CountWaiting(line) - own;
    }

    /// <summary>Whether another call of a department's line can be offered to whoever is free next.</summary>
    internal bool IsAnyoneReady(int department)
    {
        if (_use is null)
            return false;
        var (lines, line) = (_use.Books.Lines, _use.Lines[department]);
        var own = lines.StateIn(line, _slot) == Waiting.Ready ? 1 : 0;
        return lines.CountReady(line) > own;
    }
}
