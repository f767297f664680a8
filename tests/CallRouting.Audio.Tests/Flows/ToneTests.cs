using CallRouting.Audio;

namespace CallRouting.Tests.Flows;

public class ToneTests
{
    [Fact]
    public void A_sine_of_full_scale_is_the_overload_point()
    {
        Assert.Equal(32768, Tone.Peak(3.14), 0.001);
        Assert.Equal(22827, Tone.Peak(0), 1.0);
    }

    [Theory]
    [InlineData(-10.0)]
    [InlineData(0.0)]
    [InlineData(-30.0)]
    public void A_tone_has_the_level_it_says_also_after_alaw(double level)
    {
        var samples = new short[8000];
        new Tone(425, 0, level).Fill(0, samples);
        Assert.Equal(level, Goertzel.Level(samples, 425), 0.05);
        var coded = new byte[8000];
        G711.EncodeAlaw(samples, coded);
        G711.DecodeAlaw(coded, samples);
        Assert.Equal(level, Goertzel.Level(samples, 425), 0.2);
    }

    [Fact]
    public void A_tone_is_a_function_of_the_sample_index_alone()
    {
        var tone = new Tone(440, 480, -13, -13);
        var whole = new short[1000];
        tone.Fill(123_456_789, whole);
        var part = new short[300];
        tone.Fill(123_456_789 + 400, part);
        Assert.Equal(whole.AsSpan(400, 300).ToArray(), part);
        Assert.Equal(whole[7], tone.Sample(123_456_796));
        Assert.Equal(0, default(Tone).Sample(99));
    }

    [Fact]
    public void The_russian_tones_have_the_times_of_the_standard()
    {
        Assert.Equal("425:350 -:350", Text(Tones.Russia.Busy));
        Assert.Equal("425:175 -:175", Text(Tones.Russia.Congestion));
        Assert.Equal("425:1000 -:4000", Text(Tones.Russia.Ringback));
        Assert.Equal("425:1000", Text(Tones.Russia.Dial));
    }

    [Fact]
    public void The_other_zones_have_theirs()
    {
        Assert.Equal("400+450:400 -:200 400+450:400 -:2000", Text(Tones.GreatBritain.Ringback));
        Assert.Equal("480+620:500 -:500", Text(Tones.UnitedStates.Busy));
        Assert.Equal("425:480 -:480", Text(Tones.Germany.Busy));
        Assert.Equal("350+440:1000", Text(Tones.UnitedStates.Dial));
        Assert.True(Tones.TryZone("GB", out var zone));
        Assert.Same(Tones.GreatBritain, zone);
        Assert.False(Tones.TryZone("xx", out zone));
        Assert.Same(Tones.Russia, zone);
    }

    [Fact]
    public void Busy_is_heard_as_350_ms_of_tone_and_350_ms_of_silence()
    {
        var alaw = Tones.Russia.Busy.Render();
        Assert.Equal(5600, alaw.Length);
        Assert.InRange(Pitch.OfAlaw(alaw.AsSpan(0, 2800)).Hertz, 424, 426);
        Assert.True(alaw.AsSpan(2800).IndexOfAnyExcept(AudioFrame.Silence) < 0);
    }

    [Fact]
    public void A_rendered_loop_is_whole_frames_without_a_seam()
    {
        foreach (var zone in Tones.Zones)
            foreach (var cadence in new[] { zone.Dial, zone.Ringback, zone.Busy, zone.Congestion })
            {
                var once = cadence.Render();
                Assert.Equal(0, once.Length % AudioFrame.Samples);
                var second = new byte[once.Length];
                cadence.Fill(once.Length, second);
                Assert.Equal(once, second);
            }
    }

    [Fact]
    public void The_beep_is_1_kHz_for_400_ms_and_then_silence()
    {
        var alaw = new byte[4000];
        Tones.Beep.Fill(0, alaw);
        Assert.Equal(400 * 8, alaw.AsSpan().LastIndexOfAnyExcept(AudioFrame.Silence) + 1, 8.0);
        Assert.InRange(Pitch.OfAlaw(alaw.AsSpan(0, 3200)).Hertz, 999, 1001);
    }

    [Fact]
    public void The_missing_prompt_is_no_tone_of_any_zone()
    {
        var alaw = Tones.MissingPrompt.Render();
        Assert.InRange(Pitch.OfAlaw(alaw.AsSpan(0, 1600)).Hertz, 599, 601);
        Assert.InRange(Pitch.OfAlaw(alaw.AsSpan(1600, 1600)).Hertz, 899, 901);
    }

    [Fact]
    public void Each_key_is_its_row_and_its_column_and_nothing_else()
    {
        int[] all = [697, 770, 852, 941, 1209, 1336, 1477, 1633];
        var pairs = new HashSet<(int, int)>();
        foreach (var key in Dtmf.Keys)
        {
            Assert.True(Dtmf.TryTone(key, out var tone));
            Assert.True(pairs.Add((tone.Hertz, tone.SecondHertz)));
            var samples = new short[800];
            tone.Fill(0, samples);
            var heard = all.Where(f => Goertzel.Level(samples, f) > -20).ToArray();
            Assert.Equal([tone.Hertz, tone.SecondHertz], heard);
        }

        Assert.True(Dtmf.TryTone('5', out var five));
        Assert.Equal((770, 1336), (five.Hertz, five.SecondHertz));
        Assert.False(Dtmf.TryTone('x', out _));
        Assert.Equal(2 * 200 * 8, Dtmf.Render("1#").Length);
    }

    [Fact]
    public void Pitch_tells_silence_noise_and_tone_apart()
    {
        Assert.Equal(default, Pitch.Of(new short[800]));
        var tone = new short[800];
        new Tone(1234).Fill(0, tone);
        Assert.InRange(Pitch.Of(tone).Hertz, 1233.5, 1234.5);
        Assert.InRange(Pitch.Of(tone).Share, 0.99, 1);
        var random = new Random(1);
        var noise = new short[4000];
        for (var i = 0; i < noise.Length; i++) noise[i] = (short)random.Next(-8000, 8000);
        Assert.InRange(Pitch.Of(noise).Share, 0, 0.05);
    }

    [Fact]
    public void A_cadence_without_time_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Cadence(true));
        Assert.Throws<ArgumentException>(() => new Cadence(true, new CadenceStep(default, 0)));
        Assert.Throws<ArgumentException>(() => new Cadence(true, new CadenceStep(default, 60_001)));
    }

    [Fact]
    public void A_frame_behind_the_end_is_silence()
    {
        var frame = new byte[160];
        Assert.True(AudioFrame.Copy(new byte[170], 1, frame));
        Assert.Equal(10, frame.Count(o => o == 0));
        Assert.False(AudioFrame.Copy(new byte[170], 2, frame));
        Assert.True(frame.AsSpan().IndexOfAnyExcept(AudioFrame.Silence) < 0);
    }

    private static string Text(Cadence cadence) => string.Join(' ', cadence.Steps.Select(step =>
        (step.Tone.IsSilence ? "-" : step.Tone.SecondHertz == 0 ? $"{step.Tone.Hertz}"
            : $"{step.Tone.Hertz}+{step.Tone.SecondHertz}") + ":" + step.Milliseconds));
}
