namespace CallRouting;

/// <summary>Whether a guarded employee is reached from outside only by callers who have been screened.</summary>
/// <param name="Employee">The employee's index in the plan.</param>
/// <param name="Unscreened">A shortest way that lacks the screening; <c>null</c>: there is none, which is
/// proven.</param>
public sealed record GuardedEmployee(int Employee, Way? Unscreened)
{
    /// <summary>Whether no way from outside lacks a screening step.</summary>
    public bool IsProven => Unscreened is null;
}

/// <summary>Proves on the plan, not only at run time, that nobody from outside reaches a guarded employee unscreened
/// (SPEC S2–S5).</summary>
/// <remarks>Who is guarded is taken from the plan as it was written; the ways are those of the compiled plan. So a
/// compiler that forgot a guard would be found out. Screening is an answer to a question, or the person who screens: a
/// way ends with them.</remarks>
public static class GuardProof
{
    /// <summary>The guarded employees of a plan, in its order, each with its proof or a way that breaks it.</summary>
    /// <param name="plan">The plan.</param>
    public static IReadOnlyList<GuardedEmployee> Of(RoutingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var guarded = new List<int>();
        for (var i = 0; i < plan.Source.Employees.Count; i++)
            if (plan.Source.Employees[i]?.GuardedBy is not null)
                guarded.Add(i);
        if (guarded.Count == 0)
            return [];

        var graph = new WayGraph(plan);
        var broken = new Dictionary<int, Way>();
        var cameFrom = new Dictionary<int, int>(); // unscreened steps only, breadth first
        var entryOf = new Dictionary<int, string>();
        var open = new Queue<int>();
        foreach (var (entry, node) in graph.Entries())
        {
            if (node < 0 || !cameFrom.TryAdd(node, -1))
                continue;
            entryOf.Add(node, entry);
            open.Enqueue(node);
        }

        var next = new List<WayPoint>();
        while (open.TryDequeue(out var node))
        {
            var at = new WayPoint(node, IsScreened: false);
            foreach (var employee in guarded)
                if (!broken.ContainsKey(employee) && graph.Rings(at, employee))
                    broken.Add(employee, WayTo(node, cameFrom, entryOf));
            next.Clear();
            graph.AddNext(at, next);
            foreach (var step in next)
                if (!step.IsScreened && cameFrom.TryAdd(step.Node, node))
                    open.Enqueue(step.Node);
        }

        return [.. guarded.Select(employee => new GuardedEmployee(employee, broken.GetValueOrDefault(employee)))];
    }

    private static Way WayTo(int last, Dictionary<int, int> cameFrom, Dictionary<int, string> entryOf)
    {
        var nodes = new List<int>();
        for (var node = last; node >= 0; node = cameFrom[node])
            nodes.Add(node);
        nodes.Reverse();
        return new Way(entryOf[nodes[0]], nodes, IsScreened: false);
    }
}
