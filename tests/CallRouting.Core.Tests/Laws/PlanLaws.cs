using FsCheck.Xunit;

namespace CallRouting.Tests;

[Properties(Arbitrary = [typeof(PlanGenerator)], MaxTest = 300)]
public class PlanLaws
{
    [Property]
    public void A_plan_without_mistakes_compiles(ValidPlan random)
    {
        var result = PlanCompiler.Compile(random.Plan);
        Assert.DoesNotContain(result.Diagnostics, found => found.Severity == Severity.Error);
        Assert.True(result.IsValid);
    }

    [Property(MaxTest = 1000)]
    public void No_plan_makes_the_compiler_throw_and_every_finding_can_be_read(BrokenPlan random)
    {
        var result = PlanCompiler.Compile(random.Plan);
        Assert.Equal(result.Diagnostics.Any(found => found.Severity == Severity.Error), !result.IsValid);
        Assert.All(result.Diagnostics, found =>
        {
            Assert.NotEqual("", found.Code);
            Assert.NotEqual("", found.Path);
            Assert.True(found.Message.TrimEnd() is [.., '.' or '?' or ')'], found.ToString());
        });
    }

    [Property]
    [Trait("Spec", "X1")]
    public void Every_index_is_valid_and_every_exit_leads_somewhere(ValidPlan random) =>
        CheckWhole(PlanCompiler.Compile(random.Plan).GetPlan());

    [Property(MaxTest = 1000)]
    [Trait("Spec", "X1")]
    public void What_a_broken_plan_compiles_to_is_whole_or_nothing(BrokenPlan random)
    {
        if (PlanCompiler.Compile(random.Plan).Plan is { } plan)
            CheckWhole(plan);
    }

    [Property(MaxTest = 1000)]
    [Trait("Spec", "X2")]
    public void A_loop_is_found_exactly_where_there_is_one(TangledPlan random)
    {
        var errors = PlanCompiler.Compile(random.Plan).Diagnostics.Where(found => found.Severity == Severity.Error);
        Assert.Equal(PlanWalk.HasLoop(random.Plan), errors.Any());
        Assert.All(errors, found =>
        {
            Assert.Contains(found.Code, (string[])["zero-time-loop", "endless-loop"]);
            Assert.Contains(" → ", found.Message, StringComparison.Ordinal);
        });
    }

    [Property]
    [Trait("Spec", "X2")]
    public void Without_a_key_a_call_never_comes_back_to_a_step(TangledPlan random)
    {
        if (PlanCompiler.Compile(random.Plan).Plan is not { } plan)
            return;
        var known = new int[plan.Nodes.Count];
        for (var node = 0; node < plan.Nodes.Count; node++)
            Assert.InRange(Longest(plan, node, known), 1, plan.Nodes.Count);
    }

    [Property]
    [Trait("Spec", "G12")]
    public void Internal_numbers_are_unique_and_lead_to_their_owners(ValidPlan random)
    {
        var plan = PlanCompiler.Compile(random.Plan).GetPlan();
        var extensions = plan.Employees.Select(employee => employee.Extension)
            .Concat(plan.Departments.Select(department => department.Extension)).Where(e => !e.IsNone).ToList();
        Assert.Equal(extensions.Count, extensions.Distinct().Count());
        Assert.All(plan.Departments, department => Assert.False(department.Extension.IsNone));
        foreach (var department in plan.Departments)
        {
            Assert.True(plan.TryFindExtension(department.Extension, out var node));
            Assert.Equal($"department {department.Id}", plan.Describe(node));
        }

        foreach (var employee in plan.Employees.Where(employee => !employee.Extension.IsNone))
        {
            Assert.True(plan.TryFindExtension(employee.Extension, out var node));
            if (employee.GuardedBy >= 0)
            {
                Assert.Equal($"guard of {employee.Id}", plan.Describe(node));
                node = plan.Nodes[node].Else;
            }

            Assert.Equal($"employee {employee.Id}", plan.Describe(node));
        }
    }

