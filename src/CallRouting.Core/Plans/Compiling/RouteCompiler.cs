namespace CallRouting;

/// <summary>Turns targets into steps. What has a name and only one way on is one step, however many routes lead to
/// it.</summary>
internal sealed class RouteCompiler
{
    // A target written inside a target inside a target …: deeper than anybody can read.
    private const int DeepestTarget = 64;

    private readonly Plan _plan;
    private readonly PlanNames _names;
    private readonly FindingList _findings;
    private readonly PromptList _prompts;
    private readonly MailboxList _mailboxes;
    private readonly int[] _departments;
    private readonly int[] _externals;
    private readonly int[] _menus;
    private readonly EmployeeNodes _employees;
    private readonly List<int> _mailboxNodes = [];
    private readonly RouteRoots _roots;

    public RouteCompiler(
        Plan plan, PlanNames names, int[] guards, PromptList prompts, MailboxList mailboxes, FindingList findings)
    {
        _plan = plan;
        _names = names;
        _findings = findings;
        _prompts = prompts;
        _mailboxes = mailboxes;
        Entries = new RouteEntries(plan, prompts, findings);
        _departments = ReserveAll(plan.Departments, NameKind.Department, department => department?.Id);
        _externals = ReserveAll(plan.Externals, NameKind.External, external => external?.Id);
        _menus = ReserveAll(plan.Menus, NameKind.Menu, menu => menu?.Id);
        _employees = new EmployeeNodes(plan, Nodes, guards, employee => NodeOfMailbox(mailboxes.OfEmployee(employee)));
        for (var i = 0; i < plan.Voicemails.Count; i++)
            NodeOfMailbox(i);
        _roots = new RouteRoots(plan, names, findings, this);
    }

    public NodeList Nodes { get; } = new();

    /// <summary>What steps hold that have more to them than one index.</summary>
    public RouteEntries Entries { get; }

    /// <summary>For each named route whether anything refers to it.</summary>
    public bool IsRouteUsed(int route) => _roots.IsUsed(NameKind.Route, route);

    /// <summary>The first step of a number's route, or −1.</summary>
    public int NumberNode(int number) => _roots.NodeOf(NameKind.Number, number);

    /// <summary>The first step of a named route, or −1.</summary>
    public int RouteNode(int route) => _roots.NodeOf(NameKind.Route, route);

    public int NodeOfDepartment(int department) => _departments[department];

    public int MenuNode(int menu) => _menus[menu];

    public int ExternalNode(int external) => _externals[external];

    public int VoicemailNode(int voicemail) => _mailboxNodes[voicemail];

    /// <summary>The step that leads to an employee, and on to an answering machine; for a guarded one by who screens
    /// their calls.</summary>
    public int EmployeeNode(int employee) => _employees.NodeOf(employee);

    /// <summary>The bodies of numbers' and named routes; before this only their first steps are known.</summary>
    public void CompileRoots() => _roots.Fill();

    /// <summary>Sets what follows a department or an outside number that nobody answers.</summary>
    public void SetOtherwise(NodeKind kind, int index, Target? otherwise, in PlanPath path)
    {
        var node = kind == NodeKind.Department ? _departments[index] : _externals[index];
        Nodes.Set(node, new RouteNode(kind, index, Place(otherwise, path)));
    }

    public void SetMenu(int menu) => Nodes.Set(_menus[menu], new RouteNode(NodeKind.Menu, menu));

    /// <summary>The step that a target stands for; −1 where it is wrong, which has been reported.</summary>
    public int Place(Target? target, in PlanPath path, int depth = 0)
    {
        if (IsInline(target))
        {
            var node = Nodes.Reserve(path);
            Fill(node, target!, path, depth);
            return node;
        }

        switch (target)
        {
            case RouteTarget route:
                return _roots.Follow(NameKind.Route, _names.Find(NameKind.Route, route.Route, path));
            case NumberTarget number:
                return _roots.Follow(NameKind.Number, _names.Find(NameKind.Number, number.Number, path));
            default:
                return PlaceShared(target, path);
        }
    }

    /// <summary>Whether a target is a step of its own, rather than one shared by all that lead there.</summary>
    public static bool IsInline(Target? target) =>
        target is ScheduleTarget or PlayTarget or AnnounceTarget or EmployeeTarget { Otherwise: not null }
            or SwitchTarget or AskTarget or EndTarget or RejectTarget or StickyTarget
            or ReturnTarget or DepartmentTarget { Priority: not null } or DepartmentTarget { Position: not null };

