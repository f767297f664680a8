namespace CallRouting.Tests;

[Trait("Spec", "S16")]
public class StickyFlows
{
    private const string Caller = "+79031234567";

    private static Plan Plan(double? ring = null, double within = 3600) =>
        Small.Department(Strategy.AllAtOnce, "anna boris") is var plan ? plan with
        {
            Numbers = Small.Route(To.Sticky(Small.Seconds(within), To.Department("sales"),
                ring is { } seconds ? Small.Seconds(seconds) : null)).Numbers,
            Trunks = [plan.Trunks[0] with { NumberRules = new() { Country = "7" } }],
        } : plan;

    // The caller has spoken with boris, from 10 s to 20 s.
    private static Story Spoke(Plan? plan = null) => new Story(plan ?? Plan(), "anna", "boris").Calls(caller: Caller)
        .Rings("anna boris").At(10).Answers("boris").At(20).HangsUp();

    [Fact]
    public void A_returning_caller_is_offered_to_who_spoke_last() => Spoke().At(100).Calls(caller: Caller).Rings("boris");

    [Fact, Trait("Spec", "O10")]
    public void However_the_number_is_written() => Spoke().Calls(caller: "89031234567").Rings("boris");

    [Fact]
    public void Another_caller_or_one_without_a_number_is_not() => Spoke()
        .Calls(caller: "+79031234568").Rings("anna boris").HangsUp().Calls().Rings("anna boris");

    [Fact]
    public void After_the_ring_time_of_the_plan_the_route_goes_on() => Spoke()
        .At(100).Calls(caller: Caller).At(124.999).Rings("boris").At(125).Rings("anna boris");

    [Fact, Trait("Spec", "X10")]
    public void The_ring_time_is_the_step_s_own() => Spoke(Plan(ring: 8))
        .At(100).Calls(caller: Caller).At(107.999).Rings("boris").At(108).Rings("anna boris");

    [Fact, Trait("Spec", "S18")]
    public void Who_is_away_busy_or_paused_costs_no_time()
    {
        Spoke().Unregister("boris").Calls(caller: Caller).Rings("anna");
        Spoke().Pauses("boris").Calls(caller: Caller).Rings("anna");
        Spoke().Calls("102", employee: "anna").Answers("boris").Calls(caller: Caller).NobodyRings();
    }

    [Fact]
    public void Who_declines_hands_on_to_the_route() =>
        Spoke().Calls(caller: Caller).Rings("boris").Declines("boris").Rings("anna boris");

    [Fact]
    public void The_window_counts_from_the_beginning_of_the_conversation_and_is_half_open()
    {
        Spoke().At(3609.999).Calls(caller: Caller).Rings("boris");
        Spoke().At(3610).Calls(caller: Caller).Rings("anna boris");
    }

    [Fact]
    public void Who_spoke_last_counts() => Spoke().Calls(caller: Caller).Declines("boris").Answers("anna").HangsUp()
        .Calls(caller: Caller).Rings("anna");

    [Fact]
    public void Who_only_rang_is_not_remembered() => new Story(Plan(), "anna", "boris")
        .Calls(caller: Caller).HangsUp().Calls(caller: Caller).Rings("anna boris");

    [Fact]
    public void An_employee_s_call_is_not_a_caller_s()
    {
        Spoke().Calls("102", employee: "anna").Answers("boris").HangsUp().Calls(employee: "clara").Rings("anna boris");
    }

    [Fact, Trait("Spec", "X8")]
    public void A_new_plan_remembers_by_id_and_forgets_who_has_left()
    {
        var plan = Plan();
        var turned = plan with { Employees = EquatableList.From(plan.Employees.Reverse()) };
        Spoke().Use(turned).Calls(caller: Caller).Rings("boris");
        var without = Small.Route(To.Sticky(Small.Seconds(3600), To.Employee("anna"))) with
        {
            Employees = [.. plan.Employees.Where(employee => employee.Id != "boris")],
        };
        Spoke().Use(without).Calls(caller: Caller).Rings("anna");
    }

    [Fact, Trait("Spec", "S2")]
    public void A_guarded_employee_is_not_offered_to_an_unscreened_caller()
    {
        var plan = Plan().With("boris", boris => boris with { GuardedBy = "anna" });
        var asked = plan with
        {
            Numbers = Small.Route(To.Ask("q.wav",
                To.Sticky(Small.Seconds(3600), To.Department("sales")), ('1', "x"))).Numbers,
        };
        var story = new Story(asked, "anna", "boris").Calls(caller: Caller).Presses('1').Answers("boris").HangsUp();
        story.Calls(caller: Caller).Presses('1').Rings("boris").HangsUp();
        story.Calls(caller: Caller).PromptEnds().At(5).Rings("anna");
    }
}
