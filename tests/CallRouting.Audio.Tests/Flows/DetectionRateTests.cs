using System.Globalization;
using CallRouting.Audio;

namespace CallRouting.Tests.Flows;

/// <summary>The table of detection rates in docs/tones.md is measured here.</summary>
public class DetectionRateTests
{
    private const string Begin = "<!-- measured -->", End = "<!-- end -->";
    private static readonly int[] Ratios = [3, 6, 9, 12, 15, 20];

    [Fact]
    public void The_rates_in_the_document_are_the_measured_ones()
    {
        var file = Path.Combine(Root(), "docs", "tones.md");
        var text = File.ReadAllText(file);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        Assert.InRange(begin, 0, end);
        var measured = new[] { 40, 50, 100 }
            .Select(on => (On: on, Rates: Ratios.Select(ratio => Rate(on, ratio)).ToArray())).ToList();
        if (Environment.GetEnvironmentVariable("CALLROUTING_UPDATE_DOCS") == "1")
        {
            List<string> lines =
            [
                Begin, $"| tone and pause | {string.Join(" | ", Ratios.Select(ratio => $"{ratio} dB"))} |",
                $"|---|{string.Concat(Ratios.Select(_ => "---:|"))}",
                .. measured.Select(row => $"| {row.On} ms | {string.Join(" | ", row.Rates.Select(r => $"{r} %"))} |"),
            ];
            File.WriteAllText(file, text[..begin] + string.Join('\n', lines) + '\n' + text[end..]);
            return;
        }

        foreach (var (on, rates) in measured)
        {
            var line = text[begin..end].Split('\n')
                .First(each => each.StartsWith($"| {on} ms", StringComparison.Ordinal));
            var written = line.Split('|')[2..^1]
                .Select(cell => int.Parse(cell.Replace("%", "").Trim(), CultureInfo.InvariantCulture)).ToArray();
            // Machines round sums differently in the last place.
            for (var i = 0; i < rates.Length; i++) Assert.InRange(written[i], rates[i] - 3, rates[i] + 3);
        }
    }

    // Percent of 320 keys that are heard, at any alignment; a wrong key would be told twice and spoil the order.
    private static int Rate(int milliseconds, int ratio)
    {
        var heard = 0;
        for (var round = 0; round < 20; round++)
        {
            var sound = new Sound().PauseSamples(round * 7);
            foreach (var key in Dtmf.Keys) sound.Key(key, milliseconds, -13, -13).Pause(milliseconds);
            var keys = Heard.Digits(sound.Noise(-10 - ratio, round + 1));
            var at = 0;
            foreach (var key in keys)
            {
                var found = Dtmf.Keys.IndexOf(key, at);
                Assert.True(found >= 0, $"A key that was not sent: {keys}");
                at = found + 1;
                heard++;
            }
        }

        return (int)Math.Round(heard * 100.0 / (20 * Dtmf.Keys.Length));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CallRouting.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside a checkout.");
    }
}
