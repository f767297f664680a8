using CallRouting.Audio;

namespace CallRouting.Tests.Flows;

/// <summary>Reception of push-button signals by the figures of ITU-T Q.23 and Q.24.</summary>
public class DtmfTests
{
    // Blocks of 10 ms begin anywhere in a tone: each case is tried at all these offsets, in samples.
    private static readonly int[] Offsets = [0, 7, 16, 23, 32, 40, 51, 56, 64, 72, 79];

    [Theory]
    [InlineData(-3, -3)]
    [InlineData(-10, -10)]
    [InlineData(-20, -20)]
    [InlineData(-25, -25)]
    [InlineData(-28, -28)]
    public void Every_key_is_heard_from_minus_3_to_below_minus_25_dBm0(double low, double high)
    {
        foreach (var milliseconds in new[] { 40, 50 })
            foreach (var offset in Offsets)
                Assert.Equal(Dtmf.Keys, Heard.Digits(Dial(Dtmf.Keys, milliseconds, milliseconds, offset, low, high)));
    }

    [Theory]
    [InlineData(-10, -6)]
    [InlineData(-10, -18)]
    [InlineData(-25, -21)]
    [InlineData(-17, -25)]
    [InlineData(-7, -3)]
    [InlineData(-3, -11)]
    public void Twist_of_4_dB_reverse_and_8_dB_normal_is_heard(double low, double high)
    {
        foreach (var milliseconds in new[] { 40, 50 })
            foreach (var offset in Offsets)
                Assert.Equal(Dtmf.Keys, Heard.Digits(Dial(Dtmf.Keys, milliseconds, milliseconds, offset, low, high)));
    }

    [Theory]
    [InlineData(-10, -4)]
    [InlineData(-10, -21)]
    public void Twist_beyond_is_no_key(double low, double high) =>
        Assert.Empty(Heard.Digits(Dial(Dtmf.Keys, 100, 100, 0, low, high)));

    [Theory]
    [InlineData(1.015)]
    [InlineData(0.985)]
    public void Frequencies_off_by_1_5_percent_are_heard(double detune)
    {
        foreach (var offset in Offsets)
            foreach (var (low, high) in new[] { (-10, -10), (-25, -25), (-10, -6), (-10, -18) })
                Assert.Equal(Dtmf.Keys, Heard.Digits(Dial(Dtmf.Keys, 40, 40, offset, low, high, detune)));
    }

    [Theory]
    [InlineData(1.035)]
    [InlineData(0.965)]
    public void Frequencies_off_by_3_5_percent_are_not(double detune)
    {
        foreach (var offset in Offsets)
            foreach (var (low, high) in new[] { (-10, -10), (-10, -6), (-10, -18) })
                Assert.Empty(Heard.Digits(Dial(Dtmf.Keys, 100, 100, offset, low, high, detune)));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(22)]
    public void A_tone_of_22_ms_is_no_key(int milliseconds)
    {
        foreach (var offset in Offsets)
            Assert.Empty(Heard.Digits(Dial(Dtmf.Keys, milliseconds, 100, offset, -10, -8)));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(20)]
    public void A_break_in_a_tone_does_not_double_the_key(int milliseconds)
    {
        foreach (var offset in Offsets)
        {
            var sound = new Sound().PauseSamples(offset);
            foreach (var key in Dtmf.Keys) sound.Key(key, 60).Pause(milliseconds).Key(key, 60).Pause(60);
            Assert.Equal(Dtmf.Keys, Heard.Digits(sound));
        }
    }

    [Fact]
    public void The_same_key_after_a_pause_of_40_ms_is_a_second_one()
    {
        foreach (var offset in Offsets)
            Assert.Equal("1155##", Heard.Digits(Dial("1155##", 40, 40, offset, -10, -8)));
    }

    [Fact]
    public void A_key_that_follows_another_without_a_pause_is_heard()
    {
        foreach (var offset in Offsets)
        {
            var heard = Heard.Keys(new Sound().PauseSamples(offset).Key('1', 60).Key('6', 60).Pause(100).Alaw());
            var told = string.Concat(heard.Select(signal => $"{signal.Key}{(signal.IsEnd ? '-' : '+')}"));
            Assert.Equal("1+1-6+6-", told);
        }
    }

