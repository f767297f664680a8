namespace CallRouting.Tests;

/// <summary>anna asks a colleague before she passes the caller on.</summary>
public class AttendedTransferFlows
{
    private static Story Talking(Func<Plan, Plan>? change = null)
    {
        var plan = Small.Department(Strategy.AllAtOnce, "boris clara") with
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
        return new Story(change is null ? plan : change(plan), "anna", "boris", "clara").Calls().At(2).Answers("anna");
    }

    [Fact, Trait("Spec", "G24")]
    public void Hanging_up_after_having_spoken_connects_caller_and_colleague()
    {
        Talking().Dials("*210", "anna").Presses('2', "anna").Did("ring boris; play ringback to anna")
            .IsAt(CallPhase.TransferRinging).IsBusyWith("anna", 0, 1).IsBusyWith("boris", 1, 0)
            .At(5).Answers("boris").Did("stop play to anna; bridge anna boris").IsAt(CallPhase.Consulting)
            .IsBusyWith("anna", 0, 1).IsBusyWith("boris", 0, 1)
            .HangsUp("anna").Did("stop play; bridge boris").TalksTo("boris")
            .IsBusyWith("anna", 0, 0).IsBusyWith("boris", 0, 1)
            .HangsUp("boris").Ended(Outcome.Answered);
    }

    [Fact, Trait("Spec", "S8")]
    public void A_colleague_who_declines_leaves_the_caller_with_who_asked()
    {
        Talking().AsksFor("102", "anna", isAttended: true)
            .Did("hold; play hold; ring boris; play ringback to anna; report Accepted to anna")
            .Declines("boris").Did("stop play; stop play to anna; bridge anna").TalksTo("anna");
    }

    [Fact, Trait("Spec", "S8")]
    public void A_colleague_who_does_not_answer_in_the_time_of_one_person_leaves_the_caller_with_who_asked()
    {
        Talking().AsksFor("200", "anna", isAttended: true).Rings("boris clara")
            .At(26.999).Rings("boris clara").At(27).NobodyRings().TalksTo("anna");
    }

    [Fact, Trait("Spec", "S8")]
    public void A_colleague_who_hangs_up_leaves_the_caller_with_who_asked() =>
        Talking().AsksFor("102", "anna", true).Answers("boris").HangsUp("boris").Did("stop play; bridge anna")
            .TalksTo("anna");

    [Fact, Trait("Spec", "G24")]
    public void The_cancel_keys_take_a_transfer_back_at_any_stage()
    {
        Talking().Dials("*21*0", "anna").TalksTo("anna");
        Talking().Dials("*2102*0", "anna").TalksTo("anna").NobodyRings();
        Talking().Dials("*2102", "anna").Answers("boris").Dials("*0", "anna")
            .Did("release boris; stop play; bridge anna").TalksTo("anna").IsBusyWith("boris", 0, 0);
        var asked = Talking().AsksFor("102", "anna", true);
        asked.Apply(CallEvent.TransferCancelled(asked.LegOf("boris"))).DidNothing();
        asked.Apply(CallEvent.TransferCancelled(asked.LegOf("anna"))).TalksTo("anna").NobodyRings();
    }

    [Fact, Trait("Spec", "G24")]
    public void Hanging_up_while_the_colleague_rings_makes_it_a_blind_transfer_that_comes_back()
    {
        Talking().AsksFor("102", "anna", true).At(10).HangsUp("anna").Did("stop play; play ringback").Rings("boris")
            .At(34.999).Rings("boris").At(35).Rings("anna");
        Talking().AsksFor("102", "anna", true).HangsUp("anna").Answers("boris").TalksTo("boris");
    }

    [Fact, Trait("Spec", "G24")]
    public void Nobody_there_to_ask_is_told_and_the_talk_goes_on()
    {
        Talking().Unregister("boris").AsksFor("102", "anna", true)
            .Did("hold; play hold; report NobodyThere to anna; stop play; bridge anna").TalksTo("anna");
        Talking().Unregister("boris").Dials("*2102", "anna").IsAt(CallPhase.TransferRefused);
        Talking().Pauses("boris").Dials("*2102", "anna").IsAt(CallPhase.TransferRefused);
    }

    [Fact, Trait("Spec", "G24")]
    public void A_colleagues_mobile_is_asked_like_a_colleague()
    {
        Talking(p => p.With("dmitri", d => d with { Mobile = Small.Mobile(confirm: true) }))
            .AsksFor("104", "anna", true).Rings("dmitri-mobile")
            .Answers("dmitri-mobile").Did("play question to dmitri-mobile")
            .PromptEnds("dmitri-mobile").Presses('1', "dmitri-mobile").IsAt(CallPhase.Consulting)
            .HangsUp("anna").TalksTo("dmitri-mobile").IsBusyWith("dmitri", 0, 1);
    }

    [Theory, Trait("Spec", "G24")]
    [InlineData("")]
    [InlineData("boris")]
    public void A_caller_who_hangs_up_releases_everybody(string answering)
    {
        var story = Talking().AsksFor("102", "anna", true);
        if (answering.Length > 0)
            story.Answers(answering);
        story.HangsUp().Ended(Outcome.Answered).IsBusyWith("anna", 0, 0).IsBusyWith("boris", 0, 0);
    }

    [Fact]
    public void Shutting_down_ends_a_transfer_as_a_call_that_was_answered() =>
        Talking().AsksFor("102", "anna", true).Answers("boris").ShutsDown().Ended(Outcome.Answered);

    [Fact, Trait("Spec", "X7")]
    public void A_department_that_is_asked_has_one_winner() =>
        Talking().AsksFor("200", "anna", true).Answers("clara").IsAt(CallPhase.Consulting).NobodyRings()
            .IsBusyWith("boris", 0, 0).HangsUp("anna").TalksTo("clara");

    [Fact]
    public void A_consultation_that_everybody_forgets_ends_too() =>
        Talking().AsksFor("102", "anna", true).Answers("boris").At(12 * 3600 + 2).Ended(Outcome.Answered);
}
