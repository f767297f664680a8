using NodaTime;
using NodaTime.Text;

namespace CallRouting.PlanFiles;

internal sealed partial class PlanReader
{
    // Whose phones a test can speak of.
    private static readonly string[] People = ["employee", "external"];

    private static readonly LocalDateTimePattern[] Moments =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss"),
    ];

    private EquatableList<PlanTest> ReadTests()
    {
        var tests = new List<PlanTest>();
        if (_file.Find("tests") is { } place)
            foreach (var item in Scalars.Items(place, "a list of examples: - name: …, call: …, expect: …", _findings))
                tests.Add(ReadTest(item));
        return EquatableList.From(tests);
    }

    private PlanTest ReadTest(Place place)
    {
        var map = new MapReader(place, PlanFormat.Test, _findings);
        return new PlanTest(
            map.RequiredText("name", "a sentence that says what it shows"),
            map.Require("call", "{ trunk: provider-a, called-raw: \"101\", at: \"2026-11-24 10:00\" }") is { } call
                ? ReadTestCall(call)
                : new PlanTestCall(),
            map.Require("expect", "{ number: main, reaches: { department: sales } }") is { } expect
                ? ReadTestExpectation(expect)
                : new PlanTestExpectation(),
            place.NameAt);
    }

    private PlanTestCall ReadTestCall(Place place)
    {
        var map = new MapReader(place, PlanFormat.TestCall, _findings);
        if (map.Has("employee") || map.Has("dials"))
        {
            map.Require("employee", "the employee who dials");
            map.Require("dials", "what the employee dials, like \"101\"");
        }

        var at = default(LocalDateTime);
        if (map.Require("at", "date and time, like \"2026-11-24 10:00\"") is { } moment
            && Scalars.Text(moment, _findings) is { } text
            && !Moments.Any(pattern => pattern.Parse(text).TryGetValue(default, out at)))
            _findings.Error("bad-date", moment.Path, moment.Node.At,
                $"{Shown.Of(text)} is no date and time: write them like \"2026-11-24 10:00\".");
        return new PlanTestCall
        {
            Trunk = KnownName(map.Find("trunk"), "trunk"),
            CalledRaw = map.Text("called-raw"),
            Caller = map.Text("caller"),
            Line = new LineNumber((ushort)(map.Whole("line") ?? 0)),
            At = at,
            Keys = map.Find("keys") is { } keys ? ReadPressedKeys(keys) : [],
            Employee = KnownName(map.Find("employee"), "employee"),
            Dials = map.Text("dials"),
            Registered = map.Find("registered") is { } registered ? KnownNames(registered) : null,
            Offline = map.Find("offline") is { } offline ? KnownNames(offline) : [],
            Busy = map.Find("busy") is { } busy ? KnownNames(busy) : [],
            Paused = map.Find("paused") is { } paused ? KnownNames(paused) : [],
            OutOfService = map.Find("out-of-service") is { } trunks ? KnownNames(trunks, "trunk") : [],
            Answers = map.Find("answers") is { } answers ? ReadTimes(answers) : [],
            Talks = map.Duration("talks"),
            HangsUp = map.Duration("hangs-up"),
            SpokeWith = map.Find("spoke-with") is { } spoke ? ReadSpokeWith(spoke) : null,
            CallsBefore = map.Whole("calls-before") ?? 0,
        };
    }

    private EquatableList<char> ReadPressedKeys(Place place)
    {
        var keys = new List<char>();
        foreach (var item in Scalars.Items(place, "a list of keys, like [\"1\", \"#\"]", _findings))
        {
            if (Scalars.Text(item, _findings, "a key like \"1\" is expected here") is not { } key)
                continue;
            if (IsKey(key, item, item.Node.At))
                keys.Add(key[0]);
        }

        return EquatableList.From(keys);
    }

    private PlanTestExpectation ReadTestExpectation(Place place)
    {
        var map = new MapReader(place, PlanFormat.TestExpectation, _findings);
        return new PlanTestExpectation
        {
            Number = KnownName(map.Find("number"), "number", "other"),
            Reaches = map.Find("reaches") is { } reaches ? ReadReached(reaches) : null,
            Rings = map.Find("rings") is { } rings ? ReadTimes(rings) : null,
            NeverRings = map.Find("never-rings") is { } never ? KnownNames(never) : null,
            AnsweredBy = KnownName(map.Find("answered-by"), People),
            LeavesBy = KnownName(map.Find("leaves-by"), "trunk", PlanTestExpectation.None),
            CallerId = map.Text("caller-id"),
            Outcome = map.Find("outcome") is { } outcome ? Scalars.Word(outcome, Vocabulary.Outcome, _findings) : null,
            Position = map.Whole("position"),
            AfterPrompt = map.Duration("after-prompt"),
        };
    }

    private Target? ReadReached(Place place)
    {
        if (place.Node is not MapNode map || map.Entries.Count != 1 || !PlanFormat.Reachable.Contains(map.Entries[0].Key))
        {
            if (place.Node is not BrokenNode)
                _findings.Error("bad-target", place.Path, place.Node.At, "A test names the one thing that is reached, "
                    + $"like {{ department: sales }}; it may be a {Shown.Or(PlanFormat.Reachable)}.");
            return null;
        }

        var kind = map.Entries[0].Key;
        var named = kind == "mailbox" ? "employee" : kind;
        if (kind is not ("announce" or "end" or "reject") && KnownName(place.Below(map.Entries[0]), named) is null)
            return null;
        return ReadTarget(place);
    }

    private EquatableList<ExpectedRing> ReadTimes(Place place)
    {
        var rings = new List<ExpectedRing>();
        foreach (var entry in Scalars.Entries(place, "a map like { ivan: 0s, olga: 10s } is expected", _findings))
        {
            var below = place.Below(entry);
            CheckName(below.Path, entry.KeyAt, People, entry.Key);
            rings.Add(new ExpectedRing(entry.Key, Scalars.Duration(below, _findings) ?? Duration.Zero));
        }

        return EquatableList.From(rings);
    }

    private ExpectedRing? ReadSpokeWith(Place place)
    {
        var spoken = ReadTimes(place);
        if (place.Node is MapNode && spoken.Count != 1)
            _findings.Error("bad-test", place.Path, place.NameAt, "The caller spoke with one employee: write { olga: 2h }.");
        return spoken.Count == 1 ? spoken[0] : null;
    }

    private EquatableList<string> KnownNames(Place place, string kind = "employee")
    {
        var names = new List<string>();
        foreach (var item in Scalars.Items(place, kind == "employee" ? "a list of employees, like [anna, ivan]"
            : "a list of trunks, like [e1]", _findings))
            if (KnownName(item, kind) is { } name)
                names.Add(name);
        return EquatableList.From(names);
    }

    private string? KnownName(Place? place, string kind, string? alsoRight = null) =>
        KnownName(place, [kind], alsoRight);

    private string? KnownName(Place? place, string[] kinds, string? alsoRight = null)
    {
        if (place is not { } here || Scalars.Text(here, _findings) is not { } name)
            return null;
        return name == alsoRight || CheckName(here.Path, here.Node.At, kinds, name) ? name : null;
    }

    private bool CheckName(string path, SourcePosition at, string[] kinds, string name)
    {
        if (kinds.Any(kind => _names.NamesOf(kind).Contains(name)) || _names.MayHaveMore(kinds))
            return true;
        _findings.Error(NameIndex.UnknownCode(kinds[0]), path, at, $"This plan has no {Shown.Or(kinds)} "
            + $"{Shown.Of(name)}.{Spelling.Question(name, kinds.SelectMany(_names.NamesOf))}");
        return false;
    }
}
