using FsCheck.Xunit;

namespace CallRouting.Tests;

[Properties(Arbitrary = [typeof(PlanGenerator)], MaxTest = 300)]
[Trait("Spec", "S2"), Trait("Spec", "S5")]
public class GuardLaws
{
    [Property(MaxTest = 1000)]
    public void In_every_plan_each_guarded_employee_is_proven_to_be_screened(ValidPlan random)
    {
        var plan = PlanCompiler.Compile(random.Plan).GetPlan();
        var proofs = GuardProof.Of(plan);
        Assert.Equal(random.Plan.Employees.Index().Where(each => each.Item.GuardedBy is not null).Select(each => each.Index),
            proofs.Select(proof => proof.Employee));
        Assert.All(proofs, proof => Assert.True(proof.IsProven, proof.Unscreened?.Describe(plan)));
    }

    [Property(MaxTest = 1000), Trait("Spec", "X4")]
    public void Whoever_can_reach_a_guarded_employee_has_been_screened(ValidPlan random)
    {
        var plan = PlanCompiler.Compile(random.Plan).GetPlan();
        for (var i = 0; i < plan.Employees.Count; i++)
            if (plan.Employees[i].GuardedBy >= 0)
                Assert.All(WhoCanReach.Employee(plan, i, most: 50).Ways, way => Assert.True(way.IsScreened));
    }

    // What a compiler could get wrong, done to the compiled plan by hand.
    [Property]
    public void A_guard_that_leads_to_the_employee_is_found_out_wherever_a_call_comes_by(ValidPlan random, int which)
    {
        var plan = PlanCompiler.Compile(random.Plan).GetPlan();
        var guards = Enumerable.Range(0, plan.Nodes.Count).Where(node => plan.Nodes[node].Kind == NodeKind.Guard).ToList();
        if (guards.Count == 0)
            return;
        var broken = guards[Math.Abs(which % guards.Count)];
        plan.NodeTable[broken] = plan.NodeTable[broken] with { Next = plan.NodeTable[broken].Else };
        var proof = GuardProof.Of(plan).Single(each => each.Employee == plan.Nodes[broken].Index);
        Assert.Equal(IsReachedUnscreened(plan, broken), !proof.IsProven);
        if (proof.Unscreened is { } way)
            AssertWay(plan, way, proof.Employee);
    }

    [Property]
    public void A_department_that_takes_a_guarded_member_for_anybody_is_found_out(ValidPlan random)
    {
        var plan = PlanCompiler.Compile(random.Plan).GetPlan();
        for (var i = 0; i < plan.EmployeeTable.Length; i++)
            plan.EmployeeTable[i] = plan.EmployeeTable[i] with { GuardedBy = -1 };
        foreach (var proof in GuardProof.Of(plan))
        {
            var rings = Enumerable.Range(0, plan.Nodes.Count).Any(node => IsReachedUnscreened(plan, node)
                && plan.Nodes[node] is var step && (step.Kind == NodeKind.Sticky || (step.Kind == NodeKind.Department
                    && plan.Departments[step.Index].Members.Contains(proof.Employee))));
            Assert.Equal(rings, !proof.IsProven);
        }
    }

    [Fact]
    public void A_key_that_leads_past_the_guard_is_found_out()
    {
        var model = Small.Menu().With("boris", boris => boris with { GuardedBy = "anna" });
        var plan = PlanCompiler.Compile(model).GetPlan();
        Assert.True(Assert.Single(GuardProof.Of(plan)).IsProven);
        var key = plan.Menus[0].KeyNodes[2];
        plan.MenuTable[0].KeyTable[2] = plan.Nodes[key].Else;
        var way = Assert.Single(GuardProof.Of(plan)).Unscreened;
        Assert.Equal("number main → menu choices → employee boris", way!.Describe(plan));
    }

    [Property, Trait("Spec", "X4")]
    public void Every_way_begins_outside_and_each_step_leads_to_the_next(ValidPlan random, int who)
    {
        var plan = PlanCompiler.Compile(random.Plan).GetPlan();
        var employee = Math.Abs(who % plan.Employees.Count);
        var found = WhoCanReach.Employee(plan, employee, most: 200);
        Assert.True(found.Ways.Count <= 200);
        Assert.Equal(found.Ways.Count, found.Ways.Select(way => $"{way.Entry} {way.IsScreened} {string.Join(' ', way.Nodes)}")
            .Distinct().Count());
        Assert.All(found.Ways, way => AssertWay(plan, way, employee));
    }

