namespace CallRouting.Tests;

public class WrapUpFlows
{
    private static Plan Plan(double wrapUp = 30)
    {
        var plan = Small.Department(Strategy.AllAtOnce, "anna boris")
            .WithSales(d => d with { WrapUp = Small.Seconds(wrapUp) });
        return plan with
        {
            Departments =
            [
                plan.Departments[0],
                plan.Departments[0] with
                {
                    Id = "service", Extension = Extension.Parse("300"), WrapUp = Small.Seconds(0), Members = [new("anna")],
                },
            ],
            OtherNumber = new DepartmentTarget("service"),
        };
    }

    private static Story Sales() => new(Plan(), "anna", "boris", "clara");

    [Fact, Trait("Spec", "S18")]
    public void After_a_conversation_the_member_is_offered_no_call_until_the_time_is_over() => Sales()
        .Calls().Answers("anna").At(10).HangsUp().Calls().Rings("boris").HangsUp()
        .At(39.999).Calls().Rings("boris").HangsUp().At(40).Calls().Rings("anna boris");

    [Fact, Trait("Spec", "S18")]
    public void No_other_department_offers_a_call_either_but_one_to_the_employee_alone_rings() => Sales()
        .Calls().Answers("anna").HangsUp().Calls("+74999999999").IsAt(CallPhase.MessageGreeting).HangsUp()
        .Calls("101", employee: "clara").Rings("anna");

    [Fact, Trait("Spec", "S18")]
    public void A_department_without_a_time_grants_none() => Sales()
        .Calls("+74999999999").Answers("anna").HangsUp().Calls().Rings("anna boris");

    [Fact, Trait("Spec", "S18")]
    public void Who_was_rung_and_did_not_talk_has_nothing_to_wrap_up() => Sales()
        .Calls().At(5).HangsUp().Calls().Rings("anna boris");

    [Fact, Trait("Spec", "S18")]
    public void The_office_knows_until_when_and_wakes_then()
    {
        var story = Sales().Calls().Answers("anna").At(10).HangsUp();
        var presence = story.Office.PresenceOf("anna");
        Assert.Equal((true, Story.Start + Small.Seconds(40)), (presence.IsWrappingUp, presence.WrapUpUntil));
        Assert.Equal((Story.Start + Small.Seconds(40), true), (story.Office.NextDeadline, story.Office.NextDue.IsNone));
        Assert.False(story.Office.CanRing(0, 0));
        story.At(40);
        Assert.True(story.Office.CanRing(0, 0));
        Assert.Equal((false, NodaTime.Instant.MinValue, NodaTime.Instant.MaxValue),
            (story.Office.PresenceOf("anna").IsWrappingUp, story.Office.PresenceOf("anna").WrapUpUntil,
            story.Office.NextDeadline));
    }

    [Fact, Trait("Spec", "S18")]
    public void Of_two_times_the_later_end_counts()
    {
        var plan = Plan().WithSales(d => d with { RingInUse = true });
        new Story(plan, "anna").Calls().Answers("anna").Calls().Answers("anna").HangsUp()
            .At(20).InCall(1).HangsUp().At(49.999).Calls().IsAt(CallPhase.MessageGreeting).HangsUp()
            .At(50).Calls().Rings("anna");
    }

    [Fact, Trait("Spec", "X8")]
    public void The_time_is_that_of_the_plan_the_call_kept_and_outlives_a_new_plan() => Sales()
        .Calls().Answers("anna").Use(Plan(wrapUp: 0)).At(10).HangsUp().Calls().Rings("boris").HangsUp()
        .At(40).Calls().Rings("anna boris");

    [Fact, Trait("Spec", "S18")]
    public void A_member_is_rung_again_in_the_same_attempt_when_the_time_is_over()
    {
        var plan = Plan(wrapUp: 5).WithSales(d => d with { Strategy = Strategy.InTurn });
        new Story(plan, "anna", "boris").Calls().Answers("anna").HangsUp().Calls().Rings("boris").At(10).Rings("anna");
    }
}

public class MissedFlows
{
    private static Plan Plan(Strategy strategy = Strategy.InTurn, string members = "anna boris", int rounds = 1) =>
        Small.Department(strategy, members, 0, rounds).WithSales(d => d with { PauseAfterMissed = 2 });

    private static Story Sales(Strategy strategy = Strategy.InTurn, string members = "anna boris", int rounds = 1) =>
        new(Plan(strategy, members, rounds), "anna", "boris");

    [Fact, Trait("Spec", "X6")]
    public void So_many_offers_missed_in_a_row_pause_the_member()
    {
        var story = Sales().OffersInVain("anna boris").Calls().Rings("anna")
            .At(30).Did("release anna; ring boris; pause anna").At(40).HangsUp();
        var presence = story.Office.PresenceOf("anna");
        Assert.Equal((true, "missed calls"), (presence.IsPaused, presence.PauseReason));
        Assert.Equal((2, 2), (story.Office.TallyOf("sales", "anna").Missed, story.Office.TallyOf("sales", "boris").Missed));
        story.Calls().IsAt(CallPhase.MessageGreeting);
    }

