namespace CallRouting;

/// <summary>A way of a call from outside to an employee.</summary>
/// <param name="Entry">Where the call comes in, for example <c>number main</c>.</param>
/// <param name="Nodes">The steps, as indexes in the plan; at the last one the employee rings.</param>
/// <param name="IsScreened">Whether the caller has answered a question on the way.</param>
public sealed record Way(string Entry, IReadOnlyList<int> Nodes, bool IsScreened)
{
    /// <summary>The way in words, <c>number main → menu choices → employee anna</c>.</summary>
    /// <param name="plan">The plan it is in.</param>
    public string Describe(RoutingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return string.Join(" → ", Nodes.Select(plan.Describe).Prepend(Entry));
    }
}

/// <summary>A step, and whether the caller has been screened by then.</summary>
internal readonly record struct WayPoint(int Node, bool IsScreened);

/// <summary>The ways that calls from outside can take through a compiled plan.</summary>
internal sealed class WayGraph(RoutingPlan plan)
{
    private readonly int[] _dialled = [.. plan.ExtensionNodes.Values.Distinct()];

    /// <summary>Where calls from outside come in.</summary>
    public IEnumerable<(string Entry, int Node)> Entries()
    {
        foreach (var number in plan.NumberEntries)
            yield return ($"number {number.Id}", number.Node);
        yield return ("other number", plan.OtherNumberNode);
        if (plan.Screening is not { } screening)
            yield break;
        yield return ("blocked callers", screening.BlockedNode);
        if (screening.AnonymousNode >= 0)
            yield return ("anonymous callers", screening.AnonymousNode);
    }

    /// <summary>Where a call may go from a step.</summary>
    public void AddNext(WayPoint at, List<WayPoint> next)
    {
        var step = plan.NodeTable[at.Node];
        switch (step.Kind)
        {
            case NodeKind.Guard:
                Add(at.IsScreened ? step.Else : step.Next, at.IsScreened, next);
                break;
            case NodeKind.Ask:
                Add(step.Next, at.IsScreened, next);
                Add(step.Next, isScreened: true, next);
                break;
            case NodeKind.Switch:
                foreach (var node in plan.SwitchTable[step.Index].Nodes)
                    Add(node, at.IsScreened, next);
                Add(plan.SwitchTable[step.Index].Other, at.IsScreened, next);
                break;
            case NodeKind.Department when plan.DepartmentTable[step.Index].Queue is { } queue:
                Add(queue.WhenFullNode, at.IsScreened, next);
                Add(queue.WhenWaitedNode, at.IsScreened, next);
                Add(queue.WhenEmptyNode, at.IsScreened, next);
                break;
            case NodeKind.Menu:
                AddMenu(plan.MenuTable[step.Index], at.IsScreened, next);
                break;
            default:
                Add(step.Next, at.IsScreened, next);
                Add(step.Else, at.IsScreened, next);
                break;
        }
    }

    /// <summary>Whether an employee rings at a step.</summary>
    public bool Rings(WayPoint at, int employee)
    {
        var step = plan.NodeTable[at.Node];
        var isLetThrough = at.IsScreened || plan.EmployeeTable[employee].GuardedBy < 0;
        return step.Kind switch
        {
            NodeKind.Employee => step.Index == employee,
            NodeKind.Department => isLetThrough && plan.DepartmentTable[step.Index].MemberTable.Contains(employee),
            NodeKind.Sticky => isLetThrough,
            _ => false,
        };
    }

    private void AddMenu(MenuEntry menu, bool isScreened, List<WayPoint> next)
    {
        foreach (var node in menu.KeyTable)
            Add(node, isScreened, next);
        Add(menu.NoInputNode, isScreened, next);
        Add(menu.WrongKeyNode, isScreened, next);
        foreach (var node in menu.DialExtensions ? _dialled : [])
            Add(node, isScreened, next);
    }

    private static void Add(int node, bool isScreened, List<WayPoint> next)
    {
        if (node >= 0 && !next.Contains(new WayPoint(node, isScreened)))
            next.Add(new WayPoint(node, isScreened));
    }
}