    [Property]
    [Trait("Spec", "G12")]
    public void Adding_to_a_plan_leaves_the_assigned_numbers_alone(ValidPlan random)
    {
        var before = PlanCompiler.Compile(random.Plan).GetPlan();
        var more = random.Plan with
        {
            Employees = [.. random.Plan.Employees, new Employee { Id = "new", Extension = Extension.Parse("999") }],
            Departments =
            [
                .. random.Plan.Departments,
                new Department { Id = "new", Members = [new("new")], Rounds = 1, Otherwise = To.Mailbox("new") },
            ],
        };
        var after = PlanCompiler.Compile(more).GetPlan();
        Assert.Equal(
            before.Departments.Select(department => department.Extension),
            after.Departments.Select(department => department.Extension).SkipLast(1));
    }

    // More steps than there are would be a circle. A way back that is counted is none.
    private static int Longest(RoutingPlan plan, int node, int[] known, int depth = 0)
    {
        if (depth > plan.Nodes.Count || known[node] > 0)
            return depth > plan.Nodes.Count ? depth : known[node];
        var step = plan.Nodes[node];
        IEnumerable<int> next = step.Kind switch
        {
            NodeKind.Menu => [plan.Menus[step.Index].NoInputNode, plan.Menus[step.Index].WrongKeyNode],
            NodeKind.Switch => [.. plan.Switches[step.Index].Nodes, plan.Switches[step.Index].Other],
            NodeKind.Department when plan.Departments[step.Index].Queue is { } queue =>
                [queue.WhenFullNode, queue.WhenWaitedNode, queue.WhenEmptyNode],
            NodeKind.Return => [step.Else],
            _ => [step.Next, step.Else],
        };
        return known[node] = 1 + next.Where(to => to >= 0).Select(to => Longest(plan, to, known, depth + 1))
            .DefaultIfEmpty(0).Max();
    }

