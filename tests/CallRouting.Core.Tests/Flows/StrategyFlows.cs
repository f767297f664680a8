namespace CallRouting.Tests;

public class RoundRobinFlows
{
    private static Story Sales(double giveUp = 0, int rounds = 1) =>
        new(Small.Department(Strategy.RoundRobin, "anna boris clara", giveUp, rounds), "anna", "boris", "clara");

    [Fact, Trait("Spec", "X6")]
    public void Each_attempt_begins_behind_the_member_who_was_first_in_the_last_one() => Sales()
        .OffersInVain("anna boris clara").OffersInVain("boris clara anna").OffersInVain("clara anna boris")
        .OffersInVain("anna boris clara");

    [Fact, Trait("Spec", "X6")]
    public void It_does_not_matter_who_answered() => Sales()
        .Calls().Rings("anna").At(10).Rings("boris").Answers("boris").HangsUp()
        .Calls().Rings("boris").At(20).Rings("clara").At(30).Rings("anna");

    [Fact, Trait("Spec", "X6")]
    public void A_second_round_goes_by_the_same_order() => Sales(rounds: 2)
        .Calls().HangsUp().Calls().At(10).Rings("clara").At(20).Rings("anna").At(30).Did("release anna; ring boris")
        .At(40).Rings("clara").At(50).Rings("anna").At(60).IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "S18")]
    public void A_member_who_is_away_costs_no_time_and_loses_only_their_turns() => Sales()
        .Unregister("boris").OffersInVain("anna clara").OffersInVain("clara anna").OffersInVain("anna clara")
        .Register("boris", "boris2").OffersInVain("boris2 clara anna").OffersInVain("clara anna boris2");

    [Fact, Trait("Spec", "S18")]
    public void A_member_who_was_away_at_the_start_rings_when_their_turn_comes_behind_the_others() => Sales()
        .Unregister("anna").Calls().Rings("boris").At(5).Register("anna", "anna2").At(10).Rings("clara")
        .At(20).Rings("anna2").At(30).IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "X8")]
    public void The_place_outlives_a_plan_in_which_members_come_go_and_stand_elsewhere()
    {
        var story = Sales().OffersInVain("anna boris clara").OffersInVain("boris clara anna").Register("dmitri");
        story.Use(Small.Department(Strategy.RoundRobin, "clara dmitri boris anna", 0, 1)
            .With("dmitri", e => e with { Mobile = null })).OffersInVain("anna clara dmitri boris");
        story.Use(Small.Department(Strategy.RoundRobin, "clara boris dmitri", 0, 1)
            .With("dmitri", e => e with { Mobile = null })).OffersInVain("dmitri clara boris");
    }

    [Fact, Trait("Spec", "X6")]
    public void Each_department_has_a_place_of_its_own()
    {
        var plan = Small.Department(Strategy.RoundRobin, "anna boris clara", 0, 1);
        plan = plan with
        {
            Departments = [plan.Departments[0], plan.Departments[0] with { Id = "service", Extension = default }],
            OtherNumber = new DepartmentTarget("service"),
        };
        new Story(plan, "anna", "boris", "clara").OffersInVain("anna boris clara")
            .Calls("+74999999999").Rings("anna").HangsUp().Calls("+74999999999").Rings("boris").HangsUp()
            .OffersInVain("boris clara anna");
    }
}

public class LongestIdleFlows
{
    private static Story Sales() => new(
        Small.Department(Strategy.LongestIdle, "anna boris clara", 0, 1) with
        {
            OtherNumber = new EmployeeTarget("boris", Small.Box),
        }, "anna", "boris", "clara");

    [Fact, Trait("Spec", "X6")]
    public void Who_never_talked_is_first_then_whose_last_conversation_ended_longest_ago() => Sales()
        .TalksToFirst("anna", 60).TalksToFirst("boris", 5).TalksToFirst("clara", 5).OffersInVain("anna boris clara")
        .TalksToFirst("anna", 1).OffersInVain("boris clara anna");

    [Fact, Trait("Spec", "X6")]
    public void It_is_the_end_of_the_conversation_that_counts_and_not_its_beginning() => Sales()
        .Calls().Answers("anna").Calls().Rings("boris").At(3).Answers("boris").At(10).HangsUp()
        .At(20).InCall(1).HangsUp().OffersInVain("clara boris anna");

