using System.Globalization;

namespace CallRouting;

/// <summary>The tables behind steps that have more to them than one index.</summary>
internal sealed class RouteEntries(FindingList findings)
{
    private const int MostPriority = 100;
    private const int MostPosition = 10_000;
    private const int MostReturns = 9;

    private readonly List<RankEntry> _ranks = [];

    public RankEntry[] Ranks() => [.. _ranks];

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
}
