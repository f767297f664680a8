namespace CallRouting.Tests;

public class AllAtOnceFlows
{
    private static Story Sales(double giveUp = 60, int rounds = 0) =>
        new(Small.Department(Strategy.AllAtOnce, "anna boris clara", giveUp, rounds), "anna", "boris", "clara");

    [Fact, Trait("Spec", "G13")]
    public void Every_available_member_starts_at_once() => Sales()
        .Calls().Did("ring anna; alert; ring boris; ring clara").Rings("anna boris clara")
        .At(59.999).Rings("anna boris clara");

    [Fact, Trait("Spec", "G13")]
    public void The_first_answer_wins_and_the_others_stop_in_the_same_step() => Sales()
        .Calls().At(3).Answers("boris")
        .Did("release anna (AnsweredElsewhere); release clara (AnsweredElsewhere); answer; bridge boris")
        .NobodyRings().TalksTo("boris")
        .At(30).HangsUp().Ended(Outcome.Answered);

    [Fact, Trait("Spec", "G13")]
    public void Of_two_answers_in_one_instant_the_first_wins_and_the_second_is_released() => Sales()
        .FarEndsAreSilent().Calls().At(3).Answers("boris").TalksTo("boris")
        .Answers("clara").Did("release clara").TalksTo("boris")
        .HangsUp("clara").DidNothing().TalksTo("boris");

    [Fact, Trait("Spec", "G16")]
    public void The_attempt_ends_at_give_up_and_the_call_goes_on() => Sales(giveUp: 30)
        .Calls().At(29.999).Rings("anna boris clara")
        .At(30).Did("release anna; release boris; release clara; answer; play box.wav").NobodyRings();

    [Fact, Trait("Spec", "G16")]
    public void An_answer_exactly_at_give_up_is_too_late_and_released() => Sales(giveUp: 30)
        .FarEndsAreSilent().Calls().WithoutTimerAt(30).Answers("anna")
        .Did("release anna; release boris; release clara; answer; play box.wav; release anna")
        .IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "G16")]
    public void An_answer_just_before_give_up_is_in_time() => Sales(giveUp: 30)
        .Calls().At(29.999).Answers("anna").TalksTo("anna");

    [Fact, Trait("Spec", "G16")]
    public void Two_rounds_last_twice_the_ring_time_and_nobody_is_stopped_between_them() => Sales(giveUp: 0, rounds: 2)
        .Calls().At(25).DidNothing().Rings("anna boris clara")
        .At(49.999).Rings("anna boris clara").At(50).NobodyRings().IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "G16")]
    public void Of_rounds_and_give_up_the_earlier_wins()
    {
        Sales(giveUp: 40, rounds: 2).Calls().At(39.999).Rings("anna boris clara").At(40).NobodyRings();
        Sales(giveUp: 60, rounds: 2).Calls().At(49.999).Rings("anna boris clara").At(50).NobodyRings();
    }

    [Fact, Trait("Spec", "G16")]
    public void When_everybody_declines_the_call_goes_on_at_once() => Sales()
        .Calls().At(2).Declines("anna").Rings("boris clara").Declines("clara").Rings("boris").IsBusy("boris")
        .NobodyRings().IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "G16")]
    public void A_member_who_declined_is_not_rung_in_the_next_round() => Sales(giveUp: 0, rounds: 2)
        .Calls().At(2).Declines("anna").At(25).Rings("boris clara");

    [Fact, Trait("Spec", "S18")]
    public void A_member_who_comes_back_rings_from_the_next_round_on() =>
        new Story(Small.Department(Strategy.AllAtOnce, "anna boris", 0, 2), "anna")
        .Calls().At(5).Register("boris").Rings("anna").At(25).Did("ring boris").Rings("anna boris");

    [Fact, Trait("Spec", "G12")]
    public void An_internal_call_to_the_department_is_distributed_as_an_outside_one() => Sales()
        .Register("dmitri").Calls("200", employee: "dmitri").Did("ring anna; alert; ring boris; ring clara")
        .At(5).Answers("clara").TalksTo("clara");
}