    [Fact, Trait("Spec", "X6")]
    public void A_conversation_that_is_not_the_departments_counts_too() => Sales()
        .TalksToFirst("anna").At(1).Calls("+74999999999").Answers("boris").At(2).HangsUp()
        .TalksToFirst("clara").At(3).OffersInVain("anna boris clara")
        .Calls("103", employee: "anna").Answers("clara").At(40).HangsUp().OffersInVain("boris anna clara");

    [Fact, Trait("Spec", "X6")]
    public void Missing_a_call_leaves_the_order_as_it_is() => Sales()
        .OffersInVain("anna boris clara").OffersInVain("anna boris clara");

    [Fact, Trait("Spec", "X6")]
    public void However_long_somebody_was_idle_who_never_talked_comes_before() => Sales()
        .TalksToFirst("anna").At(3_000_000).OffersInVain("boris clara anna");
}

public class FewestCallsFlows
{
    private static Plan Plan(string members = "anna boris clara") =>
        Small.Department(Strategy.FewestCalls, members, 0, 1);

    private static Story Sales() => new(Plan(), "anna", "boris", "clara");

    [Fact, Trait("Spec", "X6")]
    public void Who_answered_the_fewest_calls_is_first() => Sales()
        .TalksToFirst("anna").TalksToFirst("boris").OffersInVain("clara anna boris")
        .Calls().Rings("clara").At(40).Rings("anna").Answers("anna").HangsUp().OffersInVain("clara boris anna");

    [Fact, Trait("Spec", "X6")]
    public void A_member_who_does_not_answer_does_not_keep_the_others_from_being_offered_the_call() => Sales()
        .OffersInVain("anna boris clara").Calls().Rings("anna").At(40).Rings("boris");

    [Fact, Trait("Spec", "X6")]
    public void Calls_of_another_department_do_not_count()
    {
        var plan = Plan() with { OtherNumber = new EmployeeTarget("anna", Small.Box) };
        new Story(plan, "anna", "boris", "clara").Calls("+74999999999").Answers("anna").HangsUp()
            .OffersInVain("anna boris clara");
    }

    [Fact, Trait("Spec", "X8")]
    public void The_counts_outlive_a_plan_and_a_newcomer_begins_with_the_lowest()
    {
        var story = Sales();
        for (var i = 0; i < 6; i++)
            story.TalksToFirst(i % 3 == 0 ? "anna" : i % 3 == 1 ? "boris" : "clara");
        story.TalksToFirst("anna").Register("dmitri")
            .Use(Plan("dmitri anna boris clara").With("dmitri", e => e with { Mobile = null }))
            .OffersInVain("dmitri boris clara anna").TalksToFirst("dmitri").OffersInVain("boris clara dmitri anna");
        Assert.Equal((3, 2, 2, 3), (Calls("anna"), Calls("boris"), Calls("clara"), Calls("dmitri")));

        int Calls(string employee) => story.Office.TallyOf("sales", employee).Calls;
    }

    [Fact, Trait("Spec", "X6")]
    public void Who_comes_on_line_for_the_first_time_is_a_newcomer_too() => Sales()
        .Unregister("anna").TalksToFirst("boris").TalksToFirst("clara").TalksToFirst("boris")
        .Register("anna", "anna2").TalksToFirst("anna2").OffersInVain("clara anna2 boris");
}

public class LeastTalkTimeFlows
{
    private static Story Sales() =>
        new(Small.Department(Strategy.LeastTalkTime, "anna boris clara", 0, 1), "anna", "boris", "clara");

    [Fact, Trait("Spec", "X6")]
    public void Who_talked_least_is_first() => Sales()
        .TalksToFirst("anna", 30).TalksToFirst("boris", 10).TalksToFirst("clara", 20)
        .TalksToFirst("boris", 15).OffersInVain("clara boris anna");