    [Fact]
    public void Starts_and_ends_are_told_with_their_time_and_length()
    {
        var heard = Heard.Keys(new Sound().Pause(500).Key('7', 120).Pause(500).Alaw());
        Assert.Equal(2, heard.Count);
        Assert.Equal(('7', false, 0), (heard[0].Key, heard[0].IsEnd, heard[0].Milliseconds));
        Assert.Equal(('7', true), (heard[1].Key, heard[1].IsEnd));
        Assert.InRange(heard[0].At, 4000 - 80, 4000 + 80);
        Assert.InRange(heard[1].At, 4960 - 80, 4960 + 80);
        Assert.InRange(heard[1].Milliseconds, 110, 130);
    }

    [Fact]
    public void A_key_is_told_within_40_ms_of_its_start_and_60_of_its_end()
    {
        foreach (var offset in Offsets)
        {
            var alaw = new Sound().PauseSamples(800 + offset).Key('7', 200).Pause(300).Alaw();
            var (start, end) = (0, 0);
            var detector = new DtmfDetector(Tones.Russia);
            for (var i = 0; i < alaw.Length; i++)
            {
                ReadOnlySpan<byte> one = alaw.AsSpan(i, 1);
                if (!detector.TryDetect(ref one, out var signal)) continue;
                if (signal.IsEnd) end = i;
                else start = i;
            }

            Assert.InRange(start - (800 + offset), 1, 40 * 8);
            Assert.InRange(end - (800 + offset + 1600), 1, 60 * 8);
        }
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("us")]
    [InlineData("gb")]
    public void Keys_are_heard_over_dial_tone(string country)
    {
        Assert.True(Tones.TryZone(country, out var zone));
        var dial = zone.Dial.Steps[0].Tone;
        foreach (var offset in Offsets)
        {
            var sound = new Sound().Pause(400).Add(Dial(Dtmf.Keys, 60, 60, offset, -12, -10));
            sound.Under(dial.Hertz, dial.SecondHertz == 0 ? -5 : -8);
            if (dial.SecondHertz != 0) sound.Under(dial.SecondHertz, -8);
            Assert.Equal(Dtmf.Keys, Heard.Digits(sound, zone));
        }
    }

    [Theory]
    [InlineData(15)]
    [InlineData(12)]
    public void Keys_are_heard_in_noise(int ratio)
    {
        // The level of the pair over that of the noise in the whole band.
        var sound = new Sound();
        for (var i = 0; i < 10; i++) sound.Add(Dial(Dtmf.Keys, 50, 50, 8 * i + 3, -13, -13));
        var heard = Heard.Digits(sound.Noise(-10 - ratio));
        Assert.Equal(string.Concat(Enumerable.Repeat(Dtmf.Keys, 10)), heard);
    }

    [Fact]
    public void A_tone_below_the_guard_is_no_key() =>
        Assert.Empty(Heard.Digits(Dial(Dtmf.Keys, 100, 100, 0, -38, -38)));

    [Fact]
    public void One_tone_alone_or_three_at_once_are_no_key()
    {
        var sound = new Sound();
        foreach (var hertz in new[] { 697.0, 770, 852, 941, 1209, 1336, 1477, 1633 })
            sound.Sines(200, (hertz, -10)).Pause(100);
        sound.Sines(200, (697, -10), (1209, -10), (1477, -10)).Pause(100);
        sound.Sines(200, (697, -10), (852, -10), (1209, -10)).Pause(100);
        Assert.Empty(Heard.Digits(sound));
    }

    [Fact]
    public void A_key_that_clips_is_heard() =>
        Assert.Equal(Dtmf.Keys, Heard.Digits(Dial(Dtmf.Keys, 50, 50, 3, 0, 0).Louder(3)));

    private static Sound Dial(
        string keys, double on, double off, int offset, double low, double high, double detune = 1)
    {
        var sound = new Sound().PauseSamples(offset);
        foreach (var key in keys) sound.Key(key, on, low, high, detune).Pause(off);
        return sound.Pause(60);
    }
}
