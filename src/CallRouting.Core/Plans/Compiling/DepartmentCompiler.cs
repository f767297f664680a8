using System.Globalization;
using NodaTime;

namespace CallRouting;

/// <summary>Checks and compiles the departments.</summary>
internal sealed class DepartmentCompiler(
    Plan plan, PlanNames names, EmployeeEntry[] employees, PromptList prompts, RouteCompiler routes,
    FindingList findings)
{
    private readonly QueueCompiler _queues = new(plan, prompts, routes, findings);
    private const int MostRounds = 100;
    private const int MostMembers = 1000;
    private readonly HashSet<int> _unconfirmed = [];

    public DepartmentEntry[] Compile()
    {
        var step = TimeLimit.Ring.Ticks(plan.Defaults.Step, new("defaults", "step"), findings);
        var extensions = new ExtensionAssignment(plan, findings).Run();
        var entries = new DepartmentEntry[plan.Departments.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = plan.Departments[i] is { } department ? Compile(department, i, extensions[i], step) :
                new DepartmentEntry { Id = "", Name = "" };
        }

        return entries;
    }

    private DepartmentEntry Compile(Department department, int index, Extension extension, long defaultStep)
    {
        var path = PlanNames.PathOf(NameKind.Department, department.Id, index);
        if (!Enum.IsDefined(department.Strategy))
            findings.Error("bad-value", path.Then("strategy"),
                "The strategy is unknown: write all-at-once, in-turn or cascading.");
        routes.SetOtherwise(NodeKind.Department, index, department.Otherwise, path.Then("otherwise"));
        if (department is { GiveUpAfter: null, Rounds: null })
            findings.Error("missing-end", path,
                "It is not said how long the department is tried: write give-up-after, rounds, or both.");
        if (department.Rounds is < 1 or > MostRounds)
            findings.Error("bad-rounds", path.Then("rounds"), string.Create(CultureInfo.InvariantCulture,
                $"{department.Rounds} rounds cannot be: write 1 to {MostRounds}."));

        var step = department.Step is { } own ?
            TimeLimit.Ring.Ticks(own, path.Then("step"), findings) : defaultStep;
        var members = new List<int>();
        var steps = new List<long>();
        AddMembers(department, path, step, members, steps);
        return new DepartmentEntry
        {
            Id = department.Id ?? "",
            Name = EmployeeCompiler.NameOf(department.Name, department.Id),
            Extension = extension,
            Strategy = department.Strategy,
            MemberTable = [.. members],
            StepTicks = [.. steps],
            GiveUpTicks = department.GiveUpAfter is { } end ?
                TimeLimit.Attempt.Ticks(end, path.Then("give-up-after"), findings) : long.MaxValue,
            Rounds = department.Rounds ?? 0,
            RingTicks = TimeLimit.Ring.Clamp(plan.Defaults.Ring),
            Queue = department.Queue is { } queue ? _queues.Compile(queue, index, path.Then("queue")) : null,
        };
    }

    private void AddMembers(Department department, in PlanPath path, long step, List<int> members, List<long> steps)
    {
        if (department.Members.IsEmpty)
            findings.Error("empty-department", path.Then("members"),
                $"Department \"{department.Id}\" has no members, so nobody can answer: name at least one employee.");
        if (department.Members.Count > MostMembers)
            findings.Error("too-many-members", path.Then("members"), string.Create(CultureInfo.InvariantCulture,
                $"{department.Members.Count} members are too many: name at most {MostMembers}."));
        for (var i = 0; i < Math.Min(department.Members.Count, MostMembers); i++)
        {
            var at = path.Then("members").At(i);
            var member = department.Members[i];
            var employee = names.Find(NameKind.Employee, member?.Employee, at);
            if (employee < 0)
                continue;
            if (members.Contains(employee))
            {
                findings.Error("duplicate-member", at,
                    $"\"{member!.Employee}\" is a member of \"{department.Id}\" twice: remove one.");
                continue;
            }

            var ticks = member!.Step is { } own ? TimeLimit.Ring.Ticks(own, at.Then("step"), findings) : step;
            members.Add(employee);
            steps.Add(ticks);
            CheckMember(department, employee, ticks, at);
        }
    }

    private void CheckMember(Department department, int index, long step, in PlanPath at)
    {
        var employee = plan.Employees[index];
        if (employee.GuardedBy is { } guard)
            findings.Warn("guarded-member", at,
                $"\"{employee.Id}\" is guarded by \"{guard}\", yet rings for \"{department.Id}\" without screening: "
                + "take them out of the department, or remove guarded-by.");
        var entry = employees[index];
        if (!entry.HasMobile)
            return;
        var after = TimeLimit.Words(Duration.FromTicks(entry.MobileAfterTicks));
        if (department.Strategy == Strategy.InTurn && step <= entry.MobileAfterTicks)
            findings.Warn("mobile-never-rings", at,
                $"\"{employee.Id}\" rings for {TimeLimit.Words(Duration.FromTicks(step))} here, but the mobile starts "
                + $"only after {after}, so it can never ring: make the step longer or mobile.after shorter.");
        if (department.Members.Count > 1 && !entry.MobileConfirms && _unconfirmed.Add(index))
            findings.Warn("mobile-without-confirm",
                PlanNames.PathOf(NameKind.Employee, employee.Id, index).Then("mobile"),
                $"The mobile of \"{employee.Id}\" rings for \"{department.Id}\" beside others: the carrier's voicemail "
                + "may take the call from them. Write confirm: true.");
    }
}
