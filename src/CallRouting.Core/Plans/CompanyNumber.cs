namespace CallRouting;

/// <summary>One of the company's own numbers.</summary>
public sealed record CompanyNumber
{
    /// <summary>The name by which the plan refers to this number.</summary>
    public required string Id { get; init; }

    /// <summary>The number in international form.</summary>
    public required PhoneNumber Called { get; init; }

    /// <summary>Whether outgoing calls present this number. At most one does.</summary>
    public bool CallerIdOut { get; init; }

    /// <summary>The language of the prompts its callers hear, for example <c>en</c>; <c>null</c>: the
    /// company's.</summary>
    public string? Language { get; init; }

    /// <summary>What happens to its calls; <c>null</c>: round the clock to the plan's default department (SPEC
    /// G20).</summary>
    public Target? Route { get; init; }
}

/// <summary>A route with a name.</summary>
/// <param name="Id">The name.</param>
/// <param name="Route">What happens to its calls.</param>
public sealed record NamedRoute(string Id, Target Route);
