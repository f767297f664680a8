using NodaTime;

namespace CallRouting.Testing;

/// <summary>What the books say of an employee.</summary>
internal sealed class BookedEmployee(string id)
{
    public string Id { get; } = id;
    public List<BookedDevice> Devices { get; } = [];
    public bool IsPaused { get; set; }

    /// <summary>Since when there has been no reason not to ring them, if there is none now; with several calls at once
    /// it may have been earlier.</summary>
    public Instant FreeSince { get; set; }

    /// <summary>When their last conversation ended; <c>null</c>: there was none.</summary>
    public Instant? LastTalk { get; set; }

    /// <summary>Until when departments offer them no call.</summary>
    public Instant WrapUpUntil { get; set; } = Instant.MinValue;

    /// <summary>Their legs that have neither ended nor been told to.</summary>
    public List<BookedLeg> Live { get; } = [];
}

/// <summary>What the books say of a device.</summary>
internal readonly record struct BookedDevice(DeviceId Id, string Name);

/// <summary>What the books say of a call.</summary>
internal sealed class BookedCall(CallId id, string name, RoutingPlan plan, CallOffer offer, Instant arrived)
{
    public CallId Id { get; } = id;
    public string Name { get; } = name;
    public RoutingPlan Plan { get; } = plan;
    public CallOffer Offer { get; } = offer;
    public string? Employee => Offer.Employee;
    public Instant Arrived { get; } = arrived;
    public List<BookedLeg> Legs { get; } = [];
    public int Node { get; set; } = -1;
    public Instant NodeSince { get; set; }

    /// <summary>The steps it went through.</summary>
    public List<int> Nodes { get; } = [];

    /// <summary>When each employee was rung last in this attempt.</summary>
    public Dictionary<string, Instant> Offers { get; } = [];

    /// <summary>Who declined or failed in this attempt.</summary>
    public HashSet<string> Lost { get; } = [];

    public bool IsRecorded { get; set; }

    /// <summary>Whether the caller has said what they want.</summary>
    public bool IsScreened { get; set; }

    public BookedLeg? Talked { get; set; }
    public Instant? TalkedAt { get; set; }
    public Outcome Outcome { get; set; }
    public int Completions { get; set; }
    public Instant? Ended { get; set; }
    public bool IsOver => Outcome != Outcome.None;
    public BookedLeg Caller => Legs[0];
    public RouteNode? Step => Node < 0 ? null : Plan.Nodes[Node];

    /// <summary>The department that the call is at; <c>null</c>: none, or it comes back to somebody.</summary>
    public Department? Department => Step is { Kind: NodeKind.Department, Index: var index } && !IsReturning
        ? Plan.Source.Departments[index] : null;

    /// <summary>With whom the caller talks or talked last.</summary>
    public BookedLeg? Peer { get; set; }

    /// <summary>The employee's leg that keeps the caller on hold; <c>null</c>: none does.</summary>
    public BookedLeg? Asker { get; set; }

    /// <summary>Who passes the caller on, until somebody has taken the call or it has come back in vain.</summary>
    public string? PassedBy { get; set; }

    /// <summary>The step at which they talked.</summary>
    public int Origin { get; set; } = -1;

    /// <summary>Whether the call has gone to its target since.</summary>
    public bool IsAtTarget { get; set; }

    /// <summary>Whether they hung up before they had said to whom it goes.</summary>
    public bool HasHungUp { get; set; }

    /// <summary>Whether it rings who passed it on, because nobody took it.</summary>
    public bool IsReturning { get; set; }

    /// <summary>Whether an employee has ended it with a stock phrase, which the caller hears out.</summary>
    public bool IsDismissed { get; set; }

    /// <summary>Whether the router was told to stop while it went on.</summary>
    public bool IsStopped { get; set; }

    /// <summary>Whether a step rings somebody.</summary>
    public bool RingsSomebody =>
        Step is { Kind: NodeKind.Department or NodeKind.Employee or NodeKind.External or NodeKind.Sticky };

    public EmployeeEntry? EntryOf(string id) => Plan.Employees.FirstOrDefault(employee => employee.Id == id);

    public Employee? SourceOf(string id) => Plan.Source.Employees.FirstOrDefault(employee => employee.Id == id);

    /// <summary>Since when it stands in the line of its department; <c>null</c>: it does not.</summary>
    public Instant? QueuedSince { get; set; }

    /// <summary>When it joined a line for the first time: its place travels with it (SPEC X17).</summary>
    public Instant? FirstQueued { get; set; }

    /// <summary>Until when it lets others go first, after an attempt that nobody answered.</summary>
    public Instant RestsUntil { get; set; }

    public int Priority { get; set; }

    /// <summary>The positions at which it joined lines.</summary>
    public List<int> Positions { get; } = [];

    /// <summary>Whether it stands in a line and nobody is rung for it.</summary>
    public bool IsWaiting => QueuedSince is not null && !IsOver
        && !Legs.Exists(leg => leg.IsLive && leg.Kind != LegKind.Caller);

    /// <summary>Whether it waits and need not let others go first.</summary>
    public bool IsReady(Instant now) => IsWaiting && RestsUntil <= now && Offers.Count + Lost.Count == 0;

    /// <summary>Where it stands among all that wait: outside before internal unless a guarded person is concerned, then
    /// priority, then arrival (SPEC S15, X16, X17).</summary>
    public (int, int, Instant, ulong) Rank => (IsFirstClass ? 0 : 1, -Priority, FirstQueued ?? Instant.MaxValue, Id.Value);

    private bool IsFirstClass => Employee is null || SourceOf(Employee) is { GuardedBy: not null }
        || (Department is { } department
            && department.Members.Any(member => SourceOf(member.Employee) is { GuardedBy: not null }));

    public void BeginAttempt()
    {
        Offers.Clear();
        Lost.Clear();
    }
}

/// <summary>What the books say of a leg.</summary>
internal sealed class BookedLeg(LegId id, LegKind kind, BookedCall call, Instant since)
{
    public LegId Id { get; } = id;
    public LegKind Kind { get; } = kind;
    public BookedCall Call { get; } = call;
    public Instant Since { get; } = since;
    public int Index { get; init; } = -1;
    public DeviceId Device { get; init; }

    /// <summary>The trunk by which it leaves; <c>null</c>: it does not leave, or by its own address.</summary>
    public string? Trunk { get; init; }

    public Phone Phone { get; init; }

    /// <summary>The department for which it rings; <c>null</c>: none.</summary>
    public Department? Department { get; init; }

    public Cause Cause { get; set; }
    public bool IsAnswered { get; set; }
    public Instant? AnsweredAt { get; set; }
    public bool IsTalking { get; set; }
    public bool IsReleased { get; set; }
    public bool HasEnded { get; set; }

    /// <summary>When it ended or was told to.</summary>
    public Instant? Ends { get; set; }

    public bool IsLive => !IsReleased && !HasEnded;

    public string? Employee => Phone is { Kind: not PhoneKind.Outside, Name: { Length: > 0 } name } ? name : null;
}
