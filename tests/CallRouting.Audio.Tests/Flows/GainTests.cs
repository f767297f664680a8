using CallRouting.Audio;

namespace CallRouting.Tests.Flows;

public class GainTests
{
    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    [InlineData(-20)]
    [InlineData(12.5)]
    public void A_gain_changes_the_level_by_its_decibels(double decibels)
    {
        var samples = new Sound().Sines(500, (1000, -20)).Samples();
        var louder = new short[samples.Length];
        new Gain(decibels).Apply(samples, louder);
        Assert.Equal(-20 + decibels, Goertzel.TotalLevel(louder), 0.05);
        var alaw = new Sound().Sines(500, (1000, -20)).Alaw();
        new Gain(decibels).Apply(alaw, alaw);
        G711.DecodeAlaw(alaw, louder);
        Assert.Equal(-20 + decibels, Goertzel.TotalLevel(louder), 0.3);
    }

    [Fact]
    public void What_would_be_too_loud_saturates()
    {
        short[] samples = [30000, -30000, 100];
        new Gain(20).Apply(samples, samples);
        Assert.Equal([short.MaxValue, short.MinValue, 1000], samples);
        byte[] alaw = [G711.EncodeAlaw(30000), G711.EncodeAlaw(-30000)];
        new Gain(20).Apply(alaw, alaw);
        Assert.Equal([32256, -32256], alaw.Select(octet => (int)G711.DecodeAlaw(octet)));
    }

    [Fact]
    public void The_default_gain_changes_nothing()
    {
        byte[] alaw = [.. Enumerable.Range(0, 256).Select(octet => (byte)octet)];
        var same = new byte[256];
        default(Gain).Apply(alaw, same);
        Assert.Equal(alaw, same);
        new Gain(0).Apply(alaw, same);
        Assert.Equal(alaw, same);
        short[] samples = [1, -1, 30000], target = new short[3];
        default(Gain).Apply(samples, target);
        Assert.Equal(samples, target);
    }

    [Fact]
    public void Each_sample_depends_on_itself_alone()
    {
        // An impulse stays one: no echo, no delay.
        short[] samples = [0, 0, 1000, 0, 0], target = new short[5];
        new Gain(6.0206).Apply(samples, target);
        Assert.Equal([0, 0, 2000, 0, 0], target);
    }

    [Fact]
    public void A_gain_out_of_bounds_or_a_short_target_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Gain(31));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Gain(-61));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Gain(double.NaN));
        Assert.Throws<ArgumentException>(() => new Gain(3).Apply(new byte[2], new byte[1]));
        Assert.Throws<ArgumentException>(() => new Gain(3).Apply(new short[2], new short[1]));
    }
}
