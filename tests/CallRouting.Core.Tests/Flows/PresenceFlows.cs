namespace CallRouting.Tests;

public class PresenceFlows
{
    private static Story Sales(Strategy strategy = Strategy.AllAtOnce, string members = "anna boris") =>
        new(Small.Department(strategy, members), "anna", "boris");

    [Fact, Trait("Spec", "S18")]
    public void A_member_who_talks_in_another_call_is_skipped() => Sales()
        .Calls().Answers("anna").Calls().Rings("boris").InCall(1).HangsUp().Calls().Rings("anna");

    [Fact, Trait("Spec", "S18")]
    public void A_member_who_is_rung_by_another_call_is_skipped() => Sales(Strategy.InTurn)
        .Calls().Rings("anna").Calls().Rings("boris").Calls().IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "S18")]
    public void A_member_who_allows_it_is_rung_in_use() => new Story(
        Small.Department(Strategy.AllAtOnce, "anna boris").With("anna", e => e with { RingInUse = true }), "anna", "boris")
        .Calls().Answers("anna").IsBusyWith("anna", 0, 1).Calls().Rings("anna boris").IsBusyWith("anna", 1, 1)
        .Answers("anna").IsBusyWith("anna", 0, 2);

    [Fact, Trait("Spec", "S18")]
    public void The_calls_own_legs_do_not_count_against_a_member()
    {
        var plan = Small.Department(Strategy.AllAtOnce, "anna", 10);
        plan = plan with { Departments = [plan.Departments[0] with { Otherwise = new EmployeeTarget("anna", Small.Box) }] };
        new Story(plan, "anna").Calls().Rings("anna").At(10).Did("release anna; ring anna").Rings("anna")
            .IsBusyWith("anna", 1, 0);
    }

    [Fact, Trait("Spec", "S18")]
    public void What_is_released_and_what_starts_at_one_instant_in_two_calls_is_settled_before_a_third_begins()
    {
        var story = new Story(Small.Department(Strategy.AllAtOnce, "anna", 10), "anna").Calls().Rings("anna");
        story.WithoutTimerAt(10).Calls().Rings("anna").InCall(1).IsAt(CallPhase.MessageGreeting);
    }

    [Fact, Trait("Spec", "G12")]
    public void The_employee_who_calls_does_not_ring_for_their_own_call() => Sales()
        .Calls("200", employee: "anna").Rings("boris").IsBusyWith("anna", 0, 1)
        .HangsUp().IsBusyWith("anna", 0, 0);

    [Fact, Trait("Spec", "G12")]
    public void Everyone_is_busy_with_the_call_they_make() => Sales()
        .Calls("101", employee: "boris").Answers("anna").IsBusyWith("anna", 0, 1).IsBusyWith("boris", 0, 1)
        .HangsUp().IsBusyWith("anna", 0, 0).IsBusyWith("boris", 0, 0);

    [Fact, Trait("Spec", "G4")]
    public void A_device_told_twice_is_one_device()
    {
        var story = Sales();
        story.Office.AddDevice("anna", new DeviceId(1));
        story.Calls().Rings("anna boris");
    }

    [Fact, Trait("Spec", "G12")]
    public void An_employee_who_calls_themselves_reaches_their_answering_machine() => Sales()
        .Calls("101", employee: "anna").Did("answer; play mailbox greeting");

    [Fact, Trait("Spec", "S18")]
    public void An_employee_who_calls_somebody_is_busy_for_others() => Sales()
        .Calls("103", employee: "anna").IsAt(CallPhase.MessageGreeting).Calls().Rings("boris");

    [Fact, Trait("Spec", "S18")]
    public void A_paused_member_is_skipped_until_they_come_back() => Sales()
        .Pauses("anna").Calls().Rings("boris").HangsUp().Pauses("anna", false).Calls().Rings("anna boris");

    [Fact, Trait("Spec", "X7")]
    public void Presence_is_shared_between_departments() => new Story(
        Small.Department(Strategy.AllAtOnce, "anna boris") with { OtherNumber = new EmployeeTarget("anna", Small.Box) },
        "anna", "boris")
        .Calls("+74999999999").Rings("anna").Calls().Rings("boris");

    [Fact, Trait("Spec", "X7")]
    public void A_member_lost_by_one_call_is_free_for_another_at_once() => Sales(Strategy.InTurn, "anna boris")
        .Calls().Rings("anna").Declines("anna").Rings("boris").Calls().Rings("anna");
}

