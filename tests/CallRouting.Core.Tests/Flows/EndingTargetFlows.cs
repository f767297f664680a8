namespace CallRouting.Tests;

public class EndingTargetFlows
{
    private static Story Story(Target route) => new Story(Small.Route(route), "anna").Calls();

    [Fact, Trait("Spec", "S3")]
    public void A_wrong_number_is_told_so_and_nobody_rings() => Story(To.WrongNumber)
        .Did("answer; play wrong number").NobodyRings().PromptEnds()
        .Did("release caller; complete WrongNumber").Ended(Outcome.WrongNumber);

    [Fact, Trait("Spec", "S4")]
    public void Advertising_is_declined_and_nobody_rings() => Story(To.Declined)
        .Did("answer; play declined").NobodyRings().PromptEnds().Ended(Outcome.Declined);

    [Fact, Trait("Spec", "S20")]
    public void A_caller_who_hangs_up_during_the_phrase_has_been_told()
    {
        Story(To.WrongNumber).HangsUp().Ended(Outcome.WrongNumber);
        Story(To.Declined).HangsUp().Ended(Outcome.Declined);
        Story(To.Announce("bye.wav")).HangsUp().Ended(Outcome.Announced);
    }

    [Fact, Trait("Spec", "X1")]
    public void A_phrase_whose_end_nobody_tells_ends_too() => Story(To.Declined).At(600).Ended(Outcome.Declined);

    [Fact, Trait("Spec", "S20")]
    public void A_phrase_after_another_call_s_announcement_has_its_own_outcome() => Story(
        To.Switch(SwitchValue.CallerNumber, To.Declined, ("anonymous", To.Announce("a.wav"))))
        .PromptEnds().Ended(Outcome.Announced).Calls(caller: "+79031234567").PromptEnds().Ended(Outcome.Declined);

    [Theory, Trait("Spec", "X10")]
    [InlineData(RejectReason.Rejected, Cause.CallRejected)]
    [InlineData(RejectReason.Busy, Cause.UserBusy)]
    [InlineData(RejectReason.NoSuchNumber, Cause.UnallocatedNumber)]
    public void A_refused_call_is_not_answered_and_the_network_is_told_why(RejectReason reason, Cause cause) =>
        Story(To.Reject(reason)).Did($"release caller ({cause}); complete Refused").Ended(Outcome.Refused);

    [Fact]
    public void A_call_that_has_been_answered_is_released_with_the_same_cause() => Story(
        To.Play("hello.wav", To.Reject(RejectReason.Busy)))
        .Did("answer; play hello.wav").PromptEnds().Did("release caller (UserBusy); complete Refused");
}
