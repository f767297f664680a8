namespace CallRouting.Tests;

public class ScreeningFlows
{
    private const string Vip = "+79031234567";

    private static Story Story(CallerScreening screening) => new(Plan(screening), "anna");

    private static Plan Plan(CallerScreening screening)
    {
        var plan = Small.Route(To.Employee("anna", Small.Box));
        return plan with
        {
            Screening = screening,
            Trunks = [plan.Trunks[0] with { NumberRules = new() { Country = "7", Area = "495" } }],
        };
    }

    [Theory]
    [InlineData("+79031234567")]
    [InlineData("89031234567")] // as the trunk's country writes it
    [InlineData("9031234567")]
    public void A_blocked_caller_is_rejected_unanswered(string caller) => Story(new() { Block = [Vip] })
        .Calls(caller: caller).Did("release caller (CallRejected); complete Refused").Ended(Outcome.Refused);

    [Fact]
    public void Others_get_through() => Story(new() { Block = [Vip] }).Calls(caller: "+79031234568").Rings("anna")
        .HangsUp().Calls().Rings("anna");

    [Fact]
    public void A_beginning_blocks_all_that_begin_so()
    {
        var story = Story(new() { Block = ["+7903*"], Allow = [Vip] });
        story.Calls(caller: "+79030000000").Ended(Outcome.Refused);
        story.Calls(caller: "+7903").Ended(Outcome.Refused);
        story.Calls(caller: "+790").Rings("anna").HangsUp();
        story.Calls(caller: Vip).Rings("anna"); // allowed before blocked
    }

    [Fact]
    public void A_star_blocks_every_number_but_those_allowed()
    {
        var story = Story(new() { Block = ["*"], Allow = [Vip] });
        story.Calls(caller: "+15550001").Ended(Outcome.Refused);
        story.Calls(caller: Vip).Rings("anna").HangsUp();
        story.Calls().Rings("anna"); // shows no number: that is for anonymous to say
    }

    [Fact]
    public void Blocked_callers_go_where_the_plan_says() => Story(new() { Block = [Vip], Blocked = Small.Box })
        .Calls(caller: Vip).Did("answer; play box.wav");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("anonymous")]
    [InlineData("unavailable")]
    [InlineData("sip:anonymous@192.0.2.1")]
    public void A_caller_without_a_number_goes_where_anonymous_callers_go(string? caller)
    {
        Story(new() { Anonymous = To.Announce("show-your-number.wav") })
            .Calls(caller: caller).Did("answer; play show-your-number.wav");
        Story(new() { Block = [Vip] }).Calls(caller: caller).Rings("anna");
    }

    [Theory]
    [InlineData("101")]
    [InlineData("+79031234567")]
    [InlineData("+7903")]
    [InlineData("12345678901234567890")]
    [InlineData("*43")]
    [InlineData("sip:101@192.0.2.1")]
    public void A_caller_with_any_number_is_not_anonymous(string caller) =>
        Story(new() { Anonymous = To.Reject() }).Calls(caller: caller).Rings("anna");

    [Fact]
    public void Employees_are_not_screened() => Story(new() { Anonymous = To.Reject(), Block = ["*"] })
        .Calls(employee: "boris").Rings("anna");

    [Fact]
    public void The_number_that_was_called_is_known_all_the_same()
    {
        var plan = PlanCompiler.Compile(Plan(new() { Block = [Vip] })).GetPlan();
        var offer = new CallOffer { Trunk = "line", Called = new("+74951110001"), Caller = new(Vip) };
        var decision = Router.Decide(plan, offer, Tests.Story.Start);
        Assert.Equal((0, "reject rejected"), (decision.Number, plan.Describe(decision.Node)));
    }

    [Fact, Trait("Spec", "X10")]
    public void A_caller_s_priority_is_the_call_s_and_the_first_entry_counts()
    {
        var plan = PlanCompiler.Compile(Plan(new()
        {
            Priorities = [new([Vip, "+1*"], 50), new(["+79*", "+1555*"], 10)],
        })).GetPlan();
        Assert.Equal([50, 10, 50, 0, 0], new[] { Vip, "+79030000000", "+15551", "+44", null }.Select(caller =>
            (int)Router.Decide(plan, new CallOffer { Trunk = "line", Caller = new(caller) }, Tests.Story.Start).Priority));
        var office = new Office(plan);
        office.Offer(new CallId(1), new CallOffer { Trunk = "line", Caller = new("89031234567") }, Tests.Story.Start, new());
        Assert.True(office.TryGet(new CallId(1), out var call, out _));
        Assert.Equal(50, call.Priority);
    }

    [Fact, Trait("Spec", "X4"), Trait("Spec", "P6")]
    public void The_explanation_says_how_the_caller_was_judged_and_hides_the_number()
    {
        var plan = PlanCompiler.Compile(Plan(new()
        {
            Block = ["+7903*"], Allow = [Vip], Anonymous = Small.Box, Priorities = [new([Vip], 7)],
        })).GetPlan();
        string Screening(string? caller) => Router.Explain(plan, new CallOffer
        {
            Trunk = "line", Called = new("+74951110001"), Caller = new(caller),
        }, Tests.Story.Start).Lines.Single(line => line.Rule == "screening").Value;
        Assert.Equal("caller +7903•••••67 is allowed, priority 7", Screening(Vip));
        Assert.Equal("caller +7903•••••00 is blocked", Screening("+79030000000"));
        Assert.Equal("caller no number is anonymous", Screening(null));
        Assert.Equal("caller +44201•••••45 is on no list", Screening("+442012345645"));
    }
}
