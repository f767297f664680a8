namespace CallRouting.Tests;

/// <summary>anna answers the company's number; boris (102), clara (103) and sales (200) are those she may pass callers on
/// to.</summary>
public class TransferFlows
{
    private static Plan Plan(Func<Plan, Plan>? change = null)
    {
        var plan = Small.Department(Strategy.InTurn, "boris clara", 0, 1) with
        {
            Numbers =
            [
                new CompanyNumber
                {
                    Id = "main",
                    Called = PhoneNumber.Parse("+74951110001"),
                    Route = new EmployeeTarget("anna", Small.Box),
                },
            ],
        };
        return change is null ? plan : change(plan);
    }

    private static Story Talking(Func<Plan, Plan>? change = null) =>
        new Story(Plan(change), "anna", "boris", "clara").Calls().At(2).Answers("anna").TalksTo("anna");

    [Fact, Trait("Spec", "G24")]
    public void A_blind_transfer_by_keys_lets_the_employee_go_and_rings_the_target()
    {
        Talking().Presses('*', "anna").DidNothing()
            .Presses('1', "anna").Did("hold; play hold; play dial tone to anna").IsAt(CallPhase.TransferDialling)
            .Presses('1', "anna").Did("stop play to anna").Presses('0', "anna").DidNothing()
            .Presses('2', "anna").Did("release anna; stop play; ring boris; play ringback")
            .IsBusyWith("anna", 0, 0).IsBusyWith("boris", 1, 0)
            .At(6).Answers("boris").Did("stop play; bridge boris").TalksTo("boris").IsBusyWith("boris", 0, 1)
            .HangsUp().Ended(Outcome.Answered);
    }

    [Fact, Trait("Spec", "G24")]
    public void A_transfer_that_nobody_takes_comes_back_to_who_passed_it_on()
    {
        Talking().AsksFor("102", "anna").Did("report Accepted to anna; release anna; ring boris; play ringback")
            .At(26.999).Rings("boris")
            .At(27).Rings("anna").IsBusyWith("boris", 0, 0)
            .Answers("anna").TalksTo("anna")
            .HangsUp("anna").Ended(Outcome.Answered);
    }

    [Fact, Trait("Spec", "G24")]
    public void A_declined_transfer_comes_back_at_once_and_then_goes_the_way_of_the_route()
    {
        Talking().AsksFor("102", "anna").Declines("boris").Rings("anna")
            .At(27).IsAt(CallPhase.MessageGreeting).NobodyRings()
            .HangsUp().Ended(Outcome.Answered);
    }

    [Fact, Trait("Spec", "G24")]
    public void Who_passed_the_call_on_and_is_away_now_costs_no_time()
    {
        Talking().AsksFor("102", "anna").Unregister("anna").Declines("boris").IsAt(CallPhase.MessageGreeting);
    }

    [Fact, Trait("Spec", "G24")]
    public void A_transfer_to_somebody_who_cannot_be_rung_comes_back_at_once()
    {
        Talking().Unregister("boris").AsksFor("102", "anna").Rings("anna").IsAt(CallPhase.Hunting);
    }

    [Fact, Trait("Spec", "G24"), Trait("Spec", "G12")]
    public void A_department_takes_a_transfer_by_its_own_strategy_without_who_passed_it_on()
    {
        new Story(Plan(p => p with
        {
            Departments = [p.Departments[0] with { Members = [new Member("anna"), new Member("boris"), new Member("clara")] }],
        }), "anna", "boris", "clara").Calls().Answers("anna")
            .AsksFor("200", "anna").Rings("boris").At(10).Rings("clara").At(20).Rings("anna");
    }

    [Fact, Trait("Spec", "G24")]
    public void A_call_that_came_back_may_be_passed_on_again()
    {
        Talking().AsksFor("102", "anna").Declines("boris").Answers("anna")
            .AsksFor("103", "anna").Rings("clara").Answers("clara").TalksTo("clara")
            .AsksFor("102", "clara").Declines("boris").Rings("clara").Answers("clara").TalksTo("clara");
    }