[Trait("Spec", "X8")]
public class PlanSwapFlows
{
    [Fact]
    public void A_call_under_way_keeps_its_plan()
    {
        var story = new Story(Small.Department(Strategy.InTurn, "anna boris", 0, 1), "anna", "boris", "clara").Calls();
        story.At(5).Use(Small.Department(Strategy.AllAtOnce, "clara")).At(10).Rings("boris");
        story.Calls().Rings("clara").InCall(1).At(20).IsAt(CallPhase.MessageGreeting);
    }

    [Fact]
    public void Presence_outlives_a_plan_in_which_employees_stand_elsewhere()
    {
        var plan = Small.Department(Strategy.AllAtOnce, "anna boris");
        var turned = plan with { Employees = EquatableList.From(plan.Employees.Reverse()) };
        var story = new Story(plan, "anna", "boris").Pauses("boris").Calls().Answers("anna");
        story.Use(turned).IsBusyWith("anna", 0, 1).Calls().IsAt(CallPhase.MessageGreeting);
        story.InCall(1).HangsUp().IsBusyWith("anna", 0, 0).Calls().Rings("anna").IsBusyWith("anna", 1, 0);
    }

    [Fact]
    public void A_device_of_an_employee_the_plan_does_not_know_yet_rings_under_one_that_does()
    {
        var plan = Small.Department(Strategy.AllAtOnce, "anna");
        var later = plan with
        {
            Employees = [.. plan.Employees, new Employee { Id = "egor" }],
            Departments = [plan.Departments[0] with { Members = [new("egor")] }],
        };
        new Story(plan).Register("egor").Calls().IsAt(CallPhase.MessageGreeting).Use(later).Calls().Rings("egor");
    }

    [Fact]
    public void An_employee_whom_the_new_plan_does_not_know_is_freed_when_the_old_call_ends()
    {
        var plan = Small.Route(new EmployeeTarget("clara", Small.Box));
        var without = Small.Menu() with { Employees = EquatableList.From(plan.Employees.Where(e => e.Id != "dmitri")) };
        new Story(Small.Route(new EmployeeTarget("dmitri", Small.Box)), "dmitri").Calls().Answers("dmitri").Use(without)
            .IsBusyWith("dmitri", 0, 1).HangsUp().Ended(Outcome.Answered).IsBusyWith("dmitri", 0, 0);
    }

    [Fact]
    public void Of_several_plans_put_into_force_new_calls_follow_the_last()
    {
        var story = new Story(Small.Route(new EmployeeTarget("anna")), "anna", "boris", "clara").Calls().Rings("anna");
        for (var i = 0; i < 3; i++)
            story.Use(Small.Route(new EmployeeTarget("boris"))).Use(Small.Route(new EmployeeTarget("clara")));
        story.Calls().Rings("clara").InCall(1).Rings("anna").HangsUp().InCall(2).HangsUp();
        story.Use(Small.Route(new EmployeeTarget("boris"))).Calls().Rings("boris");
    }

    [Fact]
    public void A_plan_without_calls_is_forgotten_at_once()
    {
        var story = new Story(Small.Menu());
        var first = Reference(story);
        story.Use(Small.Route(Small.Box));
        GC.Collect();
        Assert.False(first.IsAlive);
    }

    [Fact]
    public void A_plan_is_forgotten_when_its_last_call_ends()
    {
        var story = new Story(Small.Route(new EmployeeTarget("anna")), "anna").Calls();
        var (first, second) = (Reference(story), SwappedAndEnded(story));
        GC.Collect();
        Assert.False(first.IsAlive);
        Assert.True(second.IsAlive);
        Assert.Equal(0, story.Office.LiveCalls);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Reference(Story story) => new(story.Office.Plan);

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference SwappedAndEnded(Story story)
    {
        story.Use(Small.Menu()).Rings("anna");
        story.HangsUp().Ended(Outcome.AbandonedWhileRinging);
        return new WeakReference(story.Office.Plan);
    }
}
