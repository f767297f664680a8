namespace CallRouting.PlanFiles;

/// <summary>Which names a file gives, and to what: so that a name alone can say where a call goes.</summary>
internal sealed class NameIndex
{
    // The section, the key that refers to it, and the compiler's word for what it has.
    private static readonly (string Section, string Kind, string Word)[] Sections =
    [
        ("employees", "employee", "employee"), ("departments", "department", "department"),
        ("voicemails", "voicemail", "answering-machine"), ("faxes", "fax", "fax-box"),
        ("externals", "external", "external-number"), ("menus", "menu", "menu"), ("routes", "route", "route"),
        ("numbers", "number", "number"), ("trunks", "trunk", "trunk"), ("schedules", "schedule", "schedule"),
    ];

    private readonly Dictionary<string, HashSet<string>> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    public NameIndex(MapReader file)
    {
        foreach (var (section, kind, _) in Sections)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            var place = file.Find(section);
            if (place is { Node: MapNode map })
                foreach (var entry in map.Entries)
                    names.Add(entry.Key);
            else if (place is not null)
                _unread.Add(kind);
            _names[kind] = names;
        }
    }

    /// <summary>The kinds a call can be sent to by name alone.</summary>
    public static IReadOnlyList<string> Callable { get; } =
        ["voicemail", "department", "employee", "external", "menu", "route", "fax"];

    /// <summary>The code of a reference that leads nowhere.</summary>
    /// <param name="kind">What was meant, for example <c>voicemail</c>.</param>
    public static string UnknownCode(string kind) =>
        $"unknown-{Array.Find(Sections, section => section.Kind == kind).Word}";

    /// <summary>Whether a finding only says that something is not there which stands in a section that cannot be
    /// read.</summary>
    public static bool FollowsFromSection(Diagnostic found, Findings findings)
    {
        foreach (var (section, kind, _) in Sections)
            if (found.Code == UnknownCode(kind) && findings.Covers(section))
                return true;
        return false;
    }

    /// <summary>The kinds among the callable ones that have this name.</summary>
    public IReadOnlyList<string> KindsOf(string name) =>
        [.. Callable.Where(kind => _names[kind].Contains(name))];

    /// <summary>All names of a kind.</summary>
    public IReadOnlySet<string> NamesOf(string kind) => _names[kind];

    /// <summary>Whether there may be further names, in a section that cannot be read.</summary>
    public bool MayHaveMore(params IEnumerable<string> kinds) => kinds.Any(_unread.Contains);

    /// <summary>All names a call can be sent to.</summary>
    public IEnumerable<string> CallableNames => Callable.SelectMany(kind => _names[kind]);
}
