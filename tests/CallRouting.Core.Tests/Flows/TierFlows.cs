namespace CallRouting.Tests;

/// <summary>Groups of members: anna and boris, then clara, then dmitri; a group is tried for 10 s.</summary>
public class TierFlows
{
    private static Plan Plan(
        Strategy within, string members = "anna boris clara/1 dmitri/5", double giveUp = 60, int rounds = 0,
        double wait = 10) =>
        Small.Department(Strategy.Tiers, members, giveUp, rounds).With("dmitri", e => e with { Mobile = null })
            .WithSales(d => d with { Tiers = new TierSettings { Within = within, Wait = Small.Seconds(wait) } });

    private static Story Sales(
        Strategy within, string members = "anna boris clara/1 dmitri/5", double giveUp = 60, int rounds = 0,
        double wait = 10) =>
        new(Plan(within, members, giveUp, rounds, wait), "anna", "boris", "clara", "dmitri");

    [Fact, Trait("Spec", "X6")]
    public void The_next_group_joins_in_after_the_wait_and_the_earlier_one_goes_on() => Sales(Strategy.AllAtOnce)
        .Calls().Rings("anna boris").At(9.999).Rings("anna boris").At(10).Did("ring clara").Rings("anna boris clara")
        .At(19.999).Rings("anna boris clara").At(20).Rings("anna boris clara dmitri")
        .At(59.999).Rings("anna boris clara dmitri").At(60).NobodyRings().IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "X6")]
    public void The_first_group_rings_at_once_whatever_its_penalty() =>
        Sales(Strategy.AllAtOnce, "anna/3 boris/3 clara/7").Calls().Rings("anna boris").At(10).Rings("anna boris clara");

    [Fact, Trait("Spec", "X6")]
    public void Without_a_wait_a_group_is_tried_for_one_step()
    {
        var plan = Plan(Strategy.AllAtOnce).WithSales(d => d with { Tiers = null, Step = Small.Seconds(4) });
        new Story(plan, "anna", "boris", "clara").Calls().At(3.999).Rings("anna boris").At(4).Rings("anna boris clara");
    }

    [Fact, Trait("Spec", "S18")]
    public void A_group_nobody_of_which_can_be_rung_costs_no_time() => Sales(Strategy.AllAtOnce)
        .Unregister("anna").Pauses("boris").Calls().Did("ring clara; alert").At(10).Rings("clara dmitri");

    [Fact, Trait("Spec", "S18")]
    public void A_group_in_the_middle_is_passed_over_at_the_wait() => Sales(Strategy.AllAtOnce)
        .Unregister("clara").Calls().At(9.999).Rings("anna boris").At(10).Rings("anna boris dmitri");

    [Fact, Trait("Spec", "X7")]
    public void When_a_whole_group_has_declined_the_next_starts_at_once_and_its_wait_counts_from_there() =>
        Sales(Strategy.AllAtOnce)
        .Calls().At(3).Declines("anna").Rings("boris").Declines("boris").Did("ring clara").Rings("clara")
        .At(12.999).Rings("clara").At(13).Rings("clara dmitri");

    [Fact, Trait("Spec", "X7")]
    public void When_the_group_that_joined_in_has_declined_the_next_joins_in_at_once() => Sales(Strategy.AllAtOnce)
        .Calls().At(12).Declines("clara").Did("ring dmitri").Rings("anna boris dmitri");

    [Fact, Trait("Spec", "X7")]
    public void When_everybody_has_declined_the_call_goes_on_at_once() => Sales(Strategy.AllAtOnce)
        .Calls().At(2).Declines("anna").Declines("boris").Declines("clara").Declines("dmitri")
        .NobodyRings().IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "X6")]
    public void Within_a_group_the_members_may_ring_in_turn_each_group_by_itself() => Sales(Strategy.InTurn, wait: 15)
        .Calls().Rings("anna").At(10).Rings("boris").At(15).Rings("boris clara").At(20).Rings("clara anna")
        .At(25).Rings("clara anna").At(30).Rings("clara boris dmitri").At(40).Rings("clara dmitri anna");

    [Fact, Trait("Spec", "X6")]
    public void Within_a_group_the_members_may_ring_cascading() => Sales(Strategy.Cascading, wait: 15)
        .Calls().Rings("anna").At(10).Rings("anna boris").At(15).Rings("anna boris clara")
        .At(30).Rings("anna boris clara dmitri");

    [Fact, Trait("Spec", "X6")]
    public void Within_a_group_the_members_may_ring_round_robin() => Sales(Strategy.RoundRobin)
        .Calls().Rings("anna").At(10).Rings("boris clara").HangsUp()
        .Calls().Rings("boris").At(20).Rings("anna clara").HangsUp();

    [Fact, Trait("Spec", "X6")]
    public void Within_a_group_the_order_may_be_that_of_the_calls_answered_and_a_group_not_reached_is_not_touched()
    {
        var story = Sales(Strategy.FewestCalls).TalksToFirst("anna").Calls().Rings("boris").At(10).Rings("anna clara");
        story.Answers("clara").HangsUp();
        Assert.Equal((1, 0, 1), (Calls("anna"), Calls("boris"), Calls("clara")));

        int Calls(string employee) => story.Office.TallyOf("sales", employee).Calls;
    }

    [Fact, Trait("Spec", "X6")]
    public void By_rounds_each_group_ends_by_itself_and_the_next_starts_when_the_last_has_ended() =>
        Sales(Strategy.InTurn, giveUp: 0, rounds: 1, wait: 60)
        .Calls().Rings("anna").At(10).Rings("boris").At(20).Did("release boris; ring clara").Rings("clara")
        .At(30).Rings("dmitri").At(39.999).Rings("dmitri").At(40).IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "X6")]
    public void By_rounds_an_earlier_group_ends_while_later_ones_go_on() =>
        Sales(Strategy.AllAtOnce, giveUp: 0, rounds: 1)
        .Calls().At(20).Rings("anna boris clara dmitri").At(25).Rings("clara dmitri").At(35).Rings("dmitri")
        .At(44.999).Rings("dmitri").At(45).IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "X6")]
    public void A_timer_late_by_several_waits_lets_all_groups_in() => Sales(Strategy.AllAtOnce)
        .Calls().LateAt(25).Rings("anna boris clara dmitri").At(59.999).Rings("anna boris clara dmitri");

    [Fact, Trait("Spec", "X6")]
    public void Skill_makes_the_groups_the_highest_level_first_and_those_without_it_last()
    {
        var plan = Plan(Strategy.AllAtOnce, "anna boris clara dmitri").WithSales(
                d => d with { Tiers = d.Tiers! with { Skill = "english" } })
            .With("boris", e => e with { Skills = [new("english", 50)] })
            .With("dmitri", e => e with { Skills = [new("german", 99), new("english", 80)] });
        new Story(plan, "anna", "boris", "clara", "dmitri").Calls().Rings("dmitri").At(10).Rings("dmitri boris")
            .At(20).Rings("dmitri boris anna clara");
    }

    [Fact, Trait("Spec", "X7")]
    public void One_answer_stops_all_groups() => Sales(Strategy.InTurn, wait: 5)
        .Calls().At(12).Rings("clara boris dmitri").Answers("clara").TalksTo("clara").NobodyRings();

    [Fact, Trait("Spec", "G11")]
    public void When_nobody_of_any_group_can_be_rung_the_call_goes_on_at_once() => new Story(Plan(Strategy.RoundRobin))
        .Calls().Did("answer; play box.wav");
}
