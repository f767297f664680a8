using CallRouting.Audio;

namespace CallRouting.Tests.Flows;

/// <summary>Caller id is read as exchanges send it.</summary>
public class CallerIdTests
{
    private static readonly Audio.CallerId Ivan = new()
    {
        Number = "84951234567", Name = "IVAN PETROV", Time = new(11, 23, 16, 5), FirstCalled = "84957654321",
    };

    public static TheoryData<CallerIdCoding> Keyings => [CallerIdCoding.Bell202, CallerIdCoding.V23];

    [Theory, MemberData(nameof(Keyings))]
    public void What_an_exchange_sends_is_read_whole(CallerIdCoding coding)
    {
        var sound = Sound.Of(CallerIdGenerator.Render(Ivan, coding));
        Assert.Equal(
            [(Ivan, CallerIdProblem.None, coding)],
            Heard.Callers(sound).Select(heard => (heard.CallerId, heard.Problem, heard.Coding)));
    }

    [Theory, MemberData(nameof(Keyings))]
    public void The_single_format_has_time_and_number(CallerIdCoding coding)
    {
        var sound = Sound.Of(CallerIdGenerator.Render(Ivan, coding, CallerIdFormat.Single));
        var heard = Assert.Single(Heard.Callers(sound));
        Assert.Equal(new Audio.CallerId { Number = "84951234567", Time = new(11, 23, 16, 5) }, heard.CallerId);
    }

    [Theory]
    [InlineData(CallerIdFormat.Single, CallerIdAbsence.Private)]
    [InlineData(CallerIdFormat.Single, CallerIdAbsence.Unavailable)]
    [InlineData(CallerIdFormat.Multiple, CallerIdAbsence.Private)]
    [InlineData(CallerIdFormat.Multiple, CallerIdAbsence.Unavailable)]
    public void Why_there_is_no_number_is_told(CallerIdFormat format, CallerIdAbsence absence)
    {
        foreach (var coding in new[] { CallerIdCoding.Bell202, CallerIdCoding.V23, CallerIdCoding.Dtmf })
        {
            var caller = new Audio.CallerId { NumberAbsence = absence };
            var heard = Assert.Single(Heard.Callers(Sound.Of(CallerIdGenerator.Render(caller, coding, format))));
            Assert.Equal(
                ("", absence, CallerIdProblem.None),
                (heard.CallerId.Number, heard.CallerId.NumberAbsence, heard.Problem));
        }
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(-20)]
    [InlineData(-34)]
    public void Loud_and_faint_lines_are_read(double level)
    {
        foreach (var coding in new[] { CallerIdCoding.Bell202, CallerIdCoding.V23, CallerIdCoding.Dtmf })
            for (var offset = 0; offset < 14; offset++)
            {
                var alaw = CallerIdGenerator.Render(Ivan, coding, CallerIdFormat.Multiple, level);
                var sound = new Sound().PauseSamples(offset).Add(Sound.Of(alaw)).Pause(50);
                var heard = Assert.Single(Heard.Callers(sound));
                Assert.Equal((Ivan.Number, coding), (heard.CallerId.Number, heard.Coding));
            }
    }

