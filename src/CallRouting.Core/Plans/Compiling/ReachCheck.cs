namespace CallRouting;

/// <summary>Which steps calls can come to, and after how many menus; warns of what nothing leads to and of menus that
/// ask too much (SPEC G27).</summary>
internal sealed class ReachCheck
{
    private const int Never = int.MaxValue;
    private const int DeepestMenu = 2;
    private const int MostKeys = 5;

    private readonly Plan _plan;
    private readonly NodeList _nodes;
    private readonly RouteCompiler _routes;
    private readonly MailboxList _mailboxes;
    private readonly FindingList _findings;
    private readonly int[] _menusBefore;

    /// <param name="plan">The plan.</param>
    /// <param name="routes">Its compiled routes.</param>
    /// <param name="mailboxes">Its answering machines.</param>
    /// <param name="edges">The ways on.</param>
    /// <param name="entries">Where calls come in: numbers, "other", internal numbers.</param>
    /// <param name="findings">Takes what is found.</param>
    public ReachCheck(
        Plan plan, RouteCompiler routes, MailboxList mailboxes, RouteEdges edges, IEnumerable<int> entries,
        FindingList findings)
    {
        _plan = plan;
        _routes = routes;
        _nodes = routes.Nodes;
        _mailboxes = mailboxes;
        _findings = findings;
        _menusBefore = MenusBefore(edges, entries);
    }

    public void Run()
    {
        for (var i = 0; i < _plan.Menus.Count; i++)
            CheckMenu(i);
        for (var i = 0; i < _plan.Voicemails.Count; i++)
            CheckUsed(NameKind.Voicemail, i, _plan.Voicemails[i]?.Id, IsReached(_routes.VoicemailNode(i)));
        for (var i = 0; i < _plan.Externals.Count; i++)
            CheckUsed(NameKind.External, i, _plan.Externals[i]?.Id, IsReached(_routes.ExternalNode(i)));
        for (var i = 0; i < _plan.Routes.Count; i++)
            CheckUsed(NameKind.Route, i, _plan.Routes[i]?.Id, _routes.IsRouteUsed(i));
        for (var i = 0; i < _plan.Faxes.Count; i++)
            CheckFax(i);
        CheckSchedulesAndEmployees();
    }

    private bool IsReached(int node) => _menusBefore[node] != Never;

    private void CheckUsed(NameKind kind, int index, string? id, bool isUsed)
    {
        if (!isUsed)
            _findings.Warn("unused", PlanNames.PathOf(kind, id, index),
                $"No call ever comes to \"{id}\": let a route lead there, or remove it.");
    }

    private void CheckMenu(int index)
    {
        var node = _routes.MenuNode(index);
        var path = _nodes.PathOf(node);
        if (_plan.Menus[index] is not { } menu)
            return;
        CheckUsed(NameKind.Menu, index, menu.Id, IsReached(node));
        if (IsReached(node) && _menusBefore[node] >= DeepestMenu)
            _findings.Warn("deep-menu", path,
                $"Callers come to \"{menu.Id}\" only through {_menusBefore[node]} other menus; more than {DeepestMenu} "
                + "levels tire them: lead there sooner.");
        if (menu.Keys.Count > MostKeys)
            _findings.Warn("many-keys", path.Then("keys"),
                $"Menu \"{menu.Id}\" has {menu.Keys.Count} keys; callers remember {MostKeys}: leave some out.");
    }

    private void CheckFax(int index)
    {
        var id = _plan.Faxes[index]?.Id;
        CheckUsed(NameKind.Fax, index, id, _mailboxes.IsFaxUsed(index));
        if (_mailboxes.IsFaxUsed(index))
            _findings.Warn("fax-as-message", PlanNames.PathOf(NameKind.Fax, id, index),
                $"Faxes are not received yet: the fax box \"{id}\" takes a voice message for its addressee instead.");
    }

    private void CheckSchedulesAndEmployees()
    {
        var schedules = new bool[_plan.Schedules.Count];
        var employees = new bool[_plan.Employees.Count];
        for (var node = 0; node < _nodes.Count; node++)
        {
            var step = _nodes[node];
            if (!IsReached(node) || step.Index < 0)
                continue;
            if (step.Kind == NodeKind.Schedule)
                schedules[step.Index] = true;
            else if (step.Kind == NodeKind.Employee)
                employees[step.Index] = true;
        }

        for (var i = 0; i < schedules.Length; i++)
            CheckUsed(NameKind.Schedule, i, _plan.Schedules[i]?.Id, schedules[i]);
        var named = NamedEmployees();
        for (var i = 0; i < employees.Length; i++)
            if (_plan.Employees[i] is { } employee)
                CheckUsed(NameKind.Employee, i, employee.Id,
                    employees[i] || !employee.Extension.IsNone || named.Contains(employee.Id ?? ""));
    }

    // Members, addressees and guards have a part in the plan even if no route leads to them alone.
    private HashSet<string> NamedEmployees()
    {
        var named = new HashSet<string>();
        foreach (var department in _plan.Departments)
            foreach (var member in department?.Members ?? [])
                named.Add(member?.Employee ?? "");
        foreach (var voicemail in _plan.Voicemails)
            named.Add(voicemail?.DeliverTo ?? "");
        foreach (var fax in _plan.Faxes)
            named.Add(fax?.DeliverTo ?? "");
        foreach (var employee in _plan.Employees)
            named.Add(employee?.GuardedBy ?? "");
        return named;
    }

    // A menu costs one, everything else nothing: breadth first, what costs nothing before what costs.
    private int[] MenusBefore(RouteEdges edges, IEnumerable<int> entries)
    {
        var menus = new int[_nodes.Count];
        Array.Fill(menus, Never);
        var (here, deeper) = (new Stack<int>(), new Stack<int>());
        foreach (var entry in entries)
            if (entry >= 0)
                here.Push(entry);
        var next = new List<int>();
        for (var depth = 0; here.Count > 0; depth++)
        {
            while (here.TryPop(out var node))
            {
                if (menus[node] != Never)
                    continue;
                menus[node] = depth;
                next.Clear();
                edges.AddAll(node, next);
                foreach (var step in next)
                    (_nodes[node].Kind == NodeKind.Menu ? deeper : here).Push(step);
            }

            (here, deeper) = (deeper, here);
        }

        return menus;
    }
}
