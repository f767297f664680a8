using System.Globalization;

namespace CallRouting;

/// <summary>A switch whose values are read when all routes are known.</summary>
internal sealed record PendingSwitch(SwitchTarget Target, int[] Nodes, int Other, PlanPath Path);

/// <summary>The tables behind steps that have more to them than one index.</summary>
internal sealed class RouteEntries(Plan plan, PromptList prompts, FindingList findings)
{
    private const int MostPriority = 100;
    private const int MostPosition = 10_000;
    private const int MostReturns = 9;
    private const int MostAnswers = ushort.MaxValue - 1;

    private readonly long _timeout = TimeLimit.Key.Clamp(plan.Defaults.MenuTimeout);
    private readonly long _ring = TimeLimit.Ring.Clamp(plan.Defaults.Ring);
    private readonly List<RankEntry> _ranks = [];
    private readonly List<AskEntry> _questions = [];
    private readonly List<StickyEntry> _stickies = [];
    private readonly List<string> _answers = [];
    private readonly Dictionary<string, int> _answerIndexes = [];
    private readonly List<PendingSwitch?> _switches = [];

    public IReadOnlyList<PendingSwitch?> Switches => _switches;

    public IReadOnlyDictionary<string, int> AnswerIndexes => _answerIndexes;

    public RankEntry[] Ranks() => [.. _ranks];

    public AskEntry[] Questions() => [.. _questions];

    public StickyEntry[] Stickies() => [.. _stickies];

    public string[] Answers() => [.. _answers];

    /// <summary>The index of what a department's target says of priority and position.</summary>
    public int AddRank(DepartmentTarget target, in PlanPath path)
    {
        var (priority, position) = (target.Priority ?? -1, target.Position ?? 0);
        if (target.Priority is < 0 or > MostPriority)
            findings.Error("bad-priority", path.Then("priority"), string.Create(CultureInfo.InvariantCulture,
                $"{priority} is no priority: write 0 to {MostPriority}, more is sooner."));
        if (target.Position is < 1 or > MostPosition)
            findings.Error("bad-position", path.Then("position"), string.Create(CultureInfo.InvariantCulture,
                $"{position} is no position in a queue: write 1 to {MostPosition}."));
        _ranks.Add(new RankEntry(priority, position));
        return _ranks.Count - 1;
    }

    /// <summary>How often a call may go back.</summary>
    public int Times(ReturnTarget target, in PlanPath path)
    {
        if (target.Times is < 1 or > MostReturns)
            findings.Error("bad-times", path.Then("times"), string.Create(CultureInfo.InvariantCulture,
                $"A call cannot go back {target.Times} times: write 1 to {MostReturns}."));
        return Math.Clamp(target.Times, 1, MostReturns);
    }

    /// <summary>The index of an offer to who spoke last.</summary>
    public int AddSticky(StickyTarget target, in PlanPath path)
    {
        _stickies.Add(new StickyEntry(
            TimeLimit.Memory.Ticks(target.Within, path.Then("within"), findings),
            target.Ring is { } own ? TimeLimit.Ring.Ticks(own, path.Then("ring"), findings) : _ring));
        return _stickies.Count - 1;
    }

    /// <summary>The index that a switch will have.</summary>
    public int ReserveSwitch()
    {
        _switches.Add(null);
        return _switches.Count - 1;
    }

    public void SetSwitch(int index, PendingSwitch pending) => _switches[index] = pending;

    /// <summary>The index of a question.</summary>
    public int AddQuestion(AskTarget target, in PlanPath path)
    {
        var prompt = prompts.Add(target.Prompt, path.Then("prompt"), findings);
        var keys = new int[MenuEntry.Keys.Length];
        Array.Fill(keys, -1);
        if (target.Answers.IsEmpty)
            findings.Error("missing-answers", path.Then("answers"),
                "The question has no answers: say what each key means, or play the prompt instead.");
        for (var i = 0; i < target.Answers.Count; i++)
            AddAnswer(target.Answers[i], path.Then("answers"), i, keys);
        _questions.Add(new AskEntry(PromptId.FromPlan(prompt), keys) { TimeoutTicks = _timeout });
        return _questions.Count - 1;
    }

    private void AddAnswer(Answer? answer, in PlanPath path, int position, int[] keys)
    {
        if (answer is null)
        {
            findings.Error("missing-element", path.At(position),
                "There is nothing here: write an answer or remove the entry.");
            return;
        }

        var at = path.Then(MenuCompiler.KeyWord(answer.Key));
        var place = MenuEntry.Keys.IndexOf(answer.Key);
        if (place < 0)
            findings.Error("bad-key", at, "No telephone has this key: write 0 to 9, * or #.");
        else if (keys[place] >= 0)
            findings.Error("duplicate-key", at, $"Key {answer.Key} stands in the question twice: remove one.");
        if (string.IsNullOrWhiteSpace(answer.Value))
            findings.Error("missing-value", at, "It is not said what the key means: write the answer in a word.");
        else if (place >= 0 && keys[place] < 0)
            keys[place] = IndexOf(answer.Value, at);
    }

    private int IndexOf(string answer, in PlanPath path)
    {
        if (_answerIndexes.TryGetValue(answer, out var index))
            return index;
        if (_answers.Count == MostAnswers)
            findings.Error("too-many-answers", path, string.Create(CultureInfo.InvariantCulture,
                $"The plan has more than {MostAnswers} different answers: use the same words again."));
        _answerIndexes.Add(answer, _answers.Count);
        _answers.Add(answer);
        return _answers.Count - 1;
    }
}