    [Fact, Trait("Spec", "G24")]
    public void An_unknown_number_is_refused_with_a_tone_and_the_talk_goes_on()
    {
        Talking().Dials("*19", "anna").Did("stop play to anna; play refusal to anna").IsAt(CallPhase.TransferRefused)
            .PromptEnds("anna").Did("stop play; bridge anna").TalksTo("anna");
    }

    [Fact, Trait("Spec", "G24")]
    public void A_tone_whose_end_nobody_tells_ends_after_five_seconds()
    {
        Talking().Dials("*1#", "anna").IsAt(CallPhase.TransferRefused).At(7).Did("stop play; stop play to anna; bridge anna")
            .TalksTo("anna");
    }

    [Fact, Trait("Spec", "G24")]
    public void Dialling_ends_after_three_seconds_without_a_key()
    {
        Talking().Dials("*210", "anna").At(4.999).IsAt(CallPhase.TransferDialling).At(5).IsAt(CallPhase.TransferRefused);
    }

    [Fact, Trait("Spec", "G24")]
    public void A_number_that_others_begin_with_waits_for_a_key_or_ends_with_a_cross()
    {
        static Plan Long(Plan plan) => plan.With("clara", c => c with { Extension = Extension.Parse("1021") });
        Talking(Long).Dials("*1102", "anna").IsAt(CallPhase.TransferDialling).Presses('#', "anna").Rings("boris");
        Talking(Long).Dials("*1102", "anna").At(5).Rings("boris");
        Talking(Long).Dials("*11021", "anna").Rings("clara");
    }

    [Fact, Trait("Spec", "G24")]
    public void Keys_that_do_not_follow_each_other_within_three_seconds_mean_nothing()
    {
        Talking().Presses('*', "anna").At(4.999).Presses('1', "anna").IsAt(CallPhase.TransferDialling);
        Talking().Presses('*', "anna").At(5).Presses('1', "anna").DidNothing().TalksTo("anna");
        Talking().Dials("*5", "anna").DidNothing().Dials("**1", "anna").IsAt(CallPhase.TransferDialling);
    }

    [Fact]
    public void The_callers_keys_pass_nobody_on()
    {
        Talking().Dials("*1102", "caller").DidNothing().AsksFor("102", "caller").Did("report NotTalking to caller")
            .TalksTo("anna");
    }

    [Fact]
    public void An_outside_party_passes_nobody_on()
    {
        new Story(Small.Route(new ExternalTarget("partner"))).Calls().Answers("partner")
            .Dials("*1102", "partner").DidNothing().AsksFor("102", "partner").Did("report NotTalking to partner");
    }

    [Theory, Trait("Spec", "X10")]
    [InlineData("*1102", false)]
    [InlineData("#1102", true)]
    public void The_keys_are_those_of_the_plan(string keys, bool isTransferred)
    {
        var story = Talking(p => p with { Transfers = new TransferKeys { Blind = "#1" } }).Dials(keys, "anna");
        Assert.Equal(isTransferred ? CallPhase.Hunting : CallPhase.Talking, story.Phase);
    }

    [Fact, Trait("Spec", "X10")]
    public void What_has_no_keys_is_not_done_by_key()
    {
        var none = new TransferKeys { Blind = null, Attended = null, Cancel = null, WrongNumber = null, Declined = null };
        Talking(p => p with { Transfers = none }).Dials("*1*2*0*7*8", "anna").DidNothing().TalksTo("anna");
    }

