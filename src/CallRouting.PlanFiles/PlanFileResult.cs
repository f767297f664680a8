namespace CallRouting.PlanFiles;

/// <summary>What a plan file gave: the plan, or every mistake in it with its line and column.</summary>
public sealed record PlanFileResult
{
    /// <summary>The file's name, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>The model as written; <c>null</c> where a part of the file cannot be read. A model that can be read but
    /// not compiled is here.</summary>
    public Plan? Model { get; init; }

    /// <summary>The compiled plan; <c>null</c> where anything is an error.</summary>
    public RoutingPlan? Plan { get; init; }

    /// <summary>The examples under <c>tests:</c>, in order; empty where the file cannot be read.</summary>
    public EquatableList<PlanTest> Tests { get; init; }

    /// <summary>Everything found, by line and column.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary><see cref="PlanJson.Hash"/> of <see cref="Model"/>; <c>null</c> without one. Equal for files that say
    /// the same, however they are written.</summary>
    public string? Hash { get; init; }

    /// <summary>Whether there is a plan to route with: no finding is an error.</summary>
    public bool IsValid => Plan is not null;
}
