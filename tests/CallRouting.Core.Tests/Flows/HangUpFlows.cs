namespace CallRouting.Tests;

[Trait("Spec", "S20")]
public class HangUpFlows
{
    [Fact]
    public void In_a_greeting() => new Story(Small.Route(new PlayTarget("hello.wav", Small.Box)))
        .Calls().At(1).HangsUp().Did("complete AbandonedInGreeting").Ended(Outcome.AbandonedInGreeting);

    [Fact]
    public void In_an_announcement() => new Story(Small.Route(new AnnounceTarget("bye.wav")))
        .Calls().At(1).HangsUp().Ended(Outcome.Announced);

    [Fact]
    public void In_a_menu()
    {
        new Story(Small.Menu()).Calls().At(1).HangsUp().Ended(Outcome.AbandonedInMenu);
        new Story(Small.Menu()).Calls().PromptEnds().At(1).HangsUp().Ended(Outcome.AbandonedInMenu);
    }

    [Fact]
    public void While_phones_ring() => new Story(Small.Department(Strategy.AllAtOnce, "anna boris"), "anna", "boris")
        .Calls().At(4).HangsUp().Did("release anna; release boris; complete AbandonedWhileRinging")
        .Ended(Outcome.AbandonedWhileRinging).IsBusyWith("anna", 0, 0);

    [Fact]
    public void While_a_mobile_waits_for_its_time() => new Story(Small.Route(new EmployeeTarget("dmitri")), "dmitri")
        .Calls().At(4).HangsUp().Ended(Outcome.AbandonedWhileRinging).At(8).DidNothing();

    [Fact]
    public void In_talk() => new Story(Small.Route(new EmployeeTarget("anna")), "anna")
        .Calls().Answers("anna").At(60).HangsUp().Did("release anna; complete Answered").Ended(Outcome.Answered);

    [Fact]
    public void On_an_answering_machine_before_it_records()
    {
        new Story(Small.Route(Small.Box)).Calls().HangsUp().Ended(Outcome.NoMessageLeft);
        new Story(Small.Route(Small.Box)).Calls().PromptEnds().HangsUp().Ended(Outcome.NoMessageLeft);
    }

    [Fact]
    public void While_the_call_is_being_cleared_the_outcome_stays() => new Story(Small.Route(new AnnounceTarget("bye.wav")))
        .FarEndsAreSilent().Calls().PromptEnds().Did("release caller").HangsUp().Ended(Outcome.Announced);

    [Fact]
    public void A_call_that_fails_before_it_is_answered_is_a_hang_up() =>
        new Story(Small.Route(new EmployeeTarget("anna")), "anna")
        .Calls().Apply(CallEvent.Failed(new CallId(1).Caller, Cause.NormalClearing))
        .Did("release anna; complete AbandonedWhileRinging").Ended(Outcome.AbandonedWhileRinging);

    [Fact, Trait("Spec", "X7")]
    public void An_answer_after_the_caller_has_gone_is_released() =>
        new Story(Small.Route(new EmployeeTarget("anna")), "anna")
        .FarEndsAreSilent().Calls().At(4).HangsUp().Did("release anna").IsAt(CallPhase.Clearing)
        .Answers("anna").Did("release anna").IsAt(CallPhase.Clearing).HangsUp("anna")
        .Ended(Outcome.AbandonedWhileRinging);

    [Fact, Trait("Spec", "X7")]
    public void An_answer_after_the_call_is_forgotten_is_released_too() =>
        new Story(Small.Route(new EmployeeTarget("anna")), "anna")
        .Calls().At(4).HangsUp().Ended(Outcome.AbandonedWhileRinging).Answers("anna").Did("release anna");

