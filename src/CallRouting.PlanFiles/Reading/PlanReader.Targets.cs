using NodaTime;

namespace CallRouting.PlanFiles;

internal sealed partial class PlanReader
{
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
        string[] kinds = [.. written.Where(PlanFormat.TargetWords.Contains)];
        var kind = kinds.FirstOrDefault()
            ?? written.Select(key => Spelling.Nearest(key, PlanFormat.TargetWords))
                .FirstOrDefault(word => word is not null);
        if (kind is null || kinds.Length > 1)
        {
            var problem = kinds.Length > 1
                ? $"A target is one thing, this names {string.Join(" and ", kinds)}: keep one."
                : $"This does not say where the call goes: write one of {string.Join(", ", PlanFormat.TargetWords)}.";
            _findings.Error("bad-target", place.Path, kinds.Length > 1 ? map.Entries[0].KeyAt : place.Node.At, problem);
            return Nowhere;
        }

        var reader = new MapReader(place, PlanFormat.Of($"target-{kind}"), _findings);
        return ReadTargetOf(kind, reader);
    }

    private Target ReadTargetOf(string kind, MapReader map)
    {
        var value = map.Find(kind)!.Value;
        // What is wrong with a target is most often its name.
        _positions[map.Place.Path] = value.Node.At;
        Target? target = kind switch
        {
            "switch" => new SwitchTarget(map.Word(kind, Vocabulary.SwitchValue), ReadCases(map),
                ReadExit(map, "other", "where a call goes that no case fits, like { department: sales }")),
            "end" => new EndTarget(map.Word(kind, Vocabulary.StockEnding)),
            "reject" => new RejectTarget(map.Word(kind, Vocabulary.RejectReason)),
            "sticky" => new StickyTarget(map.Duration(kind) ?? Duration.FromDays(1), map.Duration("ring"),
                ReadExit(map, "then", "where the call goes when nobody spoke with the caller before")),
            _ => Scalars.Text(value, _findings, $"a name is expected after '{kind}:'") is { } name
                ? ReadNamedTarget(kind, name, map)
                : null,
        };
        return target ?? Nowhere;
    }

    private Target ReadNamedTarget(string kind, string name, MapReader map) => kind switch
    {
        "department" => new DepartmentTarget(name, map.Whole("priority"), map.Whole("position")),
        "employee" => new EmployeeTarget(name, OptionalTarget(map, "otherwise", bareNames: true)),
        "mailbox" => new MailboxTarget(name),
        "number" => new NumberTarget(name),
        "schedule" => new ScheduleTarget(name,
            ReadExit(map, "open", "where calls go in the hours, like { department: sales }"),
            ReadExit(map, "closed", "where calls go outside the hours, like { voicemail: voicemail-office }")),
        "play" => new PlayTarget(name, ReadExit(map, "then", "where the call goes next; 'announce' ends it there")),
        "ask" => new AskTarget(name, ReadAnswers(map),
            ReadExit(map, "then", "where the call goes then, like { switch: answer, cases: …, other: … }")),
        "return-to" => new ReturnTarget(name,
            map.Require("times", "how often one call may go back, 1 to 9") is null ? 1 : map.Whole("times") ?? 1,
            ReadExit(map, "then", "where the call goes after that")),
        "announce" => new AnnounceTarget(name),
        _ => NamedTarget(kind, name),
    };

    private EquatableList<SwitchCase> ReadCases(MapReader map)
    {
        var cases = new List<SwitchCase>();
        if (map.Require("cases", "a target for each value, like \"+74951110001\": { department: sales }") is { } place)
            foreach (var entry in Scalars.Entries(place, "'cases' is a map of values and targets", _findings))
                cases.Add(new SwitchCase(entry.Key, ReadTarget(Numbered(place, entry, cases.Count))));
        return EquatableList.From(cases);
    }

    private EquatableList<Answer> ReadAnswers(MapReader map)
    {
        var answers = new List<Answer>();
        if (map.Require("answers", "what each key means, like { \"1\": client }") is { } place)
            foreach (var entry in Scalars.Entries(place, "'answers' is a map, like { \"1\": client }", _findings))
            {
                var below = Numbered(place, entry, answers.Count);
                var answer = Scalars.Text(below, _findings);
                if (IsKey(entry.Key, below, entry.KeyAt) && answer is not null)
                    answers.Add(new Answer(entry.Key[0], answer));
            }

        return EquatableList.From(answers);
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
                + $"{Spelling.Question(name, _names.CallableNames)} It may be a {Shown.Or(NameIndex.Callable)}."),
            (0, false) => ("bad-target", $"{Shown.Of(name)} does not say where the call goes: write a target like "
                + "{ department: sales }."),
            (1, false) => ("bad-target", $"{Shown.Of(name)} stands alone: write {{ {kinds[0]}: {name} }}."),
            _ => ("ambiguous-name", $"{Shown.Of(name)} is the name of more than one thing: write "
                + $"{Shown.Or([.. kinds.Select(kind => $"{{ {kind}: {name} }}")])}."),
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

    // The compiler knows values and keys by their order: a value may hold any character, a path may not.
    private Place Numbered(Place map, MapEntry entry, int index)
    {
        var place = map.Below(index, entry.Value) with { NameAt = entry.KeyAt };
        Locate(place);
        _positions[place.Path] = entry.KeyAt;
        return place;
    }
}
