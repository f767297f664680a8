using NodaTime;

namespace CallRouting.Tests.Interop;

/// <summary>After hours the answering machine records.</summary>
public sealed class VoicemailTests
{
    private const string Hours = """
        schedules:
          office:
            weekly: { mon-fri: ["09:00-18:00"] }
        """;

    private const string Route = """
        { schedule: office, open: { department: sales }, closed: { play: closed.wav, then: { voicemail: box } } }
        """;

    private static readonly (string, int, int)[] Prompts =
        [("closed.wav", 500, 600), ("leave-message.wav", 700, 600)];

    [Fact]
    [Trait("Spec", "G32")]
    public async Task After_hours_the_recorded_message_holds_the_callers_tone()
    {
        // Tuesday 18:00:00 in Moscow: closed from this second on.
        await using var stage = await Stage.OpenAsync(
            Office.Plan(Route, more: Hours), Prompts, Instant.FromUtc(2026, 11, 24, 15, 0));
        var anna = await stage.PhoneOfOursAsync("anna", Sip.PhoneBehaviour.Answers());
        await using var phone = stage.Caller();
        var call = await phone.CallAsync(Office.Number);
        await call.WaitForToneAsync(500);
        await call.WaitForToneAsync(700);
        // The beep, then the message.
        await call.WaitForToneAsync(1000);
        await call.WaitForSilenceAsync();
        call.PlayTone(440);
        await phone.WaitForAsync(Counted(2000));
        await call.HangUpAsync();

        var record = await stage.Router.RecordAsync();
        Assert.Equal(Outcome.MessageLeft, record.Outcome);
        Assert.Empty(anna.Calls);
        var file = Path.Combine(stage.Router.Folder, "recordings", record.Recording!);
        Assert.InRange(await Sox.PitchAsync(file, -1.2, 1), 430, 450);
    }

    [Fact]
    [Trait("Spec", "G21")]
    public async Task In_hours_the_same_number_rings()
    {
        await using var stage = await Stage.OpenAsync(
            Office.Plan(Route, more: Hours), Prompts, Instant.FromUtc(2026, 11, 24, 14, 59));
        var anna = await stage.PhoneOfOursAsync("anna", Sip.PhoneBehaviour.Answers(tone: 600));
        await using var phone = stage.Caller();
        var call = await phone.CallAsync(Office.Number);
        await call.WaitForToneAsync(600);
        Assert.Single(anna.Calls);
    }

    // So many milliseconds from the first time that it is asked.
    private static Func<bool> Counted(int milliseconds)
    {
        long? start = null;
        return () => Environment.TickCount64 - (start ??= Environment.TickCount64) >= milliseconds;
    }
}
