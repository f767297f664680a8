namespace CallRouting.Tests;

public class MessageFlows
{
    private static Story Box() => new Story(Small.Route(Small.Box)).Calls();

    private static Story Recording() => Box().At(3).PromptEnds().At(4).PromptEnds();

    [Fact, Trait("Spec", "G32")]
    public void Greeting_beep_recording_and_a_hash_ends_it()
    {
        Box().Did("answer; play box.wav").IsAt(CallPhase.MessageGreeting)
            .At(3).PromptEnds().Did("play beep").IsAt(CallPhase.MessageBeep)
            .At(4).PromptEnds().Did("record 120 s").IsAt(CallPhase.Recording)
            .At(20).Presses('#').Did("stop recording").IsAt(CallPhase.Filing)
            .At(20.1).RecordingEnds(16).Ended(Outcome.MessageLeft);
    }

    [Fact, Trait("Spec", "G32")]
    public void A_hash_skips_the_greeting() => Box()
        .At(1).Presses('#').Did("play beep").IsAt(CallPhase.MessageBeep)
        .Presses('#').DidNothing().IsAt(CallPhase.MessageBeep);

    [Fact, Trait("Spec", "G32")]
    public void Other_keys_mean_nothing_to_an_answering_machine()
    {
        Box().Presses('1').DidNothing().IsAt(CallPhase.MessageGreeting);
        Recording().Presses('1').DidNothing().IsAt(CallPhase.Recording);
    }

    [Fact, Trait("Spec", "G32"), Trait("Spec", "S20")]
    public void A_caller_who_hangs_up_while_recording_has_left_a_message_once_it_is_filed() => Recording()
        .At(12).HangsUp().Did("stop recording").IsAt(CallPhase.Filing)
        .At(12.5).RecordingEnds(8).Did("complete MessageLeft").Ended(Outcome.MessageLeft);

    [Fact, Trait("Spec", "G32")]
    public void The_recording_may_end_before_the_hang_up_is_told() => Recording()
        .FarEndsAreSilent().At(12).RecordingEnds(8).Did("release caller").HangsUp().Ended(Outcome.MessageLeft);

    [Fact, Trait("Spec", "G32")]
    public void A_caller_who_hangs_up_after_the_hash_changes_nothing() => Recording()
        .At(20).Presses('#').HangsUp().DidNothing().IsAt(CallPhase.Filing)
        .RecordingEnds(16).Ended(Outcome.MessageLeft);

    [Theory, Trait("Spec", "G32")]
    [InlineData(0.999, Outcome.NoMessageLeft)]
    [InlineData(1.000, Outcome.MessageLeft)]
    public void Less_than_a_second_is_no_message(double seconds, Outcome outcome)
    {
        Recording().At(5).HangsUp().RecordingEnds(seconds).Ended(outcome);
        Recording().At(5).RecordingEnds(seconds).Ended(outcome);
    }

    [Fact, Trait("Spec", "G32")]
    public void A_recording_that_could_not_be_kept_is_said_so()
    {
        Recording().At(9).RecordingEnds(5, isFailure: true).Ended(Outcome.MessageFailed);
        Recording().At(9).HangsUp().RecordingEnds(5, isFailure: true).Ended(Outcome.MessageFailed);
    }

    [Fact, Trait("Spec", "G32"), Trait("Spec", "X1")]
    public void A_recording_whose_end_is_never_told_fails_ten_seconds_later() => Recording()
        .At(9).HangsUp().At(18.999).IsAt(CallPhase.Filing).At(19).Ended(Outcome.MessageFailed);

    [Fact, Trait("Spec", "G32"), Trait("Spec", "X1")]
    public void A_recording_that_does_not_end_at_its_limit_is_stopped() => Recording()
        .At(4 + 121.999).IsAt(CallPhase.Recording).At(4 + 122).Did("stop recording").IsAt(CallPhase.Filing)
        .RecordingEnds(122).Ended(Outcome.MessageLeft);

    [Fact, Trait("Spec", "G32")]
    public void The_end_of_another_recording_means_nothing()
    {
        var story = Recording();
        story.Apply(CallEvent.RecordEnded(story.Current.Caller, 999, 5000)).DidNothing().IsAt(CallPhase.Recording);
    }

    [Fact, Trait("Spec", "G32")]
    public void An_employees_own_answering_machine_takes_over_when_they_do_not_answer() =>
        new Story(Small.Route(new EmployeeTarget("anna")))
        .Calls().Did("answer; play mailbox greeting").IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "X1")]
    public void Greeting_and_beep_whose_end_is_never_told_go_on_after_ten_minutes() => Box()
        .At(600).Did("stop play; play beep").At(1200).Did("stop play; record 120 s");
}