    [Property, Trait("Spec", "X4")]
    public void Whom_a_call_rings_the_plan_says_can_be_reached(ValidPlan random)
    {
        // Straight to an employee or a department: the router's own answer must be among the ways.
        var plan = PlanCompiler.Compile(random.Plan).GetPlan();
        foreach (var number in plan.Numbers)
        {
            var decision = Router.Decide(plan, -1, number.Called.ToString(), default, "+79990000000", Story.Start);
            if (plan.Nodes[decision.Node] is { Kind: NodeKind.Employee, Index: var employee })
                Assert.Contains(WhoCanReach.Employee(plan, employee, most: 5000).Ways,
                    way => way.Nodes[^1] == decision.Node);
        }
    }

    [Fact, Trait("Spec", "X4")]
    public void Who_can_reach_an_internal_number_is_told_in_words()
    {
        var plan = PlanCompiler.Compile(Small.Menu() with
        {
            Screening = new() { Anonymous = To.Employee("boris") },
            Departments =
            [
                new Department
                {
                    Id = "sales", Extension = Extension.Parse("200"), Members = [new("boris"), new("clara")], Rounds = 1,
                    Otherwise = Small.Box,
                },
            ],
            OtherNumber = To.Department("sales"),
        }).GetPlan();
        string[] Ways(string extension) =>
            [.. WhoCanReach.Extension(plan, Extension.Parse(extension)).Ways.Select(way => way.Describe(plan))];
        Assert.Equal(
            [
                "number main → menu choices → employee boris", "other number → department sales",
                "anonymous callers → employee boris",
            ],
            Ways("102"));
        Assert.Equal(["other number → department sales"], Ways("200"));
        Assert.Empty(Ways("104"));
        Assert.Empty(Ways("999"));
        Assert.False(WhoCanReach.Employee(plan, 1, most: 2).IsComplete);
        Assert.True(WhoCanReach.Employee(plan, 1, most: 3).IsComplete);
    }

    [Fact]
    public void Menus_that_all_lead_to_each_other_come_to_an_end()
    {
        var menus = Enumerable.Range(0, 10).Select(i => new Menu
        {
            Id = $"m{i}", Prompt = "m.wav", NoInput = Small.Box, WrongKey = Small.Box,
            Keys = EquatableList.From(Enumerable.Range(0, 10).Select(key =>
                new MenuKey((char)('0' + key), To.Menu($"m{key}"))).Append(new MenuKey('*', To.Employee("clara")))),
        });
        var plan = PlanCompiler.Compile(Small.Route(To.Menu("m0")) with { Menus = EquatableList.From(menus) }).GetPlan();
        var found = WhoCanReach.Extension(plan, Extension.Parse("103"));
        Assert.Equal((1000, false), (found.Ways.Count, found.IsComplete));
    }

    // A naive walk over everything that an unscreened call from outside may come to.
    private static bool IsReachedUnscreened(RoutingPlan plan, int goal)
    {
        var graph = new WayGraph(plan);
        var seen = graph.Entries().Select(entry => entry.Node).ToHashSet();
        for (var before = 0; before != seen.Count;)
        {
            before = seen.Count;
            foreach (var node in seen.ToList())
                foreach (var next in Next(plan, node))
                    seen.Add(next);
        }

        return seen.Contains(goal);
    }

    private static IEnumerable<int> Next(RoutingPlan plan, int node)
    {
        var step = plan.Nodes[node];
        IEnumerable<int> next = step.Kind switch
        {
            NodeKind.Guard => [step.Next],
            NodeKind.Department when plan.Departments[step.Index].Queue is { } queue =>
                [queue.WhenFullNode, queue.WhenWaitedNode, queue.WhenEmptyNode],
            NodeKind.Switch => [.. plan.Switches[step.Index].Nodes, plan.Switches[step.Index].Other],
            NodeKind.Menu => [.. plan.Menus[step.Index].KeyNodes, plan.Menus[step.Index].NoInputNode,
                plan.Menus[step.Index].WrongKeyNode,
                .. plan.Menus[step.Index].DialExtensions ? plan.ExtensionNodes.Values : []],
            _ => [step.Next, step.Else],
        };
        return next.Where(each => each >= 0);
    }

    private static void AssertWay(RoutingPlan plan, Way way, int employee)
    {
        var graph = new WayGraph(plan);
        Assert.Contains(graph.Entries(), entry => entry == (way.Entry, way.Nodes[0]));
        HashSet<WayPoint> here = [new(way.Nodes[0], IsScreened: false)];
        foreach (var node in way.Nodes.Skip(1))
        {
            var next = new List<WayPoint>();
            foreach (var point in here)
                graph.AddNext(point, next);
            here = [.. next.Where(point => point.Node == node)];
            Assert.NotEmpty(here);
        }

        Assert.Contains(here, point => point.IsScreened == way.IsScreened && graph.Rings(point, employee));
    }
}
