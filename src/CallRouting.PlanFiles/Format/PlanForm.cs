namespace CallRouting.PlanFiles;

/// <summary>What may stand in one map of a plan file. The reader, the schema and docs/plan.md are made from it.</summary>
/// <param name="Id">Its name in the schema and the documentation.</param>
/// <param name="What">What it is, for messages: "A department".</param>
/// <param name="Keys">The keys it may have.</param>
internal sealed record PlanForm(string Id, string What, params PlanKey[] Keys)
{
    /// <summary>The keys' names, in the order of the documentation.</summary>
    public IReadOnlyList<string> Names { get; } = [.. Keys.Select(key => key.Name)];

    /// <summary>Keys of which at least one must be there; empty: none must.</summary>
    public string[] OneOf { get; init; } = [];

    /// <summary>Pairs of keys that exclude each other.</summary>
    public (string One, string Other)[] Apart { get; init; } = [];

    /// <summary>Two keys of which none may stand without the other.</summary>
    public (string One, string Other)? Together { get; init; }

    /// <summary>Whether it says nothing when it is empty, which is an error.</summary>
    public bool NotEmpty { get; init; }

    /// <summary>What may be written as the value of a key.</summary>
    public Shape ShapeOf(string key) => Array.Find(Keys, known => known.Name == key)!.Value;
}

/// <summary>One key of a map.</summary>
/// <param name="Name">The key.</param>
/// <param name="Value">What may be written as its value.</param>
/// <param name="Meaning">What it means, in a sentence or two.</param>
/// <param name="Without">What happens without it; of a key that must be there, what a wrong value leads to.</param>
internal sealed record PlanKey(string Name, Shape Value, string Meaning, string Without)
{
    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>A key that must be there.</summary>
    public static PlanKey Required(string name, Shape value, string meaning, string wrong) =>
        new(name, value, meaning, wrong) { IsRequired = true };
}
