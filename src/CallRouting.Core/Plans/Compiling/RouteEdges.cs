namespace CallRouting;

/// <summary>The ways on from one step to others, by what they ask of the caller.</summary>
internal sealed class RouteEdges(
    NodeList nodes, MenuEntry[] menus, SwitchEntry[] switches, DepartmentEntry[] departments)
{
    /// <summary>The ways on that may take no time at all, however often a call comes by.</summary>
    public void AddInstant(int node, List<int> next)
    {
        var step = nodes[node];
        if (step.Kind == NodeKind.Return)
            Add(step.Else, next);
        else if (QueueOf(step) is { } queue)
            AddAtOnce(queue, next);
        else if (step.Kind is NodeKind.Schedule or NodeKind.Department or NodeKind.Employee or NodeKind.External
            or NodeKind.Rank or NodeKind.Guard or NodeKind.Sticky or NodeKind.Switch)
            AddIdle(node, next);
    }

    /// <summary>As <see cref="AddIdle"/>, without the ways that a call takes only so many times.</summary>
    public void AddUnbounded(int node, List<int> next)
    {
        if (nodes[node].Kind == NodeKind.Return)
            Add(nodes[node].Else, next);
        else
            AddIdle(node, next);
    }

    /// <summary>The ways on for which the caller need not choose a key.</summary>
    public void AddIdle(int node, List<int> next)
    {
        var step = nodes[node];
        if (QueueOf(step) is { } queue)
        {
            AddAtOnce(queue, next);
            Add(queue.WhenWaitedNode, next);
        }
        else if (step.Kind == NodeKind.Menu)
        {
            Add(menus[step.Index].NoInputNode, next);
            Add(menus[step.Index].WrongKeyNode, next);
        }
        else if (step.Kind == NodeKind.Switch)
        {
            foreach (var each in switches[step.Index].Nodes)
                Add(each, next);
            Add(switches[step.Index].Other, next);
        }
        else
        {
            Add(step.Next, next);
            Add(step.Else, next);
        }
    }

    /// <summary>All ways on.</summary>
    public void AddAll(int node, List<int> next)
    {
        AddIdle(node, next);
        if (nodes[node].Kind == NodeKind.Menu)
            foreach (var key in menus[nodes[node].Index].KeyTable)
                Add(key, next);
    }

    private QueueEntry? QueueOf(RouteNode step) =>
        step.Kind == NodeKind.Department ? departments[step.Index].Queue : null;

    // A queue that is full or that nobody serves is left at once.
    private static void AddAtOnce(QueueEntry queue, List<int> next)
    {
        Add(queue.WhenFullNode, next);
        Add(queue.WhenEmptyNode, next);
    }

    private static void Add(int node, List<int> next)
    {
        if (node >= 0)
            next.Add(node);
    }
}
