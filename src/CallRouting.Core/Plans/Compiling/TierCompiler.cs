using System.Globalization;

namespace CallRouting;

/// <summary>The members of a department that could be found, in plan order.</summary>
internal sealed class MemberRows
{
    public List<int> Employees { get; } = [];

    public List<long> Steps { get; } = [];

    public List<int> Weights { get; } = [];

    public List<int> Penalties { get; } = [];

    /// <summary>Where each stands in the list as written.</summary>
    public List<int> Places { get; } = [];
}

/// <summary>Checks the tiers of departments, and puts their members into groups.</summary>
internal sealed class TierCompiler(Plan plan, FindingList findings)
{
    private const int MostPenalty = 1000;
    private HashSet<string>? _skills;

    /// <summary>How the members of one group ring.</summary>
    public static Strategy WithinOf(Department department) =>
        department.Strategy != Strategy.Tiers ? department.Strategy : department.Tiers?.Within ?? Strategy.AllAtOnce;

    public DepartmentEntry Compile(
        Department department, MemberRows members, in PlanPath path, DepartmentEntry entry)
    {
        CheckPenalties(department, members, path);
        if (department.Strategy != Strategy.Tiers)
        {
            if (department.Tiers is not null)
                findings.Error("tiers-without-effect", path.Then("tiers"),
                    "Only the strategy tiers makes groups: choose it, or remove tiers.");
            return entry;
        }

        var settings = department.Tiers ?? new TierSettings();
        var at = path.Then("tiers");
        if (!Enum.IsDefined(settings.Within) || settings.Within == Strategy.Tiers)
            findings.Error("bad-value", at.Then("within"),
                "A group cannot ring so: write all-at-once, in-turn, cascading, round-robin, longest-idle, "
                + "fewest-calls, least-talk-time, random or weighted.");
        var levels = settings.Skill is { } skill ? LevelsOf(skill, department, members, at.Then("skill")) :
            [.. members.Penalties];
        if (settings.Wait is { } wait)
            entry = entry with { TierTicks = TimeLimit.Attempt.Ticks(wait, at.Then("wait"), findings) };
        return Grouped(entry, levels, path);
    }

    private void CheckPenalties(Department department, MemberRows members, in PlanPath path)
    {
        var isLookedAt = department is { Strategy: Strategy.Tiers, Tiers: null or { Skill: null } };
        for (var i = 0; i < members.Penalties.Count; i++)
        {
            var penalty = members.Penalties[i];
            if (penalty == 0)
                continue;
            var at = path.Then("members").At(members.Places[i]).Then("penalty");
            if (penalty is < 0 or > MostPenalty)
                findings.Error("bad-penalty", at, string.Create(CultureInfo.InvariantCulture,
                    $"A penalty of {penalty} cannot be: write 0 to {MostPenalty}."));
            else if (!isLookedAt)
                findings.Warn("penalty-without-effect", at,
                    "Only the strategy tiers without a skill looks at penalties: choose it, or remove the penalty.");
        }
    }

    // The higher the level, the earlier the group; who does not have the skill comes last.
    private int[] LevelsOf(string skill, Department department, MemberRows members, in PlanPath at)
    {
        var levels = new int[members.Employees.Count];
        for (var i = 0; i < levels.Length; i++)
            levels[i] = -LevelOf(plan.Employees[members.Employees[i]], skill);
        if (levels.Any(level => level != 0))
            return levels;
        _skills ??= [.. plan.Employees.SelectMany(e => e?.Skills ?? []).Select(known => known?.Name ?? "")];
        var who = _skills.Contains(skill) ? $"No member of \"{department.Id}\"" : "Nobody";
        var advice = _skills.Contains(skill) ? "give it to some of them, or name another." :
            PlanNames.Nearest(_skills, skill) is { } near ? $"did you mean \"{near}\"?" :
            "write it under skills of an employee.";
        findings.Warn("unknown-skill", at,
            $"{who} has the skill \"{skill}\", so that all members are one group: {advice}");
        return levels;
    }

    private static int LevelOf(Employee employee, string skill)
    {
        foreach (var known in employee.Skills)
            if (known?.Name == skill)
                return known.Level;
        return 0;
    }

    private DepartmentEntry Grouped(DepartmentEntry entry, int[] levels, in PlanPath path)
    {
        if (levels.Length == 0)
            return entry;
        var grouped = Enumerable.Range(0, levels.Length).OrderBy(member => levels[member]).ToArray();
        var groups = new ushort[levels.Length];
        var starts = new List<int> { 0 };
        for (var i = 0; i < grouped.Length; i++)
        {
            if (i > 0 && levels[grouped[i]] != levels[grouped[i - 1]])
                starts.Add(i);
            groups[grouped[i]] = (ushort)(starts.Count - 1);
        }

        if (starts.Count == 1)
            findings.Warn("one-group", path,
                "All members are in one group, so that no other joins in: give them different penalties, or name a "
                + "skill that some of them have.");
        starts.Add(grouped.Length);
        return entry with
        {
            GroupTable = groups,
            GroupedTable = [.. grouped.Select(member => (ushort)member)],
            GroupStarts = [.. starts],
        };
    }
}