    [Theory, MemberData(nameof(Keyings))]
    public void Noise_of_20_dB_below_is_no_harm(CallerIdCoding coding)
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var sound = new Sound().PauseSamples(seed).Add(Sound.Of(CallerIdGenerator.Render(Ivan, coding)));
            Assert.Equal(Ivan, Assert.Single(Heard.Callers(sound.Noise(-33.5, seed))).CallerId);
        }
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public void Mark_and_space_may_be_unequal(double decibels)
    {
        foreach (var coding in new[] { CallerIdCoding.Bell202, CallerIdCoding.V23 })
        {
            var sound = Tilted(CallerIdGenerator.Render(Ivan, coding), decibels);
            Assert.Equal(Ivan, Assert.Single(Heard.Callers(sound)).CallerId);
        }
    }

    [Fact]
    public void A_wrong_check_sum_is_told_and_nothing_of_the_caller()
    {
        // Three octets last 200 samples: those of one place are heard in another.
        var alaw = CallerIdGenerator.Render(Ivan, CallerIdCoding.V23);
        alaw.AsSpan(5000, 200).CopyTo(alaw.AsSpan(4800));
        var heard = Assert.Single(Heard.Callers(Sound.Of(alaw)));
        Assert.Equal((Audio.CallerId.Empty, CallerIdProblem.Checksum), (heard.CallerId, heard.Problem));
    }

    [Fact]
    public void A_message_that_breaks_off_is_told_and_the_next_is_read()
    {
        var alaw = CallerIdGenerator.Render(Ivan, CallerIdCoding.Bell202);
        var sound = Sound.Of(alaw.AsSpan(0, 5000)).Pause(500).Add(Sound.Of(alaw));
        var heard = Heard.Callers(sound);
        Assert.Equal([CallerIdProblem.CutShort, CallerIdProblem.None], heard.Select(signal => signal.Problem));
        Assert.Equal(Ivan, heard[1].CallerId);
    }

    [Theory]
    [InlineData("A84951234567C", "84951234567", "", CallerIdAbsence.None)]
    [InlineData("A84951234567D8800C", "84951234567", "8800", CallerIdAbsence.None)]
    [InlineData("A84951234567#", "84951234567", "", CallerIdAbsence.None)]
    [InlineData("D0223456789C", "0223456789", "", CallerIdAbsence.None)]
    [InlineData("12345678#", "12345678", "", CallerIdAbsence.None)]
    [InlineData("D1#", "", "", CallerIdAbsence.Private)]
    [InlineData("D2#", "", "", CallerIdAbsence.Unavailable)]
    [InlineData("D3#", "", "", CallerIdAbsence.Unavailable)]
    [InlineData("B00C", "", "", CallerIdAbsence.Unavailable)]
    [InlineData("B10C", "", "", CallerIdAbsence.Private)]
    public void Keys_say_who_calls_in_every_national_form(
        string keys, string number, string firstCalled, CallerIdAbsence absence)
    {
        var heard = Assert.Single(Heard.Callers(Sound.Of(Dtmf.Render(keys, 70, 70))));
        Assert.Equal(
            new Audio.CallerId { Number = number, FirstCalled = firstCalled, NumberAbsence = absence }, heard.CallerId);
        Assert.Equal((CallerIdProblem.None, CallerIdCoding.Dtmf), (heard.Problem, heard.Coding));
    }

    [Theory]
    [InlineData("AC", CallerIdProblem.Malformed)]
    [InlineData("A12D#", CallerIdProblem.Malformed)]
    [InlineData("A1234", CallerIdProblem.CutShort)]
    public void Keys_that_say_nothing_are_told(string keys, CallerIdProblem problem)
    {
        var heard = Assert.Single(Heard.Callers(Sound.Of(Dtmf.Render(keys, 70, 70)).Pause(1500)));
        Assert.Equal((Audio.CallerId.Empty, problem), (heard.CallerId, heard.Problem));
    }

    [Fact]
    public void What_is_not_asked_for_is_not_heard()
    {
        var keyed = Sound.Of(CallerIdGenerator.Render(Ivan, CallerIdCoding.V23));
        var keys = Sound.Of(CallerIdGenerator.Render(Ivan, CallerIdCoding.Dtmf));
        Assert.Empty(Heard.Callers(keyed, CallerIdCoding.Dtmf));
        Assert.Empty(Heard.Callers(keys, CallerIdCoding.V23));
        Assert.Equal(CallerIdCoding.Bell202, Assert.Single(Heard.Callers(keyed, CallerIdCoding.Bell202)).Coding);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CallerIdReceiver(CallerIdCoding.None));
    }

    [Fact]
    public void Speech_and_noise_are_nobody()
    {
        Assert.Empty(Heard.Callers(Speech.Vowels(120_000, -15, 3)));
        Assert.Empty(Heard.Callers(new Sound().Pause(120_000).Noise(-15)));
    }

    [Fact]
    public void What_cannot_be_sent_is_refused()
    {
        void Refused(Audio.CallerId caller, CallerIdCoding coding) =>
            Assert.Throws<ArgumentException>(() => CallerIdGenerator.Render(caller, coding));
        Refused(Ivan, CallerIdCoding.All);
        Refused(Ivan, CallerIdCoding.None);
        Refused(new() { Number = new('1', 21) }, CallerIdCoding.V23);
        Refused(new() { Name = new('A', 51) }, CallerIdCoding.V23);
        Refused(new() { Name = "Иван" }, CallerIdCoding.V23);
        Refused(new() { Number = "+7495" }, CallerIdCoding.Dtmf);
        Refused(new() { Time = new(13, 1, 0, 0) }, CallerIdCoding.V23);
    }

    // A line that loses more of one end of the band: a first-order tilt about the middle of the two tones.
    private static Sound Tilted(byte[] alaw, double decibels)
    {
        var samples = new short[alaw.Length];
        G711.DecodeAlaw(alaw, samples);
        var share = Math.Abs(decibels) / 20;
        var sign = decibels > 0 ? -1 : 1;
        var tilted = new short[samples.Length];
        for (var i = 1; i < samples.Length; i++) tilted[i] = (short)(samples[i] * 0.7 + sign * share * samples[i - 1]);
        return Sound.Of(tilted);
    }
}
