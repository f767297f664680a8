namespace CallRouting;

/// <summary>What the office knows of one employee: where they can be rung and what they are doing.</summary>
public readonly record struct Presence
{
    private readonly DeviceId[]? _devices;

    internal Presence(DeviceId[] devices) => _devices = devices;

    /// <summary>The registered devices, in the order of registration.</summary>
    public ReadOnlySpan<DeviceId> Devices => _devices;

    /// <summary>How many legs are ringing the employee.</summary>
    public int Ringing { get; internal init; }

    /// <summary>How many calls the employee is talking in.</summary>
    public int Talking { get; internal init; }

    /// <summary>Whether the employee takes no calls for now.</summary>
    public bool IsPaused { get; internal init; }

    internal Presence With(DeviceId[] devices) =>
        new(devices) { Ringing = Ringing, Talking = Talking, IsPaused = IsPaused };
}

/// <summary>What a call may see of its office during one step: the plan it keeps, and everyone's presence.</summary>
public readonly ref struct OfficeView
{
    private readonly ReadOnlySpan<int> _seats;
    private readonly ReadOnlySpan<Presence> _presences;
    private readonly WaitingLines? _lines; // none: nobody waits
    private readonly ReadOnlySpan<int> _lineNumbers;
    private readonly int _slot;

    /// <summary>A view of an office in which nobody waits.</summary>
    /// <param name="plan">The plan the call keeps.</param>
    /// <param name="seats">For each employee of the plan, the position in <paramref name="presences"/>.</param>
    /// <param name="presences">The presence of everyone the office knows.</param>
    public OfficeView(RoutingPlan plan, ReadOnlySpan<int> seats, ReadOnlySpan<Presence> presences)
    {
        Plan = plan;
        _seats = seats;
        _presences = presences;
    }

    internal OfficeView(RoutingPlan plan, ReadOnlySpan<int> seats, ReadOnlySpan<Presence> presences,
        WaitingLines lines, ReadOnlySpan<int> lineNumbers, int slot) : this(plan, seats, presences)
    {
        _lines = lines;
        _lineNumbers = lineNumbers;
        _slot = slot;
    }

    /// <summary>The plan the call keeps.</summary>
    public RoutingPlan Plan { get; }

    /// <summary>The presence of an employee.</summary>
    /// <param name="employee">The employee's index in <see cref="Plan"/>.</param>
    public ref readonly Presence Of(int employee) => ref _presences[_seats[employee]];

    /// <summary>The call's position in the line that it stands in, from 1.</summary>
    internal int Position => _lines?.PositionOf(_slot) ?? 1;

    /// <summary>The position, from 1, that the call would get in a department's line.</summary>
    internal int PositionFor(int department, in WaitingKey key, int wanted) =>
        _lines is null ? 1 : _lines.PlaceFor(_lineNumbers[department], key, wanted) + 1;

    /// <summary>How many calls wait for a department while nobody is rung for them.</summary>
    internal int CountWaiting(int department) => _lines?.CountWaiting(_lineNumbers[department]) ?? 0;

    /// <summary>Whether a call of a department's line can be offered to whoever is free next.</summary>
    internal bool IsAnyoneReady(int department) => _lines?.CountReady(_lineNumbers[department]) > 0;
}
