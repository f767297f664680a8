using System.Text;
using CallRouting.Audio;

namespace CallRouting.Tests.Interop;

/// <summary>vgetty, which nobody here wrote, accepts our voice modem: so it behaves as modems do.</summary>
public sealed class VgettyTests
{
    private const string Spool = "/var/spool/voice";

    [Fact]
    public async Task Vgetty_takes_our_modem_for_one_answers_greets_and_records()
    {
        Skip.IfMissing("vgetty", "mgetty-voice");
        if (!Environment.IsPrivilegedProcess)
            Assert.Skip("Only root may give vgetty a terminal in /dev.");
        var name = $"ttyVM{Environment.ProcessId}";
        var greeting = Path.Combine(Spool, "messages", "standard.rmd");
        var kept = File.Exists(greeting)
            ? await File.ReadAllBytesAsync(greeting, TestContext.Current.CancellationToken) : null;
        var before = Recordings();
        await using var modem = await VoiceModem.StartAsync("linear", $"/dev/{name}");
        try
        {
            await File.WriteAllBytesAsync(greeting, Greeting(), TestContext.Current.CancellationToken);
            await using var vgetty = Peer.Start("vgetty", "/", "-x", "6", "-n", "1", name);
            await modem.SaysAsync("DTE AT+VDR=1");
            modem.SayTone(600, 30_000);
            // It says that it waits only in its log.
            await Wait.ForAsync(() => Log(name).Contains("waiting...", StringComparison.Ordinal), "vgetty to wait",
                story: () => modem.Log + Log(name));
            modem.Tell("ring 3 4951234567 IVANOV");
            await modem.SaysAsync("LINE off hook");
            await modem.SaysAsync("DTE AT+VRX");
            await Task.Delay(1500, TestContext.Current.CancellationToken);
            modem.Tell("code b");
            await modem.SaysAsync("LINE on hook");

            Assert.InRange(modem.HeardPitch(), 438, 442);
            var recorded = Assert.Single(Recordings().Except(before));
            var octets = (await File.ReadAllBytesAsync(recorded, TestContext.Current.CancellationToken)).AsSpan(32);
            File.Delete(recorded);
            var samples = new short[Math.Min(4000, octets.Length)];
            for (var i = 0; i < samples.Length; i++)
                samples[i] = (short)((octets[i] - 128) << 8);
            Assert.InRange(Pitch.Of(samples).Hertz, 598, 602);
            Assert.Contains("V253 modem detected", Log(name), StringComparison.Ordinal);
        }
        finally
        {
            if (kept is null)
                File.Delete(greeting);
            else
                await File.WriteAllBytesAsync(greeting, kept, CancellationToken.None);
            foreach (var log in Directory.GetFiles("/var/log/mgetty", $"*{name}*"))
                File.Delete(log);
        }
    }

    // Its own file: which modem's, coding 0, 8000 samples a second, 8 bits; then the octets as the modem takes them.
    private static byte[] Greeting()
    {
        var samples = new short[6000];
        new Tone(440).Fill(0, samples);
        return [.. Encoding.ASCII.GetBytes("RMD1V253modem".PadRight(20, '\0')), 0, 0, 0x1F, 0x40, 8, .. new byte[7],
            .. samples.Select(sample => (byte)((sample >> 8) + 128))];
    }

    private static string[] Recordings() => Directory.GetFiles(Path.Combine(Spool, "incoming"), "*.rmd");

    private static string Log(string name) => string.Concat(
        Directory.GetFiles("/var/log/mgetty", $"*{name}*").Select(File.ReadAllText));
}
