using System.Globalization;
using CallRouting.Audio;

namespace CallRouting.Tests.Interop;

/// <summary>Keys made here and read by others, made by others and read here.</summary>
public class DtmfPeerTests
{
    /// <summary>Level of the lower tone, of the higher one, and length of tones and pauses: −3 to −25 dBm0, twist 4 dB
    /// reverse to 8 dB normal, 40 and 50 ms (Q.24).</summary>
    public static TheoryData<int, int, int> Signals
    {
        get
        {
            var signals = new TheoryData<int, int, int>();
            foreach (var milliseconds in new[] { 40, 50 })
                foreach (var (low, high) in
                    new[] { (-3, -3), (-25, -25), (-10, -6), (-7, -3), (-25, -21), (-10, -18), (-3, -11), (-17, -25) })
                    signals.Add(low, high, milliseconds);
            return signals;
        }
    }

    [Theory, MemberData(nameof(Signals))]
    public async Task Keys_of_sox_are_heard(int low, int high, int milliseconds)
    {
        Skip.IfMissing("sox", "sox");
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "keys.raw");
        List<string> parts = [];
        foreach (var key in Dtmf.Keys)
        {
            Assert.True(Dtmf.TryTone(key, out var tone));
            var length = $"0.0{milliseconds}";
            parts.Add(
                $"|sox -n -r 8000 -c 2 -p synth {length} sine {tone.Hertz} sine {tone.SecondHertz} "
                + $"remix 1v{Share(low)},2v{Share(high)} pad 0 {length}");
        }

        await Sox.RunAsync([.. parts, .. RawSound.Format, file, "pad", "0.1", "0.1"]);
        Assert.Equal(Dtmf.Keys, RawSound.Keys(RawSound.Read(file)));
    }

    [Theory, MemberData(nameof(Signals))]
    public async Task Keys_of_spandsp_are_heard(int low, int high, int milliseconds)
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "keys.raw");
        await Spandsp.RunAsync(
            "dtmf-tx", file, Dtmf.Keys, $"{low}", $"{high - low}", $"{milliseconds}", $"{milliseconds}");
        Assert.Equal(Dtmf.Keys, RawSound.Keys(RawSound.Read(file)));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(70)]
    [InlineData(100)]
    public async Task Our_keys_are_heard_by_spandsp(int milliseconds)
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "keys.raw");
        RawSound.Write(file, Dtmf.Render(Dtmf.Keys, milliseconds, milliseconds));
        Assert.Equal(Dtmf.Keys, await Spandsp.RunAsync("dtmf-rx", file));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(100)]
    public async Task Our_keys_are_heard_by_multimon(int milliseconds)
    {
        Skip.IfMissing("multimon-ng", "multimon-ng");
        Skip.IfMissing("sox", "sox");
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "keys.raw");
        RawSound.Write(file, Dtmf.Render(Dtmf.Keys, milliseconds, milliseconds));
        Assert.Equal(Dtmf.Keys, await Multimon.KeysAsync(file));
    }

    private static string Share(double level) =>
        Math.Pow(10, (level - Tone.OverloadLevel) / 20).ToString("0.#####", CultureInfo.InvariantCulture);
}