    /// <summary>The shared step of a target that is no step of its own and no reference to a route.</summary>
    public int PlaceShared(Target? target, in PlanPath path)
    {
        int index;
        switch (target)
        {
            case DepartmentTarget department:
                return DepartmentNode(department.Department, path);
            case EmployeeTarget employee:
                index = _names.Find(NameKind.Employee, employee.Employee, path);
                return index < 0 ? -1 : EmployeeNode(index);
            case VoicemailTarget voicemail:
                index = _names.Find(NameKind.Voicemail, voicemail.Voicemail, path);
                return index < 0 ? -1 : NodeOfMailbox(index);
            case MailboxTarget mailbox:
                index = _names.Find(NameKind.Employee, mailbox.Employee, path);
                return index < 0 ? -1 : NodeOfMailbox(_mailboxes.OfEmployee(index));
            case FaxTarget fax:
                index = _names.Find(NameKind.Fax, fax.Fax, path);
                return index < 0 ? -1 : NodeOfMailbox(_mailboxes.OfFax(index));
            case ExternalTarget external:
                index = _names.Find(NameKind.External, external.External, path);
                return index < 0 ? -1 : _externals[index];
            case MenuTarget menu:
                index = _names.Find(NameKind.Menu, menu.Menu, path);
                return index < 0 ? -1 : _menus[index];
            case RepeatTarget:
                _findings.Error("misplaced-repeat", path,
                    "Only a key of a menu can play the menu again: name a menu or another target here.");
                return -1;
            default:
                _findings.Error("missing-exit", path,
                    "It is not said where the call goes: write a target, for example a department or an answering "
                    + "machine.");
                return -1;
        }
    }

    /// <summary>Sets a step of its own.</summary>
    public void Fill(int node, Target target, in PlanPath path, int depth)
    {
        if (depth > DeepestTarget)
        {
            _findings.Error("too-deep", path,
                $"More than {DeepestTarget} targets stand inside each other: give the inner ones a name under routes.");
            return;
        }

        switch (target)
        {
            case EmployeeTarget employee:
                _employees.Fill(node, _names.Find(NameKind.Employee, employee.Employee, path),
                    Place(employee.Otherwise, path.Then("otherwise"), depth + 1), path);
                break;
            case SwitchTarget choice:
                FillSwitch(node, choice, path, depth);
                break;
            default:
                Nodes.Set(node, StepOf(target, path, depth));
                break;
        }
    }

    private RouteNode StepOf(Target target, in PlanPath path, int depth) => target switch
    {
        ScheduleTarget schedule => new(NodeKind.Schedule, _names.Find(NameKind.Schedule, schedule.Schedule, path),
            Place(schedule.Open, path.Then("open"), depth + 1), Place(schedule.Closed, path.Then("closed"), depth + 1)),
        PlayTarget play => new(NodeKind.Play, _prompts.Add(play.Prompt, path, _findings),
            Place(play.Then, path.Then("then"), depth + 1)),
        AnnounceTarget announce => new(NodeKind.Announce, _prompts.Add(announce.Prompt, path, _findings)),
        AskTarget ask => new(NodeKind.Ask, Entries.AddQuestion(ask, path),
            Place(ask.Then, path.Then("then"), depth + 1)),
        StickyTarget sticky => new(NodeKind.Sticky, Entries.AddSticky(sticky, path),
            Place(sticky.Then, path.Then("then"), depth + 1)),
        DepartmentTarget ranked => new(NodeKind.Rank, Entries.AddRank(ranked, path),
            DepartmentNode(ranked.Department, path)),
        ReturnTarget back => new(NodeKind.Return, Entries.Times(back, path), DepartmentNode(back.Department, path),
            Place(back.Then, path.Then("then"), depth + 1)),
        EndTarget end => new(NodeKind.End, Known(end.With, path, "wrong-number or declined")),
        RejectTarget reject => new(NodeKind.Reject, Known(reject.As, path, "rejected, busy or no-such-number")),
        _ => default,
    };

    private void FillSwitch(int node, SwitchTarget target, in PlanPath path, int depth)
    {
        var index = Entries.ReserveSwitch();
        var nodes = new int[target.Cases.Count];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = target.Cases[i] is { } each ?
                Place(each.Target, path.Then("cases").At(i), depth + 1) : -1;
        var other = Place(target.Other, path.Then("other"), depth + 1);
        Entries.SetSwitch(index, new PendingSwitch(target, nodes, other, path));
        Nodes.Set(node, new RouteNode(NodeKind.Switch, index));
    }

    private int Known<T>(T value, in PlanPath path, string words)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
            _findings.Error("bad-value", path, $"It is not said how the call ends: write {words}.");
        return Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private int DepartmentNode(string? name, in PlanPath path)
    {
        var index = _names.Find(NameKind.Department, name, path);
        return index < 0 ? -1 : _departments[index];
    }

    private int NodeOfMailbox(int mailbox)
    {
        while (_mailboxNodes.Count <= mailbox)
            _mailboxNodes.Add(-1);
        if (_mailboxNodes[mailbox] >= 0)
            return _mailboxNodes[mailbox];
        var node = _mailboxNodes[mailbox] = Nodes.Reserve(_mailboxes.PathOf(mailbox));
        Nodes.Set(node, new RouteNode(NodeKind.Voicemail, mailbox));
        return node;
    }

    private int[] ReserveAll<T>(EquatableList<T> elements, NameKind kind, Func<T, string?> nameOf)
    {
        var nodes = new int[elements.Count];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = Nodes.Reserve(PlanNames.PathOf(kind, nameOf(elements[i]), i));
        return nodes;
    }
}
