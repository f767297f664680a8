namespace CallRouting;

/// <summary>What a call may see of its office during one step: the plan it keeps, everyone's presence, what departments
/// remember, who waits, which channels are in use, and the seed of what is drawn.</summary>
public readonly ref struct OfficeView
{
    private readonly ReadOnlySpan<int> _seats;
    private readonly ReadOnlySpan<Presence> _presences;
    private readonly DepartmentPlaces[]? _departments;
    private readonly WaitingLines? _lines; // none: nobody waits
    private readonly ReadOnlySpan<int> _lineNumbers;
    private readonly int _slot;
    private readonly ReadOnlySpan<int> _trunkSeats; // none: no channel is in use
    private readonly ReadOnlySpan<ChannelUse> _channels;

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

    internal OfficeView(
        RoutingPlan plan, ReadOnlySpan<int> seats, ReadOnlySpan<Presence> presences, DepartmentPlaces[] departments,
        ulong seed, WaitingLines lines, ReadOnlySpan<int> lineNumbers, int slot,
        ReadOnlySpan<int> trunkSeats, ReadOnlySpan<ChannelUse> channels)
        : this(plan, seats, presences)
    {
        (_departments, Seed) = (departments, seed);
        _lines = lines;
        _lineNumbers = lineNumbers;
        _slot = slot;
        _trunkSeats = trunkSeats;
        _channels = channels;
    }

    /// <summary>The plan the call keeps.</summary>
    public RoutingPlan Plan { get; }

    /// <summary>The office's seed: with the call and its attempt it decides what is drawn.</summary>
    public ulong Seed { get; }

    /// <summary>Who spoke with whom; <c>null</c>: nobody remembers.</summary>
    internal CallerMemory? Memory { get; init; }

    /// <summary>The employee of the plan who spoke with a caller last, and when.</summary>
    internal bool TryFindLast(PhoneNumber caller, out int employee, out long ticks)
    {
        (employee, ticks) = (-1, 0);
        if (Memory is not null && Memory.TryFind(caller, out var seat, out ticks))
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
        _departments is { } all ? all[department].Memory[all[department].Places[member]] : default;

    /// <summary>The lowest counts of a department's members, at which a newcomer stands.</summary>
    internal MemberTally LowestOf(int department) =>
        _departments is { } all ? all[department].Memory.Lowest(all[department].Places) : default;

    /// <summary>How many channels of a trunk are in use, those of this call as they were before the step.</summary>
    /// <param name="trunk">The trunk's index in <see cref="Plan"/>.</param>
    public int ChannelsInUse(int trunk) => _trunkSeats.IsEmpty ? 0 : _channels[_trunkSeats[trunk]].InUse;

    /// <summary>How many channels of a trunk can carry calls: those of the plan that are in service.</summary>
    /// <param name="trunk">The trunk's index in <see cref="Plan"/>.</param>
    public int Channels(int trunk)
    {
        var channels = Plan.TrunkTable[trunk].Channels;
        return _trunkSeats.IsEmpty ? channels : Math.Min(channels, _channels[_trunkSeats[trunk]].InService);
    }

    /// <summary>The call's position in the line that it stands in, from 1.</summary>
    internal int Position => _lines?.PositionOf(_slot) ?? 1;

    /// <summary>The position, from 1, that the call would get in a department's line. One that leaves a line and comes
    /// back to it in one step does not meet itself there.</summary>
    internal int PositionFor(int department, in WaitingKey key, int wanted) =>
        _lines is null ? 1 : _lines.PlaceFor(_lineNumbers[department], key, wanted, except: _slot) + 1;

    /// <summary>How many other calls wait for a department while nobody is rung for them.</summary>
    internal int CountWaiting(int department)
    {
        if (_lines is null)
            return 0;
        var own = _lines.StateIn(_lineNumbers[department], _slot) is Waiting.Ready or Waiting.Resting ? 1 : 0;
        return _lines.CountWaiting(_lineNumbers[department]) - own;
    }

    /// <summary>Whether another call of a department's line can be offered to whoever is free next.</summary>
    internal bool IsAnyoneReady(int department)
    {
        if (_lines is null)
            return false;
        var own = _lines.StateIn(_lineNumbers[department], _slot) == Waiting.Ready ? 1 : 0;
        return _lines.CountReady(_lineNumbers[department]) > own;
    }
}
