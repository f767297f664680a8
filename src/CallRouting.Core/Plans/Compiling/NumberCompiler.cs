namespace CallRouting;

/// <summary>Checks and compiles the company's numbers.</summary>
internal sealed class NumberCompiler(Plan plan, RouteCompiler routes, FindingList findings)
{
    public (NumberEntry[] Entries, NumberTable Table) Compile()
    {
        var entries = new NumberEntry[plan.Numbers.Count];
        var called = new (PhoneNumber, int)[entries.Length];
        var callerIdOut = -1;
        for (var i = 0; i < entries.Length; i++)
        {
            var number = plan.Numbers[i];
            entries[i] = new NumberEntry(number?.Id ?? "", number?.Called ?? default, routes.NumberNode(i));
            called[i] = (entries[i].Called, i);
            if (number is null)
                continue;
            if (number.Called.IsNone)
                findings.Error("missing-number", PathOf(i).Then("called"),
                    "The number itself is missing: write it in international form, for example +74951110001.");
            if (!number.CallerIdOut)
                continue;
            if (callerIdOut >= 0)
                findings.Error("two-caller-ids", PathOf(i).Then("caller-id-out"),
                    $"Outgoing calls already present {PathOf(callerIdOut)}: mark only one number.");
            else
                callerIdOut = i;
        }

        var table = NumberTable.Build(called, [], out var found);
        foreach (var finding in found)
            if (finding.Kind == NumberTableFindingKind.Duplicate)
                findings.Error("duplicate-number", PathOf(finding.Index).Then("called"),
                    $"{entries[finding.Index].Called} is also the number of {PathOf(finding.EarlierValue)}: "
                    + "a number has one route.");
        return (entries, table);
    }

    private PlanPath PathOf(int index) => PlanNames.PathOf(NameKind.Number, plan.Numbers[index]?.Id, index);
}
