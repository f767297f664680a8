using CallRouting.Analog;
using CallRouting.E1;
using CallRouting.Runtime;
using CallRouting.Sip;

namespace CallRouting.Host.Tests.Mixed;

/// <summary>Calls between kinds of line, through the sample router.</summary>
public sealed class MixedCallTests
{
    private const string Outside = "84957654321";
    private const string OutsideNumber = "+74957654321";

    [Fact, Trait("Spec", "O5"), Trait("Spec", "O2"), Trait("Spec", "O3"), Trait("Spec", "O6")]
    public async Task One_number_reached_by_analog_line_E1_and_SIP_runs_the_same_route()
    {
        await using var office = await MixedOffice.OpenAsync();
        office.Answers("olga", 700);
        Assert.True(office.Wires.First.Call("9031234567"));
        var olga = await office.TalkingAsync("olga");
        await MixedOffice.UntilAsync(() => office.Wires.First.IsConnected, "the line to be answered");
        office.Wires.First.HangUp();
        var byAnalog = await office.RecordAsync(1);
        await MixedOffice.UntilAsync(() => olga.State == PhoneCallState.Ended, "the analog call to end");

        var e1 = office.Wires.Network.Call("4951110001", "9031234567");
        await office.TalkingAsync("olga");
        e1.HangUp();
        var byE1 = await office.RecordAsync(2);

        var sip = office.Provider.Call("84951110001", new PhoneDialling { From = "+79031234567" });
        await sip.WaitForAnswerAsync();
        await sip.HangUpAsync();
        var bySip = await office.RecordAsync(3);

        CallRecord[] all = [byAnalog, byE1, bySip];
        Assert.All(all, record => Assert.Equal(("main", Outcome.Answered), (record.Number, record.Outcome)));
        Assert.All(all, record => Assert.Equal(["department sales"], record.Route.Select(step => step.Node)));
        Assert.All(all, record => Assert.Equal(["ivan", "olga"], record.Legs.Select(leg => leg.Target)));
        Assert.All(all, record => Assert.InRange(
            (record.Legs[1].Started - record.Legs[0].Started).TotalSeconds, 0.9, 2));
        Assert.Equal(["analog-1", "e1", "provider"], all.Select(record => record.Offer.Trunk));
        // Each as its line writes it; the analog line knows no called number at all.
        Assert.Equal((true, TypeOfNumber.Unknown, new LineNumber(1)),
            (byAnalog.Offer.Called.IsAbsent, byAnalog.Offer.Called.TypeOfNumber, byAnalog.Offer.Line));
        Assert.Equal(("4951110001", TypeOfNumber.National), (byE1.Offer.Called.Raw, byE1.Offer.Called.TypeOfNumber));
        Assert.Equal("84951110001", bySip.Offer.Called.Raw);
        Assert.Equal("9031234567", byAnalog.Offer.Caller.Number);
    }

    [Fact, Trait("Spec", "O2"), Trait("Spec", "G15")]
    public async Task An_analog_caller_rings_the_members_one_after_another_and_talks()
    {
        await using var office = await MixedOffice.OpenAsync();
        office.Answers("olga", 700);
        office.Wires.First.Call("9031234567");
        var olga = await office.TalkingAsync("olga");
        office.Wires.First.Say(MixedOffice.Tone(500));
        await MixedOffice.HearAsync(olga, 500, () => office.Wires.FirstEar.Pitch, 700);
        // The employee hangs up, and the line is free again.
        await olga.HangUpAsync();
        await MixedOffice.UntilAsync(() => !office.Wires.First.IsConnected, "the line to be hung up");
        Assert.Equal(Outcome.Answered, (await office.RecordAsync()).Outcome);
    }

    [Fact, Trait("Spec", "O2"), Trait("Spec", "G25")]
    public async Task An_analog_caller_chooses_in_the_menu_and_is_heard_who_spoke_before_the_answer()
    {
        await using var office = await MixedOffice.OpenAsync();
        office.Answers("anna", 740, after: 2);
        office.Wires.Second.Call("9031234567");
        await MixedOffice.UntilAsync(() => office.Wires.Second.IsConnected, "the menu");
        office.Wires.Second.Press("1");
        office.Wires.Second.Say(MixedOffice.Tone(540));
        var anna = await office.TalkingAsync("anna");
        await MixedOffice.HearAsync(anna, 540, () => office.Wires.SecondEar.Pitch, 740);
        office.Wires.Second.HangUp();
        Assert.Equal(["menu accounts-menu", "employee anna"],
            (await office.RecordAsync()).Route.Select(step => step.Node));
    }

    [Fact, Trait("Spec", "O1"), Trait("Spec", "G25")]
    public async Task An_E1_caller_chooses_in_the_menu_by_tones_and_talks()
    {
        await using var office = await MixedOffice.OpenAsync();
        office.Answers("anna", 730);
        var call = office.Wires.Network.Call("1110002", "9031234567", TypeOfNumber.Subscriber);
        await MixedOffice.UntilAsync(() => call.IsConnected, "the menu");
        call.Press("1");
        call.Say(MixedOffice.Tone(520));
        var anna = await office.TalkingAsync("anna");
        await MixedOffice.HearAsync(anna, 520, MixedOffice.At(call), 730);
        await anna.HangUpAsync();
        await MixedOffice.UntilAsync(() => call.IsEnded, "the E1 call to end");
        Assert.Equal(Cause.NormalClearing, call.Cause);
        Assert.Equal(["menu accounts-menu", "employee anna"], (await office.RecordAsync()).Route.Select(step => step.Node));
    }

