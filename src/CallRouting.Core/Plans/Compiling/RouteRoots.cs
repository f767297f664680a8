namespace CallRouting;

/// <summary>The first steps of numbers' and named routes, which may be the first steps of each other.</summary>
internal sealed class RouteRoots
{
    private const int Unknown = -2;

    private readonly Plan _plan;
    private readonly PlanNames _names;
    private readonly FindingList _findings;
    private readonly RouteCompiler _routes;
    private readonly int[] _numbers;
    private readonly int[] _named;
    private readonly bool[] _used;
    private readonly List<(int Node, Target Target, PlanPath Path)> _pending = [];

    public RouteRoots(Plan plan, PlanNames names, FindingList findings, RouteCompiler routes)
    {
        _plan = plan;
        _names = names;
        _findings = findings;
        _routes = routes;
        _numbers = new int[plan.Numbers.Count];
        _named = new int[plan.Routes.Count];
        _used = new bool[plan.Routes.Count];
        DefaultRoute = plan.Defaults.Department is { } department ? new(department) : FirstDepartment(plan);
        Array.Fill(_numbers, Unknown);
        Array.Fill(_named, Unknown);
    }

    public bool IsUsed(NameKind kind, int index) => kind == NameKind.Number || _used[index];

    public int NodeOf(NameKind kind, int index)
    {
        var nodes = Of(kind);
        if (nodes[index] != Unknown)
            return nodes[index];
        var target = TargetOf(kind, index);
        if (kind == NameKind.Number && target is null && _plan.Numbers[index] is not null)
        {
            _findings.Error("missing-exit", PathOf(kind, index),
                "The number has no route, and the plan has no department that it could lead to: write a route, or add "
                + "a department.");
            return nodes[index] = -1;
        }

        return target is RouteTarget or NumberTarget ? Resolve(kind, index) :
            nodes[index] = Start(target, PathOf(kind, index));
    }

    /// <summary>As <see cref="NodeOf"/>, for a reference; −1 for one that leads nowhere.</summary>
    public int Follow(NameKind kind, int index)
    {
        if (index < 0)
            return -1;
        if (kind == NameKind.Route)
            _used[index] = true;
        return NodeOf(kind, index);
    }

    /// <summary>Sets every first step that is a step of its own.</summary>
    public void Fill()
    {
        for (var i = 0; i < _named.Length; i++)
            NodeOf(NameKind.Route, i);
        for (var i = 0; i < _numbers.Length; i++)
            NodeOf(NameKind.Number, i);
        // Filling one may bring others to light: the list grows while it is walked.
        for (var i = 0; i < _pending.Count; i++)
            _routes.Fill(_pending[i].Node, _pending[i].Target, _pending[i].Path, 0);
        _pending.Clear();
    }

    // Follows references from route to route until one has a step. A chain may be long: no recursion.
    private int Resolve(NameKind kind, int index)
    {
        var chain = new List<(NameKind Kind, int Index)>();
        var seen = new HashSet<(NameKind, int)>();
        var node = Unknown;
        while (node == Unknown)
        {
            if (!seen.Add((kind, index)))
            {
                ReportCircle(chain, chain.IndexOf((kind, index)));
                node = -1;
                break;
            }

            chain.Add((kind, index));
            var path = PathOf(kind, index);
            var target = TargetOf(kind, index);
            var next = target switch
            {
                RouteTarget route => (Kind: NameKind.Route, Index: _names.Find(NameKind.Route, route.Route, path)),
                NumberTarget number =>
                    (Kind: NameKind.Number, Index: _names.Find(NameKind.Number, number.Number, path)),
                _ => (Kind: kind, Index: Unknown),
            };
            if (next.Index == Unknown)
                node = Start(target, path);
            else if (next.Index < 0)
                node = -1;
            else
                node = Of(next.Kind)[next.Index];
            if (next is { Kind: NameKind.Route, Index: >= 0 } && target is RouteTarget)
                _used[next.Index] = true;
            (kind, index) = next;
        }

        foreach (var link in chain)
            Of(link.Kind)[link.Index] = node;
        return node;
    }

    private int Start(Target? target, in PlanPath path)
    {
        if (!RouteCompiler.IsInline(target))
            return _routes.PlaceShared(target, path);
        var node = _routes.Nodes.Reserve(path);
        _pending.Add((node, target!, path));
        return node;
    }

    private void ReportCircle(List<(NameKind Kind, int Index)> chain, int start)
    {
        var circle = chain.Skip(start).Append(chain[start])
            .Select(link => PlanNames.PathOf(link.Kind, IdOf(link.Kind, link.Index), link.Index));
        _findings.Error("zero-time-loop", PathOf(chain[start].Kind, chain[start].Index),
            $"The route only leads back to itself, {string.Join(" → ", circle)}: "
            + "let one of them lead to a department, a menu or another target.");
    }

    private int[] Of(NameKind kind) => kind == NameKind.Route ? _named : _numbers;

    private Target? TargetOf(NameKind kind, int index) =>
        kind == NameKind.Route ? _plan.Routes[index]?.Route : _plan.Numbers[index] is { } number ?
            number.Route ?? DefaultRoute : null;

    // A number works before anybody has edited it (SPEC G20).
    private DepartmentTarget? DefaultRoute { get; }

    private static DepartmentTarget? FirstDepartment(Plan plan) =>
        plan.Departments.IsEmpty || plan.Departments[0]?.Id is not { } id ? null : new DepartmentTarget(id);

    private string? IdOf(NameKind kind, int index) =>
        kind == NameKind.Route ? _plan.Routes[index]?.Id : _plan.Numbers[index]?.Id;

    private PlanPath PathOf(NameKind kind, int index)
    {
        var path = PlanNames.PathOf(kind, IdOf(kind, index), index);
        return kind == NameKind.Route ? path : path.Route();
    }
}