public class InTurnFlows
{
    private static Story Sales(string members = "anna boris clara", double giveUp = 60, int rounds = 0) =>
        new(Small.Department(Strategy.InTurn, members, giveUp, rounds), "anna", "boris", "clara");

    [Fact, Trait("Spec", "G14")]
    public void Each_rings_until_the_instant_the_next_one_starts() => Sales()
        .Calls().Did("ring anna; alert").At(9.999).Rings("anna")
        .At(10).Did("release anna; ring boris").Rings("boris").At(19.999).Rings("boris")
        .At(20).Rings("clara").At(29.999).Rings("clara")
        .At(30).Did("release clara; ring anna").Rings("anna");

    [Fact, Trait("Spec", "G14")]
    public void A_step_may_be_a_members_own() => Sales("anna:5 boris clara:3")
        .Calls().At(4.999).Rings("anna").At(5).Rings("boris").At(14.999).Rings("boris").At(15).Rings("clara")
        .At(17.999).Rings("clara").At(18).Rings("anna");

    [Fact, Trait("Spec", "G14")]
    public void An_answer_at_the_instant_of_the_next_start_is_too_late() => Sales()
        .FarEndsAreSilent().Calls().WithoutTimerAt(10).Answers("anna")
        .Did("release anna; ring boris; release anna").Rings("boris");

    [Fact, Trait("Spec", "S18")]
    public void An_unavailable_member_costs_no_time() => Sales()
        .Unregister("anna").Calls().Did("ring boris; alert").At(10).Rings("clara").At(20).Rings("boris");

    [Fact, Trait("Spec", "G14")]
    public void When_the_one_who_rings_declines_the_next_starts_at_once_and_the_timetable_counts_from_there() => Sales()
        .Calls().At(3).Declines("anna").Did("ring boris").Rings("boris")
        .At(12.999).Rings("boris").At(13).Rings("clara").At(23).Did("release clara; ring boris").Rings("boris");

    [Fact, Trait("Spec", "G16")]
    public void One_round_ends_with_the_last_members_step() => Sales(giveUp: 0, rounds: 1)
        .Calls().At(29.999).Rings("clara").At(30).NobodyRings().IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "G16")]
    public void Of_rounds_and_give_up_the_earlier_wins()
    {
        Sales(giveUp: 15, rounds: 1).Calls().At(14.999).Rings("boris").At(15).IsAt(CallPhase.MessageGreeting);
        Sales(giveUp: 55, rounds: 1).Calls().At(29.999).Rings("clara").At(30).IsAt(CallPhase.MessageGreeting);
    }

    [Fact, Trait("Spec", "G14")]
    public void A_member_alone_rings_on_from_round_to_round() => Sales("anna", giveUp: 35)
        .Calls().At(10).DidNothing().At(34.999).Rings("anna").At(35).IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "G14")]
    public void A_late_timer_does_not_shift_the_timetable() => Sales()
        .Calls().LateAt(13).Did("release anna; ring boris").At(19.999).Rings("boris").At(20).Rings("clara");

    [Fact, Trait("Spec", "G14")]
    public void A_timer_late_by_a_whole_step_takes_nobodys_turn_away() => Sales()
        .Calls().LateAt(25).Rings("boris").At(34.999).Rings("boris").At(35).Rings("clara");

    [Fact, Trait("Spec", "G16")]
    public void A_timer_later_than_give_up_ends_the_attempt() => Sales()
        .Calls().LateAt(75).NobodyRings().IsAt(CallPhase.MessageGreeting);
}

public class CascadingFlows
{
    private static Story Sales(double giveUp = 60, int rounds = 0) =>
        new(Small.Department(Strategy.Cascading, "anna boris clara", giveUp, rounds), "anna", "boris", "clara");