    [Theory, Trait("Spec", "G30")]
    [InlineData("anna", "4951110001")]
    [InlineData("ivan", "4951110002")]
    public async Task An_employee_calls_out_by_the_E1_with_the_right_caller_id(string who, string shown)
    {
        await using var office = await MixedOffice.OpenAsync();
        office.Wires.Network.Called = call =>
        {
            call.Alert();
            call.Progress();
            call.Say(MixedOffice.Tone(610));
        };
        var dialled = office[who].Call(Outside);
        dialled.PlayTone(440);
        await MixedOffice.UntilAsync(() => office.Wires.Network.Taken.Count == 1, "the call at the network");
        var far = office.Wires.Network.Taken.Single();
        Assert.Equal(("4957654321", TypeOfNumber.National), (far.Called.Raw, far.Called.TypeOfNumber));
        Assert.EndsWith(shown, far.Caller.Number, StringComparison.Ordinal);
        // What the network sends before the answer is heard.
        await dialled.WaitForToneAsync(610);
        Assert.NotEqual(PhoneCallState.Talking, dialled.State);
        far.Answer();
        await dialled.WaitForAnswerAsync();
        await MixedOffice.HearAsync(dialled, 610, MixedOffice.At(far), 440);
        far.HangUp();
        await dialled.WaitForEndAsync();
        var record = await office.RecordAsync();
        Assert.Equal((Outcome.Answered, "e1"), (record.Outcome, Assert.Single(record.Legs).Trunk));
    }

    [Theory, Trait("Spec", "G30"), Trait("Spec", "S13")]
    [InlineData(Cause.NoCircuitAvailable)]
    [InlineData(Cause.NetworkOutOfOrder)]
    [InlineData(Cause.Congestion)]
    public async Task A_call_that_the_E1_cannot_carry_leaves_by_the_analog_line(Cause cause)
    {
        await using var office = await MixedOffice.OpenAsync();
        office.Wires.Network.Called = call => call.HangUp(cause);
        await LeavesByAnalogAsync(office, ["e1", "analog-2"]);
    }

    [Fact, Trait("Spec", "G30"), Trait("Spec", "S13")]
    public async Task While_the_E1_has_an_alarm_calls_leave_by_the_analog_line_at_once()
    {
        await using var office = await MixedOffice.OpenAsync();
        ((SimulatedSpan)office.Wires.Spans[0].Options.Span).SetAlarm(SpanAlarm.Red);
        await office.UntilInServiceAsync("e1", 0);
        await LeavesByAnalogAsync(office, ["analog-2"]);
        Assert.Empty(office.Wires.Network.Taken);
    }

    [Theory]
    [InlineData(Cause.UserBusy, 486)]
    [InlineData(Cause.CallRejected, 603)]
    [InlineData(Cause.UnallocatedNumber, 404)]
    [InlineData(Cause.NumberChanged, 410)]
    public async Task What_the_far_end_of_the_E1_says_is_told_and_no_other_trunk_is_tried(Cause cause, int status)
    {
        await using var office = await MixedOffice.OpenAsync();
        office.Wires.Network.Called = call => call.HangUp(cause);
        var call = office["anna"].Call(Outside);
        await call.WaitForEndAsync();
        Assert.Equal(status, call.Status);
        var record = await office.RecordAsync();
        Assert.Equal((Outcome.NotReached, cause), (record.Outcome, Assert.Single(record.Legs).Cause));
        Assert.True(office.Wires.Second.IsIdle);
    }

    [Theory]
    [InlineData("4951110003", Cause.UserBusy)]
    [InlineData("4951110004", Cause.CallRejected)]
    [InlineData("4950000000", Cause.UnallocatedNumber)]
    public async Task What_the_plan_says_is_told_to_the_E1(string called, Cause cause)
    {
        await using var office = await MixedOffice.OpenAsync();
        var call = office.Wires.Network.Call(called);
        await MixedOffice.UntilAsync(() => call.IsEnded, "the call to be refused");
        Assert.Equal(cause, call.Cause);
    }

    [Fact]
    public async Task An_E1_caller_is_told_that_it_rings_and_then_talks()
    {
        await using var office = await MixedOffice.OpenAsync();
        var call = office.Wires.Network.Call("4951110001");
        await MixedOffice.UntilAsync(() => call.IsRinging, "the ringing");
        Assert.False(call.IsConnected);
        office.Answers("olga", 700);
        await office.TalkingAsync("olga");
        await MixedOffice.UntilAsync(() => call.IsConnected, "the answer");
        call.HangUp();
        Assert.Equal(Outcome.Answered, (await office.RecordAsync()).Outcome);
    }

    private static async Task LeavesByAnalogAsync(MixedOffice office, string[] trunks)
    {
        office.Wires.Second.When(Outside, SimulatedDestination.Answers);
        var call = office["anna"].Call(Outside);
        call.PlayTone(440);
        await call.WaitForAnswerAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(Outside, office.Wires.Second.Dialled);
        office.Wires.Second.Say(MixedOffice.Tone(620));
        await MixedOffice.HearAsync(call, 620, () => office.Wires.SecondEar.Pitch, 440);
        await call.HangUpAsync();
        var record = await office.RecordAsync();
        Assert.Equal((Outcome.Answered, OutsideNumber), (record.Outcome, record.Legs[^1].Target));
        Assert.Equal(trunks, record.Legs.Select(leg => leg.Trunk));
        await MixedOffice.UntilAsync(() => !office.Wires.Second.IsConnected, "the line to be hung up");
    }
}
