namespace CallRouting.Tests.Interop;

/// <summary>Tones read by multimon-ng.</summary>
internal static class Multimon
{
    /// <summary>The keys it hears in a file of raw samples.</summary>
    public static async Task<string> KeysAsync(string raw) =>
        string.Concat((await ReadAsync(raw, "DTMF")).Where(line => line.StartsWith("DTMF: ", StringComparison.Ordinal))
            .Select(line => line["DTMF: ".Length..]));

    /// <summary>The caller id it reads in a file of raw samples: its words, for example <c>CID=100</c>.</summary>
    public static async Task<string[]> CallerIdAsync(string raw) =>
        (await ReadAsync(raw, "CLIPFSK")).FirstOrDefault(line => line.StartsWith("CLIPFSK:", StringComparison.Ordinal))
            ?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static async Task<string[]> ReadAsync(string raw, string demodulator)
    {
        // It reads 22050 samples a second and nothing else.
        var faster = Path.ChangeExtension(raw, ".22050.raw");
        await RawSound.ConvertAsync(raw, faster, 22050);
        await using var multimon = Peer.Start(
            "multimon-ng", Path.GetTempPath(), "-q", "-t", "raw", "-a", demodulator, faster);
        var code = await multimon.ExitAsync(TimeSpan.FromSeconds(60));
        Assert.True(code == 0, $"multimon-ng ended with {code}: {multimon.Output}");
        return multimon.Output.Split('\n');
    }
}
