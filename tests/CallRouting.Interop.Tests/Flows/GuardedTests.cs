namespace CallRouting.Tests.Interop;

/// <summary>The director, whom the assistant guards: what comes from outside rings the assistant, what the assistant
/// dials rings the director.</summary>
public sealed class GuardedTests
{
    private const string DirectNumber = "+74951110002";

    private static readonly string Plan = Office.Plan(
        "{ menu: main }", employees: "director: { name: \"Director\", ext: \"200\", guarded-by: anna }",
        numbers: $$"""
            direct:
              called: "{{DirectNumber}}"
              route: { employee: director }
            """, more: """
            menus:
              main:
                prompt: menu.wav
                dial-extensions: yes
                keys:
                  "1": { department: sales }
                no-input: { voicemail: box }
                wrong-key: { voicemail: box }
            """);

    private static readonly (string, int, int)[] Prompts = [("menu.wav", 500, 3000), ("leave-message.wav", 700, 1000)];

    [Fact]
    [Trait("Spec", "S2"), Trait("Spec", "S6")]
    public async Task From_outside_the_direct_number_and_the_dialled_extension_ring_the_assistant()
    {
        await using var stage = await Stage.OpenAsync(Plan, Prompts);
        var director = await stage.PhoneAsync("director", ring: 100);
        var anna = await stage.PhoneAsync("anna", ring: 100, calls: 2);
        await stage.Router.RegisteredAsync(2);

        var direct = stage.Call(DirectNumber, "caller", ("talk", "200"));
        await direct.DoneAsync();
        await stage.Router.RecordAsync();
        Assert.Single(anna.Calls);

        var dialled = await stage.Caller().CallAsync(Office.Number);
        await dialled.WaitForToneAsync(500);
        Assert.True(dialled.SendDigits("200"));
        await Wait.ForAsync(() => anna.Calls.Count == 2, "the call at the assistant", 20, () => stage.Router.Story);
        await anna.HasAsync(isSent: false, "ACK");
        await dialled.HangUpAsync();
        await stage.Router.RecordAsync(2);
        Assert.Empty(director.Calls);
    }

    [Fact]
    [Trait("Spec", "S6"), Trait("Spec", "S15")]
    public async Task A_call_by_the_assistant_rings_the_director()
    {
        Skip.IfMissing("baresip", "baresip-core");
        await using var stage = await Stage.OpenAsync(Plan, Prompts);
        var director = await stage.PhoneAsync("director", ring: 100);
        var anna = await stage.BaresipAsync("anna", 440);
        await stage.Router.RegisteredAsync(2);
        await anna.CommandAsync("dial", $"sip:200@{stage.Router.Address}");
        await anna.EventAsync("CALL_ESTABLISHED");
        await anna.CommandAsync("hangup");
        await director.DoneAsync();
        Assert.Contains("Anna", Assert.Single(director.Calls).Field("From"), StringComparison.Ordinal);
        var record = await stage.Router.RecordAsync();
        Assert.Equal(Outcome.Answered, record.Outcome);
        Assert.Equal(["director"], record.Legs.Select(leg => leg.Target));
    }
}
