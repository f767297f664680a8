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
    private readonly ReadOnlySpan<int> _trunkSeats;
    private readonly ReadOnlySpan<int> _channels;

    /// <summary>A view of an office.</summary>
    /// <param name="plan">The plan the call keeps.</param>
    /// <param name="seats">For each employee of the plan, the position in <paramref name="presences"/>.</param>
    /// <param name="presences">The presence of everyone the office knows.</param>
    /// <param name="trunkSeats">For each trunk of the plan, the position in <paramref name="channels"/>; empty: no
    /// channel is in use.</param>
    /// <param name="channels">How many channels are in use of each trunk the office knows.</param>
    public OfficeView(RoutingPlan plan, ReadOnlySpan<int> seats, ReadOnlySpan<Presence> presences,
        ReadOnlySpan<int> trunkSeats = default, ReadOnlySpan<int> channels = default)
    {
        Plan = plan;
        _seats = seats;
        _presences = presences;
        _trunkSeats = trunkSeats;
        _channels = channels;
    }

    /// <summary>The plan the call keeps.</summary>
    public RoutingPlan Plan { get; }

    /// <summary>The presence of an employee.</summary>
    /// <param name="employee">The employee's index in <see cref="Plan"/>.</param>
    public ref readonly Presence Of(int employee) => ref _presences[_seats[employee]];

    /// <summary>How many channels of a trunk are in use, those of this call as they were before the step.</summary>
    /// <param name="trunk">The trunk's index in <see cref="Plan"/>.</param>
    public int ChannelsInUse(int trunk) => _trunkSeats.IsEmpty ? 0 : _channels[_trunkSeats[trunk]];
}
