namespace CallRouting.Tests;

public class DeviceFlows
{
    private static Story Anna() => new Story(Small.Route(new EmployeeTarget("anna", Small.Box)))
        .Register("anna", "desk").Register("anna", "pc");

    [Fact, Trait("Spec", "G4")]
    public void All_registered_devices_ring_at_once_and_the_first_answer_stops_the_rest() => Anna()
        .Calls().Rings("desk pc").At(2).Answers("pc")
        .Did("release desk (AnsweredElsewhere); answer; bridge pc").TalksTo("pc").IsBusyWith("anna", 0, 1)
        .HangsUp("pc").Ended(Outcome.Answered).IsBusyWith("anna", 0, 0);

    [Fact, Trait("Spec", "G4")]
    public void Declining_on_one_device_declines_for_all() => Anna()
        .Calls().At(2).Declines("desk").Did("release pc; answer; play box.wav").NobodyRings();

    [Fact, Trait("Spec", "G4")]
    public void One_device_that_fails_leaves_the_other_ringing() => Anna()
        .Calls().At(2).Fails("desk", Cause.NoUserResponding).Rings("pc").At(3).Answers("pc").TalksTo("pc");

    [Fact, Trait("Spec", "X1")]
    public void An_employee_who_does_not_answer_within_the_ring_time_is_given_up() => Anna()
        .Calls().At(24.999).Rings("desk pc").At(25).NobodyRings().IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "G4")]
    public void Two_devices_count_as_one_member_of_a_department() =>
        new Story(Small.Department(Strategy.InTurn, "anna boris"), "boris")
        .Register("anna", "desk").Register("anna", "pc")
        .Calls().Rings("desk pc").At(10).Did("release desk; release pc; ring boris").Rings("boris");

    [Fact, Trait("Spec", "X1")]
    public void A_device_that_has_gone_does_not_ring_any_more() => Anna()
        .Unregister("desk").Calls().Rings("pc");

    [Fact, Trait("Spec", "X1")]
    public void Far_ends_that_cannot_be_reached_lead_on_at_once() => Anna()
        .Calls().At(1).Fails("desk", Cause.NoRouteToDestination).Fails("pc", Cause.DestinationOutOfOrder)
        .IsAt(CallPhase.MessageGreeting);
}

public class MobileFlows
{
    private static Plan Dmitri(double after = 7, bool keepRinging = false, bool confirm = false) =>
        Small.Route(new EmployeeTarget("dmitri", Small.Box))
            .With("dmitri", e => e with { Mobile = Small.Mobile(after, keepRinging, confirm) });

    [Fact, Trait("Spec", "G6")]
    public void Own_devices_ring_alone_until_the_mobile_starts_and_then_stop() => new Story(Dmitri(), "dmitri")
        .Calls().Rings("dmitri").At(6.999).Rings("dmitri")
        .At(7).Did("ring dmitri-mobile; release dmitri").Rings("dmitri-mobile")
        .At(24.999).Rings("dmitri-mobile").At(25).NobodyRings();

    [Fact, Trait("Spec", "G6")]
    public void Own_devices_go_on_beside_the_mobile_where_they_are_to() => new Story(Dmitri(keepRinging: true), "dmitri")
        .Calls().At(7).Did("ring dmitri-mobile").Rings("dmitri dmitri-mobile")
        .At(9).Answers("dmitri").Did("release dmitri-mobile (AnsweredElsewhere); answer; bridge dmitri");

    [Fact, Trait("Spec", "G6")]
    public void Without_a_registered_device_the_mobile_starts_at_once() => new Story(Dmitri())
        .Calls().Did("ring dmitri-mobile; alert").Rings("dmitri-mobile").At(3).Answers("dmitri-mobile")
        .TalksTo("dmitri-mobile").IsBusyWith("dmitri", 0, 1);

    [Theory, Trait("Spec", "G6")]
    [InlineData(false, "dmitri-mobile")]
    [InlineData(true, "dmitri dmitri-mobile")]
    public void A_mobile_after_no_time_starts_at_once(bool keepRinging, string ringing) =>
        new Story(Dmitri(0, keepRinging), "dmitri").Calls().Rings(ringing).At(1).Rings(ringing);

