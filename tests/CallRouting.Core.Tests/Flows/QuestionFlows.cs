namespace CallRouting.Tests;

public class QuestionFlows
{
    // 1 buys, 2 sells; buyers get anna, sellers boris, everybody else clara.
    private static readonly Target Route = To.Ask("question.wav", To.Switch(SwitchValue.Answer,
        To.Employee("clara", Small.Box), ("buy", To.Employee("anna", Small.Box)),
        ("sell", To.Employee("boris", Small.Box))), ('1', "buy"), ('2', "sell"));

    private static Story Question(Target? route = null) =>
        new Story(Small.Route(route ?? Route), "anna", "boris", "clara").Calls();

    [Fact, Trait("Spec", "O13")]
    public void A_key_during_the_question_stops_it_and_is_the_answer() => Question()
        .Did("answer; play question.wav").IsAt(CallPhase.AskPrompt)
        .At(2).Presses('2').Did("stop play; ring boris; play ringback");

    [Fact, Trait("Spec", "G26")]
    public void A_key_at_4_999_s_after_the_question_is_taken_and_at_5_000_s_it_is_not()
    {
        Question().At(6).PromptEnds().IsAt(CallPhase.AskWaiting).At(10.999).Presses('1').Rings("anna");
        Question().At(6).PromptEnds().WithoutTimerAt(11).Presses('1').Rings("clara");
        Question().At(30).IsAt(CallPhase.AskPrompt).PromptEnds().At(34.999).IsAt(CallPhase.AskWaiting)
            .At(35).Rings("clara");
    }

    [Fact, Trait("Spec", "X10")]
    public void The_time_is_that_of_menus()
    {
        var plan = Small.Route(Route);
        new Story(plan with { Defaults = plan.Defaults with { MenuTimeout = Small.Seconds(9) } }, "clara")
            .Calls().PromptEnds().At(8.999).IsAt(CallPhase.AskWaiting).At(9).Rings("clara");
    }

    [Fact, Trait("Spec", "O13")]
    public void A_wrong_key_plays_the_question_once_more_and_a_second_one_is_no_answer() => Question()
        .Presses('7').Did("stop play; play question.wav").IsAt(CallPhase.AskPrompt)
        .Presses('*').Did("stop play; ring clara; play ringback");

    [Fact, Trait("Spec", "O13")]
    public void After_a_wrong_key_a_right_one_is_taken_and_silence_is_no_answer()
    {
        Question().Presses('7').PromptEnds().At(3).Presses('1').Rings("anna");
        Question().Presses('7').PromptEnds().At(5).Rings("clara");
    }

    [Fact, Trait("Spec", "O13")]
    public void The_last_question_counts_also_when_it_was_not_answered()
    {
        var twice = To.Ask("first.wav", Route, ('1', "buy"));
        Question(twice).Presses('1').Did("stop play; play question.wav").PromptEnds().At(5).Rings("clara");
        Question(twice).Presses('7').Presses('7').Did("stop play; play question.wav").Presses('1').Rings("anna");
        Question(twice).Presses('7').Presses('7').Presses('7').Did("stop play; play question.wav")
            .Presses('2').Rings("boris");
    }

    [Fact, Trait("Spec", "S20")]
    public void A_caller_who_hangs_up_at_a_question_has_given_up_in_it()
    {
        Question().HangsUp().Ended(Outcome.AbandonedInMenu);
        Question().PromptEnds().HangsUp().Ended(Outcome.AbandonedInMenu);
    }

    [Fact, Trait("Spec", "X1")]
    public void A_question_whose_end_nobody_tells_ends_too() =>
        Question().At(599.9).IsAt(CallPhase.AskPrompt).At(600).IsAt(CallPhase.AskWaiting).At(605).Rings("clara");

    [Fact, Trait("Spec", "S17")]
    public void A_buyer_is_sent_to_sales_and_a_seller_told_where_to_write()
    {
        var route = To.Ask("buy-or-sell.wav", To.Switch(SwitchValue.Answer, To.Department("sales"),
            ("sell", To.Announce("write-to-us.wav"))), ('1', "buy"), ('2', "sell"));
        var plan = Small.Department(Strategy.AllAtOnce, "anna boris") with { Numbers = Small.Route(route).Numbers };
        new Story(plan, "anna", "boris").Calls().Presses('1').Rings("anna boris");
        new Story(plan, "anna", "boris").Calls().Presses('2').Did("stop play; play write-to-us.wav");
    }
}