    [Fact, Trait("Spec", "X6")]
    public void An_answer_begins_the_count_anew() => Sales()
        .OffersInVain("anna boris").TalksToFirst("anna").OffersInVain("anna boris").Calls().Rings("anna");

    [Fact, Trait("Spec", "X6")]
    public void To_take_calls_again_wipes_out_what_was_missed() => Sales()
        .OffersInVain("anna boris").OffersInVain("anna boris").Pauses("anna", false)
        .OffersInVain("anna").OffersInVain("anna").Calls().IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "X6")]
    public void Declining_is_missing() => Sales()
        .Calls().Declines("anna").HangsUp().Calls().Declines("anna").Did("ring boris; pause anna").HangsUp()
        .Calls().Rings("boris");

    [Fact, Trait("Spec", "X6")]
    public void Declining_on_one_of_two_devices_is_missing_once() => Sales().Register("anna", "soft")
        .Calls().Rings("anna soft").Declines("anna").Rings("boris").HangsUp().Calls().Rings("anna soft");

    [Fact, Trait("Spec", "X6")]
    public void A_busy_or_dead_phone_a_caller_who_hangs_up_and_anothers_answer_are_no_misses()
    {
        var story = Sales(Strategy.AllAtOnce);
        for (var i = 0; i < 3; i++)
            story.Calls().HangsUp().Calls().Answers("boris").HangsUp()
                .Calls().IsBusy("anna").HangsUp().Calls().Fails("anna", Cause.NoUserResponding).HangsUp();
        Assert.Equal(0, story.Office.TallyOf("sales", "anna").Missed);
        story.Calls().Rings("anna boris");
    }

    [Fact, Trait("Spec", "X6")]
    public void Giving_up_is_missing_for_all_who_ring() => Sales(Strategy.AllAtOnce)
        .OffersInVain("anna boris").Calls().At(50).Did("release anna; release boris; answer; play box.wav; "
            + "pause anna; pause boris");

    [Fact, Trait("Spec", "X6")]
    public void Who_rings_on_from_round_to_round_has_missed_one_offer() => Sales(members: "anna", rounds: 5)
        .OffersInVain("anna").Calls().Rings("anna");

    [Fact, Trait("Spec", "X6")]
    public void Without_the_setting_nothing_is_counted()
    {
        var story = new Story(Small.Department(Strategy.InTurn, "anna", 0, 1), "anna");
        for (var i = 0; i < 5; i++)
            story.OffersInVain("anna");
        Assert.Equal(0, story.Office.TallyOf("sales", "anna").Missed);
    }

    [Fact, Trait("Spec", "X6")]
    public void Offers_of_another_department_do_not_count()
    {
        var plan = Plan() with { OtherNumber = new EmployeeTarget("anna", Small.Box) };
        new Story(plan, "anna", "boris").OffersInVain("anna boris").Calls("+74999999999").At(60).HangsUp()
            .Calls().Rings("anna");
    }

    [Fact, Trait("Spec", "X8")]
    public void What_was_missed_outlives_a_plan() => Sales().OffersInVain("anna boris").Use(Plan())
        .Calls().At(30).Rings("boris").At(40).HangsUp().Calls().IsAt(CallPhase.MessageGreeting);
}

public class CallsAtOnceFlows
{
    private static Plan Plan(int? most, bool inUse = false, bool departmentInUse = false) =>
        Small.Department(Strategy.AllAtOnce, "anna")
            .With("anna", e => e with { MaxCalls = most, RingInUse = inUse })
            .WithSales(d => d with { RingInUse = departmentInUse });

    [Theory, Trait("Spec", "S18")]
    [InlineData(null, false, false, 1)]
    [InlineData(null, true, false, 5)]
    [InlineData(null, false, true, 5)]
    [InlineData(1, false, true, 1)]
    [InlineData(3, false, false, 3)]
    [InlineData(3, true, true, 3)]
    public void A_member_has_no_more_calls_at_once_than_allowed(int? most, bool inUse, bool departmentInUse, int expected)
    {
        var story = new Story(Plan(most, inUse, departmentInUse), "anna");
        for (var i = 1; i <= 5; i++)
        {
            story.Calls().IsAt(i <= expected ? CallPhase.Hunting : CallPhase.MessageGreeting);
            if (i <= expected && i % 2 == 0)
                story.Answers("anna");
        }

        Assert.Equal(expected, story.Office.PresenceOf("anna").Calls);
    }

