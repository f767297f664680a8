using System.Globalization;

namespace CallRouting.Tests.Interop;

/// <summary>Makes and measures tones with sox, which shares nothing with our own measuring.</summary>
internal static class Sox
{
    /// <summary>Writes a tone as a WAV file: 8 kHz, 16 bit, mono.</summary>
    public static Task ToneAsync(string file, int hertz, double seconds = 60) => RunAsync(
        "-n", "-r", "8000", "-c", "1", "-b", "16", file, "synth", Text(seconds), "sine", $"{hertz}", "vol", "0.3");

    /// <summary>The pitch of a piece of a WAV file, in hertz, as sox guesses it; 0 for silence.</summary>
    /// <param name="file">The file.</param>
    /// <param name="from">Where the piece begins, in seconds; from the end where negative.</param>
    /// <param name="seconds">How long it is.</param>
    public static async Task<int> PitchAsync(string file, double from, double seconds)
    {
        var said = await RunAsync(file, "-n", "trim", Text(from), Text(seconds), "stat");
        var line = said.Split('\n').FirstOrDefault(l => l.StartsWith("Rough", StringComparison.Ordinal)) ?? "";
        return int.TryParse(line.Split(':')[^1].Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var hertz)
            ? hertz : 0;
    }

    /// <summary>Runs sox to its end.</summary>
    /// <returns>What it said.</returns>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        await using var sox = Peer.Start("sox", Path.GetTempPath(), arguments);
        var code = await sox.ExitAsync(TimeSpan.FromSeconds(60));
        Assert.True(code == 0, $"sox {string.Join(' ', arguments)} ended with {code}: {sox.Output}");
        return sox.Output;
    }

    private static string Text(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);
}
