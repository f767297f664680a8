namespace CallRouting.Tests.Interop;

/// <summary>Two baresip phones: registered with digest, through the menu, heard on both sides.</summary>
public sealed class BaresipTests
{
    private const string Menus = """
        menus:
          main:
            prompt: menu.wav
            keys:
              "1": { employee: boris }
            no-input: { voicemail: box }
            wrong-key: { repeat: 1, then: { voicemail: box } }
        """;

    [Fact]
    [Trait("Spec", "G25")]
    public async Task A_phone_registers_calls_a_number_presses_a_key_and_both_hear_the_pitch_that_the_other_sends()
    {
        await using var stage = await OpenAsync();
        var anna = await PhoneAsync(stage, "anna", 440);
        var boris = await PhoneAsync(stage, "boris", 620, answers: true);
        await anna.SaysAsync("200 OK (CallRouting) [1 binding]");
        await boris.SaysAsync("200 OK (CallRouting) [1 binding]");
        await stage.Router.RegisteredAsync(2);

        await anna.CommandAsync("dial", $"sip:{Office.Number}@{stage.Router.Address}");
        await anna.EventAsync("CALL_ESTABLISHED");
        await anna.CommandAsync("sndcode", "1");
        await boris.EventAsync("CALL_ESTABLISHED");
        await anna.HeardAsync(seconds: 2.5 + 1);
        await boris.HeardAsync(seconds: 2.5);
        await anna.CommandAsync("hangup");
        await boris.EventAsync("CALL_CLOSED");
        Assert.Equal(Outcome.Answered, (await stage.Router.RecordAsync()).Outcome);

        Assert.InRange(await Sox.PitchAsync(anna.Heard, -1.7, 1.5), 610, 630);
        Assert.InRange(await Sox.PitchAsync(boris.Heard, -1.7, 1.5), 430, 450);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        await using var stage = await OpenAsync();
        var anna = stage.Keep(await Baresip.StartAsync(stage.Router.Address, stage.Folder, "anna", "wrong", 440));
        await anna.SaysAsync("SIP/2.0 403 Forbidden");
        Assert.Equal(0, stage.Router.Statistics.Registrations);
    }

    private static Task<Stage> OpenAsync()
    {
        Skip.IfMissing("baresip", "baresip-core");
        return Stage.OpenAsync(Office.Plan("{ menu: main }", more: Menus), [("menu.wav", 500, 4000)]);
    }

    private static async Task<Baresip> PhoneAsync(Stage stage, string user, int hertz, bool answers = false) =>
        stage.Keep(await Baresip.StartAsync(stage.Router.Address, stage.Folder, user, RouterUnderTest.PasswordOf(user),
            hertz, answers));
}
