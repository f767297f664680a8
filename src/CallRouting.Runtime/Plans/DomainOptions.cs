namespace CallRouting.Runtime;

/// <summary>What a router needs to know of one company beside its plan.</summary>
public sealed record DomainOptions
{
    /// <summary>Where its prompts are looked for before the router's folders.</summary>
    public IReadOnlyList<string> PromptFolders { get; init; } = [];

    /// <summary>How many employees its plan may have, as its tariff says (SPEC G9); <c>null</c>: any number.</summary>
    public int? MaxEmployees { get; init; }

    /// <summary>The language of its prompts, the name of a folder in the prompt folders; <c>null</c>: the
    /// router's.</summary>
    public string? Language { get; init; }
}

/// <summary>A plan has more employees than the company may have (SPEC G9); the message says how many of each.</summary>
public sealed class EmployeeLimitException : ArgumentException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="company">The company's name.</param>
    /// <param name="refusal">How many employees the plan has and how many it may have.</param>
    public EmployeeLimitException(string company, string refusal)
        : base($"{company}: {refusal}")
    {
    }
}
