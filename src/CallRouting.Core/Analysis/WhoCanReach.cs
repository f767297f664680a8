namespace CallRouting;

/// <summary>The ways in that were found.</summary>
/// <param name="Ways">The ways, by entry in the order of the plan.</param>
/// <param name="IsComplete">Whether these are all; else there are more than were asked for.</param>
public sealed record WaysIn(IReadOnlyList<Way> Ways, bool IsComplete);

/// <summary>Why a phone rang: every way by which a call from outside comes to somebody (SPEC X4). Pure, of the plan
/// alone.</summary>
/// <remarks>A way goes through no step twice with the caller equally well known. What employees do with a call that
/// they have taken, as transferring it, is no way of the plan.</remarks>
public static class WhoCanReach
{
    // Steps looked at for each way asked for, so that a plan of menus that all lead to each other comes to an end.
    private const int Patience = 1000;

    /// <summary>The ways to an employee: alone, as a member of a department, or as who spoke with the caller
    /// last.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="employee">The employee's index in the plan.</param>
    /// <param name="most">How many ways to look for: 1 or more.</param>
    public static WaysIn Employee(RoutingPlan plan, int employee, int most = 1000)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfNegative(employee);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(employee, plan.EmployeeTable.Length);
        var graph = new WayGraph(plan);
        return Find(graph, at => graph.Rings(at, employee), most);
    }

    /// <summary>The ways to whoever has an internal number: an employee, or a department.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="extension">The internal number; one that nobody has is reached by no way.</param>
    /// <param name="most">How many ways to look for: 1 or more.</param>
    public static WaysIn Extension(RoutingPlan plan, Extension extension, int most = 1000)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var employee = Array.FindIndex(plan.EmployeeTable, each => !extension.IsNone && each.Extension == extension);
        if (employee >= 0)
            return Employee(plan, employee, most);
        return plan.TryFindExtension(extension, out var node) ?
            Find(new WayGraph(plan), at => at.Node == node, most) : new WaysIn([], IsComplete: true);
    }

    private static WaysIn Find(WayGraph graph, Func<WayPoint, bool> isThere, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var entries = graph.Entries().Where(entry => entry.Node >= 0).ToList();
        var leading = Leading(graph, entries.Select(entry => entry.Node).Distinct(), isThere);
        var ways = new WayList(most);
        var patience = (long)most * Patience;
        foreach (var (name, node) in entries)
            if (!Walk(graph, name, new WayPoint(node, IsScreened: false), leading, isThere, ways, ref patience))
                return new WaysIn(ways.All, IsComplete: false);
        return new WaysIn(ways.All, IsComplete: true);
    }

    // Depth first without recursion; only through steps that lead there.
    private static bool Walk(WayGraph graph, string entry, WayPoint start, HashSet<WayPoint> leading,
        Func<WayPoint, bool> isThere, WayList ways, ref long patience)
    {
        if (!leading.Contains(start))
            return true;
        var path = new List<WayPoint>();
        var onPath = new HashSet<WayPoint>();
        var open = new Stack<(WayPoint Point, int Depth)>([(start, 0)]);
        var next = new List<WayPoint>();
        while (open.TryPop(out var at))
        {
            while (path.Count > at.Depth)
            {
                onPath.Remove(path[^1]);
                path.RemoveAt(path.Count - 1);
            }

            if (--patience < 0)
                return false;
            path.Add(at.Point);
            onPath.Add(at.Point);
            if (isThere(at.Point)
                && !ways.TryAdd(new Way(entry, [.. path.Select(point => point.Node)], at.Point.IsScreened)))
                return false;

            next.Clear();
            graph.AddNext(at.Point, next);
            for (var i = next.Count - 1; i >= 0; i--)
                if (leading.Contains(next[i]) && !onPath.Contains(next[i]))
                    open.Push((next[i], at.Depth + 1));
        }

        return true;
    }

    // Every point from which a way leads there: forward to all, then back from those that are there.
    private static HashSet<WayPoint> Leading(WayGraph graph, IEnumerable<int> entries, Func<WayPoint, bool> isThere)
    {
        var before = new Dictionary<WayPoint, List<WayPoint>>();
        var open = new Stack<WayPoint>();
        foreach (var node in entries)
            if (before.TryAdd(new WayPoint(node, IsScreened: false), []))
                open.Push(new WayPoint(node, IsScreened: false));
        var next = new List<WayPoint>();
        while (open.TryPop(out var at))
        {
            next.Clear();
            graph.AddNext(at, next);
            foreach (var step in next)
            {
                if (before.TryAdd(step, []))
                    open.Push(step);
                before[step].Add(at);
            }
        }

        var leading = before.Keys.Where(isThere).ToHashSet();
        foreach (var point in leading)
            open.Push(point);
        while (open.TryPop(out var at))
            foreach (var step in before[at])
                if (leading.Add(step))
                    open.Push(step);
        return leading;
    }

    // At which of several questions the caller answered makes no other way.
    private sealed class WayList(int most)
    {
        private readonly HashSet<(string Entry, bool IsScreened, string Nodes)> _known = [];

        public List<Way> All { get; } = [];

        public bool TryAdd(Way way)
        {
            if (!_known.Add((way.Entry, way.IsScreened, string.Join(' ', way.Nodes))))
                return true;
            if (All.Count == most)
                return false;
            All.Add(way);
            return true;
        }
    }
}
