namespace CallRouting;

/// <summary>What compiling a plan gave: the plan that routes, or the mistakes that keep it from doing so.</summary>
public sealed record PlanResult
{
    /// <summary>The compiled plan; <c>null</c> when there is an error.</summary>
    public required RoutingPlan? Plan { get; init; }

    /// <summary>Everything found, in the order of the file, or of the model where there is none.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>Whether there is a plan: no finding is an error.</summary>
    public bool IsValid => Plan is not null;

    /// <summary>The compiled plan, for whoever will not go on without one.</summary>
    /// <exception cref="PlanException">There is an error; the message lists them all.</exception>
    public RoutingPlan GetPlan() => Plan ?? throw new PlanException(Diagnostics);
}

/// <summary>A plan written in code has errors; the message lists every one.</summary>
public sealed class PlanException : ArgumentException
{
    /// <summary>Makes the exception from what was found.</summary>
    /// <param name="diagnostics">The findings; those that are errors make up the message.</param>
    public PlanException(IReadOnlyList<Diagnostic> diagnostics) : base(MessageOf(diagnostics)) =>
        Diagnostics = diagnostics;

    /// <summary>Everything found, warnings and notes included.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    private static string MessageOf(IReadOnlyList<Diagnostic> diagnostics) =>
        "The plan cannot be used:\n" + string.Join('\n', diagnostics.Where(found => found.Severity == Severity.Error));
}
