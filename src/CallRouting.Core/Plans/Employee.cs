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

    /// <summary>Names of the devices expected to register, for people to read.</summary>
    public EquatableList<string> Devices { get; init; }

    /// <summary>The mobile that rings when the own devices do not answer; <c>null</c>: none.</summary>
    public MobileForward? Mobile { get; init; }

    /// <summary>The employee who screens outside calls for this one; <c>null</c>: not guarded.</summary>
    public string? GuardedBy { get; init; }

    /// <summary>The address for the invitation and for messages; <c>null</c>: none.</summary>
    public string? Email { get; init; }

    /// <summary>Whether a new call rings while the employee is on another: normally not.</summary>
    public bool RingInUse { get; init; }
}

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
