namespace CallRouting;

/// <summary>Checks who screens calls for whom (SPEC S2–S5), and who is whose head (SPEC S1): nobody is their own, nor
/// by way of others.</summary>
internal sealed class ChainCheck(Plan plan, PlanNames names, FindingList findings)
{
    /// <summary>For each employee who screens their calls; −1: nobody.</summary>
    public int[] Guards() => Check(
        employee => employee.GuardedBy, "guarded-by",
        ("guards-self", "\"{0}\" cannot screen their own calls: name somebody else."),
        ("guard-loop", "They screen calls for each other, {0}: let the last one be unguarded."));

    /// <summary>For each employee their head; −1: nobody.</summary>
    public int[] Heads() => Check(
        employee => employee.Head, "head",
        ("heads-self", "\"{0}\" cannot be their own head: name somebody else, or remove head."),
        ("head-loop", "They are each other's heads, {0}: let the last one have no head."));

    private int[] Check(
        Func<Employee, string?> linkOf, string setting, (string Code, string Words) self,
        (string Code, string Words) loop)
    {
        var links = new int[plan.Employees.Count];
        for (var i = 0; i < links.Length; i++)
        {
            links[i] = -1;
            if (plan.Employees[i] is not { } employee || linkOf(employee) is not { } other)
                continue;
            if (other == employee.Id)
                findings.Error(self.Code, PathOf(i, setting), Words(self.Words, other));
            else
                links[i] = names.Find(NameKind.Employee, other, PathOf(i, setting));
        }

        var state = new byte[links.Length];
        for (var i = 0; i < links.Length; i++)
            Walk(i, links, state, setting, loop);
        return links;
    }

    // Each employee has at most one link, so that every chain is walked once.
    private void Walk(int start, int[] links, byte[] state, string setting, (string Code, string Words) loop)
    {
        const byte onThisChain = 1, done = 2;
        var chain = new List<int>();
        var at = start;
        for (; at >= 0 && state[at] == 0; at = links[at])
        {
            state[at] = onThisChain;
            chain.Add(at);
        }

        if (at >= 0 && state[at] == onThisChain)
        {
            var circle = chain.Skip(chain.IndexOf(at)).Append(at).Select(i => plan.Employees[i].Id);
            findings.Error(loop.Code, PathOf(at, setting), Words(loop.Words, string.Join(" → ", circle)));
        }

        foreach (var link in chain)
            state[link] = done;
    }

    private static string Words(string words, string who) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, words, who);

    private PlanPath PathOf(int index, string setting) =>
        PlanNames.PathOf(NameKind.Employee, plan.Employees[index].Id, index).Then(setting);
}
