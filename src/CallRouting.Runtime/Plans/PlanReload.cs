using CallRouting.PlanFiles;
using NodaTime;

namespace CallRouting.Runtime;

/// <summary>What became of a plan file that was changed while its company was served.</summary>
public sealed record PlanReload
{
    /// <summary>The company.</summary>
    public required DomainId Domain { get; init; }

    /// <summary>The company's name.</summary>
    public required string Company { get; init; }

    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>When it was read.</summary>
    public required Instant At { get; init; }

    /// <summary>What became of it.</summary>
    public required PlanReloadKind Kind { get; init; }

    /// <summary>What reading it gave: every mistake, warning and note with its line and column.</summary>
    public required PlanFileResult Read { get; init; }

    /// <summary>Why a plan without mistakes is not used; empty for every other kind.</summary>
    public string Problem { get; init; } = "";

    /// <summary>The prompts of the new plan that cannot be played as the plan says.</summary>
    public IReadOnlyList<PromptFinding> Prompts { get; init; } = [];
}

/// <summary>What became of a plan file that was changed.</summary>
public enum PlanReloadKind : byte
{
    /// <summary>It says what the plan in force says: nothing changed.</summary>
    Unchanged = 0,

    /// <summary>New calls follow it; calls under way keep theirs.</summary>
    InForce = 1,

    /// <summary>It has mistakes: the plan before goes on serving.</summary>
    Broken = 2,

    /// <summary>It has no mistakes but is not allowed, as by the limit of employees: the plan before goes on
    /// serving.</summary>
    Refused = 3,
}
