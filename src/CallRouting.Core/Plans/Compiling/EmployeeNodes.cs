namespace CallRouting;

/// <summary>The steps that lead to employees. Whatever leads to a guarded one asks first who calls (SPEC
/// S2–S6).</summary>
internal sealed class EmployeeNodes
{
    private readonly Plan _plan;
    private readonly NodeList _nodes;
    private readonly int[] _guards;
    private readonly Func<int, int> _mailboxNode;
    private readonly int[] _rung;    // the step that rings, or −1
    private readonly int[] _entered; // the step that routes lead to: the same, or one that asks who calls

    /// <param name="plan">The plan.</param>
    /// <param name="nodes">Takes the steps.</param>
    /// <param name="guards">For each employee who screens their calls; −1: nobody.</param>
    /// <param name="mailboxNode">The step of an employee's own answering machine.</param>
    public EmployeeNodes(Plan plan, NodeList nodes, int[] guards, Func<int, int> mailboxNode)
    {
        _plan = plan;
        _nodes = nodes;
        _guards = guards;
        _mailboxNode = mailboxNode;
        _rung = new int[guards.Length];
        _entered = new int[guards.Length];
        Array.Fill(_rung, -1);
        Array.Fill(_entered, -1);
    }

    /// <summary>The step that routes lead to for an employee who, unanswered, goes on to an answering machine: the
    /// employee's, or that of who screens.</summary>
    public int NodeOf(int employee)
    {
        if (_entered[employee] >= 0)
            return _entered[employee];
        var screener = ScreenerOf(employee);
        if (screener == employee)
            return _entered[employee] = Rung(employee);
        var node = _entered[employee] = _nodes.Reserve(PathOf(employee));
        _nodes.Set(node, new RouteNode(
            NodeKind.Guard, employee, screener < 0 ? -1 : Rung(screener), Rung(employee)));
        return node;
    }

    /// <summary>Sets a step of its own that leads to an employee, and on to a step when nobody answers: neither the
    /// employee nor who screens for them.</summary>
    public void Fill(int node, int employee, int otherwise, in PlanPath path)
    {
        var screener = employee < 0 ? employee : ScreenerOf(employee);
        if (screener == employee)
        {
            _nodes.Set(node, new RouteNode(NodeKind.Employee, employee, otherwise));
            return;
        }

        var screened = _nodes.Reserve(path);
        _nodes.Set(screened, new RouteNode(NodeKind.Employee, employee, otherwise));
        var screening = _nodes.Reserve(path);
        _nodes.Set(screening, new RouteNode(NodeKind.Employee, screener, otherwise));
        _nodes.Set(node, new RouteNode(NodeKind.Guard, employee, screening, screened));
    }

    // Who screens may be guarded too: the end of the chain. Without one, as in a circle, −1: that has been reported.
    private int ScreenerOf(int employee)
    {
        var (at, links) = (employee, 0);
        while (_guards[at] >= 0)
        {
            if (++links > _guards.Length)
                return -1;
            at = _guards[at];
        }

        return at;
    }

    private int Rung(int employee)
    {
        if (_rung[employee] >= 0)
            return _rung[employee];
        var node = _rung[employee] = _nodes.Reserve(PathOf(employee));
        _nodes.Set(node, new RouteNode(NodeKind.Employee, employee, _mailboxNode(employee)));
        return node;
    }

    private PlanPath PathOf(int employee) =>
        PlanNames.PathOf(NameKind.Employee, _plan.Employees[employee]?.Id, employee);
}
