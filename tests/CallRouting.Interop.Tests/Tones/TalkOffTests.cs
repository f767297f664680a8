using CallRouting.Audio;

namespace CallRouting.Tests.Interop;

/// <summary>Speech is no key, no tone of the network, no fax and no caller id: voices of espeak-ng read this project's
/// own documents.</summary>
public class TalkOffTests
{
    [Theory]
    [InlineData("en-us", 160, 35)]
    [InlineData("en-gb+f3", 175, 70)]
    [InlineData("ru", 150, 50)]
    [InlineData("de", 170, 40)]
    [InlineData("fr+f2", 180, 60)]
    [InlineData("nl+m7", 210, 80)]
    [InlineData("it", 160, 45)]
    public async Task Speech_is_nothing_but_voice(string voice, int words, int pitch)
    {
        Skip.IfMissing("espeak-ng", "espeak-ng");
        Skip.IfMissing("sox", "sox");
        using var folder = new TestFolder();
        var text = Path.Combine(folder.Path, "text.txt");
        var (wav, raw) = (Path.Combine(folder.Path, "speech.wav"), Path.Combine(folder.Path, "speech.raw"));
        await File.WriteAllTextAsync(text, Reading(4000), TestContext.Current.CancellationToken);
        await using (var espeak = Peer.Start(
            "espeak-ng", folder.Path, "-v", voice, "-s", $"{words}", "-p", $"{pitch}", "-f", text, "-w", wav))
            Assert.Equal(0, await espeak.ExitAsync(TimeSpan.FromSeconds(120)));
        await Sox.RunAsync([wav, .. RawSound.Format, raw, "gain", "-n", "-3", "sinc", "300-3400"]);
        var alaw = RawSound.Read(raw);
        Assert.True(alaw.Length > 100 * AudioFrame.SampleRate, $"{voice} spoke {alaw.Length / 8000} s.");
        Assert.Equal("", RawSound.Keys(alaw));
        Assert.Empty(RawSound.Fax(alaw));
        Assert.Empty(RawSound.Callers(alaw));
        foreach (var country in new[] { "ru", "us", "gb" })
            Assert.Equal([CallProgress.Voice], Progress(alaw, country));
    }

    // Everything that was heard, each once; None says only that something is over.
    private static List<CallProgress> Progress(ReadOnlySpan<byte> alaw, string country)
    {
        Assert.True(Audio.Tones.TryZone(country, out var zone));
        var detector = new CallProgressDetector(zone);
        SortedSet<CallProgress> heard = [];
        while (detector.TryDetect(ref alaw, out var signal))
            if (signal.Progress != CallProgress.None) heard.Add(signal.Progress);
        return [.. heard];
    }

    private static string Reading(int length)
    {
        var files = Directory.GetFiles(Path.Combine(Checkout.Root, "docs", "decisions"), "*.md").Order();
        var text = string.Join('\n', files.Select(File.ReadAllText));
        return text[..Math.Min(text.Length, length)];
    }
}
