using CallRouting.Audio;

namespace CallRouting.Tests.Flows;

/// <summary>Fax machines make themselves known by T.30 and V.25.</summary>
public class FaxToneTests
{
    [Theory]
    [InlineData(1100, 500, -12)]
    [InlineData(1062, 500, -12)]
    [InlineData(1138, 500, -12)]
    [InlineData(1100, 430, -30)]
    [InlineData(1100, 570, -38)]
    public void A_calling_fax_is_heard_at_its_first_burst(double hertz, int milliseconds, double level)
    {
        var heard = Heard.Fax(new Sound().Pause(503).Sines(milliseconds, (hertz, level)).Pause(3000));
        Assert.Equal([FaxTone.Calling], heard.Select(signal => signal.Tone));
        Assert.InRange(heard[0].At, (503 + milliseconds) * 8, (503 + milliseconds + 250) * 8);
    }

    [Theory]
    [InlineData(1000, 500)]
    [InlineData(1200, 500)]
    [InlineData(1100, 300)]
    [InlineData(1100, 800)]
    [InlineData(1100, 5000)]
    public void Another_tone_is_no_calling_fax(double hertz, int milliseconds) =>
        Assert.Empty(Heard.Fax(new Sound().Pause(503).Sines(milliseconds, (hertz, -12)).Pause(3000)));

    [Fact]
    public void A_melody_that_passes_1100_Hz_is_no_calling_fax()
    {
        var sound = new Sound();
        foreach (var hertz in new[] { 880.0, 1108.7, 987.8, 1108.7, 1318.5, 1108.7, 880 })
            sound.Sines(500, (hertz, -12));
        Assert.Empty(Heard.Fax(sound));
    }

    [Fact]
    public void Every_burst_is_told() => Assert.Equal(
        [FaxTone.Calling, FaxTone.Calling, FaxTone.Calling],
        Heard.Fax(Sound.Of(FaxTones.Calling.Render()).Add(Sound.Of(FaxTones.Calling.Render()))
            .Add(Sound.Of(FaxTones.Calling.Render()))).Select(signal => signal.Tone));

    [Theory]
    [InlineData(2100, -12)]
    [InlineData(2086, -30)]
    [InlineData(2114, -12)]
    public void An_answering_fax_is_heard_after_a_second(double hertz, double level)
    {
        var heard = Heard.Fax(new Sound().Pause(1800).Sines(3000, (hertz, level)).Pause(500));
        Assert.Equal([FaxTone.Answering], heard.Select(signal => signal.Tone));
        Assert.InRange(heard[0].At, 2780 * 8, 2840 * 8);
    }

    [Fact]
    public void Phase_reversals_are_told_apart_wherever_they_fall_in_a_block()
    {
        for (var offset = 0; offset < 80; offset += 3)
        {
            var sound = new Sound().PauseSamples(offset).Add(Sound.Of(FaxTones.AnsweringWithReversals(3000)));
            Assert.Equal(
                [FaxTone.AnsweringWithReversals], Heard.Fax(sound.Pause(300)).Select(signal => signal.Tone));
        }
    }

    [Fact]
    public void The_generated_answer_tone_is_plain() => Assert.Equal(
        [FaxTone.Answering], Heard.Fax(Sound.Of(FaxTones.Answering(3000))).Select(signal => signal.Tone));

    [Fact]
    public void Keys_speech_and_noise_are_no_fax()
    {
        Assert.Empty(Heard.Fax(Sound.Of(Dtmf.Render(Dtmf.Keys))));
        Assert.Empty(Heard.Fax(Speech.Vowels(60_000, -18, 7)));
        Assert.Empty(Heard.Fax(new Sound().Pause(60_000).Noise(-15)));
    }
}
