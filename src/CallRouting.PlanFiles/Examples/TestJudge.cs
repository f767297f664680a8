using System.Globalization;
using NodaTime;

namespace CallRouting.PlanFiles;

/// <summary>Compares what happened with what an example expects.</summary>
internal sealed class TestJudge(TestStage stage, PlanTest test)
{
    private readonly List<PlanTestDifference> _differences = [];
    private readonly TestCallLog _log = stage.Log;

    /// <summary>All that happened otherwise.</summary>
    public EquatableList<PlanTestDifference> Differences()
    {
        var expect = test.Expect;
        if (stage.KeysPressed < test.Call.Keys.Count)
            Differ("keys", string.Join(' ', test.Call.Keys),
                $"{string.Join(' ', test.Call.Keys.Take(stage.KeysPressed))}: nothing asked for more");
        if (expect.Number is { } number)
            Compare("number", number, _log.Number ?? "other");
        var reached = Reached();
        if (expect.Reaches is { } target && reached is null)
        {
            var (kind, name) = TestTargets.Of(target);
            Differ("reaches", $"{kind} {name}", FirstReached() is { } first ? $"{first.Kind} {first.Name}" : "nothing");
        }

        var begin = reached ?? FirstReached();
        if (expect.AfterPrompt is { } delay && (reached is not null || expect.Reaches is null))
            CompareDelay(delay, begin);
        if (expect.Rings is { } rings)
            CompareRings(rings, begin);
        foreach (var never in expect.NeverRings ?? [])
            if (_log.Rings.Any(ring => ring.Who == never))
                Differ("never-rings", $"{never} to be left alone", $"{never} rang");
        if (expect.AnsweredBy is { } answerer)
            Compare("answered-by", answerer, _log.AnsweredBy ?? "nobody");
        if (expect.LeavesBy is { } trunk)
            Compare("leaves-by", trunk, _log.LeftBy ?? PlanTestExpectation.None);
        if (expect.CallerId is { } shown)
            Compare("caller-id", shown,
                _log.LeftBy is null ? "no call outside" : _log.ShownOutside ?? PlanTestExpectation.None);
        if (expect.Position is { } position)
            Compare("position", Text(position), _log.Position is { } actual ? Text(actual) : "no queue");
        if (expect.Outcome is { } outcome)
            Compare("outcome", Vocabulary.Outcome.Word(outcome), Vocabulary.Outcome.Word(_log.Outcome));
        return EquatableList.From(_differences);
    }

    // The destinations behind the last key. A menu that nobody presses a key in is passed by, unless it is what counts.
    private IEnumerable<TestCallLog.Reached> Candidates(bool isMenuCounted) => _log.Destinations.Where(reached =>
        reached.KeysBefore >= test.Call.Keys.Count && (isMenuCounted || reached.Kind != "menu"));

    private TestCallLog.Reached? FirstReached()
    {
        var isMenu = test.Expect.Reaches is MenuTarget;
        return Candidates(isMenu).FirstOrDefault() ?? Candidates(isMenuCounted: true).FirstOrDefault();
    }

    private TestCallLog.Reached? Reached() =>
        test.Expect.Reaches is { } target && FirstReached() is { } first
            && (first.Kind, first.Name) == TestTargets.Of(target)
                ? first
                : null;

    private void CompareDelay(Duration expected, TestCallLog.Reached? begin)
    {
        var ends = begin is null ? [] : _log.PromptEnds.Where(end => end <= begin.At).ToList();
        Compare("after-prompt", DurationText.Of(expected),
            ends.Count == 0 ? "no prompt before it" : DurationText.Of(begin!.At - ends[^1]));
    }

    // From that destination to the next one, each phone once.
    private void CompareRings(EquatableList<ExpectedRing> expected, TestCallLog.Reached? begin)
    {
        var place = begin is null ? -1 : _log.Destinations.IndexOf(begin) + 1;
        var actual = _log.Rings.Where(ring => ring.Destination == place).DistinctBy(ring => ring.Who)
            .Select(ring => new ExpectedRing(ring.Who, ring.At - begin!.At));
        Compare("rings", Text(expected), Text(actual));
    }

    private static string Text(IEnumerable<ExpectedRing> rings)
    {
        var text = string.Join(", ", rings.OrderBy(ring => ring.After).ThenBy(ring => ring.Employee, StringComparer.Ordinal)
            .Select(ring => $"{ring.Employee} {DurationText.Of(ring.After)}"));
        return text.Length == 0 ? "nobody" : text;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Compare(string key, string expected, string actual)
    {
        if (expected != actual)
            Differ(key, expected, actual);
    }

    private void Differ(string key, string expected, string actual) =>
        _differences.Add(new PlanTestDifference(key, expected, actual));
}
