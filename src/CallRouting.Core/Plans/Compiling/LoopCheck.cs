namespace CallRouting;

/// <summary>Finds routes that lead back to where they were without the caller's doing (SPEC X2).</summary>
/// <remarks>A circle that takes no time would never end; one that takes time would keep a silent caller for ever. A
/// circle through a menu's key is the caller's own choice, bounded by <see cref="CallMachine.MaxSteps"/>; one through a
/// return is bounded by the times that it says.</remarks>
internal sealed class LoopCheck(NodeList nodes, RouteEdges edges, Func<int, string> nameOf, FindingList findings)
{
    private readonly HashSet<int> _reported = [];

    public void Run()
    {
        Report(edges.AddInstant, "zero-time-loop",
            "When nobody can be reached, calls would go round without end");
        Report(edges.AddUnbounded, "endless-loop",
            "Nothing but the caller hanging up would end this");
    }

    private void Report(Action<int, List<int>> addNext, string code, string what)
    {
        foreach (var knot in KnotsOf(nodes.Count, addNext))
        {
            if (knot.Exists(_reported.Contains))
                continue;
            var circle = ShortestCircle(knot, addNext);
            _reported.UnionWith(circle);
            var start = circle[0];
            var path = nodes.PathOf(start);
            if (nodes[start].Kind is NodeKind.Department or NodeKind.External)
                path = path.Then("otherwise");
            findings.Error(code, path,
                $"{what}: {string.Join(" → ", circle.Append(start).Select(nameOf))}. "
                + "Let one of them lead elsewhere, for example to an answering machine.");
        }
    }

    // The sets of steps that all lead to each other: Tarjan's algorithm, without recursion, since chains may be long.
    private static List<List<int>> KnotsOf(int count, Action<int, List<int>> addNext)
    {
        var knots = new List<List<int>>();
        var (order, low, isOpen) = (new int[count], new int[count], new bool[count]);
        var (open, path) = (new Stack<int>(), new Stack<(int Node, List<int> Next, int Done)>());
        var time = 0;
        for (var root = 0; root < count; root++)
        {
            if (order[root] == 0)
                Open(root);
            while (path.TryPop(out var at))
            {
                if (at.Done < at.Next.Count)
                {
                    var next = at.Next[at.Done];
                    path.Push(at with { Done = at.Done + 1 });
                    if (order[next] == 0)
                        Open(next);
                    else if (isOpen[next])
                        low[at.Node] = Math.Min(low[at.Node], order[next]);
                    continue;
                }

                if (path.TryPeek(out var from))
                    low[from.Node] = Math.Min(low[from.Node], low[at.Node]);
                if (low[at.Node] == order[at.Node])
                    Close(at.Node, at.Next.Contains(at.Node));
            }
        }

        return knots;

        void Open(int node)
        {
            order[node] = low[node] = ++time;
            isOpen[node] = true;
            open.Push(node);
            var next = new List<int>(2);
            addNext(node, next);
            path.Push((node, next, 0));
        }

        void Close(int node, bool leadsToItself)
        {
            var knot = new List<int>();
            int member;
            do
            {
                member = open.Pop();
                isOpen[member] = false;
                knot.Add(member);
            }
            while (member != node);
            if (knot.Count > 1 || leadsToItself)
                knots.Add(knot);
        }
    }

    // From the first step of the knot, the fewest steps back to it: breadth first.
    private static List<int> ShortestCircle(List<int> knot, Action<int, List<int>> addNext)
    {
        var start = knot.Min();
        var members = knot.ToHashSet();
        var cameFrom = new Dictionary<int, int>();
        var waiting = new Queue<int>([start]);
        var next = new List<int>();
        while (waiting.TryDequeue(out var node))
        {
            next.Clear();
            addNext(node, next);
            foreach (var step in next)
            {
                if (step == start)
                    return Back(node);
                if (members.Contains(step) && cameFrom.TryAdd(step, node))
                    waiting.Enqueue(step);
            }
        }

        return [start];

        List<int> Back(int last)
        {
            var circle = new List<int>();
            for (var node = last; node != start; node = cameFrom[node])
                circle.Add(node);
            circle.Add(start);
            circle.Reverse();
            return circle;
        }
    }
}
