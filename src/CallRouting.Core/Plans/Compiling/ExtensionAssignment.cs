using System.Globalization;

namespace CallRouting;

/// <summary>Internal numbers: unique over employees and departments, assigned where a department has none (SPEC
/// G12).</summary>
/// <remarks>The departments without a number get the free ones from 500 up, in the order of the plan; 501 … 999, then
/// 100 … 499, then four digits the same way. What is added after a department does not change its number, unless it
/// takes that very number.</remarks>
internal sealed class ExtensionAssignment(Plan plan, FindingList findings)
{
    private readonly Dictionary<Extension, PlanPath> _taken = [];

    /// <summary>The departments' internal numbers, written or assigned.</summary>
    public Extension[] Run()
    {
        for (var i = 0; i < plan.Employees.Count; i++)
            if (plan.Employees[i] is { } employee)
                Take(employee.Extension, PlanNames.PathOf(NameKind.Employee, employee.Id, i));
        for (var i = 0; i < plan.Departments.Count; i++)
            if (plan.Departments[i] is { } department)
                Take(department.Extension, PlanNames.PathOf(NameKind.Department, department.Id, i));

        foreach (var emergency in EmergencyNumbers.Everywhere)
            _taken.TryAdd(emergency, default);
        foreach (var text in plan.Outgoing?.Emergency ?? [])
            if (Extension.TryParse(text, out var emergency))
                _taken.TryAdd(emergency, default);

        var extensions = new Extension[plan.Departments.Count];
        var free = Candidates().GetEnumerator();
        for (var i = 0; i < extensions.Length; i++)
        {
            extensions[i] = plan.Departments[i]?.Extension ?? default;
            while (extensions[i].IsNone && free.MoveNext())
                if (!_taken.ContainsKey(free.Current))
                    extensions[i] = free.Current;
        }

        return extensions;
    }

    private void Take(Extension extension, in PlanPath path)
    {
        if (!extension.IsNone && !_taken.TryAdd(extension, path))
            findings.Error("duplicate-extension", path.Then("ext"),
                $"The internal number {extension} is also that of {_taken[extension]}: choose another.");
    }

    private static IEnumerable<Extension> Candidates()
    {
        for (long thousand = 100; thousand < 1_000_000_000_000; thousand *= 10)
        {
            for (var number = thousand * 5; number < thousand * 10; number++)
                yield return Read(number);
            for (var number = thousand; number < thousand * 5; number++)
                yield return Read(number);
        }
    }

    private static Extension Read(long number) => Extension.Parse(number.ToString(CultureInfo.InvariantCulture));
}
