namespace CallRouting.PlanFiles;

internal sealed partial class PlanReader
{
    // The key that says what a target is, and the keys beside it.
    private static readonly (string Kind, string[] Keys)[] TargetKinds =
    [
        ("department", ["department"]),
        ("employee", ["employee", "otherwise"]),
        ("voicemail", ["voicemail"]),
        ("mailbox", ["mailbox"]),
        ("fax", ["fax"]),
        ("external", ["external"]),
        ("menu", ["menu"]),
        ("route", ["route"]),
        ("number", ["number"]),
        ("schedule", ["schedule", "open", "closed"]),
        ("play", ["play", "then"]),
        ("announce", ["announce"]),
    ];

    private static readonly string[] TargetWords = [.. TargetKinds.Select(pair => pair.Kind)];

    // Stands in for a target with an error, so that the rest of the plan can be checked.
    private static readonly Target Nowhere = new AnnounceTarget("unreadable.wav");

    /// <summary>Reads an exit that may not be left out.</summary>
    private Target ReadExit(MapReader map, string key, string example, bool bareNames = false) =>
        map.Require(key, example, "missing-exit") is { } place ? ReadTarget(place, bareNames) : Nowhere;

    /// <summary>Reads a target.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="bareNames">Whether a name alone will do.</param>
    /// <param name="repeats">Whether <c>repeat</c> will do.</param>
    private Target ReadTarget(Place place, bool bareNames = false, bool repeats = false)
    {
        if (place.Node is ScalarNode { IsNothing: false } scalar)
            return ReadTargetName(place, scalar.Text, bareNames, repeats);
        const string expected = "a target is expected here, like { department: sales }";
        if (place.Node is not MapNode map)
        {
            Scalars.WrongType(place, expected, _findings);
            return Nowhere;
        }

        string[] written = [.. map.Entries.Select(entry => entry.Key)];
        string[] kinds = [.. written.Where(TargetWords.Contains)];
        var kind = kinds.FirstOrDefault()
            ?? written.Select(key => Spelling.Nearest(key, TargetWords)).FirstOrDefault(word => word is not null);
        if (kind is null || kinds.Length > 1)
        {
            var problem = kinds.Length > 1
                ? $"A target is one thing, this names {string.Join(" and ", kinds)}: keep one."
                : $"This does not say where the call goes: write one of {string.Join(", ", TargetWords)}.";
            _findings.Error("bad-target", place.Path, kinds.Length > 1 ? map.Entries[0].KeyAt : place.Node.At, problem);
            return Nowhere;
        }

        var reader = new MapReader(place, $"A target with '{kind}'", TargetKinds[IndexOf(kind)].Keys, _findings);
        return ReadTargetOf(kind, reader);
    }

    private Target ReadTargetOf(string kind, MapReader map)
    {
        var value = map.Find(kind)!.Value;
        var name = Scalars.Text(value, _findings, $"a name is expected after '{kind}:'") ?? "";
        // What is wrong with a target is most often its name.
        _positions[map.Place.Path] = value.Node.At;
        Target target = kind switch
        {
            "department" => new DepartmentTarget(name),
            "employee" => new EmployeeTarget(name, map.Find("otherwise") is { } otherwise
                ? ReadTarget(otherwise, bareNames: true)
                : null),
            "voicemail" => new VoicemailTarget(name),
            "mailbox" => new MailboxTarget(name),
            "fax" => new FaxTarget(name),
            "external" => new ExternalTarget(name),
            "menu" => new MenuTarget(name),
            "route" => new RouteTarget(name),
            "number" => new NumberTarget(name),
            "schedule" => new ScheduleTarget(name,
                ReadExit(map, "open", "where calls go in the hours, like { department: sales }"),
                ReadExit(map, "closed", "where calls go outside the hours, like { voicemail: voicemail-office }")),
            "play" => new PlayTarget(name, ReadExit(map, "then", "where the call goes next; 'announce' ends it there")),
            _ => new AnnounceTarget(name),
        };
        return name.Length == 0 ? Nowhere : target;
    }

    private Target ReadTargetName(Place place, string name, bool bareNames, bool repeats)
    {
        var kinds = _names.KindsOf(name);
        if (name == "repeat" && repeats)
            return new RepeatTarget();
        if (bareNames && kinds.Count == 1)
            return NamedTarget(kinds[0], name);
        if (bareNames && kinds.Count == 0 && _names.MayHaveMore(NameIndex.Callable))
            return Nowhere;
        var (code, problem) = (kinds.Count, bareNames) switch
        {
            (0, _) when name == "repeat" => ("bad-target", "'repeat' alone stands for a menu's key only; in "
                + "no-input and wrong-key write { repeat: 2, then: { department: sales } }."),
            (0, true) => ("unknown-name", $"Nothing in this plan is named {Shown.Of(name)}."
                + $"{Spelling.Question(name, _names.CallableNames)} It may be a {Or(NameIndex.Callable)}."),
            (0, false) => ("bad-target", $"{Shown.Of(name)} does not say where the call goes: write a target like "
                + "{ department: sales }."),
            (1, false) => ("bad-target", $"{Shown.Of(name)} stands alone: write {{ {kinds[0]}: {name} }}."),
            _ => ("ambiguous-name", $"{Shown.Of(name)} is the name of more than one thing: write "
                + $"{Or([.. kinds.Select(kind => $"{{ {kind}: {name} }}")])}."),
        };
        _findings.Error(code, place.Path, place.Node.At, problem);
        return Nowhere;
    }

    private static Target NamedTarget(string kind, string name) => kind switch
    {
        "voicemail" => new VoicemailTarget(name),
        "department" => new DepartmentTarget(name),
        "employee" => new EmployeeTarget(name),
        "external" => new ExternalTarget(name),
        "menu" => new MenuTarget(name),
        "route" => new RouteTarget(name),
        _ => new FaxTarget(name),
    };

    private static string Or(IReadOnlyList<string> words) =>
        $"{string.Join(", ", words.Take(words.Count - 1))} or {words[^1]}";

    private static int IndexOf(string kind) => Array.IndexOf(TargetWords, kind);
}