    [Fact, Trait("Spec", "G15")]
    public void One_more_rings_at_each_step_and_the_earlier_ones_go_on() => Sales()
        .Calls().At(9.999).Rings("anna").At(10).Did("ring boris").Rings("anna boris")
        .At(19.999).Rings("anna boris").At(20).Rings("anna boris clara").At(59.999).Rings("anna boris clara")
        .At(60).NobodyRings().IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "G15")]
    public void A_new_round_begins_with_the_first_member_who_is_not_stopped() => Sales(giveUp: 0, rounds: 2)
        .Calls().At(29.999).Rings("anna boris clara").At(30).Did("release boris; release clara").Rings("anna")
        .At(40).Rings("anna boris").At(59.999).Rings("anna boris clara").At(60).IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "G15")]
    public void One_who_declines_leaves_the_timetable_of_the_others_as_it_is() => Sales()
        .Calls().At(12).Declines("anna").Rings("boris").At(20).Rings("boris clara");

    [Fact, Trait("Spec", "G15")]
    public void When_nobody_rings_any_more_the_next_starts_at_once() => Sales()
        .Calls().At(4).Declines("anna").Did("ring boris").At(13.999).Rings("boris").At(14).Rings("boris clara");

    [Fact, Trait("Spec", "G15")]
    public void Steps_missed_by_a_late_timer_are_made_up_for() => Sales()
        .Calls().LateAt(25).Did("ring boris; ring clara").Rings("anna boris clara").At(30).Rings("anna boris clara");
}

public class NobodyFlows
{
    [Theory, Trait("Spec", "G11"), Trait("Spec", "S18")]
    [InlineData(Strategy.AllAtOnce)]
    [InlineData(Strategy.InTurn)]
    [InlineData(Strategy.Cascading)]
    [InlineData(Strategy.RoundRobin)]
    [InlineData(Strategy.LongestIdle)]
    [InlineData(Strategy.FewestCalls)]
    [InlineData(Strategy.LeastTalkTime)]
    [InlineData(Strategy.Random)]
    [InlineData(Strategy.Weighted)]
    [InlineData(Strategy.Tiers)]
    public void A_department_nobody_of_which_can_be_reached_goes_on_at_once(Strategy strategy) =>
        new Story(Small.Department(strategy, "anna boris clara"))
        .Register("boris").Pauses("boris").Calls().Did("answer; play box.wav").IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "G11")]
    public void Nobody_outside_the_department_rings() =>
        new Story(Small.Department(Strategy.AllAtOnce, "anna boris"), "anna", "boris", "clara", "dmitri")
        .Calls().Rings("anna boris");

    [Fact, Trait("Spec", "X1")]
    public void Fallbacks_are_gone_through_one_after_another_and_those_nobody_is_in_cost_no_time()
    {
        var plan = Small.Department(Strategy.InTurn, "anna", 10);
        var sales = plan.Departments[0];
        plan = plan with
        {
            Departments =
            [
                sales with { Otherwise = new DepartmentTarget("empty") },
                sales with { Id = "empty", Extension = default, Members = [new("boris")], Otherwise = new DepartmentTarget("last") },
                sales with { Id = "last", Extension = default, Members = [new("clara")] },
            ],
        };
        new Story(plan, "anna", "clara").Calls().Rings("anna")
            .At(10).Did("release anna; ring clara").Rings("clara").At(20).Did("release clara; answer; play box.wav");
    }

    [Fact, Trait("Spec", "G14"), Trait("Spec", "X1")]
    public void The_next_department_begins_with_its_first_member_and_its_first_round()
    {
        var plan = Small.Department(Strategy.InTurn, "anna boris clara", 0, 2);
        var sales = plan.Departments[0];
        plan = plan with
        {
            Departments =
            [
                sales with { Members = [new("anna")], Otherwise = new DepartmentTarget("next") },
                sales with { Id = "next", Extension = default, Members = [new("boris"), new("clara")] },
            ],
        };
        new Story(plan, "anna", "boris", "clara").Calls().At(20).Rings("boris").At(30).Rings("clara").At(40).Rings("boris")
            .At(59.999).Rings("clara").At(60).IsAt(CallPhase.MessageGreeting);
    }
}
