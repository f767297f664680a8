using NodaTime;

namespace CallRouting.Tests;

/// <summary>Who of those that wait is next: within a line, between lines, and after coming back.</summary>
public class QueueOrderFlows
{
    private const string Second = "+74951110002";
    private const string Vip = "+74951110003";
    private const string First = "+74951110004";
    private const string Back = "+74951110005";

    // sales (anna, boris) and support (anna): the main number leads to sales, the second to support, the third to sales
    // with priority 5, the fourth to position 1 in sales, the fifth to the outside partner and then back to sales.
    private static Plan TwoDepartments(Func<QueueSettings, QueueSettings>? queue = null)
    {
        var plan = Small.Department(Strategy.InTurn, "anna boris", 20);
        return (plan with
        {
            Departments =
            [
                .. plan.Departments,
                plan.Departments[0] with
                {
                    Id = "support", Extension = Extension.Parse("300"), Members = [new Member("anna")],
                },
            ],
            Numbers =
            [
                .. plan.Numbers,
                Number("second", Second, new DepartmentTarget("support")),
                Number("vip", Vip, new DepartmentTarget("sales", Priority: 5)),
                Number("first", First, new DepartmentTarget("sales", Position: 1)),
                Number("back", Back, new ExternalTarget("partner")),
            ],
        }).WithPartner(p => p with { Otherwise = new ReturnTarget("sales", 2, Small.Box) }).WithQueue(queue);
    }

    private static CompanyNumber Number(string id, string called, Target route) =>
        new() { Id = id, Called = PhoneNumber.Parse(called), Route = route };

    // Calls 1 and 2 talk to anna and boris.
    private static Story Busy(Func<QueueSettings, QueueSettings>? queue = null, Func<Plan, Plan>? change = null) =>
        new Story((change ?? (plan => plan))(TwoDepartments(queue)), "anna", "boris")
            .Calls().Answers("anna").Calls().Answers("boris").At(10);

    [Fact]
    public void Priority_goes_before_arrival() => Busy().Calls().Calls(Vip).Line("4 3")
        .At(20).InCall(1).HangsUp().InCall(4).Rings("anna").InCall(3).NobodyRings();

    [Fact]
    public void A_position_asked_for_is_given_within_the_callers_own_priority() => Busy()
        .Calls(Vip).Calls().Calls(First).Line("3 5 4").Did("join the line of sales at 2; answer; play music.wav")
        .Calls(First).Line("3 6 5 4").Calls().Line("3 6 5 4 7");

    [Fact, Trait("Spec", "X16")]
    public void A_member_of_two_departments_gets_the_call_that_arrived_first() => Busy()
        .Calls(Second).At(11).Calls().At(12).Calls(Second)
        .At(20).InCall(1).HangsUp().InCall(3).Rings("anna").InCall(4).NobodyRings()
        .At(30).InCall(3).Answers("anna").HangsUp().InCall(4).Rings("anna").InCall(5).NobodyRings();

    [Fact, Trait("Spec", "X16")]
    public void Between_departments_priority_goes_before_arrival_too() => Busy()
        .Calls(Second).At(11).Calls(Vip).At(20).InCall(1).HangsUp().InCall(4).Rings("anna").InCall(3).NobodyRings();

    [Fact, Trait("Spec", "X16")]
    public void Whoever_cannot_have_the_free_member_lets_the_next_department_by() => Busy()
        .Calls(Second).At(11).Calls().At(20).InCall(2).HangsUp().InCall(3).NobodyRings().InCall(4).Rings("boris");

    [Fact, Trait("Spec", "X16")]
    public void Of_calls_that_arrived_in_one_instant_the_lower_id_goes_first() => Busy()
        .Calls(Second).Calls().At(20).InCall(1).HangsUp().InCall(3).Rings("anna").InCall(4).NobodyRings();

    // Classes.

    [Fact, Trait("Spec", "S15")]
    public void Calls_from_outside_go_before_internal_ones() => Busy()
        .Calls("200", "clara").At(11).Calls().Line("4 3")
        .Calls("300", "dmitri").Line("5", "support")
        .At(20).InCall(1).HangsUp().InCall(4).Rings("anna").InCall(3).NobodyRings();

    [Fact, Trait("Spec", "S15")]
    public void Between_departments_too() => Busy().Calls("200", "clara").At(11).Calls(Second)
        .At(20).InCall(1).HangsUp().InCall(4).Rings("anna").InCall(3).NobodyRings();

    [Fact, Trait("Spec", "S15")]
    public void A_guarded_persons_call_ranks_with_those_from_outside() =>
        Busy(change: plan => plan.With("clara", e => e with { GuardedBy = "dmitri" }))
            .Calls("200", "clara").At(11).Calls().Line("3 4");

    [Fact, Trait("Spec", "S15")]
    public void So_does_a_call_to_a_department_of_a_guarded_person() =>
        new Story(TwoDepartments().With("boris", e => e with { GuardedBy = "dmitri" }), "anna", "boris")
            .Calls().Answers("anna").Calls("104", "boris").At(10)
            .Calls("200", "clara").At(11).Calls().Line("3 4");

