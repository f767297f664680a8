namespace CallRouting.Tests;

public class ExternalFlows
{
    private static Story Partner() => new Story(Small.Route(new ExternalTarget("partner"))).Calls();

    [Fact, Trait("Spec", "C4")]
    public void An_outside_number_rings_as_long_as_it_may() => Partner()
        .Did("ring partner; alert").At(19.999).Rings("partner").At(20).Did("release partner; answer; play box.wav");

    [Fact, Trait("Spec", "C4")]
    public void An_outside_number_that_fails_leads_on_at_once() => Partner()
        .At(2).Fails("partner", Cause.NoCircuitAvailable).IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "C4")]
    public void An_outside_number_that_no_trunk_carries_costs_no_time()
    {
        var plan = Small.Route(new ExternalTarget("partner"));
        new Story(plan with { Trunks = [plan.Trunks[0] with { Gateway = null }] })
            .Calls().Did("answer; play box.wav").IsAt(CallPhase.MessageGreeting);
    }

    [Fact, Trait("Spec", "G25")]
    public void An_address_needs_no_trunk()
    {
        var plan = Small.Route(new ExternalTarget("partner")).WithPartner(p => p with { To = "sip:desk@example.net" });
        new Story(plan with { Trunks = [plan.Trunks[0] with { Gateway = null }] }).Calls().Rings("partner");
    }

    [Fact, Trait("Spec", "G25")]
    public void An_outside_number_answers() => Partner()
        .IsBusyWith("anna", 0, 0)
        .At(2).Answers("partner").Did("answer; bridge partner").TalksTo("partner").IsBusyWith("anna", 0, 0)
        .At(60).HangsUp("partner").Did("release caller; complete Answered").Ended(Outcome.Answered);

    [Fact, Trait("Spec", "G25")]
    public void What_the_far_end_sends_before_it_answers_is_heard_once() => Partner()
        .At(1).IsRinging("partner").DidNothing()
        .Progresses("partner").Did("progress; bridge partner").Progresses("partner").DidNothing()
        .At(5).Answers("partner").Did("answer").TalksTo("partner");

    [Fact, Trait("Spec", "G25")]
    public void Early_sound_takes_the_place_of_our_ringing_tone() =>
        new Story(Small.Route(new PlayTarget("hello.wav", new ExternalTarget("partner"))))
        .Calls().PromptEnds().Did("ring partner; play ringback")
        .Progresses("partner").Did("stop play; bridge partner").At(3).Answers("partner").DidNothing()
        .TalksTo("partner");

    [Fact, Trait("Spec", "G25")]
    public void Early_sound_that_broke_off_is_made_good_when_somebody_answers() =>
        new Story(Small.Route(new ExternalTarget("partner")))
        .Calls().Progresses("partner").BridgeEnds().DidNothing()
        .At(3).Answers("partner").Did("answer; bridge partner").TalksTo("partner");

    [Fact, Trait("Spec", "G14")]
    public void Our_ringing_tone_starts_once_and_again_after_it_has_failed()
    {
        var plan = Small.Department(Strategy.InTurn, "anna boris clara");
        var greeted = new PlayTarget("hello.wav", plan.Numbers[0].Route!);
        new Story(plan with { Numbers = [plan.Numbers[0] with { Route = greeted }] }, "anna", "boris", "clara")
            .Calls().PromptEnds().Did("ring anna; play ringback").At(10).Did("release anna; ring boris")
            .At(12).PromptEnds(isFailure: true).DidNothing()
            .At(20).Did("release boris; ring clara; play ringback")
            .At(21).Answers("clara").Did("stop play; bridge clara");
    }

    [Fact, Trait("Spec", "X18")]
    public void The_end_of_the_question_is_not_the_end_of_the_callers_ringing_tone()
    {
        var plan = Small.Route(new PlayTarget("hello.wav", new EmployeeTarget("dmitri", Small.Box)))
            .With("dmitri", e => e with { Mobile = Small.Mobile(confirm: true) });
        new Story(plan).Calls().PromptEnds().Did("ring dmitri-mobile; play ringback").Answers("dmitri-mobile")
            .PromptEnds("dmitri-mobile").At(2).Presses('1', "dmitri-mobile").Did("stop play; bridge dmitri-mobile");
    }

    [Fact, Trait("Spec", "C4")]
    public void After_early_sound_of_one_who_failed_the_next_is_announced_again() => new Story(
        Small.Route(new ExternalTarget("partner")).WithPartner(p => p with { Otherwise = new EmployeeTarget("anna") }),
        "anna").Calls().Progresses("partner").IsBusy("partner").Did("ring anna; alert")
        .Answers("anna").Did("answer; bridge anna").TalksTo("anna");

    [Fact, Trait("Spec", "G13")]
    public void The_early_sound_of_devices_and_mobiles_is_not_heard() =>
        new Story(Small.Department(Strategy.AllAtOnce, "anna dmitri"), "anna")
        .Calls().Progresses("anna").DidNothing().Progresses("dmitri-mobile").DidNothing();
}
