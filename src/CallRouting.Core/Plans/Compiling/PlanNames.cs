namespace CallRouting;

/// <summary>The kinds of things that a plan gives names to.</summary>
internal enum NameKind : byte
{
    Employee,
    Department,
    Voicemail,
    Fax,
    External,
    Schedule,
    Menu,
    Route,
    Trunk,
    Number,
}

/// <summary>Every name of a plan, by kind. Of two equal names the first one counts.</summary>
internal sealed class PlanNames
{
    private const int LongestName = 64;
    private static readonly string[] Sections =
    [
        "employees", "departments", "voicemails", "faxes", "externals", "schedules", "menus", "routes", "trunks",
        "numbers",
    ];

    private static readonly string[] Words =
    [
        "employee", "department", "answering machine", "fax box", "external number", "schedule", "menu", "route",
        "trunk", "number",
    ];

    private readonly Dictionary<string, int>[] _indexes = new Dictionary<string, int>[Sections.Length];
    private readonly FindingList _findings;

    public PlanNames(Plan plan, FindingList findings)
    {
        _findings = findings;
        Add(NameKind.Employee, plan.Employees, employee => employee.Id);
        Add(NameKind.Department, plan.Departments, department => department.Id);
        Add(NameKind.Voicemail, plan.Voicemails, voicemail => voicemail.Id);
        Add(NameKind.Fax, plan.Faxes, fax => fax.Id);
        Add(NameKind.External, plan.Externals, external => external.Id);
        Add(NameKind.Schedule, plan.Schedules, schedule => schedule.Id);
        Add(NameKind.Menu, plan.Menus, menu => menu.Id);
        Add(NameKind.Route, plan.Routes, route => route.Id);
        Add(NameKind.Trunk, plan.Trunks, trunk => trunk.Id);
        Add(NameKind.Number, plan.Numbers, number => number.Id);
    }

    public static PlanPath PathOf(NameKind kind, string? id, int position) =>
        PlanPath.Of(Sections[(int)kind], id, position);

    /// <summary>The elements of a kind by name; those without one are not among them.</summary>
    public Dictionary<string, int> Of(NameKind kind) => _indexes[(int)kind];

    /// <summary>Looks a reference up; one that leads nowhere is an error.</summary>
    /// <param name="kind">What is meant.</param>
    /// <param name="name">The name as written.</param>
    /// <param name="path">Where the reference stands.</param>
    /// <returns>The index of what is meant, or −1.</returns>
    public int Find(NameKind kind, string? name, in PlanPath path)
    {
        var word = Words[(int)kind];
        if (string.IsNullOrEmpty(name))
        {
            _findings.Error("missing-name", path, $"The name of {Article(kind)} is missing: write it.");
            return -1;
        }

        if (_indexes[(int)kind].TryGetValue(name, out var index))
            return index;
        for (var other = 0; other < _indexes.Length; other++)
        {
            if (!_indexes[other].ContainsKey(name))
                continue;
            _findings.Error("wrong-kind", path,
                $"\"{name}\" is {Article((NameKind)other)}, not {Article(kind)}: {Advice(kind, name)}");
            return -1;
        }

        _findings.Error($"unknown-{word.Replace(' ', '-')}", path,
            $"{path} names {word} \"{name}\", which the plan does not have: {Advice(kind, name)}");
        return -1;
    }

    private string Advice(NameKind kind, string name) =>
        Nearest(_indexes[(int)kind].Keys, name) is { } near ? $"did you mean \"{near}\"?" :
        $"add it under {Sections[(int)kind]}, or name another.";

    /// <summary>The name that was probably meant, or none.</summary>
    internal static string? Nearest(IEnumerable<string> names, string wanted)
    {
        var key = wanted.ToUpperInvariant();
        var least = Math.Max(1, (key.Length + 1) / 3);
        string? best = null;
        if (key.Length > LongestName)
            return best;
        foreach (var name in names)
        {
            var distance = EditDistance.Between(key, name.ToUpperInvariant(), least);
            if (distance > least || (best is not null && distance == least))
                continue;
            (best, least) = (name, distance);
        }

        return best;
    }

    private void Add<T>(NameKind kind, EquatableList<T> elements, Func<T, string?> nameOf)
        where T : class
    {
        var indexes = new Dictionary<string, int>(elements.Count);
        _indexes[(int)kind] = indexes;
        for (var i = 0; i < elements.Count; i++)
        {
            var name = elements[i] is { } element ? nameOf(element) : null;
            Check(kind, name, i, elements[i] is null);
            if (!string.IsNullOrEmpty(name) && !indexes.TryAdd(name, i))
                _findings.Error("duplicate-name", PathOf(kind, name, i),
                    $"There are two {Sections[(int)kind]} named \"{name}\": rename one of them.");
        }
    }

    private void Check(NameKind kind, string? name, int position, bool isAbsent)
    {
        if (isAbsent)
            _findings.Error("missing-element", PathOf(kind, "", position),
                $"There is nothing here: write {Article(kind)} or remove the entry.");
        else if (string.IsNullOrEmpty(name))
            _findings.Error("missing-name", PathOf(kind, "", position),
                $"This {Words[(int)kind]} has no name: give it one.");
        else if (!IsName(name))
            _findings.Error("bad-name", PathOf(kind, name, position),
                $"\"{name}\" cannot be a name: use letters, digits, - and _, at most {LongestName} of them.");
    }

    // Dots and brackets would make paths ambiguous, a colon the names of the employees' own answering machines.
    private static bool IsName(string name)
    {
        foreach (var letter in name)
            if (!char.IsLetterOrDigit(letter) && letter is not ('-' or '_'))
                return false;
        return name.Length <= LongestName;
    }

    private static string Article(NameKind kind) =>
        (kind is NameKind.Employee or NameKind.Voicemail or NameKind.External ? "an " : "a ") + Words[(int)kind];
}