    [Fact, Trait("Spec", "S2")]
    public void A_guarded_person_is_reached_attended_only()
    {
        static Plan Guarded(Plan plan) => plan.With("boris", b => b with { GuardedBy = "anna" });
        Talking(Guarded).AsksFor("102", "anna").Did("report Guarded to anna").TalksTo("anna");
        Talking(Guarded).Dials("*1102", "anna").IsAt(CallPhase.TransferRefused);
        Talking(Guarded).AsksFor("102", "anna", isAttended: true).Rings("boris").IsAt(CallPhase.TransferRinging);
        Talking(Guarded).AsksFor("102", "anna", isAttended: true).HangsUp("anna").Rings("anna").At(27)
            .IsAt(CallPhase.MessageGreeting);
        new Story(Guarded(Plan()), "anna", "boris", "clara").Calls("101", "clara").Answers("anna")
            .AsksFor("102", "anna").Rings("boris");
    }

    [Fact, Trait("Spec", "S2")]
    public void A_guarded_member_of_a_department_who_has_not_been_asked_yet_is_not_passed_the_call()
    {
        static Plan Guarded(Plan plan) => plan.With("boris", b => b with { GuardedBy = "anna" });
        Talking(Guarded).AsksFor("200", "anna", isAttended: true).Rings("boris").HangsUp("anna")
            .Rings("anna").IsBusyWith("boris", 0, 0);
        Talking(Guarded).AsksFor("200", "anna", isAttended: true).Declines("boris").Rings("clara").HangsUp("anna")
            .Rings("clara");
    }

    [Fact, Trait("Spec", "S18")]
    public void Nobody_waits_for_a_department_where_only_who_passed_the_call_on_is_at_work() =>
        Talking(p => p.WithSales(sales => sales with { Members = [new Member("anna")] }).WithQueue())
            .AsksFor("200", "anna").Rings("anna").IsAt(CallPhase.Hunting);

    [Fact]
    public void Nobody_is_passed_on_to_who_talks_already()
    {
        Talking().AsksFor("101", "anna").Did("report Self to anna").TalksTo("anna");
        new Story(Plan(), "anna", "boris").Calls("101", "boris").Answers("anna")
            .AsksFor("102", "anna").Did("report Self to anna").TalksTo("anna");
        Talking().AsksFor("999", "anna").Did("report NoSuchNumber to anna").TalksTo("anna");
        Talking().AsksFor("102", "anna", isAttended: true).AsksFor("103", "anna").Did("report NotTalking to anna");
    }

    [Fact, Trait("Spec", "S3")]
    public void A_wrong_number_is_said_so_and_the_employee_is_free()
    {
        Talking().Dials("*7", "anna").Did("release anna; play wrong number").IsBusyWith("anna", 0, 0)
            .PromptEnds().Ended(Outcome.WrongNumber);
    }

    [Fact, Trait("Spec", "S4")]
    public void Advertising_is_declined_even_if_the_caller_does_not_hear_it_out()
    {
        Talking().Dials("*8", "anna").Did("release anna; play declined").HangsUp().Ended(Outcome.Declined);
    }

    [Fact, Trait("Spec", "G24")]
    public void A_caller_who_hangs_up_ends_a_transfer()
    {
        Talking().Dials("*11", "anna").HangsUp().Ended(Outcome.Answered);
        Talking().AsksFor("102", "anna").HangsUp().Ended(Outcome.Answered).IsBusyWith("boris", 0, 0);
    }

    [Fact, Trait("Spec", "G24")]
    public void Who_hangs_up_while_dialling_has_passed_the_call_on_or_gets_it_back()
    {
        static Plan Long(Plan plan) => plan.With("clara", c => c with { Extension = Extension.Parse("1021") });
        Talking(Long).Dials("*1102", "anna").HangsUp("anna").Rings("boris");
        Talking().Dials("*110", "anna").HangsUp("anna").Rings("anna");
        Talking().Dials("*19", "anna").HangsUp("anna").Rings("anna");
    }

    [Fact, Trait("Spec", "X8")]
    public void A_transfer_follows_the_plan_that_the_call_began_with() =>
        Talking().Use(Small.Route(Small.Box)).AsksFor("200", "anna").Rings("boris");
}
