namespace CallRouting.Tests;

/// <summary>anna screens outside calls for the director (boris), clara for anna in the longer chain.</summary>
[Trait("Spec", "S2"), Trait("Spec", "S3"), Trait("Spec", "S4"), Trait("Spec", "S5")]
public class GuardFlows
{
    private static Plan Guarded(Plan plan) => plan.With("boris", boris => boris with { GuardedBy = "anna" });

    private static Story Story(Target route) =>
        new(Guarded(Small.Route(route)), "anna", "boris", "clara", "dmitri");

    [Fact, Trait("Spec", "S6")]
    public void A_call_from_outside_to_the_director_rings_the_assistant() =>
        Story(To.Employee("boris")).Calls().Rings("anna");

    [Fact, Trait("Spec", "S6")]
    public void The_assistant_who_does_not_answer_hands_on_to_what_the_route_says()
    {
        Story(To.Employee("boris", To.Employee("clara"))).Calls().Rings("anna").At(25).Rings("clara");
        Story(To.Employee("boris")).Calls().At(25).Did("release anna; answer; play mailbox greeting");
    }

    [Fact]
    public void An_internal_call_rings_the_director() => Story(To.Employee("boris"))
        .Calls(employee: "clara").Rings("boris").HangsUp().Calls("102", employee: "clara").Rings("boris");

    [Fact]
    public void Who_screens_may_be_screened_themselves() => new Story(
        Guarded(Small.Route(To.Employee("boris"))).With("anna", anna => anna with { GuardedBy = "clara" }),
        "anna", "boris", "clara").Calls().Rings("clara").HangsUp().Calls(employee: "clara").Rings("boris");

    [Fact]
    public void A_caller_who_has_answered_a_question_gets_through()
    {
        var ask = To.Ask("who-are-you.wav", To.Employee("boris"), ('1', "partner"));
        Story(ask).Calls().Presses('1').Rings("boris");
        Story(ask).Calls().PromptEnds().At(5).Rings("anna");
        Story(ask).Calls().Presses('7').Presses('7').Rings("anna");
    }

    [Fact]
    public void An_answer_counts_from_then_on()
    {
        var twice = To.Ask("a.wav", To.Ask("b.wav", To.Employee("boris"), ('2', "y")), ('1', "x"));
        Story(twice).Calls().Presses('1').PromptEnds().At(5).Rings("boris");
    }

    [Fact]
    public void A_menu_s_key_and_a_dialled_number_lead_to_the_assistant_too()
    {
        var plan = Small.Menu();
        var menu = plan.Menus[0] with { DialExtensions = true, Keys = [new('9', To.Employee("boris"))] };
        var story = new Story(Guarded(plan with { Menus = [menu] }), "anna", "boris");
        story.Calls().Presses('9').Rings("anna").HangsUp();
        story.Calls().Presses('1').Presses('0').Presses('2').Rings("anna").HangsUp();
        story.Calls(employee: "clara").Presses('1').Presses('0').Presses('2').Rings("boris");
    }

    [Theory]
    [InlineData(Strategy.AllAtOnce)]
    [InlineData(Strategy.InTurn)]
    [InlineData(Strategy.Cascading)]
    public void A_guarded_member_is_skipped_for_callers_from_outside_at_no_cost(Strategy strategy)
    {
        var plan = Guarded(Small.Department(strategy, "boris clara"));
        new Story(plan, "boris", "clara").Calls().Rings("clara");
        var all = strategy == Strategy.AllAtOnce ? "boris clara" : "boris";
        new Story(plan, "boris", "clara").Calls(employee: "anna").Rings(all);
        var asked = plan with
        {
            Numbers = Small.Route(To.Ask("q.wav", To.Department("sales"), ('1', "x"))).Numbers,
        };
        new Story(asked, "boris", "clara").Calls().Presses('1').Rings(all);
    }

    [Fact]
    public void A_department_of_guarded_members_only_goes_on_at_once() =>
        new Story(Guarded(Small.Department(Strategy.InTurn, "boris")), "boris").Calls().Did("answer; play box.wav");

    [Fact, Trait("Spec", "X4")]
    public void The_explanation_says_who_screens()
    {
        var plan = PlanCompiler.Compile(Guarded(Small.Route(To.Employee("boris")))).GetPlan();
        CallOffer offer = new() { Trunk = "line", Called = new("+74951110001") };
        var lines = Router.Explain(plan, offer, Tests.Story.Start).Lines;
        Assert.Equal(["trunk line", "number main", "guard of boris", "reaches"], lines.Select(line => line.Rule));
        Assert.Equal("a call from outside goes to anna, who screens", lines[2].Value);
        Assert.Equal("employee anna", lines[3].Value);
        lines = Router.Explain(plan, offer with { Employee = "clara" }, Tests.Story.Start).Lines;
        Assert.Equal(("an internal call goes through", "employee boris"), (lines[2].Value, lines[3].Value));
    }
}
