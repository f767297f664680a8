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

    /// <summary>What happens to its calls.</summary>
    public required Target Route { get; init; }
}

/// <summary>A route with a name.</summary>
/// <param name="Id">The name.</param>
/// <param name="Route">What happens to its calls.</param>
public sealed record NamedRoute(string Id, Target Route);
