namespace CallRouting.Tests;

public class MenuFlows
{
    private static Story Menu(int noInputRepeats = 0, int wrongKeyRepeats = 0) =>
        new Story(Small.Menu(noInputRepeats, wrongKeyRepeats), "anna", "boris", "clara").Calls();

    [Fact, Trait("Spec", "G25")]
    public void A_key_during_the_prompt_stops_it_and_leads_on() => Menu()
        .Did("answer; play menu.wav").IsAt(CallPhase.MenuPrompt)
        .At(2).Presses('2').Did("stop play; ring boris; play ringback").Rings("boris")
        .At(4).Answers("boris").Did("stop play; bridge boris").TalksTo("boris");

    [Fact, Trait("Spec", "G26")]
    public void A_key_at_4_999_s_after_the_prompt_is_taken() => Menu()
        .At(6).PromptEnds().IsAt(CallPhase.MenuWaiting).At(10.999).Presses('1').Rings("anna");

    [Fact, Trait("Spec", "G26")]
    public void A_key_at_5_000_s_after_the_prompt_is_not_taken() => Menu()
        .At(6).PromptEnds().WithoutTimerAt(11).Presses('1').Did("ring clara; play ringback").Rings("clara");

    [Fact, Trait("Spec", "G26")]
    public void The_time_counts_from_the_end_of_the_prompt_not_from_its_start() => Menu()
        .At(30).IsAt(CallPhase.MenuPrompt).PromptEnds().At(34.999).IsAt(CallPhase.MenuWaiting).At(35).Rings("clara");

    [Fact, Trait("Spec", "G26")]
    public void Silence_repeats_the_menu_as_often_as_it_says() => Menu(noInputRepeats: 2)
        .PromptEnds().At(5).Did("play menu.wav").PromptEnds().At(10).Did("play menu.wav").PromptEnds()
        .At(15).Rings("clara");

    [Fact, Trait("Spec", "G26")]
    public void A_key_at_the_instant_the_menu_repeats_is_a_key_of_the_repeated_menu() => Menu(noInputRepeats: 1)
        .PromptEnds().WithoutTimerAt(5).Presses('1').Did("play menu.wav; stop play; ring anna; play ringback");

    [Fact, Trait("Spec", "G26")]
    public void A_wrong_key_has_its_own_repeats_and_its_own_exit() => Menu(wrongKeyRepeats: 1)
        .Presses('7').Did("stop play; play menu.wav").IsAt(CallPhase.MenuPrompt)
        .Presses('7').Did("stop play; play box.wav").IsAt(CallPhase.MessageGreeting);

