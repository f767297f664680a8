using NodaTime;

namespace CallRouting;

/// <summary>Checks and compiles the employees.</summary>
internal sealed class EmployeeCompiler(Plan plan, PlanNames names, FindingList findings)
{
    private static readonly Duration UsualLeast = Duration.FromSeconds(5);
    private static readonly Duration UsualMost = Duration.FromSeconds(10);

    /// <summary>The employees, without their answering machines: which of them have one is known only when all routes
    /// are compiled.</summary>
    /// <param name="outgoing">The ways out for mobiles.</param>
    public EmployeeEntry[] Compile(OutgoingCompiler outgoing)
    {
        var ring = TimeLimit.Ring.Ticks(plan.Defaults.Ring, new("defaults", "ring"), findings);
        var after = new PlanPath("defaults", "mobile-after");
        TimeLimit.Mobile.Ticks(plan.Defaults.MobileAfter, after, findings);
        CheckUsual(plan.Defaults.MobileAfter, after);
        var entries = new EmployeeEntry[plan.Employees.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = plan.Employees[i] is { } employee ? Compile(employee, i, outgoing, ring) :
                new EmployeeEntry { Id = "", Name = "" };
        }

        new GuardCheck(plan, names, findings).Run();
        return entries;
    }

    private EmployeeEntry Compile(Employee employee, int index, OutgoingCompiler outgoing, long ring)
    {
        var path = PlanNames.PathOf(NameKind.Employee, employee.Id, index);
        var name = NameOf(employee.Name, employee.Id);
        if (!Enum.IsDefined(employee.Role))
            findings.Error("bad-value", path.Then("role"), "The role is unknown: write user or administrator.");
        var entry = new EmployeeEntry
        {
            Id = employee.Id ?? "",
            Name = name,
            Extension = employee.Extension,
            RingInUse = employee.RingInUse,
            IsGuarded = employee.GuardedBy is not null,
            CallerId = CallerIdOf(employee, path.Then("caller-id")),
            Alone = new DepartmentEntry
            {
                Id = employee.Id ?? "",
                Name = name,
                Extension = employee.Extension,
                Strategy = Strategy.AllAtOnce,
                MemberTable = [index],
                StepTicks = [ring],
                GiveUpTicks = ring,
                RingTicks = ring,
            },
        };
        return employee.Mobile is { } mobile ? WithMobile(entry, mobile, outgoing, path.Then("mobile")) : entry;
    }

    private EmployeeEntry WithMobile(
        EmployeeEntry entry, MobileForward mobile, OutgoingCompiler outgoing, in PlanPath path)
    {
        var after = mobile.After ?? plan.Defaults.MobileAfter;
        var ticks = CheckAfter(mobile, after, entry.Alone.GiveUpTicks, path);
        if (mobile.To.IsNone)
        {
            findings.Error("missing-number", path.Then("to"),
                "The mobile has no number: write it in international form, for example +79161110001.");
            return entry;
        }

        var trunks = outgoing.TrunksFor(mobile.To);
        if (trunks.Length == 0)
        {
            findings.Warn("mobile-cannot-ring", path,
                $"No way out leads to the mobile of \"{entry.Id}\", so it can never ring: give a SIP trunk a gateway, "
                + "and outgoing a route for the number.");
            return entry;
        }

        return entry with
        {
            Mobile = mobile.To,
            MobileKeepsRinging = mobile.KeepRinging,
            MobileConfirms = mobile.Confirm,
            MobileTrunks = trunks,
            MobileAfterTicks = ticks,
        };
    }

    // Only a connected number may be presented (SPEC G30).
    private PhoneNumber CallerIdOf(Employee employee, in PlanPath path)
    {
        if (employee.CallerId is null)
            return default;
        var number = names.Find(NameKind.Number, employee.CallerId, path);
        return number < 0 ? default : plan.Numbers[number].Called;
    }

    private long CheckAfter(MobileForward mobile, Duration after, long ring, in PlanPath path)
    {
        if (mobile.After is null)
            return TimeLimit.Mobile.Clamp(after);
        var ticks = TimeLimit.Mobile.Ticks(after, path.Then("after"), findings);
        CheckUsual(after, path.Then("after"));
        if (ticks >= ring)
            findings.Warn("mobile-never-rings", path.Then("after"),
                $"The mobile starts after {TimeLimit.Words(after)}, but a call to the employee alone ends after "
                + $"{TimeLimit.Words(Duration.FromTicks(ring))} (defaults.ring): let it start earlier.");
        return ticks;
    }

    private void CheckUsual(Duration after, in PlanPath path)
    {
        var isPossible = after >= TimeLimit.Mobile.Least && after <= TimeLimit.Mobile.Most;
        if (isPossible && (after < UsualLeast || after > UsualMost))
            findings.Warn("unusual-mobile-after", path,
                $"{TimeLimit.Words(after)} is unusual: 5s to 10s leave time to answer at the desk and do not tire the "
                + "caller.");
    }

    /// <summary>The name for people, or the id where there is none.</summary>
    public static string NameOf(string? name, string? id) => string.IsNullOrWhiteSpace(name) ? id ?? "" : name;
}
