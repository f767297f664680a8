using CallRouting.Audio;

namespace CallRouting.Tests.Flows;

/// <summary>Call progress tones are known by frequency and cadence.</summary>
public class CallProgressTests
{
    public static TheoryData<string> Countries => [.. Tones.Zones.Select(zone => zone.Country)];

    [Theory, MemberData(nameof(Countries))]
    public void Every_tone_of_a_country_is_known_by_its_second_round(string country)
    {
        Assert.True(Tones.TryZone(country, out var zone));
        var congestion = Same(zone.Congestion, zone.Busy) ? CallProgress.Busy : CallProgress.Congestion;
        foreach (var stretch in new[] { 0.91, 1.09 })
            foreach (var detune in new[] { 0.988, 1.012 })
                foreach (var offset in new[] { 0, 33 })
                {
                    Expect(zone, zone.Busy, CallProgress.Busy, 3, stretch, detune, offset);
                    Expect(zone, zone.Congestion, congestion, 3, stretch, detune, offset);
                    Expect(zone, zone.Ringback, CallProgress.Ringback, 1, stretch, detune, offset);
                    Expect(zone, zone.Dial, CallProgress.Dial, zone.Dial.Steps.Count > 1 ? 2 : 3, 1, detune, offset);
                }
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(-25)]
    [InlineData(-38)]
    public void Russian_busy_is_known_from_loud_to_faint(double level)
    {
        var heard = Heard.Progress(Rhythm(425, level, 6, 350, 350), Tones.Russia);
        Assert.Equal(CallProgress.Busy, heard[0].Progress);
        Assert.InRange(heard[0].At, 1, 1500 * 8);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(450)]
    public void An_old_exchange_25_Hz_off_is_known(double hertz) =>
        Assert.Equal(CallProgress.Busy, Heard.Progress(Rhythm(hertz, -15, 6, 350, 350), Tones.Russia)[0].Progress);

    [Fact]
    public void Busy_is_known_in_noise_15_dB_below_it()
    {
        var sound = Rhythm(425, -20, 8, 350, 350).Noise(-35);
        Assert.Equal(CallProgress.Busy, Heard.Progress(sound, Tones.Russia)[0].Progress);
    }

    [Theory]
    [InlineData(250, 250)]
    [InlineData(450, 450)]
    [InlineData(350, 700)]
    public void Another_rhythm_is_not_russian_busy(int on, int off)
    {
        var heard = Heard.Progress(Rhythm(425, -15, 12, on, off), Tones.Russia);
        Assert.DoesNotContain(heard, signal => signal.Progress is CallProgress.Busy or CallProgress.Congestion);
    }

    [Theory]
    [InlineData(350)]
    [InlineData(520)]
    [InlineData(850)]
    public void Another_frequency_is_not_russian_busy(double hertz)
    {
        var heard = Heard.Progress(Rhythm(hertz, -15, 12, 350, 350), Tones.Russia);
        Assert.DoesNotContain(heard, signal => signal.Progress is CallProgress.Busy or CallProgress.Congestion);
    }

    [Fact]
    public void Ringing_goes_on_through_its_pauses_and_ends_with_them()
    {
        var sound = Rhythm(425, -15, 4, 1000, 4000).Pause(9000);
        var heard = Heard.Progress(sound, Tones.Russia);
        Assert.Equal(
            [CallProgress.Ringback, CallProgress.None, CallProgress.Silence], heard.Select(signal => signal.Progress));
        Assert.InRange(heard[0].At, 2900 * 8, 3200 * 8);
        Assert.InRange(heard[1].At, 20_300 * 8, 20_600 * 8);
        Assert.InRange(heard[2].At, 21_000 * 8, 21_100 * 8);
    }

    [Fact]
    public void An_outgoing_call_is_told_step_by_step()
    {
        var sound = new Sound().Pause(300).Sines(2500, (425, -12)).Pause(1500);
        sound.Add(Rhythm(425, -15, 2, 1000, 4000)).Sines(500, (425, -15));
        sound.Add(Speech.Vowels(4000, -18)).Pause(1500).Add(Rhythm(425, -15, 6, 350, 350));
        var heard = Heard.Progress(sound, Tones.Russia).Select(signal => signal.Progress);
        Assert.Equal(
            [
                CallProgress.Dial, CallProgress.None, CallProgress.Ringback, CallProgress.Voice, CallProgress.None,
                CallProgress.Busy
            ],
            heard);
    }

