namespace CallRouting;

/// <summary>Turns a plan as people write it into the plan that routes.</summary>
public static class PlanCompiler
{
    /// <summary>Checks all of a plan and compiles it.</summary>
    /// <remarks>Reports every mistake at once and never throws on what the plan says. A plan without errors has only
    /// valid indexes, every exit leads somewhere, and no circle goes on without the caller pressing a key (SPEC X1,
    /// X2).</remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="positions">Where in its file each part of it stands; <c>null</c>: it came from no file.</param>
    /// <param name="limits">What the company may have; <c>null</c>: no limits.</param>
    /// <returns>The compiled plan, or what is wrong.</returns>
    public static PlanResult Compile(Plan plan, SourceMap? positions = null, PlanLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        positions ??= SourceMap.Empty;
        var findings = new FindingList(positions);
        limits?.Check(plan, findings);
        var compiled = Build(plan.Defaults is null ? plan with { Defaults = new() } : plan, positions, findings);
        return new PlanResult { Plan = findings.HasErrors ? null : compiled, Diagnostics = findings.InOrder() };
    }

    private static RoutingPlan Build(Plan plan, SourceMap positions, FindingList findings)
    {
        if (string.IsNullOrWhiteSpace(plan.Id))
            findings.Error("missing-name", new("plan", "id"), "The plan has no name: write one.");
        var names = new PlanNames(plan, findings);
        var schedules = new ScheduleCompiler(plan, findings).Compile();
        var trunks = new TrunkCompiler(plan, names, findings).Compile();
        var outgoing = new OutgoingCompiler(plan, names, findings);
        var chains = new ChainCheck(plan, names, findings);
        var guards = chains.Guards();
        chains.Heads();
        if (plan.Defaults.Department is { } department)
            names.Find(NameKind.Department, department, new("defaults", "department"));
        var employees = new EmployeeCompiler(plan, names, findings).Compile(outgoing, guards);

        var prompts = new PromptList();
        var mailboxes = new MailboxList(plan, names, prompts, findings);
        var routes = new RouteCompiler(plan, names, guards, prompts, mailboxes, findings);
        var departments = new DepartmentCompiler(plan, names, employees, prompts, routes, findings).Compile();
        var externals = new ExternalCompiler(plan, routes, findings).Compile(outgoing);
        var menuCompiler = new MenuCompiler(plan, prompts, routes, findings);
        var menus = menuCompiler.Compile();
        var otherNumber = routes.Place(plan.OtherNumber, new("other-number"));
        var screening = new ScreeningCompiler(plan, routes, findings).Compile();
        routes.CompileRoots();
        var numberCompiler = new NumberCompiler(plan, routes, findings);
        var (numbers, numberTable) = numberCompiler.Compile();
        var extensions = ExtensionNodes(employees, departments, routes);
        var dialling = new DialTable(extensions);
        menuCompiler.CheckDialling(menus, dialling);
        var switches = new SwitchCompiler(plan, names, routes.Entries, findings).Compile();
        var (outgoingRules, outgoingEntries) = outgoing.Compile(routes.Nodes);
        var transfers = TransferKeyCheck.Compile(plan.Transfers, findings);
        var confirm = TimeLimit.Key.Ticks(plan.Defaults.ConfirmWithin, new("defaults", "confirm-within"), findings);
        var longest = TimeLimit.Call.Ticks(plan.Defaults.MaxCall, new("defaults", "max-call"), findings);

        var edges = new RouteEdges(routes.Nodes, menus, switches, departments);
        new LoopCheck(routes.Nodes, edges, NameOf, findings).Run();
        if (!findings.HasErrors)
        {
            var entries = numbers.Select(number => number.Node).Append(otherNumber).Concat(extensions.Values)
                .Concat(screening is null ? [] : [screening.BlockedNode, screening.AnonymousNode]);
            new ReachCheck(plan, routes, mailboxes, edges, entries, findings).Run();
            new WaitCheck(routes.Nodes, menus, edges, findings).Run();
        }

        return new RoutingPlan(plan)
        {
            Positions = positions,
            EmployeeTable = WithMailboxes(employees, mailboxes),
            DepartmentTable = departments,
            MenuTable = menus,
            VoicemailTable = mailboxes.Entries(),
            ExternalTable = externals,
            TrunkTable = trunks,
            TrunkIndexes = names.Of(NameKind.Trunk),
            LineIndexes = TrunkCompiler.LineIndexes(trunks),
            NumberEntries = numbers,
            NumberTable = numberTable,
            ScheduleTable = schedules,
            PromptTable = prompts.Files(),
            NodeTable = routes.Nodes.Nodes(),
            RankTable = routes.Entries.Ranks(),
            SwitchTable = switches,
            AskTable = routes.Entries.Questions(),
            AnswerTable = routes.Entries.Answers(),
            StickyTable = routes.Entries.Stickies(),
            Screening = screening,
            NeedsCaller = screening is not null || routes.Entries.Stickies().Length > 0
                || Array.Exists(switches, each => each.On == SwitchValue.CallerNumber),
            LanguageTable = numberCompiler.Languages(),
            DialTable = dialling,
            NodePathTable = routes.Nodes.Paths(),
            OtherNumberNode = otherNumber,
            ExtensionNodes = extensions,
            Outgoing = outgoingRules,
            OutgoingTable = outgoingEntries,
            TransferKeys = transfers,
            MainNumber = MainNumber(plan),
            HomeRules = TrunkCompiler.HomeRules(trunks),
            ConfirmTicks = confirm,
            MaxCallTicks = longest,
        };

        string NameOf(int node) => routes.Nodes[node] switch
        {
            { Kind: NodeKind.Department, Index: var index } => departments[index].Id,
            { Kind: NodeKind.Menu, Index: var index } => menus[index].Id,
            { Kind: NodeKind.External, Index: var index } => externals[index].Id,
            _ => routes.Nodes.PathOf(node).ToString(),
        };
    }

    private static Dictionary<Extension, int> ExtensionNodes(
        EmployeeEntry[] employees, DepartmentEntry[] departments, RouteCompiler routes)
    {
        var nodes = new Dictionary<Extension, int>();
        for (var i = 0; i < employees.Length; i++)
            if (!employees[i].Extension.IsNone)
                nodes.TryAdd(employees[i].Extension, routes.EmployeeNode(i));
        for (var i = 0; i < departments.Length; i++)
            if (!departments[i].Extension.IsNone)
                nodes.TryAdd(departments[i].Extension, routes.NodeOfDepartment(i));
        return nodes;
    }

    // What stands before the last digit of some internal number: whoever has dialled it may dial on.
    // Exactly one number is the company's own (SPEC G30): the one that is marked, or the first.
    private static PhoneNumber MainNumber(Plan plan)
    {
        foreach (var number in plan.Numbers)
            if (number is { CallerIdOut: true })
                return number.Called;
        return plan.Numbers.IsEmpty ? default : plan.Numbers[0]?.Called ?? default;
    }

    private static EmployeeEntry[] WithMailboxes(EmployeeEntry[] employees, MailboxList mailboxes)
    {
        for (var i = 0; i < employees.Length; i++)
            if (mailboxes.Find(i) is >= 0 and var mailbox)
                employees[i] = employees[i] with { Mailbox = mailbox };
        return employees;
    }
}
