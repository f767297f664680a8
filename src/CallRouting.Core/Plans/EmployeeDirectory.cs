namespace CallRouting;

/// <summary>Who works in the company, and who is responsible for what (SPEC S1). Searching is pure: it depends on the
/// plan and the text only.</summary>
public sealed class EmployeeDirectory
{
    private readonly List<DirectoryEntry> _entries = [];

    /// <summary>Lists a plan's employees.</summary>
    /// <param name="plan">The plan.</param>
    public EmployeeDirectory(RoutingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var names = plan.EmployeeTable.ToDictionary(employee => employee.Id, employee => employee.Name);
        for (var i = 0; i < plan.EmployeeTable.Length; i++)
        {
            var employee = plan.Source.Employees[i];
            _entries.Add(new DirectoryEntry(i, employee.Id, plan.EmployeeTable[i].Name, employee.Extension)
            {
                Unit = employee.Unit ?? "",
                Position = employee.Position ?? "",
                Head = employee.Head is { } head ? names[head] : "",
                Topics = employee.Topics,
            });
        }
    }

    /// <summary>Everybody, in the order of the plan.</summary>
    public IReadOnlyList<DirectoryEntry> Entries => _entries;

    /// <summary>All topics that somebody is responsible for, each once, in alphabetical order.</summary>
    public IReadOnlyList<string> Topics() => [.. _entries.SelectMany(entry => entry.Topics)
        .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Who is responsible for a topic, in the order of the plan.</summary>
    /// <param name="topic">The whole topic, in capitals or not.</param>
    public IReadOnlyList<DirectoryEntry> Responsible(string topic) =>
        [.. _entries.Where(entry => entry.Topics.Contains(topic, StringComparer.OrdinalIgnoreCase))];

    /// <summary>Searches topics, names, internal numbers, units, positions, heads and ids, in capitals or not, е and ё
    /// alike.</summary>
    /// <remarks>Every word of the text must occur in an entry. First come those responsible for a topic that is the
    /// text, then for one that begins with it, then those in whose topics all words occur, then the others; among
    /// equals by name, then in the order of the plan.</remarks>
    /// <param name="text">The words; none: everybody.</param>
    public IReadOnlyList<DirectoryEntry> Search(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = Folded(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return [.. _entries.Select(entry => (Entry: entry, Rank: RankOf(entry, words))).Where(found => found.Rank >= 0)
            .OrderBy(found => found.Rank).ThenBy(found => Folded(found.Entry.Name), StringComparer.Ordinal)
            .Select(found => found.Entry)];
    }

    private static int RankOf(DirectoryEntry entry, string[] words)
    {
        var whole = string.Join(' ', words);
        var topics = entry.Topics.Select(Folded).ToList();
        var all = string.Join('\n', [.. topics, Folded(entry.Name), entry.Extension.ToString(), Folded(entry.Unit),
            Folded(entry.Position), Folded(entry.Head), Folded(entry.Id)]);
        return !Array.TrueForAll(words, all.Contains) ? -1 :
            words.Length == 0 ? 3 :
            topics.Contains(whole) ? 0 :
            topics.Exists(topic => topic.StartsWith(whole, StringComparison.Ordinal)) ? 1 :
            Array.TrueForAll(words, string.Join('\n', topics).Contains) ? 2 : 3;
    }

    private static string Folded(string text) => text.ToUpperInvariant().Replace('Ё', 'Е');
}

/// <summary>An employee in the directory.</summary>
/// <param name="Employee">The employee's index in the plan.</param>
/// <param name="Id">The id in the plan.</param>
/// <param name="Name">The name for people; never empty.</param>
/// <param name="Extension">The internal number, or none.</param>
public sealed record DirectoryEntry(int Employee, string Id, string Name, Extension Extension)
{
    /// <summary>The unit; empty: none is written.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The position; empty: none is written.</summary>
    public string Position { get; init; } = "";

    /// <summary>The name of the head; empty: none is written.</summary>
    public string Head { get; init; } = "";

    /// <summary>What the employee is responsible for.</summary>
    public EquatableList<string> Topics { get; init; }
}
