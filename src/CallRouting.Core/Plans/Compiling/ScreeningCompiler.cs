using System.Globalization;

namespace CallRouting;

/// <summary>Checks and compiles who is let through, who is not, and who waits less.</summary>
internal sealed class ScreeningCompiler(Plan plan, RouteCompiler routes, FindingList findings)
{
    private const int MostPriority = 100;
    private static readonly PlanPath Section = new("screening");

    private readonly List<(NumberPattern Pattern, PlanPath Path, int Group)> _allowed = [];
    private readonly List<(NumberPattern Pattern, PlanPath Path, int Group)> _blocked = [];
    private readonly List<(NumberPattern Pattern, PlanPath Path, int Group)> _ranked = [];

    public ScreeningEntry? Compile()
    {
        if (plan.Screening is not { } screening)
            return null;
        Read(screening.Allow, Section.Then("allow"), 0, _allowed);
        Read(screening.Block, Section.Then("block"), 0, _blocked);
        for (var i = 0; i < screening.Priorities.Count; i++)
            ReadPriority(screening.Priorities[i], Section.Then("priorities").At(i), i);
        var allowed = Table(_allowed);
        CheckBlocked(allowed);
        CheckRanked();
        if (screening.Blocked is not null && screening.Block.IsEmpty)
            findings.Warn("not-used", Section.Then("blocked"),
                "Nobody is blocked, so no call comes here: write whom under block, or remove blocked.");
        return new ScreeningEntry(
            routes.Place(screening.Blocked ?? new RejectTarget(RejectReason.Rejected), Section.Then("blocked")),
            screening.Anonymous is null ? -1 : routes.Place(screening.Anonymous, Section.Then("anonymous")))
        {
            Allowed = allowed,
            Blocked = Table(_blocked),
            Ranked = Table(_ranked),
            Priorities = [.. _ranked.Select(ranked =>
                (byte)Math.Clamp(screening.Priorities[ranked.Group].Priority, 1, MostPriority))],
        };
    }

    private void Read(
        EquatableList<string> texts, in PlanPath path, int group, List<(NumberPattern, PlanPath, int)> patterns)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            if (NumberPattern.TryParse(texts[i], out var pattern))
                patterns.Add((pattern, path.At(i), group));
            else
                findings.Error("bad-pattern", path.At(i),
                    $"\"{texts[i]}\" is neither a number nor the beginning of numbers: write +79031234567, or +7903* "
                    + "for all that begin so.");
        }
    }

    private void ReadPriority(CallerPriority? priority, in PlanPath path, int group)
    {
        if (priority is null)
        {
            findings.Error("missing-element", path, "There is nothing here: write a priority or remove the entry.");
            return;
        }

        if (priority.Priority is < 1 or > MostPriority)
            findings.Error("bad-priority", path.Then("priority"), string.Create(CultureInfo.InvariantCulture,
                $"{priority.Priority} is no priority: write 1 to {MostPriority}, more is sooner; others have 0."));
        if (priority.Callers.IsEmpty)
            findings.Error("missing-callers", path.Then("callers"),
                "It is not said who has this priority: write their numbers.");
        Read(priority.Callers, path.Then("callers"), group, _ranked);
    }

    private NumberPatternTable Table(List<(NumberPattern Pattern, PlanPath Path, int Group)> patterns)
    {
        var table = new NumberPatternTable();
        foreach (var (pattern, path, group) in patterns)
            if (table.Add(pattern) is >= 0 and var earlier && patterns[earlier].Group == group)
                findings.Warn("duplicate-pattern", path, $"{pattern} stands here twice: remove one.");
        return table;
    }

    private void CheckBlocked(NumberPatternTable allowed)
    {
        foreach (var (pattern, path, _) in _blocked)
        {
            if (allowed.FirstOver(pattern) is not (>= 0 and var over))
                continue;
            var (allow, allowedAt, _) = _allowed[over];
            if (allow == pattern)
                findings.Error("allowed-and-blocked", path,
                    $"{pattern} is also allowed by {allowedAt}: a caller is one or the other, remove one of them.");
            else
                findings.Warn("never-blocked", path,
                    $"{allowedAt} allows {allow}, and with it all of {pattern}, so nobody is blocked here: remove one "
                    + "of them.");
        }
    }

    // Of two entries that mean the same caller the first counts.
    private void CheckRanked()
    {
        var earlier = new NumberPatternTable();
        foreach (var (pattern, path, group) in _ranked)
        {
            if (earlier.FirstOver(pattern) is >= 0 and var over && _ranked[over].Group != group)
                findings.Warn("overlapping-priorities", path,
                    $"{_ranked[over].Path} has already given {_ranked[over].Pattern} a priority, and the first counts, "
                    + $"so that this one of {pattern} never does: put it first, or remove it.");
            earlier.Add(pattern);
        }
    }
}