    [Fact, Trait("Spec", "X1")]
    public void A_leg_whose_end_is_never_told_is_forgotten_after_a_minute() =>
        new Story(Small.Route(new EmployeeTarget("anna")), "anna")
        .FarEndsAreSilent().Calls().At(4).HangsUp().At(63.999).IsAt(CallPhase.Clearing)
        .At(64).Did("complete AbandonedWhileRinging").Ended(Outcome.AbandonedWhileRinging);

    [Fact, Trait("Spec", "X1")]
    public void A_talk_that_both_ends_have_forgotten_ends_after_twelve_hours() =>
        new Story(Small.Route(new EmployeeTarget("anna")), "anna")
        .Calls().At(4).Answers("anna").At(4 + 43199.999).TalksTo("anna")
        .At(4 + 43200)
        .Did("release caller (RecoveryOnTimerExpiry); release anna (RecoveryOnTimerExpiry); complete Answered")
        .Ended(Outcome.Answered);

    [Fact]
    public void In_a_talk_only_the_other_partys_end_counts() =>
        new Story(Small.Department(Strategy.AllAtOnce, "anna boris"), "anna", "boris")
        .FarEndsAreSilent().Calls().Answers("anna").TalksTo("anna").HangsUp("boris").DidNothing().TalksTo("anna")
        .Presses('1').DidNothing()
        .FarEndsAreSilent(false).HangsUp("anna").Did("release caller; complete Answered").Ended(Outcome.Answered);

    [Fact]
    public void The_end_of_a_leg_that_never_was_means_nothing()
    {
        var story = new Story(Small.Department(Strategy.AllAtOnce, "anna boris"), "anna", "boris").Calls();
        story.Apply(CallEvent.Failed(story.Current.Leg(77), Cause.CallRejected)).DidNothing().Rings("anna boris");
        story.Answers("anna").Apply(CallEvent.Cleared(story.Current.Leg(77), Cause.NormalClearing)).DidNothing()
            .TalksTo("anna");
    }

    [Fact]
    public void The_end_of_a_call_that_never_was_means_nothing() => new Story(Small.Menu())
        .Calls().Apply(CallEvent.Cleared(new CallId(77).Caller, Cause.NormalClearing)).DidNothing()
        .Apply(CallEvent.Cleared(default, Cause.NormalClearing)).DidNothing().IsAt(CallPhase.MenuPrompt);

    [Fact]
    public void A_caller_cannot_answer() => new Story(Small.Route(new AnnounceTarget("bye.wav")))
        .FarEndsAreSilent().Calls().Answers("caller").DidNothing().PromptEnds().Answers("caller").DidNothing();

    [Fact]
    public void What_is_due_at_a_shut_down_happens_before_it() =>
        new Story(Small.Department(Strategy.AllAtOnce, "anna", 30), "anna")
        .FarEndsAreSilent().Calls().WithoutTimerAt(30).ShutsDown()
        .Did("release anna; answer; play box.wav; release caller");

    [Fact]
    public void The_router_shuts_down()
    {
        var story = new Story(Small.Department(Strategy.AllAtOnce, "anna boris"), "anna", "boris", "clara");
        story.Calls().ShutsDown().Did("release caller; release anna; release boris; complete ShutDown")
            .Ended(Outcome.ShutDown);
        story.Calls().Answers("anna").ShutsDown().Ended(Outcome.Answered).IsBusyWith("anna", 0, 0);
        Assert.Equal(0, story.Office.LiveCalls);
    }

    [Fact, Trait("Spec", "G32")]
    public void A_message_being_recorded_is_kept_when_the_router_shuts_down()
    {
        Story Recording() => new Story(Small.Route(Small.Box)).Calls().PromptEnds().PromptEnds();
        Recording().At(9).ShutsDown().Did("stop recording").IsAt(CallPhase.Filing).ShutsDown().DidNothing()
            .RecordingEnds(9).Did("release caller; complete MessageLeft").Ended(Outcome.MessageLeft);
        Recording().At(9).ShutsDown().At(19).Ended(Outcome.MessageFailed);
    }
}