    [Theory, Trait("Spec", "G25")]
    [InlineData('A')]
    [InlineData('\0')]
    [InlineData('٣')]
    [InlineData('#')]
    public void Whatever_is_not_in_the_menu_is_a_wrong_key(char key) =>
        Menu().Presses(key).IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "G26")]
    public void Wrong_keys_and_silences_are_counted_apart() => Menu(noInputRepeats: 1, wrongKeyRepeats: 1)
        .Presses('7').IsAt(CallPhase.MenuPrompt).PromptEnds().At(5).IsAt(CallPhase.MenuPrompt)
        .PromptEnds().At(10).Rings("clara");

    [Fact, Trait("Spec", "G25")]
    public void A_key_may_play_the_menu_again() => Menu()
        .Presses('9').Did("stop play; play menu.wav").Presses('1').Rings("anna");

    [Fact, Trait("Spec", "X1")]
    public void A_caller_who_repeats_for_ever_is_let_go()
    {
        var story = Menu();
        for (var i = 0; i < CallMachine.MaxSteps; i++)
            story.Presses('9');
        story.Ended(Outcome.TooManySteps);
    }

    [Fact, Trait("Spec", "X1"), Trait("Spec", "X2")]
    public void A_caller_who_goes_from_menu_to_menu_for_ever_is_let_go()
    {
        var plan = Small.Menu();
        var menu = plan.Menus[0];
        var story = new Story(plan with
        {
            Menus =
            [
                menu with { Keys = [new('1', new MenuTarget("other"))] },
                menu with { Id = "other", Keys = [new('1', new MenuTarget("choices"))] },
            ],
        }).Calls();
        for (var i = 1; i < CallMachine.MaxSteps; i++)
            story.Presses('1');
        story.IsAt(CallPhase.MenuPrompt).Presses('1').Ended(Outcome.TooManySteps);
    }

    [Fact, Trait("Spec", "X1")]
    public void One_step_fewer_than_too_many_goes_on()
    {
        var story = Menu();
        for (var i = 1; i < CallMachine.MaxSteps; i++)
            story.Presses('9');
        story.IsAt(CallPhase.MenuPrompt);
    }

    [Fact, Trait("Spec", "G26")]
    public void The_end_of_an_earlier_prompt_does_not_end_this_one()
    {
        var story = Menu().Presses('9');
        story.Apply(CallEvent.PlayEnded(story.Current.Caller, 1)).IsAt(CallPhase.MenuPrompt);
    }

    [Fact, Trait("Spec", "G26")]
    public void A_prompt_that_cannot_be_played_counts_as_ended() => Menu()
        .PromptEnds(isFailure: true).IsAt(CallPhase.MenuWaiting).At(5).Rings("clara");

    [Fact, Trait("Spec", "X1")]
    public void A_prompt_whose_end_is_never_told_ends_after_ten_minutes() => Menu()
        .At(599.999).IsAt(CallPhase.MenuPrompt).At(600).Did("stop play").IsAt(CallPhase.MenuWaiting);

    [Fact, Trait("Spec", "G25")]
    public void A_menu_may_lead_to_another_and_starts_afresh_there()
    {
        var plan = Small.Menu(noInputRepeats: 1);
        var menu = plan.Menus[0];
        plan = plan with
        {
            Menus =
            [
                menu with { Keys = [new('1', new MenuTarget("inner"))] },
                menu with { Id = "inner", Prompt = "inner.wav" },
            ],
        };
        new Story(plan, "anna", "clara").Calls().PromptEnds().At(5).Did("play menu.wav")
            .Presses('1').Did("stop play; play inner.wav").PromptEnds().At(10).Did("play inner.wav")
            .PromptEnds().At(15).Rings("clara");
    }

    [Fact, Trait("Spec", "G28")]
    public void A_greeting_is_played_before_the_target() =>
        new Story(Small.Route(new PlayTarget("hello.wav", new EmployeeTarget("anna", Small.Box))), "anna")
        .Calls().Did("answer; play hello.wav").IsAt(CallPhase.Greeting).Presses('1').DidNothing()
        .At(4).PromptEnds().Did("ring anna; play ringback")
        .At(6).IsBusy("anna").Did("stop play; play box.wav");

    [Fact, Trait("Spec", "X1")]
    public void A_greeting_or_announcement_whose_end_is_never_told_ends_after_ten_minutes()
    {
        new Story(Small.Route(new PlayTarget("hello.wav", new EmployeeTarget("anna", Small.Box))), "anna")
            .Calls().At(599.999).IsAt(CallPhase.Greeting).At(600).Did("stop play; ring anna; play ringback");
        new Story(Small.Route(new AnnounceTarget("bye.wav"))).Calls().At(600).Ended(Outcome.Announced);
    }

    [Theory, Trait("Spec", "G28"), Trait("Spec", "G22")]
    [InlineData(59.999, "stop play; ring anna; play ringback")]
    [InlineData(60, "stop play; play box.wav")]
    public void Hours_behind_a_menu_are_asked_when_the_call_gets_there(double second, string done)
    {
        var plan = Small.Menu();
        var hours = new ScheduleTarget("hours", new EmployeeTarget("anna"), Small.Box);
        plan = plan with
        {
            Schedules = [new() { Id = "hours", Zone = "", Weekly = WeeklyHours.EveryDay(ScheduleTexts.Hours("09:00-12:01")) }],
            Menus = [plan.Menus[0] with { Keys = [new('1', hours)] }],
        };
        new Story(plan, "anna").Calls().At(second).Presses('1').Did(done);
    }

    [Fact, Trait("Spec", "O14")]
    public void A_call_to_no_number_hears_the_announcement_and_ends() => new Story(Small.Menu())
        .Calls("+74999999999").Did("answer; play other.wav").IsAt(CallPhase.Announcement)
        .At(4).PromptEnds().Ended(Outcome.Announced);

    [Fact, Trait("Spec", "S20")]
    public void An_employee_who_dials_a_number_that_leads_nowhere_is_refused() => new Story(Small.Menu(), "anna")
        .Calls("999", employee: "anna").Did("release caller (UnallocatedNumber); complete NoSuchNumber")
        .Ended(Outcome.NoSuchNumber).IsBusyWith("anna", 0, 0);
}