    [Fact]
    public void Silence_is_told_once_and_again_after_sound()
    {
        var sound = new Sound().Pause(7000).Add(Speech.Vowels(3000, -20)).Pause(7000).Noise(-55);
        var heard = Heard.Progress(sound, Tones.Russia, 2000);
        Assert.Equal(
            [
                CallProgress.Silence, CallProgress.None, CallProgress.Voice, CallProgress.None, CallProgress.Silence
            ],
            heard.Select(signal => signal.Progress));
        Assert.InRange(heard[0].At, 2000 * 8, 2100 * 8);
        Assert.InRange(heard[4].At, 12_000 * 8, 12_300 * 8);
    }

    [Fact]
    public void A_steady_hum_of_the_line_is_silence()
    {
        var sound = new Sound().Pause(10_000).Noise(-40).Under(50, -36);
        Assert.Equal([CallProgress.Silence], Heard.Progress(sound, Tones.Russia).Select(signal => signal.Progress));
    }

    [Fact]
    public void Keys_and_fax_tones_are_neither_voice_nor_silence()
    {
        var sound = new Sound();
        for (var i = 0; i < 10; i++) sound.Add(Sound.Of(Dtmf.Render("159D", 150, 100)));
        for (var i = 0; i < 2; i++) sound.Sines(500, (1100, -12)).Pause(3000);
        Assert.Empty(Heard.Progress(sound, Tones.Russia));
    }

    [Fact]
    public void A_listener_hears_what_the_detectors_hear()
    {
        var sound = new Sound().Pause(200).Add(Sound.Of(Dtmf.Render("42"))).Pause(100).Sines(500, (1100, -12))
            .Pause(3000).Add(Rhythm(425, -15, 4, 350, 350));
        var listener = new LineListener(Tones.Russia);
        List<LineSignal> heard = [];
        ReadOnlySpan<byte> rest = sound.Alaw();
        while (listener.TryDetect(ref rest, out var signal)) heard.Add(signal);
        Assert.Equal(Heard.Keys(sound.Alaw()), heard.Where(s => s.Kind == LineSignalKind.Key).Select(s => s.Dtmf));
        Assert.Equal(Heard.Fax(sound), heard.Where(s => s.Kind == LineSignalKind.Fax).Select(s => s.Fax));
        Assert.Equal(
            Heard.Progress(sound, Tones.Russia),
            heard.Where(s => s.Kind == LineSignalKind.Progress).Select(s => s.Progress));
        Assert.Equal(6, heard.Count);
    }

    private static void Expect(
        ToneZone zone, Cadence cadence, CallProgress expected, int rounds, double stretch, double detune, int offset)
    {
        var sound = new Sound().Pause(200).PauseSamples(offset);
        for (var round = 0; round <= rounds; round++)
            foreach (var (tone, milliseconds) in cadence.Steps)
                if (tone.IsSilence) sound.Pause(milliseconds * stretch);
                else if (tone.SecondHertz == 0) sound.Sines(milliseconds * stretch, (tone.Hertz * detune, -15));
                else sound.Sines(milliseconds * stretch, (tone.Hertz * detune, -18), (tone.SecondHertz * detune, -18));
        var heard = Heard.Progress(sound, zone, 60_000).Where(s => s.Progress != CallProgress.None).ToList();
        Assert.True(
            heard.Count > 0 && heard.All(signal => signal.Progress == expected),
            $"{zone.Country} {expected} x{stretch} {detune}: {string.Join(" ", heard.Select(s => s.Progress))}");
    }

    private static bool Same(Cadence one, Cadence other) =>
        one.Steps.Select(step => step.Milliseconds).SequenceEqual(other.Steps.Select(step => step.Milliseconds));

    private static Sound Rhythm(double hertz, double level, int rounds, int on, int off)
    {
        var sound = new Sound();
        for (var i = 0; i < rounds; i++) sound.Sines(on, (hertz, level)).Pause(off);
        return sound;
    }
}
