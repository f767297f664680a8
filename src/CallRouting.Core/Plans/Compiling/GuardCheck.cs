namespace CallRouting;

/// <summary>Checks who screens calls for whom (SPEC S2–S5).</summary>
internal sealed class GuardCheck(Plan plan, PlanNames names, FindingList findings)
{
    public void Run()
    {
        var guards = new int[plan.Employees.Count];
        for (var i = 0; i < guards.Length; i++)
            guards[i] = GuardOf(i);
        var state = new byte[guards.Length];
        for (var i = 0; i < guards.Length; i++)
            Walk(i, guards, state);
    }

    private int GuardOf(int index)
    {
        if (plan.Employees[index] is not { GuardedBy: { } guard } employee)
            return -1;
        var path = PathOf(index);
        if (guard != employee.Id)
            return names.Find(NameKind.Employee, guard, path);
        findings.Error("guards-self", path, $"\"{guard}\" cannot screen their own calls: name somebody else.");
        return -1;
    }

    // Each employee has at most one guard, so that every chain is walked once.
    private void Walk(int start, int[] guards, byte[] state)
    {
        const byte onThisChain = 1, done = 2;
        var chain = new List<int>();
        var at = start;
        for (; at >= 0 && state[at] == 0; at = guards[at])
        {
            state[at] = onThisChain;
            chain.Add(at);
        }

        if (at >= 0 && state[at] == onThisChain)
        {
            var circle = chain.Skip(chain.IndexOf(at)).Append(at).Select(i => plan.Employees[i].Id);
            findings.Error("guard-loop", PathOf(at),
                $"They screen calls for each other, {string.Join(" → ", circle)}: let the last one be unguarded.");
        }

        foreach (var link in chain)
            state[link] = done;
    }

    private PlanPath PathOf(int index) =>
        PlanNames.PathOf(NameKind.Employee, plan.Employees[index].Id, index).Then("guarded-by");
}
