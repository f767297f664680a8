namespace CallRouting;

/// <summary>What a call may see of its office during one step: the plan it keeps, everyone's presence, what departments
/// remember, and the seed of what is drawn.</summary>
public readonly ref struct OfficeView
{
    private readonly ReadOnlySpan<int> _seats;
    private readonly ReadOnlySpan<Presence> _presences;
    private readonly DepartmentPlaces[]? _departments;

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
        ulong seed)
        : this(plan, seats, presences) => (_departments, Seed) = (departments, seed);

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
}
