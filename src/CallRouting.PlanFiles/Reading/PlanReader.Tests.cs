using NodaTime;
using NodaTime.Text;

namespace CallRouting.PlanFiles;

internal sealed partial class PlanReader
{
    private static readonly LocalDateTimePattern[] Moments =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss"),
    ];

    // What a call can be seen to reach: one thing, without further exits.
    private static readonly string[] Reachable =
        ["department", "employee", "voicemail", "mailbox", "fax", "external", "menu", "announce"];

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
        var map = new MapReader(place, "A test", ["name", "call", "expect"], _findings);
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
        var map = new MapReader(place, "A test's call",
            ["trunk", "called-raw", "caller", "line", "at", "keys"], _findings);
        if (!map.Has("line"))
            map.Require("trunk", "the trunk the call arrives on");
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
            Line = new LineNumber((ushort)(map.Whole("line", 1, ushort.MaxValue) ?? 0)),
            At = at,
            Keys = map.Find("keys") is { } keys ? ReadPressedKeys(keys) : [],
        };
    }

    private EquatableList<char> ReadPressedKeys(Place place)
    {
        var keys = new List<char>();
        foreach (var item in Scalars.Items(place, "a list of keys, like [\"1\", \"#\"]", _findings))
        {
            if (Scalars.Text(item, _findings, "a key like \"1\" is expected here") is not { } key)
                continue;
            if (IsKey(key))
                keys.Add(key[0]);
            else
                _findings.Error("bad-menu-key", item.Path, item.Node.At,
                    $"{Shown.Of(key)} is no key of a telephone: a key is one of 0 to 9, * and #, in quotes.");
        }

        return EquatableList.From(keys);
    }

    private PlanTestExpectation ReadTestExpectation(Place place)
    {
        var map = new MapReader(place, "A test's 'expect'", ["number", "reaches", "rings", "after-prompt"], _findings);
        if (place.Node is MapNode { Entries.Count: 0 })
            _findings.Error("missing-key", place.Path, place.NameAt,
                "This test expects nothing, so it cannot fail: write number, reaches, rings or after-prompt.");
        return new PlanTestExpectation
        {
            Number = KnownName(map.Find("number"), "number", "other"),
            Reaches = map.Find("reaches") is { } reaches ? ReadReached(reaches) : null,
            Rings = map.Find("rings") is { } rings ? ReadRings(rings) : null,
            AfterPrompt = map.Duration("after-prompt"),
        };
    }

    private Target? ReadReached(Place place)
    {
        if (place.Node is not MapNode map || map.Entries.Count != 1 || !Reachable.Contains(map.Entries[0].Key))
        {
            if (place.Node is not BrokenNode)
                _findings.Error("bad-target", place.Path, place.Node.At, "A test names the one thing that is reached, "
                    + $"like {{ department: sales }}; it may be a {Or(Reachable)}.");
            return null;
        }

        var kind = map.Entries[0].Key;
        var named = kind == "mailbox" ? "employee" : kind;
        if (kind != "announce" && KnownName(place.Below(map.Entries[0]), named) is null)
            return null;
        return ReadTarget(place);
    }

    private EquatableList<ExpectedRing> ReadRings(Place place)
    {
        if (place.Node is not MapNode map)
        {
            Scalars.WrongType(place, "'rings' is a map, like { ivan: 0s, olga: 10s }", _findings);
            return [];
        }

        var rings = new List<ExpectedRing>();
        foreach (var entry in map.Entries)
        {
            var below = place.Below(entry);
            CheckName(below.Path, entry.KeyAt, "employee", entry.Key);
            rings.Add(new ExpectedRing(entry.Key, Scalars.Duration(below, _findings) ?? Duration.Zero));
        }

        return EquatableList.From(rings);
    }

    private string? KnownName(Place? place, string kind, string? alsoRight = null)
    {
        if (place is not { } here || Scalars.Text(here, _findings) is not { } name)
            return null;
        return name == alsoRight || CheckName(here.Path, here.Node.At, kind, name) ? name : null;
    }

    private bool CheckName(string path, SourcePosition at, string kind, string name)
    {
        var names = _names.NamesOf(kind);
        if (names.Contains(name) || _names.MayHaveMore(kind))
            return true;
        _findings.Error(NameIndex.UnknownCode(kind), path, at,
            $"This plan has no {kind} {Shown.Of(name)}.{Spelling.Question(name, names)}");
        return false;
    }
}
