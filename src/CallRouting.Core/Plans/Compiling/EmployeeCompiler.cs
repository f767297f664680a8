using System.Globalization;
using NodaTime;

namespace CallRouting;

/// <summary>Checks and compiles the employees.</summary>
internal sealed class EmployeeCompiler(Plan plan, PlanNames names, FindingList findings)
{
    private const int MostCalls = 100;
    private const int MostSkill = 100;
    private static readonly Duration UsualLeast = Duration.FromSeconds(5);
    private static readonly Duration UsualMost = Duration.FromSeconds(10);

    /// <summary>The employees, without their answering machines: which of them have one is known only when all routes
    /// are compiled.</summary>
    /// <param name="outgoing">The ways out for mobiles.</param>
    /// <param name="guards">For each employee who screens their calls, or −1.</param>
    public EmployeeEntry[] Compile(OutgoingCompiler outgoing, int[] guards)
    {
        var ring = TimeLimit.Ring.Ticks(plan.Defaults.Ring, new("defaults", "ring"), findings);
        var after = new PlanPath("defaults", "mobile-after");
        TimeLimit.Mobile.Ticks(plan.Defaults.MobileAfter, after, findings);
        CheckUsual(plan.Defaults.MobileAfter, after);
        var entries = new EmployeeEntry[plan.Employees.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = plan.Employees[i] is { } employee ? Compile(employee, i, outgoing, ring) :
                new EmployeeEntry { Id = "", Name = "" };
            entries[i] = entry with { GuardedBy = guards[i] };
        }

        return entries;
    }

    private EmployeeEntry Compile(Employee employee, int index, OutgoingCompiler outgoing, long ring)
    {
        var path = PlanNames.PathOf(NameKind.Employee, employee.Id, index);
        var name = NameOf(employee.Name, employee.Id);
        if (!Enum.IsDefined(employee.Role))
            findings.Error("bad-value", path.Then("role"), "The role is unknown: write user or administrator.");
        CheckCalls(employee, path);
        CheckSkills(employee, path);
        for (var i = 0; i < employee.Topics.Count; i++)
            if (string.IsNullOrWhiteSpace(employee.Topics[i]))
                findings.Error("missing-topic", path.Then("topics").At(i),
                    "The topic is empty: write what the employee is responsible for, or remove the entry.");
        var entry = new EmployeeEntry
        {
            Id = employee.Id ?? "",
            Name = name,
            Extension = employee.Extension,
            RingInUse = employee.RingInUse,
            MaxCalls = employee.MaxCalls ?? 0,
            ScopedDevices = ScopedDevices(employee, path.Then("devices")),
            CallerId = CallerIdOf(employee, path.Then("caller-id")),
            Alone = new DepartmentEntry
            {
                Id = employee.Id ?? "",
                Name = name,
                Extension = employee.Extension,
                Strategy = Strategy.AllAtOnce,
                Within = Strategy.AllAtOnce,
                MemberTable = [index],
                StepTicks = [ring],
                GiveUpTicks = ring,
                RingTicks = ring,
            },
        };
        return employee.Mobile is { } mobile ? WithMobile(entry, mobile, outgoing, path.Then("mobile")) : entry;
    }

    private void CheckCalls(Employee employee, in PlanPath path)
    {
        if (employee.MaxCalls is < 1 or > MostCalls)
            findings.Error("bad-count", path.Then("max-calls"), string.Create(CultureInfo.InvariantCulture,
                $"{employee.MaxCalls} calls at once cannot be: write 1 to {MostCalls}."));
        else if (employee is { MaxCalls: 1, RingInUse: true })
            findings.Warn("ring-in-use-without-effect", path.Then("ring-in-use"),
                "New calls ring while the employee is on another, but max-calls allows only one: raise max-calls, or "
                + "remove one of the two.");
    }

    private void CheckSkills(Employee employee, in PlanPath path)
    {
        for (var i = 0; i < employee.Skills.Count; i++)
        {
            var at = path.Then("skills").At(i);
            var skill = employee.Skills[i];
            if (string.IsNullOrWhiteSpace(skill?.Name))
                findings.Error("missing-name", at, "This skill has no name: write it, for example english.");
            else if (skill.Level is < 1 or > MostSkill)
                findings.Error("bad-level", at, string.Create(CultureInfo.InvariantCulture,
                    $"A level of {skill.Level} cannot be: write 1 to {MostSkill}, more is better."));
            else if (employee.Skills.Take(i).Any(other => other?.Name == skill.Name))
                findings.Error("duplicate-skill", at, $"The skill \"{skill.Name}\" is there twice: remove one.");
        }
    }

    // The devices that do not ring for all calls (SPEC S14).
    private EmployeeDevice[] ScopedDevices(Employee employee, in PlanPath path)
    {
        for (var i = 0; i < employee.Devices.Count; i++)
        {
            var device = employee.Devices[i];
            if (string.IsNullOrWhiteSpace(device?.Name))
                findings.Error("missing-name", path.At(i), "This device has no name: write it, for example desk.");
            else if (!Enum.IsDefined(device.Calls))
                findings.Error("bad-value", path.At(i), "It is unknown which calls the device is for: write all, "
                    + "outside or internal.");
            else if (employee.Devices.Take(i).Any(other => IsNamed(other, device.Name)))
                findings.Error("duplicate-device", path.At(i),
                    $"The device \"{device.Name}\" is there twice: remove one.");
        }

        EmployeeDevice[] scoped = [.. employee.Devices.Where(device => device is { Calls: not CallScope.All })];
        if (scoped.Length > 0 && scoped.Length == employee.Devices.Count && employee.Mobile is null)
        {
            if (scoped.All(device => device.Calls == CallScope.Outside))
                findings.Warn("no-device", path,
                    "No device of this employee rings for internal calls: let one ring for all or internal.");
            else if (scoped.All(device => device.Calls == CallScope.Internal))
                findings.Warn("no-device", path,
                    "No device of this employee rings for outside calls: let one ring for all or outside.");
        }

        return scoped;
    }

    private static bool IsNamed(EmployeeDevice? device, string name) =>
        string.Equals(device?.Name, name, StringComparison.OrdinalIgnoreCase);

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
                $"No way out leads to the mobile of \"{entry.Id}\", so it can never ring: have a trunk that carries "
                + "outgoing calls (a SIP trunk needs a gateway), and in outgoing a route for the number.");
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
