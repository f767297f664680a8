using CallRouting.Sip;

namespace CallRouting.Tests.Interop;

/// <summary>Baresip phones pass a caller on, by keys and by REFER; who hears whom is told by the pitch that each
/// sends.</summary>
public sealed class TransferTests
{
    private const int Caller = 350, Anna = 440, Boris = 620, Hold = 900;

    private static readonly (string, int, int)[] Prompts =
        [("hold.wav", Hold, 2000), ("leave-message.wav", 700, 1000), ("wrong-number.wav", 1200, 500)];

    [Fact]
    [Trait("Spec", "G24"), Trait("Spec", "S7")]
    public async Task Attended_by_keys_the_target_is_asked_first_and_hears_the_caller_when_the_employee_hangs_up()
    {
        await using var stage = await OpenAsync();
        var (call, anna) = await TalkingAsync(stage);
        var boris = await stage.BaresipAsync("boris", Boris, answers: true);
        await anna.CommandAsync("sndcode", "*2102");
        await call.WaitForToneAsync(Hold);
        await boris.EventAsync("CALL_ESTABLISHED");
        await boris.HeardAsync(seconds: 1.5);
        await anna.CommandAsync("hangup");
        await call.WaitForToneAsync(Boris);
        await boris.HeardAsync(seconds: 4);
        await call.HangUpAsync();
        await boris.EventAsync("CALL_CLOSED");
        Assert.Equal(Outcome.Answered, (await stage.Router.RecordAsync()).Outcome);

        Assert.InRange(await Sox.PitchAsync(anna.Heard, -0.8, 0.6), Boris - 10, Boris + 10);
        Assert.InRange(await Sox.PitchAsync(boris.Heard, 0.5, 0.8), Anna - 10, Anna + 10);
        Assert.InRange(await Sox.PitchAsync(boris.Heard, -1.2, 1), Caller - 10, Caller + 10);
    }

    [Fact]
    [Trait("Spec", "G24")]
    public async Task Blind_by_keys_the_target_rings_at_once_and_hears_the_caller()
    {
        await using var stage = await OpenAsync();
        var (call, anna) = await TalkingAsync(stage);
        var boris = await stage.BaresipAsync("boris", Boris, answers: true);
        await anna.CommandAsync("sndcode", "*1102");
        await anna.EventAsync("CALL_CLOSED");
        await HearEachOtherAsync(stage, call, boris);
    }

    [Fact]
    [Trait("Spec", "G24")]
    public async Task Blind_by_REFER_to_a_department_its_member_rings_and_hears_the_caller()
    {
        await using var stage = await OpenAsync();
        var (call, anna) = await TalkingAsync(stage);
        var boris = await stage.BaresipAsync("boris", Boris, answers: true);
        await anna.CommandAsync("transfer", $"sip:500@{stage.Router.Address}");
        await anna.EventAsync("CALL_CLOSED");
        await HearEachOtherAsync(stage, call, boris);
    }

    [Fact]
    [Trait("Spec", "G24"), Trait("Spec", "S8")]
    public async Task A_transfer_that_nobody_answers_brings_the_caller_back()
    {
        await using var stage = await OpenAsync();
        var (call, anna) = await TalkingAsync(stage);
        var vera = await stage.PhoneAsync("vera", ring: 60_000, calls: 2);
        // Asked first: she takes the caller back by key.
        await anna.CommandAsync("sndcode", "*2103");
        await call.WaitForToneAsync(Hold);
        await vera.HasAsync(isSent: false, "INVITE");
        await anna.CommandAsync("sndcode", "*0");
        await call.WaitForToneAsync(Anna);
        await vera.HasAsync(isSent: false, "CANCEL");

        // Passed on at once: after the ring time the phone that passed it on rings again.
        await anna.CommandAsync("sndcode", "*1103");
        await anna.EventAsync("CALL_CLOSED");
        await anna.EventAsync("CALL_ESTABLISHED", count: 2);
        await call.WaitForToneAsync(Anna);
        await vera.DoneAsync();
        var rang = vera.Calls[1];
        var stopped = vera.Messages.First(m => !m.IsSent && m.CallId == rang.CallId && m.Begins("CANCEL"));
        Timetable.Near(rang.At, stopped.At, 2);
        await call.HangUpAsync();
        Assert.Equal(Outcome.Answered, (await stage.Router.RecordAsync()).Outcome);
    }

    [Fact]
    [Trait("Spec", "S3")]
    public async Task Two_keys_tell_a_caller_that_the_number_is_wrong_and_end_the_call()
    {
        await using var stage = await OpenAsync();
        var (call, anna) = await TalkingAsync(stage);
        await anna.CommandAsync("sndcode", "*7");
        await call.WaitForToneAsync(1200);
        await anna.EventAsync("CALL_CLOSED");
        await call.WaitForEndAsync();
        Assert.Equal(Outcome.WrongNumber, (await stage.Router.RecordAsync()).Outcome);
    }

    private static Task<Stage> OpenAsync()
    {
        Skip.IfMissing("baresip", "baresip-core");
        return Stage.OpenAsync(
            Office.Plan("{ employee: anna }", members: "[boris]", more: "defaults: { ring: 2s }"), Prompts);
    }

    private static async Task<(PhoneCall Call, Baresip Anna)> TalkingAsync(Stage stage)
    {
        var anna = await stage.BaresipAsync("anna", Anna, answers: true);
        var call = await stage.Caller().CallAsync(Office.Number);
        call.PlayTone(Caller);
        await call.WaitForToneAsync(Anna);
        return (call, anna);
    }

    private static async Task HearEachOtherAsync(Stage stage, PhoneCall call, Baresip boris)
    {
        await boris.EventAsync("CALL_ESTABLISHED");
        await call.WaitForToneAsync(Boris);
        await boris.HeardAsync(seconds: 2);
        await call.HangUpAsync();
        await boris.EventAsync("CALL_CLOSED");
        Assert.Equal(Outcome.Answered, (await stage.Router.RecordAsync()).Outcome);
        Assert.InRange(await Sox.PitchAsync(boris.Heard, -1.2, 1), Caller - 10, Caller + 10);
    }
}