    [Fact]
    public void An_internal_call_that_only_its_own_caller_could_take_lets_others_by() =>
        new Story(TwoDepartments().With("boris", e => e with { RingInUse = true }), "anna", "boris")
            .Calls().Answers("anna").At(5).Calls("200", "boris").IsAt(CallPhase.Queueing).Line("2")
            .At(6).Calls().Rings("boris").InCall(2).NobodyRings();

    // Coming back.

    [Fact, Trait("Spec", "C2"), Trait("Spec", "X17")]
    public void A_call_that_comes_back_from_an_outside_centre_keeps_its_place() =>
        Busy(q => q with { MaxWait = Duration.FromSeconds(60), WhenWaited = new ExternalTarget("partner") })
            .Calls().At(20).Calls()
            .At(70).InCall(3).Rings("partner").Line("4")
            .At(79).Calls().Line("4 5")
            .At(80).InCall(4).Rings("partner")
            .At(90).InCall(3)
            .Did("release partner; stop play; join the line of sales at 1; play music.wav").Line("3 5");

    [Fact, Trait("Spec", "X17")]
    public void The_wait_begins_anew_with_each_entry_and_the_number_of_ways_back_is_bounded()
    {
        var story = Busy(
            q => q with { MaxWait = Duration.FromSeconds(60), WhenWaited = new ExternalTarget("partner") });
        story.Calls().At(70).Rings("partner").At(90).Line("3").At(149.999).Line("3").At(150).Rings("partner")
            .At(170).Line("3").At(230).Rings("partner").At(250).IsAt(CallPhase.MessageGreeting).Line("");
    }

    [Fact, Trait("Spec", "C4")]
    public void An_outside_centre_that_cannot_be_reached_costs_nothing() =>
        Busy(q => q with { MaxWait = Duration.FromSeconds(60), WhenWaited = new ExternalTarget("partner") })
            .Calls().At(70).Rings("partner").Fails("partner", Cause.NoRouteToDestination).Line("3");

    [Fact, Trait("Spec", "C2")]
    public void A_full_line_overflows_to_the_outside_centre_and_comes_back() =>
        Busy(q => q with { MaxLength = 1, WhenFull = new ExternalTarget("partner") })
            .Calls().Calls().Rings("partner").Line("3")
            .At(20).InCall(3).HangsUp().At(30).InCall(4).NobodyRings().Line("4")
            .At(40).InCall(1).HangsUp().InCall(4).Rings("anna");

    [Fact, Trait("Spec", "C2"), Trait("Spec", "C7")]
    public void The_outside_centre_answers_and_the_call_has_left_the_line() =>
        Busy(q => q with { MaxWait = Duration.FromSeconds(60), WhenWaited = new ExternalTarget("partner") })
            .Calls().At(75).Answers("partner").TalksTo("partner").Line("").HangsUp().Ended(Outcome.Answered);

    [Fact]
    public void Ways_back_are_counted_each_for_itself()
    {
        // The first way leads back once, then to the second, which leads back once, then to the answering machine.
        var second = new ReturnTarget("sales", 1, Small.Box);
        var story = Busy(q => q with
        {
            MaxWait = Duration.FromSeconds(60), WhenWaited = new ReturnTarget("sales", 1, second),
        });
        story.Calls().At(70).Line("3").At(130).Line("3").At(189.999).Line("3").At(190).IsAt(CallPhase.MessageGreeting);
    }

    [Fact, Trait("Spec", "X17")]
    public void A_call_that_comes_back_in_the_same_instant_does_not_meet_itself_in_the_line() =>
        Busy(q => q with
        {
            MaxLength = 1, MaxWait = Duration.FromSeconds(60), WhenFull = new AnnounceTarget("full.wav"),
            WhenWaited = new ReturnTarget("sales", 1, Small.Box),
        })
            .Calls().At(70).Did("leave the line of sales; stop play; join the line of sales at 1; play music.wav");

    [Fact, Trait("Spec", "X17")]
    public void A_position_asked_for_holds_for_its_department_when_the_call_comes_back() =>
        Busy(q => q with { MaxWait = Duration.FromSeconds(60), WhenWaited = new ExternalTarget("partner") })
            .Calls(First).At(15).Calls().At(70).InCall(3).Rings("partner").At(71).Calls().Calls().Line("4 5 6")
            .At(75).InCall(4).Rings("partner").InCall(3).At(90).Line("3 5 6").At(95).Line("3 4 5 6");

    [Fact, Trait("Spec", "X17")]
    public void Priority_goes_with_a_call_that_comes_back() =>
        Busy(q => q with { MaxWait = Duration.FromSeconds(60), WhenWaited = new ExternalTarget("partner") })
            .Calls(Vip).At(15).Calls().At(70).InCall(3).Rings("partner").At(74).Calls().At(90).InCall(3).Line("3 5");
}