    [Fact, Trait("Spec", "G6")]
    public void When_the_own_devices_fail_the_mobile_starts_at_once() => new Story(Dmitri())
        .Register("dmitri", "desk").Register("dmitri", "pc").Calls()
        .At(1).Fails("desk", Cause.NoUserResponding).Rings("pc")
        .At(2).Fails("pc", Cause.SubscriberAbsent).Did("ring dmitri-mobile").Rings("dmitri-mobile").At(20).Rings("dmitri-mobile");

    [Theory, Trait("Spec", "G6")]
    [InlineData("desk", "pc")]
    [InlineData("pc", "desk")]
    public void When_one_of_the_devices_was_busy_the_mobile_is_not_brought_forward(string busy, string failing)
    {
        Story Begun() => new Story(Dmitri()).Register("dmitri", "desk").Register("dmitri", "pc").Calls().At(1);
        Begun().IsBusy(busy).Rings(failing).Fails(failing, Cause.NoUserResponding).IsAt(CallPhase.MessageGreeting);
        Begun().Fails(failing, Cause.NoUserResponding).IsBusy(busy).IsAt(CallPhase.MessageGreeting);
        Begun().IsBusy(busy).At(7).Rings("dmitri-mobile");
    }

    [Fact, Trait("Spec", "G6")]
    public void Declining_at_the_desk_declines_for_the_mobile_too() => new Story(Dmitri(), "dmitri")
        .Calls().At(2).Declines("dmitri").IsAt(CallPhase.MessageGreeting).At(8).NobodyRings();

    [Fact, Trait("Spec", "G6")]
    public void Declining_on_the_mobile_stops_the_devices_that_ring_on() => new Story(Dmitri(keepRinging: true), "dmitri")
        .Calls().At(8).Declines("dmitri-mobile").NobodyRings().IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "G6")]
    public void A_busy_mobile_leaves_the_devices_that_ring_on() => new Story(Dmitri(keepRinging: true), "dmitri")
        .Calls().At(8).IsBusy("dmitri-mobile").Rings("dmitri").At(24.999).Rings("dmitri");

    [Fact, Trait("Spec", "G6")]
    public void An_answer_at_the_desk_exactly_when_the_mobile_starts_is_too_late() => new Story(Dmitri(), "dmitri")
        .FarEndsAreSilent().Calls().WithoutTimerAt(7).Answers("dmitri")
        .Did("ring dmitri-mobile; release dmitri; release dmitri").Rings("dmitri-mobile");

    [Fact, Trait("Spec", "G7")]
    public void A_step_not_longer_than_the_wait_for_the_mobile_leaves_it_silent() =>
        new Story(Small.Department(Strategy.InTurn, "dmitri:7 anna", 14), "dmitri", "anna")
        .Calls().At(6.999).Rings("dmitri").At(7).Rings("anna").At(13.999).Rings("anna");

    [Fact, Trait("Spec", "G6")]
    public void In_a_department_the_mobile_rings_for_the_rest_of_the_members_step() =>
        new Story(Small.Department(Strategy.InTurn, "dmitri anna", 20), "dmitri", "anna")
        .Calls().At(7).Rings("dmitri-mobile").At(9.999).Rings("dmitri-mobile").At(10).Rings("anna");

    [Fact, Trait("Spec", "S18")]
    public void A_paused_employees_mobile_does_not_ring() => new Story(Dmitri())
        .Pauses("dmitri").Calls().IsAt(CallPhase.MessageGreeting)
        .HangsUp().Pauses("dmitri", false).Calls().Rings("dmitri-mobile");
}

public class ConfirmFlows
{
    private static Story Begun(bool keepRinging = false) => new Story(
        Small.Route(new EmployeeTarget("dmitri", Small.Box)).With("dmitri", e => e with
        {
            Mobile = Small.Mobile(7, keepRinging, confirm: true),
        }), "dmitri").Calls().At(8);

