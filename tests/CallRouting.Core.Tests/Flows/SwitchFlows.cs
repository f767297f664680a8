namespace CallRouting.Tests;

[Trait("Spec", "O13"), Trait("Spec", "O15")]
public class SwitchFlows
{
    private static readonly Target Anna = To.Employee("anna", Small.Box);
    private static readonly Target Boris = To.Employee("boris", Small.Box);
    private static readonly Target Clara = To.Employee("clara", Small.Box);

    private static Story Story(Target route) => new(Plan(route), "anna", "boris", "clara");

    private static Plan Plan(Target route)
    {
        var plan = Small.Route(route);
        return plan with
        {
            Trunks =
            [
                plan.Trunks[0] with { NumberRules = new() { Country = "7", Area = "495" } },
                new Trunk { Id = "other", Peers = ["192.0.2.9"] },
                new Trunk { Id = "analog-1", Kind = TrunkKind.Fxo, Line = new LineNumber(1), Number = "main" },
                new Trunk { Id = "analog-2", Kind = TrunkKind.Fxo, Line = new LineNumber(2), Number = "main" },
            ],
            Numbers =
            [
                .. plan.Numbers,
                new CompanyNumber { Id = "second", Called = PhoneNumber.Parse("+74951110002"), Route = route },
            ],
            OtherNumber = route,
        };
    }

    [Fact]
    public void By_the_called_number_however_it_is_written()
    {
        var story = Story(To.Switch(SwitchValue.CalledNumber, Clara,
            ("+74951110001", Anna), ("+74951110002", Boris)));
        story.Calls("84951110001").Rings("anna").HangsUp().Calls("1110002").Rings("boris").HangsUp();
        story.Calls("+74951119999").Rings("clara");
    }

    [Fact, Trait("Spec", "O5")]
    public void The_called_number_of_an_analog_line_is_the_one_it_runs() => Story(
        To.Switch(SwitchValue.CalledNumber, Clara, ("+74951110001", Anna)))
        .Calls("", trunk: "analog-1").Rings("anna");

    [Theory, Trait("Spec", "O10")]
    [InlineData("+79031234567", "anna")]
    [InlineData("89031234567", "anna")]
    [InlineData("9031234567", "anna")]
    [InlineData("+79031234568", "clara")]
    [InlineData("101", "clara")] // a number, but no international one
    [InlineData(null, "boris")]
    [InlineData("", "boris")]
    [InlineData("anonymous", "boris")]
    [InlineData("sip:anonymous@anonymous.invalid", "boris")]
    public void By_the_caller_s_number_as_the_trunk_s_country_writes_it(string? caller, string rings) => Story(
        To.Switch(SwitchValue.CallerNumber, Clara, ("+79031234567", Anna), ("anonymous", Boris)))
        .Calls(caller: caller).Rings(rings);

    [Fact]
    public void A_trunk_without_a_country_reads_only_international_callers() => Story(
        To.Switch(SwitchValue.CallerNumber, Clara, ("+79031234567", Anna)))
        .Calls(caller: "89031234567", trunk: "other").Rings("clara").HangsUp()
        .Calls(caller: "+79031234567", trunk: "other").Rings("anna");

    [Fact]
    public void A_rewrite_of_called_numbers_does_not_touch_callers()
    {
        var plan = Plan(To.Switch(SwitchValue.CallerNumber, Clara, ("+74951110001", Anna)));
        new Story(plan with
        {
            Trunks = [plan.Trunks[0] with { NumberRules = new() { Rewrite = [new("101", 3, "+74951110001")] } }],
        }, "anna", "clara").Calls("101", caller: "101").Rings("clara");
    }

    [Fact]
    public void An_employee_has_no_caller_s_number_and_is_not_anonymous() => Story(
        To.Switch(SwitchValue.CallerNumber, Clara, ("anonymous", Boris)))
        .Calls(employee: "anna").Rings("clara");

    [Fact]
    public void By_the_line() => Story(To.Switch(SwitchValue.Line, Clara, ("1", Anna), ("2", Boris)))
        .Calls("", trunk: "analog-1").Rings("anna").HangsUp()
        .Calls("", trunk: "analog-2").Rings("boris").HangsUp().Calls().Rings("clara");

    [Fact]
    public void By_the_trunk() => Story(To.Switch(SwitchValue.Trunk, Clara, ("line", Anna), ("analog-2", Boris)))
        .Calls().Rings("anna").HangsUp().Calls("", trunk: "analog-2").Rings("boris").HangsUp()
        .Calls(trunk: "unknown").Rings("clara").HangsUp().Calls(employee: "anna").Rings("clara");

    [Fact]
    public void A_switch_behind_a_greeting_still_knows_the_call() => Story(
        To.Play("hello.wav", To.Switch(SwitchValue.CallerNumber, Clara, ("+79031234567", Anna))))
        .Calls(caller: "89031234567").PromptEnds().Rings("anna");

    [Fact]
    public void Without_an_answer_a_switch_on_the_answer_goes_to_other() => Story(
        To.Switch(SwitchValue.Answer, Clara, ("buy", To.Ask("q.wav", Anna, ('1', "buy")))))
        .Calls().Rings("clara");

    [Theory, Trait("Spec", "X4"), Trait("Spec", "O14")]
    [InlineData("+79031234567", "line", "switch caller-number: +7903•••••67 is case 1 | reaches: employee anna")]
    [InlineData("+79031234568", "line", "switch caller-number: +7903•••••68 is none of 2: other | "
        + "switch trunk: line is case 1 | reaches: play hello.wav")]
    [InlineData("101", "line", "switch caller-number: no value is none of 2: other | "
        + "switch trunk: line is case 1 | reaches: play hello.wav")]
    [InlineData(null, "other", "switch caller-number: anonymous is case 2 | "
        + "switch called-number: +7495•••••01 is none of 1: other | reaches: end declined")]
    [InlineData(null, "analog-2", "switch caller-number: anonymous is case 2 | "
        + "switch called-number: +7495•••••01 is none of 1: other | reaches: end declined")]
    public void The_explanation_says_what_each_switch_saw(string? caller, string trunk, string expected)
    {
        var plan = PlanCompiler.Compile(Plan(To.Switch(SwitchValue.CallerNumber,
            To.Switch(SwitchValue.Trunk, Clara, ("line", To.Play("hello.wav", Boris))),
            ("+79031234567", Anna),
            ("anonymous", To.Switch(SwitchValue.CalledNumber, To.Declined, ("+74951110002", Boris)))))).GetPlan();
        var lines = Router.Explain(plan, new CallOffer
        {
            Trunk = trunk, Called = new("+74951110001"), Caller = new(caller),
        }, Tests.Story.Start).Lines;
        Assert.Equal(expected, string.Join(" | ", lines.Skip(2)));
        Assert.Equal("numbers.main.route", lines[2].Path);
    }

    [Fact]
    public void Each_case_goes_on_by_itself()
    {
        var story = Story(To.Switch(SwitchValue.CallerNumber, To.Announce("bye.wav"),
            ("+79031234567", To.Play("vip.wav", Anna)), ("anonymous", To.Reject())));
        story.Calls(caller: "+79031234567").Did("answer; play vip.wav").PromptEnds().Rings("anna");
        story.Calls().Ended(Outcome.Refused);
        story.Calls(caller: "+79030000000").Did("answer; play bye.wav").PromptEnds().Ended(Outcome.Announced);
    }
}