    private static void CheckWhole(RoutingPlan plan)
    {
        Assert.Equal(plan.Nodes.Count, plan.NodePaths.Count);
        for (var i = 0; i < plan.Nodes.Count; i++)
        {
            var node = plan.Nodes[i];
            var (count, hasNext, hasElse) = node.Kind switch
            {
                NodeKind.Schedule => (plan.Schedules.Count, true, true),
                NodeKind.Play => (plan.Prompts.Count, true, false),
                NodeKind.Menu => (plan.Menus.Count, false, false),
                NodeKind.Department => (plan.Departments.Count, true, false),
                NodeKind.Employee => (plan.Employees.Count, true, false),
                NodeKind.External => (plan.Externals.Count, true, false),
                NodeKind.Voicemail => (plan.Voicemails.Count, false, false),
                NodeKind.Announce => (plan.Prompts.Count, false, false),
                NodeKind.Switch => (plan.Switches.Count, false, false),
                NodeKind.Ask => (plan.Questions.Count, true, false),
                NodeKind.End => (Enum.GetValues<StockEnding>().Length, false, false),
                NodeKind.Reject => (Enum.GetValues<RejectReason>().Length, false, false),
                NodeKind.Sticky => (plan.Stickies.Count, true, false),
                NodeKind.Return => (10, true, true),
                NodeKind.Guard => (plan.Employees.Count, true, true),
                NodeKind.Rank => (plan.Ranks.Count, true, false),
                NodeKind.Outgoing => (plan.WaysOut.Count, false, false),
                _ => throw new InvalidOperationException($"Step {i} does nothing."),
            };
            Assert.InRange(node.Index, 0, count - 1);
            AssertNode(plan, node.Next, hasNext);
            AssertNode(plan, node.Else, hasElse);
        }

        Assert.InRange(plan.OtherNumberNode, 0, plan.Nodes.Count - 1);
        Assert.All(plan.Numbers, number => AssertNode(plan, number.Node, true));
        Assert.All(plan.Menus, menu =>
        {
            AssertNode(plan, menu.NoInputNode, true);
            AssertNode(plan, menu.WrongKeyNode, true);
            Assert.Equal(MenuEntry.Keys.Length, menu.KeyNodes.Count);
            Assert.All(menu.KeyNodes, key => Assert.InRange(key, MenuEntry.RepeatNode, plan.Nodes.Count - 1));
            Assert.InRange(menu.Prompt.PlanIndex, 0, plan.Prompts.Count - 1);
            Assert.InRange(menu.TimeoutTicks, 1, long.MaxValue);
        });
        Assert.All(plan.Switches, choice =>
        {
            Assert.Equal(choice.Values.Count, choice.Nodes.Count);
            Assert.Equal(choice.Values.Count, choice.Cases.Count);
            Assert.All(choice.Nodes, node => AssertNode(plan, node, true));
            AssertNode(plan, choice.Other, true);
        });
        Assert.All(plan.Questions, question =>
        {
            Assert.InRange(question.Prompt.PlanIndex, 0, plan.Prompts.Count - 1);
            Assert.All(question.Answers, answer => Assert.InRange(answer, -1, plan.Answers.Count - 1));
        });
        if (plan.Screening is { } screening)
        {
            AssertNode(plan, screening.BlockedNode, true);
            Assert.InRange(screening.AnonymousNode, -1, plan.Nodes.Count - 1);
        }

        Assert.All(GuardProof.Of(plan), guarded => Assert.True(guarded.IsProven));
        Assert.All(plan.Departments, department =>
        {
            Assert.NotEmpty(department.Members);
            Assert.Equal(department.Members.Count, department.StepTicks.Length);
            Assert.All(department.Members, member => Assert.InRange(member, 0, plan.Employees.Count - 1));
            Assert.All(department.StepTicks, step => Assert.InRange(step, 1, long.MaxValue));
            Assert.True(department.GiveUpTicks < long.MaxValue || department.Rounds > 0);
            Assert.InRange(department.RingTicks, 1, long.MaxValue);
            if (department.Queue is not { } queue)
                return;
            AssertNode(plan, queue.WhenFullNode, true);
            AssertNode(plan, queue.WhenWaitedNode, true);
            AssertNode(plan, queue.WhenEmptyNode, true);
            Assert.InRange(queue.Music.PlanIndex, -1, plan.Prompts.Count - 1);
            Assert.InRange(queue.MaxLength, 1, 10_000);
            Assert.InRange(queue.MaxWaitTicks, NodaTime.NodaConstants.TicksPerSecond, long.MaxValue);
            Assert.InRange(queue.RetryTicks, NodaTime.NodaConstants.TicksPerSecond, long.MaxValue);
        });
        Assert.All(plan.Employees, employee =>
        {
            Assert.InRange(employee.Mailbox, -1, plan.Voicemails.Count - 1);
            Assert.InRange(employee.Alone.GiveUpTicks, 1, long.MaxValue - 1);
            if (employee.HasMobile)
                Assert.All(employee.MobileTrunks, trunk => Assert.True(plan.Trunks[trunk].Settings.IsWayOut));
        });
        Assert.All(plan.Voicemails, voicemail =>
        {
            Assert.InRange(voicemail.DeliverTo, 0, plan.Employees.Count - 1);
            Assert.False(voicemail.Greeting.IsNone);
            Assert.InRange(voicemail.MaxLengthTicks, 1, long.MaxValue);
        });
        Assert.All(plan.Externals, external => Assert.True(external.Number.IsNone != (external.Address.Length == 0)));
        Assert.All(plan.WaysOut, way => Assert.All(way.Trunks, trunk =>
            Assert.True(plan.Trunks[trunk].Settings.IsWayOut)));
        Assert.All(plan.Trunks, trunk => Assert.InRange(trunk.Number, -1, plan.Numbers.Count - 1));
    }

    private static void AssertNode(RoutingPlan plan, int node, bool isExpected) =>
        Assert.InRange(node, isExpected ? 0 : -1, isExpected ? plan.Nodes.Count - 1 : -1);
}