    [Fact, Trait("Spec", "X18")]
    public void A_mobile_wins_only_by_pressing_1() => Begun()
        .Answers("dmitri-mobile").Did("play question to dmitri-mobile").Rings("dmitri-mobile").IsAt(CallPhase.Hunting)
        .At(9).Presses('1', "dmitri-mobile").Did("stop play to dmitri-mobile; answer; bridge dmitri-mobile")
        .TalksTo("dmitri-mobile");

    [Fact, Trait("Spec", "X18")]
    public void After_the_question_has_ended_nothing_is_stopped() => Begun()
        .Answers("dmitri-mobile").At(10).PromptEnds("dmitri-mobile").DidNothing()
        .At(11).Presses('1', "dmitri-mobile").Did("answer; bridge dmitri-mobile");

    [Fact, Trait("Spec", "X18")]
    public void Another_key_and_the_callers_1_mean_nothing() => Begun()
        .Answers("dmitri-mobile").Presses('5', "dmitri-mobile").DidNothing().Presses('1').DidNothing()
        .IsAt(CallPhase.Hunting);

    [Fact, Trait("Spec", "X18")]
    public void Pressing_2_declines() => Begun()
        .Answers("dmitri-mobile").At(9).Presses('2', "dmitri-mobile")
        .Did("release dmitri-mobile; answer; play box.wav");

    [Fact, Trait("Spec", "X18")]
    public void Pressing_2_declines_for_the_devices_that_ring_on() => Begun(keepRinging: true)
        .Answers("dmitri-mobile").Rings("dmitri dmitri-mobile").Presses('2', "dmitri-mobile").NobodyRings()
        .IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "X18")]
    public void A_voicemail_that_presses_nothing_is_left_ten_seconds_after_the_question() => Begun()
        .Answers("dmitri-mobile").At(11).PromptEnds("dmitri-mobile").At(20.999).Rings("dmitri-mobile")
        .At(21).Did("release dmitri-mobile (NoAnswer); answer; play box.wav");

    [Fact, Trait("Spec", "X18")]
    public void A_key_exactly_at_the_limit_is_too_late() => Begun()
        .FarEndsAreSilent().Answers("dmitri-mobile").At(11).PromptEnds("dmitri-mobile").WithoutTimerAt(21)
        .Presses('1', "dmitri-mobile").IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "X18")]
    public void The_end_of_the_question_told_twice_gives_no_more_time() => Begun()
        .Answers("dmitri-mobile").At(11).PromptEnds("dmitri-mobile").At(15).PromptEnds("dmitri-mobile")
        .At(21).IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "X18")]
    public void The_end_of_another_play_does_not_start_the_wait()
    {
        var story = Begun().Answers("dmitri-mobile");
        story.Apply(CallEvent.PlayEnded(story.LegOf("dmitri-mobile"), 999)).At(24.999).Rings("dmitri-mobile");
    }

    [Fact, Trait("Spec", "X18")]
    public void Hanging_up_instead_of_pressing_loses_the_member() => Begun()
        .Answers("dmitri-mobile").At(9).HangsUp("dmitri-mobile").IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "X18")]
    public void While_one_thinks_the_desk_may_still_answer() => Begun(keepRinging: true)
        .Answers("dmitri-mobile").At(9).Answers("dmitri")
        .Did("release dmitri-mobile (AnsweredElsewhere); answer; bridge dmitri").TalksTo("dmitri");

    [Fact, Trait("Spec", "X18")]
    public void The_attempt_ends_even_while_one_thinks() => Begun()
        .At(20).Answers("dmitri-mobile").At(24.999).Rings("dmitri-mobile").At(25).IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "X18")]
    public void A_second_answer_of_one_who_thinks_means_nothing() => Begun()
        .Answers("dmitri-mobile").Answers("dmitri-mobile").DidNothing();

    [Fact, Trait("Spec", "X18")]
    public void An_outside_number_can_be_asked_too() => new Story(
        Small.Route(new ExternalTarget("partner")).WithPartner(p => p with { Confirm = true }))
        .Calls().Rings("partner").Progresses("partner").DidNothing().Answers("partner")
        .Did("play question to partner").At(2).Presses('1', "partner").TalksTo("partner");
}
