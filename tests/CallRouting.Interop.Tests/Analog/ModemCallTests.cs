using CallRouting.Analog;
using CallRouting.PlanFiles;
using CallRouting.Runtime;
using Microsoft.Extensions.Logging;

namespace CallRouting.Tests.Interop;

/// <summary>The router answers a line by itself: an analog line with a voice modem, and nothing else.</summary>
public sealed class ModemCallTests : ICallObserver
{
    private const string Menu = """
        menus:
          main:
            prompt: menu.wav
            keys:
              "1": { voicemail: box }
            no-input: { voicemail: box }
            wrong-key: { voicemail: box }
        """;

    private readonly List<CallRecord> _records = [];

    [Fact]
    [Trait("Spec", "O2")]
    [Trait("Spec", "G32")]
    public async Task A_caller_hears_the_greeting_presses_a_key_leaves_a_message_and_is_gone_with_the_busy_tone()
    {
        Skip.IfMissing("sox", "sox");
        await using var modem = await VoiceModem.StartAsync("v253");
        using var folder = new TestFolder();
        await Sox.ToneAsync(Path.Combine(folder.Sub("prompts"), "menu.wav"), 440, 1.5);
        await Sox.ToneAsync(Path.Combine(folder.Sub("prompts"), "leave-message.wav"), 520, 0.6);
        var plan = PlanFile.Parse(
            Office.Plan("{ menu: main }", more: Menu, trunks: "line-1: { kind: fxo, line: 1, number: main }"),
            "plan.yaml");
        Assert.True(plan.Plan is not null, string.Join('\n', plan.Diagnostics));
        var log = new LogLines();
        var options = new CallRouterOptions { DataFolder = folder.Sub("data") };
        options.PromptFolders.Add(folder.Sub("prompts"));
        await using var router = new CallRouter(options, [this], new Logger<CallRouter>(log));
        var domain = router.AddDomain("office", plan.Plan);
        router.AddTransport(new AnalogTransport(new()
        {
            Lines =
            [
                new()
                {
                    Domain = domain, Trunk = "line-1", Line = new(1),
                    Device = new ModemLine(new() { Port = modem.Port })
                }
            ]
        }), TrunkKind.Fxo);
        await router.StartAsync(TestContext.Current.CancellationToken);

        modem.Tell("ring 4 4951234567 IVANOV");
        await modem.SaysAsync("LINE off hook");
        await modem.SaysAsync("STREAM begins");
        await Task.Delay(700, TestContext.Current.CancellationToken);
        modem.Tell("key 1");
        // Greeting and beep of the box, then the message.
        await modem.SaysAsync("DTE AT+VRX");
        modem.SayTone(600, 30_000);
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        modem.Tell("code b");
        await modem.SaysAsync("LINE on hook");
        await Wait.ForAsync(() => Records.Count > 0, "the call's record", story: () => modem.Log);

        var record = Records[0];
        Assert.Equal(Outcome.MessageLeft, record.Outcome);
        Assert.InRange(modem.HeardPitch(), 438, 442);
        var recording = Path.Combine(router.FolderOf(domain), "recordings", record.Recording!);
        Assert.InRange(await Sox.PitchAsync(recording, -1.2, 1), 590, 610);
        Assert.DoesNotContain("OVERRUN", modem.Log, StringComparison.Ordinal);
        Assert.Empty(log.Troubles);
    }

    private IReadOnlyList<CallRecord> Records
    {
        get
        {
            lock (_records)
                return [.. _records];
        }
    }

    void ICallObserver.OnCompleted(CallRecord record)
    {
        lock (_records)
            _records.Add(record);
    }
}
