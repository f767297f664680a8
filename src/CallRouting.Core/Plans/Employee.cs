using NodaTime;

namespace CallRouting;

/// <summary>What an employee may do with the plan (SPEC G3).</summary>
public enum Role : byte
{
    /// <summary>Sees own calls, messages and settings.</summary>
    User = 0,

    /// <summary>May change the plan.</summary>
    Administrator = 1,
}

/// <summary>A person who takes calls. All registered devices of one employee ring together and count as one.</summary>
public sealed record Employee
{
    /// <summary>The name by which the plan refers to this employee, and the login of all their devices.</summary>
    public required string Id { get; init; }

    /// <summary>The person's name, for people to read. Empty: the id is shown.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the employee may do with the plan.</summary>
    public Role Role { get; init; }

    /// <summary>The internal number; none: cannot be dialled.</summary>
    public Extension Extension { get; init; }

    /// <summary>The devices expected to register, and which calls each rings for.</summary>
    public EquatableList<EmployeeDevice> Devices { get; init; }

    /// <summary>The mobile that rings when the own devices do not answer; <c>null</c>: none.</summary>
    public MobileForward? Mobile { get; init; }

    /// <summary>The employee who screens outside calls for this one; <c>null</c>: not guarded.</summary>
    public string? GuardedBy { get; init; }

    /// <summary>The address for the invitation and for messages; <c>null</c>: none.</summary>
    public string? Email { get; init; }

    /// <summary>Whether a new call rings while the employee is on another: normally not.</summary>
    public bool RingInUse { get; init; }

    /// <summary>How many calls the employee may have at once: 1 to 100; <c>null</c>: 1, or with
    /// <see cref="RingInUse"/> any number.</summary>
    public int? MaxCalls { get; init; }

    /// <summary>What the employee knows, for departments that ring by skill.</summary>
    public EquatableList<Skill> Skills { get; init; }

    /// <summary>The company number that the employee's outgoing calls present, by its id; <c>null</c>: the company's
    /// main one (SPEC G30).</summary>
    public string? CallerId { get; init; }

    /// <summary>The unit the employee works in, for the directory; <c>null</c>: none (SPEC S1).</summary>
    public string? Unit { get; init; }

    /// <summary>The employee's position, for the directory; <c>null</c>: none.</summary>
    public string? Position { get; init; }

    /// <summary>The employee's head, by id; <c>null</c>: none.</summary>
    public string? Head { get; init; }

    /// <summary>What the employee is responsible for: topics that the directory is searched by.</summary>
    public EquatableList<string> Topics { get; init; }
}

/// <summary>Which calls something is for.</summary>
public enum CallScope : byte
{
    /// <summary>All calls.</summary>
    All = 0,

    /// <summary>Calls from outside.</summary>
    Outside = 1,

    /// <summary>Calls between employees.</summary>
    Internal = 2,
}

/// <summary>A device of an employee, by the name under which it registers.</summary>
/// <param name="Name">The device's name, for example <c>desk</c>.</param>
/// <param name="Calls">Which calls it rings for (SPEC S14).</param>
public sealed record EmployeeDevice(string Name, CallScope Calls = CallScope.All)
{
    /// <summary>A device that rings for all calls.</summary>
    /// <param name="name">Its name.</param>
    public static implicit operator EmployeeDevice(string name) => new(name);
}

/// <summary>Something an employee knows, and how well.</summary>
/// <param name="Name">The skill, for example <c>english</c>.</param>
/// <param name="Level">How well: 1 to 100, more is better.</param>
public sealed record Skill(string Name, int Level = 1);

/// <summary>Forwarding to an employee's mobile (SPEC G6).</summary>
public sealed record MobileForward
{
    /// <summary>The mobile's number.</summary>
    public required PhoneNumber To { get; init; }

    /// <summary>When the mobile starts, counted from the first ring of the own devices; <c>null</c>: the plan's
    /// default. Usual are 5–10 s. With no registered device the mobile starts at once.</summary>
    public Duration? After { get; init; }

    /// <summary>Whether the own devices keep ringing beside the mobile.</summary>
    public bool KeepRinging { get; init; }

    /// <summary>Whether the answering person must press 1, so that the carrier's voicemail cannot win.</summary>
    public bool Confirm { get; init; }
}