    [Fact, Trait("Spec", "S18")]
    public void Several_devices_that_ring_for_one_call_are_one_call()
    {
        var story = new Story(Plan(2), "anna").Register("anna", "soft").Register("anna", "third");
        story.Calls().Rings("anna soft third").IsBusyWith("anna", 3, 0);
        Assert.Equal(1, story.Office.PresenceOf("anna").Calls);
        story.Calls().Rings("anna soft third").Answers("soft").Calls().IsAt(CallPhase.MessageGreeting).HangsUp();
        Assert.Equal(2, story.Office.PresenceOf("anna").Calls);
        story.InCall(1).HangsUp().InCall(2).HangsUp();
        Assert.Equal(0, story.Office.PresenceOf("anna").Calls);
    }

    [Fact, Trait("Spec", "S18")]
    public void A_departments_leave_to_ring_in_use_is_for_its_own_calls_only()
    {
        var plan = Plan(null, departmentInUse: true) with { OtherNumber = new EmployeeTarget("anna", Small.Box) };
        new Story(plan, "anna").Calls().Answers("anna").Calls("+74999999999").IsAt(CallPhase.MessageGreeting)
            .HangsUp().Calls().Rings("anna");
    }
}

public class DeviceScopeFlows
{
    private static Plan Plan(bool hasMobile = false) => Small.Department(Strategy.AllAtOnce, "anna").With("anna", e => e with
    {
        Devices = [new("desk", CallScope.Outside), new("softphone", CallScope.Internal), "kitchen"],
        Mobile = hasMobile ? Small.Mobile() : null,
    });

    [Fact, Trait("Spec", "S14")]
    public void Outside_and_internal_calls_ring_different_devices() => new Story(Plan(), "boris")
        .Register("anna", "D", "desk").Register("anna", "S", "Softphone").Register("anna", "K", "kitchen")
        .Register("anna", "U", "unknown").Register("anna", "N")
        .Calls().Rings("D K U N").HangsUp().Calls("200", employee: "boris").Rings("S K U N").HangsUp()
        .Calls("101", employee: "boris").Rings("S K U N");

    [Fact, Trait("Spec", "S14")]
    public void When_no_device_is_for_the_call_the_mobile_starts_at_once() => new Story(Plan(hasMobile: true), "boris")
        .Register("anna", "D", "desk").Calls("200", employee: "boris").Rings("anna-mobile").HangsUp()
        .Calls().Rings("D").At(7).Rings("anna-mobile");

    [Fact, Trait("Spec", "S14")]
    public void When_no_device_is_for_the_call_and_there_is_no_mobile_the_member_costs_no_time() =>
        new Story(Plan(), "boris").Register("anna", "D", "desk").Calls("200", employee: "boris")
        .IsAt(CallPhase.MessageGreeting).HangsUp().Calls().Rings("D");

    [Fact, Trait("Spec", "S14")]
    public void A_device_that_goes_takes_its_name_along() => new Story(Plan(), "boris")
        .Register("anna", "D", "desk").Register("anna", "S", "softphone").Unregister("D")
        .Calls("200", employee: "boris").Rings("S").HangsUp().Calls().IsAt(CallPhase.MessageGreeting);
}

public class PauseFlows
{
    [Fact, Trait("Spec", "S18")]
    public void A_pause_has_a_reason_until_it_ends()
    {
        var story = new Story(Small.Department(Strategy.AllAtOnce, "anna"), "anna").Pauses("anna", reason: "lunch");
        Assert.Equal((true, "lunch"), (Presence().IsPaused, Presence().PauseReason));
        Assert.False(story.Office.CanRing(0, 0));
        story.Pauses("anna", false, "ignored");
        Assert.Equal((false, ""), (Presence().IsPaused, Presence().PauseReason));
        Assert.True(story.Office.CanRing(0, 0));
        Assert.Equal("", default(Presence).PauseReason);

        Presence Presence() => story.Office.PresenceOf("anna");
    }

    [Fact, Trait("Spec", "X7")]
    public void A_call_that_is_abandoned_frees_the_member_and_ends_the_conversation()
    {
        var plan = Small.Department(Strategy.FewestCalls, "anna boris").WithSales(d => d with { WrapUp = Small.Seconds(5) });
        var story = new Story(plan, "anna", "boris").Register("anna", "soft").Calls().Answers("anna")
            .At(7).IsRinging("anna");
        story.Office.Abandon(story.Current);
        var presence = story.Office.PresenceOf("anna");
        Assert.Equal((0, 0, 0, true), (presence.Ringing, presence.Talking, presence.Calls, presence.IsWrappingUp));
        Assert.Equal(Story.Start + Small.Seconds(7), presence.LastTalk);
        Assert.Equal(Small.Seconds(7), story.Office.TallyOf("sales", "anna").TalkTime);
        Assert.Equal(default, story.Office.TallyOf("nobody", "anna"));
        Assert.Equal(default, story.Office.TallyOf("sales", "nobody"));
    }
}
