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
    private const int MostMissed = 100;
    private const int MostWeight = 1000;
    private readonly HashSet<int> _unconfirmed = [];
    private readonly TierCompiler _tiers = new(plan, findings);

    public DepartmentEntry[] Compile()
    {
        var step = TimeLimit.Ring.Ticks(plan.Defaults.Step, new("defaults", "step"), findings);
        var extensions = new ExtensionAssignment(plan, findings).Run();
        var entries = new DepartmentEntry[plan.Departments.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = plan.Departments[i] is { } department ? Compile(department, i, extensions[i], step) :
                new DepartmentEntry { Id = "", Name = "", Index = i };
        }

        return entries;
    }

    private DepartmentEntry Compile(Department department, int index, Extension extension, long defaultStep)
    {
        var path = PlanNames.PathOf(NameKind.Department, department.Id, index);
        if (!Enum.IsDefined(department.Strategy))
            findings.Error("bad-value", path.Then("strategy"),
                "The strategy is unknown: write all-at-once, in-turn, cascading, round-robin, longest-idle, "
                + "fewest-calls, least-talk-time, random, weighted or tiers.");
        routes.SetOtherwise(NodeKind.Department, index, department.Otherwise, path.Then("otherwise"));
        if (department is { GiveUpAfter: null, Rounds: null })
            findings.Error("missing-end", path,
                "It is not said how long the department is tried: write give-up-after, rounds, or both.");
        if (department.Rounds is < 1 or > MostRounds)
            findings.Error("bad-rounds", path.Then("rounds"), string.Create(CultureInfo.InvariantCulture,
                $"{department.Rounds} rounds cannot be: write 1 to {MostRounds}."));
        if (department.PauseAfterMissed is < 1 or > MostMissed)
            findings.Error("bad-count", path.Then("pause-after-missed"), string.Create(CultureInfo.InvariantCulture,
                $"{department.PauseAfterMissed} missed offers cannot be: write 1 to {MostMissed}."));

        var step = department.Step is { } own ?
            TimeLimit.Ring.Ticks(own, path.Then("step"), findings) : defaultStep;
        var within = TierCompiler.WithinOf(department);
        var members = new MemberRows();
        AddMembers(department, path, step, within, members);
        return _tiers.Compile(department, members, path, new DepartmentEntry
        {
            Id = department.Id ?? "",
            Name = EmployeeCompiler.NameOf(department.Name, department.Id),
            Index = index,
            Extension = extension,
            Strategy = department.Strategy,
            Within = within,
            RingInUse = department.RingInUse,
            PauseAfterMissed = department.PauseAfterMissed ?? 0,
            WrapUpTicks = TimeLimit.WrapUp.Ticks(department.WrapUp, path.Then("wrap-up"), findings),
            MemberTable = [.. members.Employees],
            StepTicks = [.. members.Steps],
            WeightTable = [.. members.Weights],
            GiveUpTicks = department.GiveUpAfter is { } end ?
                TimeLimit.Attempt.Ticks(end, path.Then("give-up-after"), findings) : long.MaxValue,
            Rounds = department.Rounds ?? 0,
            RingTicks = TimeLimit.Ring.Clamp(plan.Defaults.Ring),
            TierTicks = step,
            Queue = department.Queue is { } queue ? _queues.Compile(queue, index, path.Then("queue")) : null,
        });
    }

    private void AddMembers(
        Department department, in PlanPath path, long step, Strategy within, MemberRows members)
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
            if (members.Employees.Contains(employee))
            {
                findings.Error("duplicate-member", at,
                    $"\"{member!.Employee}\" is a member of \"{department.Id}\" twice: remove one.");
                continue;
            }

            var ticks = member!.Step is { } own ? TimeLimit.Ring.Ticks(own, at.Then("step"), findings) : step;
            CheckWeight(member, within, at);
            members.Employees.Add(employee);
            members.Steps.Add(ticks);
            members.Weights.Add(Math.Clamp(member.Weight, 1, MostWeight));
            members.Penalties.Add(member.Penalty);
            members.Places.Add(i);
            CheckMember(department, employee, ticks, within, at);
        }
    }

    private void CheckWeight(Member member, Strategy within, in PlanPath at)
    {
        if (member.Weight is < 1 or > MostWeight)
            findings.Error("bad-weight", at.Then("weight"), string.Create(CultureInfo.InvariantCulture,
                $"A weight of {member.Weight} cannot be: write 1 to {MostWeight}."));
        else if (member.Weight != 1 && within != Strategy.Weighted)
            findings.Warn("weight-without-effect", at.Then("weight"),
                "Only the strategy weighted looks at weights: choose it, or remove the weight.");
    }

    private void CheckMember(Department department, int index, long step, Strategy within, in PlanPath at)
    {
        var employee = plan.Employees[index];
        if (employee.GuardedBy is { } guard)
            findings.Warn("guarded-member", at,
                $"\"{employee.Id}\" is guarded by \"{guard}\", so that calls from outside ring them in "
                + $"\"{department.Id}\" only when the caller has answered a question: take them out of the department, "
                + "or remove guarded-by.");
        if (department.RingInUse && employee.MaxCalls == 1)
            findings.Warn("ring-in-use-without-effect", at,
                $"\"{department.Id}\" rings members who are on another call, but \"{employee.Id}\" takes only one call "
                + "at once: raise max-calls.");
        var entry = employees[index];
        if (!entry.HasMobile)
            return;
        var after = TimeLimit.Words(Duration.FromTicks(entry.MobileAfterTicks));
        var stops = within is not (Strategy.AllAtOnce or Strategy.Cascading);
        if (stops && step <= entry.MobileAfterTicks)
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
