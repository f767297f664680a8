using NodaTime;

namespace CallRouting.Runtime;

/// <summary>What is kept of one call: one line of the call-record file.</summary>
/// <remarks>Holds personal data in full (the caller's number and name); for logs use
/// <see cref="CallerId.Masked"/>.</remarks>
public sealed record CallRecord
{
    /// <summary>The call: rising in the router's life, also from one start to the next.</summary>
    public required CallId Call { get; init; }

    /// <summary>The company's name on this router.</summary>
    public required string Domain { get; init; }

    /// <summary>The id of the plan the call kept.</summary>
    public required string Plan { get; init; }

    /// <summary>The hash of that plan's canonical form.</summary>
    public required string PlanHash { get; init; }

    /// <summary>The call as its transport offered it: trunk or employee, called id, line, caller.</summary>
    public required CallOffer Offer { get; init; }

    /// <summary>The called number as the trunk's rules made it.</summary>
    public NormalisedNumber Called { get; init; }

    /// <summary>The id of the company number that matched; <c>other</c>: none did; <c>null</c>: an employee dialled an
    /// internal number, or one that leads nowhere.</summary>
    public string? Number { get; init; }

    /// <summary>When the call arrived.</summary>
    public required Instant Started { get; init; }

    /// <summary>When the router answered the caller, by a prompt or by a person; <c>null</c>: never.</summary>
    public Instant? Answered { get; init; }

    /// <summary>When somebody and the caller began to talk; <c>null</c>: never.</summary>
    public Instant? Connected { get; init; }

    /// <summary>When all of it had ended.</summary>
    public required Instant Ended { get; init; }

    /// <summary>How it ended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The nodes the call went through, in order.</summary>
    public required EquatableList<RouteStep> Route { get; init; }

    /// <summary>The legs that were started, in order; the caller's is not among them.</summary>
    public required EquatableList<LegRecord> Legs { get; init; }

    /// <summary>The lines of departments that the call stood in, in order.</summary>
    public EquatableList<QueueWait> Queues { get; init; }

    /// <summary>The seed of the company's chances in this run: with it a replay draws the same.</summary>
    public ulong Seed { get; init; }

    /// <summary>The leg that talked with the caller, after a transfer the last one; <c>null</c>: none did.</summary>
    public int? TalkedWith { get; init; }

    /// <summary>The recorded message's file, relative to the company's recordings; <c>null</c>: none.</summary>
    public string? Recording { get; init; }

    /// <summary>The id of the employee whom the message is for; <c>null</c>: there is no message.</summary>
    public string? MessageFor { get; init; }
}

/// <summary>One node of a route that a call went through.</summary>
/// <param name="At">When it was entered.</param>
/// <param name="Node">The node in words, for example <c>department sales</c>.</param>
/// <param name="Path">Where in the plan it stands.</param>
public sealed record RouteStep(Instant At, string Node, string Path);

/// <summary>A call's wait in a department's line.</summary>
/// <param name="Department">The department's id.</param>
/// <param name="Priority">The call's priority: 0 to 100, more is sooner.</param>
/// <param name="Position">The position at which it joined, from 1.</param>
/// <param name="Joined">When it joined.</param>
/// <param name="Left">When it left: its turn came, it went on, or its caller gave up; <c>null</c>: it never did.</param>
public sealed record QueueWait(string Department, int Priority, int Position, Instant Joined, Instant? Left);

/// <summary>What is kept of one leg that was started.</summary>
public sealed record LegRecord
{
    /// <summary>The leg's number in its call: 1 or more.</summary>
    public required int Leg { get; init; }

    /// <summary>What was rung.</summary>
    public required LegKind Kind { get; init; }

    /// <summary>The id of the employee or of the outside number; a dialled number itself.</summary>
    public required string Target { get; init; }

    /// <summary>The device, for <see cref="LegKind.Device"/>.</summary>
    public DeviceId Device { get; init; }

    /// <summary>The transport that carried it; <c>null</c>: none could.</summary>
    public string? Transport { get; init; }

    /// <summary>The id of the trunk it left by; <c>null</c>: by none.</summary>
    public string? Trunk { get; init; }

    /// <summary>What an outside party was told of the call (SPEC C5): nothing else left the company.</summary>
    public EquatableList<SharedField> Shared { get; init; }

    /// <summary>When the leg was started.</summary>
    public required Instant Started { get; init; }

    /// <summary>When the far end said that it rings; <c>null</c>: it never did.</summary>
    public Instant? Ringing { get; init; }

    /// <summary>When it was answered; <c>null</c>: never.</summary>
    public Instant? Answered { get; init; }

    /// <summary>When it was told to end; <c>null</c>: it ended by itself.</summary>
    public Instant? Released { get; init; }

    /// <summary>When it ended; <c>null</c>: its transport never said so.</summary>
    public Instant? Ended { get; init; }

    /// <summary>Why it ended, as its transport said.</summary>
    public Cause Cause { get; init; }
}
