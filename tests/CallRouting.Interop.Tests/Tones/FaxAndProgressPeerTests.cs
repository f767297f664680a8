using CallRouting.Audio;

namespace CallRouting.Tests.Interop;

/// <summary>Fax and busy tones made here and read by spandsp, and the other way about.</summary>
public class FaxAndProgressPeerTests
{
    [Theory]
    [InlineData("cng", 5000, FaxTone.Calling)]
    [InlineData("ans", 3000, FaxTone.Answering)]
    [InlineData("ans-pr", 3000, FaxTone.AnsweringWithReversals)]
    [InlineData("ansam-pr", 3000, FaxTone.AnsweringWithReversals)]
    public async Task Fax_tones_of_spandsp_are_heard(string tone, int milliseconds, FaxTone expected)
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "fax.raw");
        await Spandsp.RunAsync("fax-tx", tone, file, $"{milliseconds}");
        var heard = RawSound.Fax(RawSound.Read(file));
        Assert.NotEmpty(heard);
        Assert.All(heard, each => Assert.Equal(expected, each));
    }

    [Fact]
    public async Task Our_fax_tones_are_heard_by_spandsp()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "fax.raw");
        RawSound.Write(file, FaxTones.Calling.Render());
        Assert.StartsWith("FAX CNG", await Spandsp.RunAsync("fax-rx", "cng", file), StringComparison.Ordinal);
        RawSound.Write(file, FaxTones.Answering());
        Assert.StartsWith("ANS or FAX CED", await Spandsp.RunAsync("fax-rx", "ans", file), StringComparison.Ordinal);
        RawSound.Write(file, FaxTones.AnsweringWithReversals());
        Assert.StartsWith("ANS/", await Spandsp.RunAsync("fax-rx", "ans-pr", file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("de")]
    [InlineData("fr")]
    public async Task Our_busy_tone_is_heard_by_spandsp(string country)
    {
        Assert.True(Audio.Tones.TryZone(country, out var zone));
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "busy.raw");
        var alaw = new byte[AudioFrame.SampleRate * 6];
        zone.Busy.Fill(0, alaw);
        RawSound.Write(file, alaw);
        var step = zone.Busy.Steps[0];
        var (hertz, milliseconds) = ($"{step.Tone.Hertz}", $"{step.Milliseconds}");
        Assert.StartsWith(
            "heard", await Spandsp.RunAsync("busy-rx", file, hertz, milliseconds, milliseconds),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.35, 0.35, CallProgress.Busy)]
    [InlineData(0.175, 0.175, CallProgress.Congestion)]
    [InlineData(1.0, 4.0, CallProgress.Ringback)]
    public async Task Russian_tones_of_sox_are_heard(double on, double off, CallProgress expected)
    {
        Skip.IfMissing("sox", "sox");
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "tone.raw");
        await Sox.RunAsync(
            ["-n", .. RawSound.Format, file, "synth", $"{on}", "sine", "425", "vol", "0.1", "pad", "0", $"{off}",
                "repeat", "5"]);
        var detector = new CallProgressDetector(Audio.Tones.Russia, 20_000);
        ReadOnlySpan<byte> alaw = RawSound.Read(file);
        Assert.True(detector.TryDetect(ref alaw, out var signal));
        Assert.Equal(expected, signal.Progress);
    }
}