    [Fact, Trait("Spec", "X6")]
    public void A_conversation_counts_when_it_ends()
    {
        var story = Sales().TalksToFirst("anna", 5).TalksToFirst("boris", 9)
            .Calls().Rings("clara").Answers("clara").At(100).Calls().Rings("anna").HangsUp();
        Assert.Equal(Small.Seconds(0), story.Office.TallyOf("sales", "clara").TalkTime);
        story.InCall(3).HangsUp().OffersInVain("anna boris clara");
        Assert.Equal(Small.Seconds(86), story.Office.TallyOf("sales", "clara").TalkTime);
    }

    [Fact, Trait("Spec", "X6")]
    public void A_newcomer_begins_with_the_least()
    {
        var story = Sales().Unregister("anna").TalksToFirst("boris", 50).TalksToFirst("clara", 40)
            .Register("anna", "anna2").TalksToFirst("anna2", 5).OffersInVain("clara anna2 boris");
        Assert.Equal(Small.Seconds(45), story.Office.TallyOf("sales", "anna").TalkTime);
    }
}

public class RandomFlows
{
    private static Story Sales(ulong seed, int rounds = 1) =>
        new(Small.Department(Strategy.Random, "anna boris clara", 0, rounds), seed, "anna", "boris", "clara");

    [Fact, Trait("Spec", "X14")]
    public void One_seed_draws_one_order_and_other_calls_and_seeds_draw_others()
    {
        List<string> Orders(ulong seed)
        {
            var story = Sales(seed);
            return [.. Enumerable.Range(0, 12).Select(_ =>
            {
                story.Calls();
                story.At((story.Now - Story.Start).TotalSeconds + 30);
                var order = story.Offered;
                story.HangsUp();
                return order;
            })];
        }

        Assert.Equal(Orders(7), Orders(7));
        Assert.NotEqual(Orders(7), Orders(8));
        Assert.True(Orders(7).Distinct().Count() >= 3, "calls differ");
        Assert.All(Orders(7), order => Assert.Equal("anna boris clara", string.Join(' ', order.Split(' ').Order())));
        Assert.Equal(7ul, Sales(7).Office.Seed);
    }

    [Fact, Trait("Spec", "X6")]
    public void A_second_round_goes_by_the_same_order_at_the_same_times()
    {
        var story = Sales(3, rounds: 2).Calls().At(20);
        var order = story.Offered.Split(' ');
        story.At(29.999).Rings(order[2]).At(30).Rings(order[0]).At(40).Rings(order[1]).At(50).Rings(order[2]);
    }

    [Fact, Trait("Spec", "X6")]
    public void A_second_attempt_of_one_call_draws_again()
    {
        var plan = Small.Department(Strategy.Random, "anna boris clara", 0, 1)
            .WithSales(d => d with { Otherwise = new DepartmentTarget("again") });
        plan = plan with
        {
            Departments =
            [
                plan.Departments[0], plan.Departments[0] with { Id = "again", Extension = default, Otherwise = Small.Box },
            ],
        };
        var orders = Enumerable.Range(0, 10).Select(seed =>
            new Story(plan, (ulong)seed, "anna", "boris", "clara").Calls().At(60).Offered.Split(' '));
        Assert.Contains(orders, order => !order.Take(3).SequenceEqual(order.Skip(3)));
    }
}

public class WeightedFlows
{
    [Fact, Trait("Spec", "X6")]
    public void Who_is_first_is_dealt_smoothly_in_proportion_to_the_weights()
    {
        var story = new Story(
            Small.Department(Strategy.Weighted, "anna*5 boris clara", 0, 1), "anna", "boris", "clara");
        foreach (var order in (string[])
            ["anna boris clara", "anna boris clara", "boris clara anna", "anna clara boris", "clara anna boris",
            "anna boris clara", "anna boris clara", "anna boris clara"])
            story.OffersInVain(order);
    }

    [Fact, Trait("Spec", "S18")]
    public void Who_is_not_available_neither_gains_nor_pays()
    {
        var story = new Story(Small.Department(Strategy.Weighted, "anna*2 boris", 0, 1), "anna", "boris");
        story.OffersInVain("anna boris").Unregister("boris").OffersInVain("anna").OffersInVain("anna")
            .Register("boris", "boris2").OffersInVain("boris2 anna").OffersInVain("anna boris2");
    }
}
