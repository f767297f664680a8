using System.Text;

namespace CallRouting.PlanFiles;

/// <summary>How an example of a plan file turned out.</summary>
public enum PlanTestVerdict : byte
{
    /// <summary>It could not be judged: what it says cannot happen.</summary>
    NotJudged = 0,

    /// <summary>All happened as expected.</summary>
    Passed = 1,

    /// <summary>Something happened otherwise.</summary>
    Failed = 2,
}

/// <summary>What an example of a plan file showed.</summary>
/// <param name="Test">The example.</param>
/// <param name="Verdict">How it turned out.</param>
public sealed record PlanTestResult(PlanTest Test, PlanTestVerdict Verdict)
{
    /// <summary>The file's name, for messages.</summary>
    public required string File { get; init; }

    /// <summary>What happened otherwise; empty unless it failed.</summary>
    public EquatableList<PlanTestDifference> Differences { get; init; }

    /// <summary>Why it could not be judged; empty where it was.</summary>
    public string Problem { get; init; } = "";

    /// <summary>What in the example proves nothing, each with what to write instead.</summary>
    public EquatableList<string> Warnings { get; init; }

    /// <summary>What happened to the call, a line for each step, with the time since its arrival.</summary>
    public EquatableList<string> Story { get; init; }

    /// <summary>Whether all happened as expected.</summary>
    public bool IsPassed => Verdict == PlanTestVerdict.Passed;

    /// <summary>The place, the name, and where it was not passed what was expected, what happened instead and the whole
    /// story; then the warnings.</summary>
    public override string ToString()
    {
        var word = Verdict switch
        {
            PlanTestVerdict.Passed => "passed",
            PlanTestVerdict.Failed => "failed",
            _ => "error",
        };
        var text = new StringBuilder($"{File}:{Test.Position} {word}: {Test.Name}");
        if (Problem.Length > 0)
            text.Append($"\n  {Problem}");
        foreach (var difference in Differences)
            text.Append($"\n  {difference}");
        if (!IsPassed)
            foreach (var line in Story)
                text.Append($"\n    {line}");
        foreach (var warning in Warnings)
            text.Append($"\n  warning: {warning}");
        return text.ToString();
    }
}

/// <summary>Something that happened otherwise than an example expects.</summary>
/// <param name="Key">The key under <c>expect</c>.</param>
/// <param name="Expected">What it says.</param>
/// <param name="Actual">What happened.</param>
public sealed record PlanTestDifference(string Key, string Expected, string Actual)
{
    /// <summary><c>rings: expected ivan 0s, olga 10s; was ivan 0s</c>.</summary>
    public override string ToString() => $"{Key}: expected {Expected}; was {Actual}";
}
