namespace CallRouting.Tests.Interop;

/// <summary>A menu as callers with SIPp use it: the key by RFC 4733 and by INFO, none, a wrong one.</summary>
public sealed class MenuTests
{
    private const string Menus = """
        menus:
          main:
            prompt: menu.wav
            keys:
              "1": { employee: boris }
              "*": repeat
            no-input: { employee: anna }
            wrong-key: { repeat: 1, then: { employee: vera } }
        """;

    private static readonly (string, int, int)[] Prompts = [("menu.wav", 500, 1000), ("leave-message.wav", 700, 1000)];

    [Fact]
    [Trait("Spec", "G25")]
    public async Task A_key_that_is_a_captured_telephone_event_chooses()
    {
        Skip.IfNotRoot();
        await using var stage = await OpenAsync();
        var boris = await stage.PhoneAsync("boris", 200);
        // During the prompt, which it stops.
        var caller = stage.Call(Office.Number, "caller-rfc4733", ("wait", "300"), ("key", "1"), ("talk", "2500"));
        await caller.DoneAsync();
        await boris.DoneAsync();
        var pressed = caller.At(isSent: false, "SIP/2.0 200").AddMilliseconds(300);
        Assert.InRange((boris.At(isSent: false, "INVITE") - pressed).TotalMilliseconds, -50, 500);
        Assert.Equal(Outcome.Answered, (await stage.Router.RecordAsync()).Outcome);
    }

    [Fact]
    [Trait("Spec", "G25")]
    public async Task A_key_in_an_INFO_chooses()
    {
        await using var stage = await OpenAsync();
        var boris = await stage.PhoneAsync("boris", 200);
        var caller = stage.Call(Office.Number, "caller-info", ("wait", "300"), ("key", "1"), ("talk", "2000"));
        await caller.DoneAsync();
        await boris.DoneAsync();
        Assert.InRange(
            (boris.At(isSent: false, "INVITE") - caller.At(isSent: true, "INFO")).TotalMilliseconds, 0, 150);
    }

    [Fact]
    [Trait("Spec", "G26")]
    public async Task No_key_for_five_seconds_after_the_prompt_takes_its_own_exit()
    {
        await using var stage = await OpenAsync();
        var anna = await stage.PhoneAsync("anna", 200);
        var caller = stage.Call(Office.Number, "caller", ("talk", "8000"));
        await caller.DoneAsync();
        await anna.DoneAsync();
        // The prompt lasts a second, the menu waits five.
        var answered = caller.At(isSent: false, "SIP/2.0 200");
        Assert.InRange((anna.At(isSent: false, "INVITE") - answered).TotalSeconds, 5.85, 6.25);
    }

    [Fact]
    [Trait("Spec", "G26")]
    public async Task A_wrong_key_is_asked_again_once_and_then_takes_its_own_exit()
    {
        await using var stage = await OpenAsync();
        var vera = await stage.PhoneOfOursAsync("vera", Sip.PhoneBehaviour.Answers(tone: 600));
        await using var phone = stage.Caller();
        var call = await phone.CallAsync(Office.Number);
        await call.WaitForToneAsync(500);
        Assert.True(call.SendDigits("7"));
        // The prompt begins again, is heard to its end, and a second wrong key leads on.
        await call.WaitForSilenceAsync();
        Assert.Empty(vera.Calls);
        Assert.True(call.SendDigits("8"));
        await call.WaitForToneAsync(600);
        await call.HangUpAsync();
        Assert.Equal(Outcome.Answered, (await stage.Router.RecordAsync()).Outcome);
        Assert.InRange(call.Heard.Length / 8000.0, 1.2, 4);
    }

    private static Task<Stage> OpenAsync() => Stage.OpenAsync(Office.Plan("{ menu: main }", more: Menus), Prompts);
}
