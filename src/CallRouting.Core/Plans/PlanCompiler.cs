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
    /// <returns>The compiled plan, or what is wrong.</returns>
    public static PlanResult Compile(Plan plan, SourceMap? positions = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        positions ??= SourceMap.Empty;
        var findings = new FindingList(positions);
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
        var employees = new EmployeeCompiler(plan, names, findings).Compile(outgoing);

        var prompts = new PromptList();
        var mailboxes = new MailboxList(plan, names, prompts, findings);
        var routes = new RouteCompiler(plan, names, prompts, mailboxes, findings);
        var departments = new DepartmentCompiler(plan, names, employees, routes, findings).Compile();
        var externals = new ExternalCompiler(plan, routes, findings).Compile(outgoing);
        var menus = new MenuCompiler(plan, prompts, routes, findings).Compile();
        var otherNumber = routes.Place(plan.OtherNumber, new("other-number"));
        routes.CompileRoots();
        var (numbers, numberTable) = new NumberCompiler(plan, routes, findings).Compile();
        var extensions = ExtensionNodes(employees, departments, routes);
        var (outgoingRules, outgoingEntries) = outgoing.Compile(routes.Nodes);
        var transfers = TransferKeyCheck.Compile(plan.Transfers, findings);
        var confirm = TimeLimit.Key.Ticks(plan.Defaults.ConfirmWithin, new("defaults", "confirm-within"), findings);
        var longest = TimeLimit.Call.Ticks(plan.Defaults.MaxCall, new("defaults", "max-call"), findings);

        var edges = new RouteEdges(routes.Nodes, menus);
        new LoopCheck(routes.Nodes, edges, NameOf, findings).Run();
        if (!findings.HasErrors)
        {
            var entries = numbers.Select(number => number.Node).Append(otherNumber).Concat(extensions.Values);
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
            NodePathTable = routes.Nodes.Paths(),
            OtherNumberNode = otherNumber,
            ExtensionNodes = extensions,
            ExtensionBeginnings = Beginnings(extensions.Keys),
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
                nodes.TryAdd(departments[i].Extension, routes.DepartmentNode(i));
        return nodes;
    }

    // What stands before the last digit of some internal number: whoever has dialled it may dial on.
    private static HashSet<ulong> Beginnings(IEnumerable<Extension> extensions)
    {
        var beginnings = new HashSet<ulong>();
        foreach (var extension in extensions)
            for (var key = extension.Key >> 4; key != 0; key >>= 4)
                beginnings.Add(key);
        return beginnings;
    }

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
