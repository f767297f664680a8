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

    /// <summary>Where the call goes when nobody answered or nobody can be reached.</summary>
    public required Target Otherwise { get; init; }
}

/// <summary>An employee's place in a department.</summary>
/// <param name="Employee">The employee's id.</param>
/// <param name="Step">How long this member rings before the next starts; <c>null</c>: the department's step.</param>
public sealed record Member(string Employee, Duration? Step = null);
