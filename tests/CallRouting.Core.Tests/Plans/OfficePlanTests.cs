using NodaTime;

namespace CallRouting.Tests;

public class OfficePlanTests
{
    private readonly RoutingPlan _plan = OfficePlan.Compiled();

    [Fact]
    public void It_compiles_without_an_error_and_says_what_is_doubtful()
    {
        var result = OfficePlan.Builder().Compile();
        Assert.True(result.IsValid);
        Assert.Equal(
            [
                "fax-as-message faxes.fax-office", "loopback-only trunks.provider-a", "loopback-only trunks.provider-b",
                "menu-wait menus.accounts-menu", "mobile-without-confirm employees.ivan.mobile",
                "mobile-without-confirm employees.olga.mobile",
            ],
            result.Diagnostics.Select(found => $"{found.Code} {found.Path}").Order());
    }

    [Fact]
    public void Two_plans_of_equal_content_are_equal() => Assert.Equal(OfficePlan.Model(), OfficePlan.Model());

    [Fact]
    [Trait("Spec", "G17")]
    public void Departments_keep_order_numbers_and_strategy()
    {
        Assert.Equal(["sales", "accounting"], _plan.Departments.Select(department => department.Id));
        var sales = _plan.Departments[0];
        Assert.Equal("Отдел продаж", sales.Name);
        Assert.Equal("500", sales.Extension.ToString());
        Assert.Equal(Strategy.Cascading, sales.Strategy);
        Assert.Equal(["ivan", "olga", "anna"], sales.Members.Select(member => _plan.Employees[member].Id));
        Assert.All(sales.StepTicks, step => Assert.Equal(Duration.FromSeconds(10).BclCompatibleTicks, step));
        Assert.Equal(Duration.FromSeconds(60).BclCompatibleTicks, sales.GiveUpTicks);
        Assert.Equal(0, sales.Rounds);
        var accounting = _plan.Departments[1];
        Assert.Equal(long.MaxValue, accounting.GiveUpTicks);
        Assert.Equal(2, accounting.Rounds);
    }

    [Fact]
    public void What_several_routes_lead_to_is_one_step()
    {
        foreach (var kind in new[] { NodeKind.Department, NodeKind.Menu, NodeKind.External, NodeKind.Voicemail })
        {
            var indexes = _plan.Nodes.Where(node => node.Kind == kind).Select(node => node.Index).ToList();
            Assert.Equal(indexes.Distinct(), indexes);
        }

        var menu = _plan.Menus[0];
        Assert.Equal(menu.NoInputNode, menu.WrongKeyNode);
        Assert.Equal(_plan.OtherNumberNode, menu.NoInputNode);
    }

    [Fact]
    [Trait("Spec", "G25")]
    public void A_menu_leads_where_its_keys_say()
    {
        var menu = Assert.Single(_plan.Menus);
        Assert.Equal("department accounting", _plan.Describe(menu.KeyNodes[1]));
        Assert.Equal("employee olga", _plan.Describe(menu.KeyNodes[2]));
        Assert.Equal("voicemail fax-office", _plan.Describe(menu.KeyNodes[3]));
        Assert.Equal("voicemail voicemail-office", _plan.Describe(menu.KeyNodes[4]));
        Assert.All([0, 5, 6, 7, 8, 9, 10, 11], key => Assert.Equal(-1, menu.KeyNodes[key]));
        Assert.Equal((0, 2), (menu.NoInputRepeats, menu.WrongKeyRepeats));
        Assert.Equal("accounts.wav", _plan.Prompts[menu.Prompt.PlanIndex]);
    }

    [Fact]
    public void An_employee_alone_goes_on_to_their_own_answering_machine()
    {
        Assert.True(_plan.TryFindExtension(Extension.Parse("102"), out var node));
        Assert.Equal("employee olga", _plan.Describe(node));
        Assert.Equal("voicemail mailbox:olga", _plan.Describe(_plan.Nodes[node].Next));
        var olga = _plan.Employees[2];
        var mailbox = _plan.Voicemails[olga.Mailbox];
        Assert.Equal((PromptId.Mailbox, 2), (mailbox.Greeting, mailbox.DeliverTo));
        Assert.Equal([2], olga.Alone.Members);
        Assert.Equal(Duration.FromSeconds(25).BclCompatibleTicks, olga.Alone.GiveUpTicks);
    }

    [Fact]
    public void A_fax_box_takes_a_message_for_its_addressee()
    {
        var fax = Assert.Single(_plan.Voicemails, entry => entry.Id == "fax-office");
        Assert.Equal((PromptId.Mailbox, 0), (fax.Greeting, fax.DeliverTo));
    }

    [Fact, Trait("Spec", "G30")]
    public void Mobiles_ring_by_the_E1_then_by_the_analog_lines()
    {
        Assert.Equal(["ivan", "olga"], _plan.Employees.Where(employee => employee.HasMobile).Select(e => e.Id));
        Assert.All(_plan.Employees.Where(employee => employee.HasMobile), employee => Assert.Equal(
            ["e1", "analog-1", "analog-2"], employee.MobileTrunks.Select(trunk => _plan.Trunks[trunk].Settings.Id)));
        Assert.Equal(Duration.FromSeconds(7).BclCompatibleTicks, _plan.Employees[1].MobileAfterTicks);
        Assert.Equal(Duration.FromSeconds(5).BclCompatibleTicks, _plan.Employees[2].MobileAfterTicks);
    }

    [Fact]
    public void Without_a_trunk_that_carries_outgoing_calls_no_mobile_can_ring()
    {
        var model = OfficePlan.Model();
        var plan = PlanCompiler.Compile(model with
        {
            Trunks = EquatableList.From(model.Trunks.Select(trunk => trunk with { Outgoing = false })),
        }).GetPlan();
        Assert.All(plan.Employees, employee => Assert.False(employee.HasMobile));
    }
}
