using CallRouting.Analog;

namespace CallRouting.Guest;

/// <summary>The FXO line at its port, against an FXS port of the driver.</summary>
internal static class LineScenarios
{
    public const int Fxo = 63;
    public const string Fxs = "67";

    public static IEnumerable<Scenario> All =>
    [
        new("line-rings-and-is-answered", RingAsync),
        new("line-dials", DialAsync),
        new("line-hears", HearsAsync),
        new("line-flashes", FlashAsync),
        new("line-is-held", HeldAsync),
        new("line-is-not-there", AbsentAsync),
    ];

    /// <summary>Comes last: it takes the exchange's ports away.</summary>
    public static Scenario LosesItsBattery => new("line-loses-its-battery", BatteryAsync);

    private static async Task RingAsync()
    {
        await using var exchange = new Peer("fxs-peer", Fxs);
        await exchange.SaysAsync("ready");
        var told = new HeardLine();
        await using var line = new DahdiFxoLine(Fxo);
        line.Open(told);
        Scenario.Demand(line.Capabilities.TellsLoopBreak, "a kewlstart line tells loop breaks");
        exchange.Tell("ring");
        await told.TellsAsync(FxoEventKind.RingBegan);
        await told.TellsAsync(FxoEventKind.RingEnded);
        await told.TellsAsync(FxoEventKind.RingBegan);
        line.Answer();
        await told.TellsAsync(FxoEventKind.OffHook);
        await exchange.SaysAsync("off hook");
        exchange.Tell("battery");
        exchange.Tell("record /run/pattern.al");
        told.Counts = true;
        await Task.Delay(3000);
        told.Counts = false;
        exchange.Tell("keep");
        await exchange.SaysAsync("recorded");
        Scenario.Demand(LongestCount(File.ReadAllBytes("/run/pattern.al")) > 16000,
            "two seconds of what the line said came through octet by octet");
        exchange.Tell("drop");
        await told.TellsAsync(FxoEventKind.LoopBroken);
        line.HangUp();
        await told.TellsAsync(FxoEventKind.OnHook);
    }

    private static async Task DialAsync()
    {
        await using var exchange = new Peer("fxs-peer", Fxs);
        await exchange.SaysAsync("ready");
        var told = new HeardLine();
        await using var line = new DahdiFxoLine(Fxo);
        line.Open(told);
        line.Seize();
        await told.TellsAsync(FxoEventKind.OffHook);
        await exchange.SaysAsync("off hook");
        exchange.Tell("battery");
        exchange.Tell("record /run/dialled.al");
        await exchange.SaysAsync("did record");
        line.Dial("0123456789*#", pulses: false);
        Scenario.Demand((await told.TellsAsync(FxoEventKind.DialEnded)).Cause == Cause.None, "it was dialled");
        await Task.Delay(300);
        exchange.Tell("keep");
        await exchange.SaysAsync("recorded");
        Report.Give("line-dials", "/run/dialled.al");
        line.Dial("13", pulses: true);
        Scenario.Demand((await told.TellsAsync(FxoEventKind.DialEnded)).Cause == Cause.None, "pulses were dialled");
        await exchange.SaysAsync("pulses 1");
        await exchange.SaysAsync("pulses 3");
        line.Dial("12,3", pulses: false);
        line.HangUp();
        Scenario.Demand((await told.TellsAsync(FxoEventKind.DialEnded)).Cause != Cause.None, "dialling was ended");
        await told.TellsAsync(FxoEventKind.OnHook);
        await exchange.SaysAsync("on hook");
    }

    private static async Task HearsAsync()
    {
        await using var exchange = new Peer("fxs-peer", Fxs);
        await exchange.SaysAsync("ready");
        var told = new HeardLine();
        await using var line = new DahdiFxoLine(Fxo);
        line.Open(told);
        line.Seize();
        await exchange.SaysAsync("off hook");
        exchange.Tell("battery");
        await Task.Delay(500);
        var before = told.Heard.Length;
        exchange.Tell("tone busy");
        await Task.Delay(3000);
        exchange.Tell("tone stop");
        exchange.Tell("dial 159D");
        await exchange.SaysAsync("dialled");
        await Task.Delay(200);
        await File.WriteAllBytesAsync("/run/heard.al", told.Heard[before..]);
        Report.Give("line-hears", "/run/heard.al");
    }

    private static async Task FlashAsync()
    {
        await using var exchange = new Peer("fxs-peer", Fxs);
        await exchange.SaysAsync("ready");
        var told = new HeardLine();
        await using var line = new DahdiFxoLine(Fxo);
        line.Open(told);
        line.Seize();
        await exchange.SaysAsync("off hook");
        exchange.Tell("battery");
        await Task.Delay(500);
        line.Flash(300);
        await told.TellsAsync(FxoEventKind.FlashEnded);
        await exchange.SaysAsync("flash");
        line.HangUp();
        await exchange.SaysAsync("on hook");
    }

    private static async Task HeldAsync()
    {
        var (first, second) = (new DahdiFxoLine(Fxo), new DahdiFxoLine(Fxo));
        first.Open(new HeardLine());
        try
        {
            Refused(() => second.Open(new HeardLine()), "held by another program");
            await first.DisposeAsync();
            second.Open(new HeardLine());
        }
        finally
        {
            await first.DisposeAsync();
            await second.DisposeAsync();
        }
    }

    private static Task AbsentAsync()
    {
        Refused(() => new DahdiFxoLine(999).Open(new HeardLine()), "no such channel");
        Refused(() => new DahdiFxoLine(1).Open(new HeardLine()), "not configured as fxsks or fxsls");
        return Task.CompletedTask;
    }

    private static async Task BatteryAsync()
    {
        var told = new HeardLine();
        await using var line = new DahdiFxoLine(Fxo);
        line.Open(told);
        line.Seize();
        await told.TellsAsync(FxoEventKind.OffHook);
        await DynamicSpans.RemoveAsync("2:1");
        var fault = await told.TellsAsync(FxoEventKind.Fault);
        Scenario.Demand(fault.Fault!.Contains("no battery", StringComparison.Ordinal), $"says why: {fault.Fault}");
        line.Answer();
        await DynamicSpans.MakeAsync("analog-far");
        await told.TellsAsync(FxoEventKind.Restored);
        line.Seize();
        await told.TellsAsync(FxoEventKind.OffHook);
        Scenario.Demand(told.Count(FxoEventKind.OffHook) == 2, "a command to a dead line is ignored");
        Scenario.Demand(told.Count(FxoEventKind.Fault) == 1, "a fault is told once");
    }

    internal static void Refused(Action open, string why)
    {
        try
        {
            open();
        }
        catch (IOException refused)
        {
            Scenario.Demand(refused.Message.Contains(why, StringComparison.Ordinal), $"says why: {refused.Message}");
            return;
        }

        throw new FailedException($"it was opened, although {why}");
    }

    internal static int LongestCount(ReadOnlySpan<byte> octets)
    {
        var (run, longest) = (0, 0);
        for (var i = 1; i < octets.Length; i++)
        {
            run = octets[i] == (byte)(octets[i - 1] + 1) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
