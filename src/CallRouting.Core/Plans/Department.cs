using NodaTime;

namespace CallRouting;

/// <summary>How a department's members ring.</summary>
public enum Strategy : byte
{
    /// <summary>Every available member at once (SPEC G13).</summary>
    AllAtOnce = 0,

    /// <summary>One after another: the previous stops when the next starts (SPEC G14).</summary>
    InTurn = 1,

    /// <summary>One more at each step, the earlier ones keep ringing (SPEC G15).</summary>
    Cascading = 2,

    /// <summary>One after another, beginning behind the member who was offered the last attempt first.</summary>
    RoundRobin = 3,

    /// <summary>One after another, the member first whose last conversation ended longest ago.</summary>
    LongestIdle = 4,

    /// <summary>One after another, the member first who took the fewest of the department's calls.</summary>
    FewestCalls = 5,

    /// <summary>One after another, the member first who talked least in the department's calls.</summary>
    LeastTalkTime = 6,

    /// <summary>One after another, in an order drawn for each attempt.</summary>
    Random = 7,

    /// <summary>One after another; who is first is dealt in proportion to the members' weights.</summary>
    Weighted = 8,

    /// <summary>Groups of members by penalty or skill: the next group joins in after a wait.</summary>
    Tiers = 9,
}

/// <summary>A group of employees who share calls.</summary>
/// <remarks>At least one of <see cref="GiveUpAfter"/> and <see cref="Rounds"/> is required; with both, the
/// earlier ends the attempt.</remarks>
public sealed record Department
{
    /// <summary>The name by which the plan refers to this department.</summary>
    public required string Id { get; init; }

    /// <summary>The department's name, for people to read. Empty: the id is shown.</summary>
    public string Name { get; init; } = "";

    /// <summary>The internal number; none: one is assigned.</summary>
    public Extension Extension { get; init; }

    /// <summary>Who rings when.</summary>
    public Strategy Strategy { get; init; }

    /// <summary>How long each member rings before the next starts; <c>null</c>: the plan's default.</summary>
    public Duration? Step { get; init; }

    /// <summary>The members, in ringing order.</summary>
    public EquatableList<Member> Members { get; init; }

    /// <summary>How long the department is tried in all.</summary>
    public Duration? GiveUpAfter { get; init; }

    /// <summary>How many times the members are gone through: 1 or more.</summary>
    public int? Rounds { get; init; }

    /// <summary>How the groups of <see cref="CallRouting.Strategy.Tiers"/> are made; <c>null</c>: by penalty.</summary>
    public TierSettings? Tiers { get; init; }

    /// <summary>Lets calls wait for a free member; <c>null</c>: a call that nobody can take goes on at once.</summary>
    public QueueSettings? Queue { get; init; }

    /// <summary>How long a member is offered no call after a conversation for this department: 0 s to 1 h.</summary>
    public Duration WrapUp { get; init; }

    /// <summary>After how many offers in a row that a member did not answer they are paused: 1 to 100; <c>null</c>:
    /// never.</summary>
    public int? PauseAfterMissed { get; init; }

    /// <summary>Whether this department's calls ring members who are on another call: normally not.</summary>
    public bool RingInUse { get; init; }

    /// <summary>Where the call goes when nobody answered or nobody can be reached.</summary>
    public required Target Otherwise { get; init; }
}

/// <summary>An employee's place in a department.</summary>
/// <param name="Employee">The employee's id.</param>
/// <param name="Step">How long this member rings before the next starts; <c>null</c>: the department's step.</param>
/// <param name="Weight">The member's share of first offers under <see cref="Strategy.Weighted"/>: 1 to 1000.</param>
/// <param name="Penalty">The member's group under <see cref="Strategy.Tiers"/>, the lowest first: 0 to 1000.</param>
public sealed record Member(string Employee, Duration? Step = null, int Weight = 1, int Penalty = 0);

/// <summary>How the groups of <see cref="Strategy.Tiers"/> are made and ring.</summary>
public sealed record TierSettings
{
    /// <summary>The skill whose level makes the groups, the highest first; members without it come last. <c>null</c>:
    /// the members' penalties make them, the lowest first.</summary>
    public string? Skill { get; init; }

    /// <summary>How long one group is tried before the next joins in: 1 s to 1 h; <c>null</c>: the department's
    /// step.</summary>
    public Duration? Wait { get; init; }

    /// <summary>How the members of one group ring: all at once, or one of the strategies that ring one after another;
    /// not <see cref="Strategy.Tiers"/>.</summary>
    public Strategy Within { get; init; }
}

/// <summary>Calls that wait until a member is free: by priority, then by the instant of arrival, which a call keeps
/// when it comes back (SPEC X17).</summary>
public sealed record QueueSettings
{
    /// <summary>What waiting callers hear, again and again; <c>null</c>: the ringing tone.</summary>
    public string? Music { get; init; }

    /// <summary>Whether callers are told their position, on joining and then every
    /// <see cref="AnnounceEvery"/>.</summary>
    public bool AnnouncePosition { get; init; }

    /// <summary>How long between two announcements of the position: 10 s to 1 h; <c>null</c>: 30 s.</summary>
    public Duration? AnnounceEvery { get; init; }

    /// <summary>How long a call waits each time it comes here: 1 s to 24 h. Attempts and rests count; a way back
    /// begins it anew, and keeps the place.</summary>
    public required Duration MaxWait { get; init; }

    /// <summary>How many calls wait at most: 1 to 10000; <c>null</c>: 10000.</summary>
    public int? MaxLength { get; init; }

    /// <summary>How long a call rests after an attempt that nobody answered, before it is offered again: 1 s to 10 min;
    /// <c>null</c>: 5 s.</summary>
    public Duration? Retry { get; init; }

    /// <summary>Where a call goes that finds the queue full; <c>null</c>: the department's
    /// <see cref="Department.Otherwise"/>.</summary>
    public Target? WhenFull { get; init; }

    /// <summary>Where a call goes that has waited <see cref="MaxWait"/>; <c>null</c>: the department's
    /// <see cref="Department.Otherwise"/>.</summary>
    public Target? WhenWaited { get; init; }

    /// <summary>Where a call goes when no member is at work: all are offline, without a mobile, or paused; <c>null</c>:
    /// the department's <see cref="Department.Otherwise"/>.</summary>
    public Target? WhenEmpty { get; init; }
}
