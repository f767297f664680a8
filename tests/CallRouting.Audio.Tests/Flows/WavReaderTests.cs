using CallRouting.Audio;

namespace CallRouting.Tests.Flows;

public class WavReaderTests
{
    [Theory]
    [InlineData(8000)]
    [InlineData(11025)]
    [InlineData(16000)]
    [InlineData(22050)]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(95999)]
    public void A_tone_of_1_kHz_keeps_its_pitch_and_its_level_at_any_rate(int rate)
    {
        var file = WavFile.Pcm16(rate, 1, WavFile.Sine(1000, rate, rate));
        Assert.True(WavReader.ReadSamples(file, out var samples).IsNone);
        Assert.Equal(8000, samples.Length);
        var middle = samples.AsSpan(2000, 4000);
        Assert.InRange(Goertzel.Power(middle, 1000), Power(16000, -0.1), Power(16000, 0.1));
        var pitch = Pitch.Of(middle);
        Assert.InRange(pitch.Hertz, 999, 1001);
        Assert.InRange(pitch.Share, 0.999, 1);
    }

    [Theory]
    [InlineData(3400, 48000)]
    [InlineData(300, 44100)]
    [InlineData(3300, 16000)]
    public void The_speech_band_passes_within_half_a_decibel(int hertz, int rate)
    {
        var samples = Resampler.To8Khz(WavFile.Sine(hertz, rate, rate), rate);
        Assert.InRange(Goertzel.Power(samples.AsSpan(2000, 4000), hertz), Power(16000, -0.5), Power(16000, 0.5));
    }

    [Theory]
    [InlineData(6000, 48000)]
    [InlineData(4100, 44100)]
    [InlineData(7000, 16000)]
    [InlineData(12000, 96000)]
    [InlineData(5000, 11025)]
    public void A_tone_above_4_kHz_does_not_fold_back_into_the_speech_band(int hertz, int rate)
    {
        var samples = Resampler.To8Khz(WavFile.Sine(hertz, rate, rate), rate);
        var left = Goertzel.MeanSquare(samples.AsSpan(2000, 4000));
        Assert.InRange(left, 0, Power(16000, -60));
    }

    [Fact]
    public void Stereo_is_mixed_to_the_mean_of_both_sides()
    {
        short[] both = [1000, 3000, -200, -400, 32767, 32767, -32768, -32768];
        Assert.True(WavReader.ReadSamples(WavFile.Pcm16(8000, 2, both), out var samples).IsNone);
        Assert.Equal([2000, -300, 32767, -32768], samples);
    }

    [Fact]
    public void Eight_bit_samples_are_unsigned_around_128()
    {
        var file = WavFile.Riff(
            WavFile.Chunk("fmt ", WavFile.Fmt(1, 1, 8000, 8)), WavFile.Chunk("data", [128, 255, 0, 129]));
        Assert.True(WavReader.ReadSamples(file, out var samples).IsNone);
        Assert.Equal([0, 127 << 8, -32768, 256], samples);
    }

    [Fact]
    public void Alaw_at_8_kHz_comes_out_octet_for_octet_in_whole_frames()
    {
        var octets = Enumerable.Range(0, 200).Select(i => (byte)i).ToArray();
        var file = WavFile.Riff(
            WavFile.Chunk("fmt ", WavFile.Fmt(6, 1, 8000, 8)), WavFile.Chunk("data", octets));
        Assert.True(WavReader.ReadAlaw(file, out var alaw).IsNone);
        Assert.Equal(320, alaw.Length);
        Assert.Equal(octets, alaw.AsSpan(0, 200).ToArray());
        Assert.True(alaw.AsSpan(200).IndexOfAnyExcept(AudioFrame.Silence) < 0);
    }

    [Fact]
    public void Mulaw_and_extensible_headers_are_understood()
    {
        var file = WavFile.Riff(
            WavFile.Chunk("fmt ", WavFile.Extensible(7, 1, 8000, 8)), WavFile.Chunk("data", [0x80, 0xFF]));
        Assert.True(WavReader.ReadSamples(file, out var samples).IsNone);
        Assert.Equal([32124, 0], samples);
        Assert.True(WavReader.ReadAlaw(file, out var alaw).IsNone);
        Assert.Equal(160, alaw.Length);
    }

    [Fact]
    public void Other_chunks_of_odd_length_are_stepped_over()
    {
        var file = WavFile.Riff(
            WavFile.Chunk("LIST", [1, 2, 3]), WavFile.Chunk("fmt ", WavFile.Fmt(1, 1, 8000, 16)),
            WavFile.Chunk("fact", [4, 0, 0, 0]), WavFile.Chunk("data", [1, 0, 2, 0]), WavFile.Chunk("id3 ", [9]));
        Assert.True(WavReader.ReadSamples(file, out var samples).IsNone);
        Assert.Equal([1, 2], samples);
    }

    [Theory]
    [InlineData(0xFFFFFFFFu)]
    [InlineData(0x7FFFF000u)]
    public void A_file_from_a_pipe_that_does_not_know_its_size_is_read_to_its_end(uint size)
    {
        var file = WavFile.Riff(
            WavFile.Chunk("fmt ", WavFile.Fmt(1, 1, 8000, 16)), WavFile.Chunk("data", [1, 0, 2, 0], size));
        Assert.True(WavReader.ReadSamples(file, out var samples).IsNone);
        Assert.Equal([1, 2], samples);
    }

    [Fact]
    public void Each_fault_is_told_with_its_place()
    {
        var fmt = WavFile.Chunk("fmt ", WavFile.Fmt(1, 1, 8000, 16));
        var data = WavFile.Chunk("data", [1, 0, 2, 0]);
        Says([], 0, "0 octets");
        Says("RIFX....WAVE"u8.ToArray(), 0, "RIFF");
        Says("RIFF....AVI "u8.ToArray(), 8, "WAVE");
        Says(WavFile.Riff(data, fmt), 12, "before the fmt");
        Says(WavFile.Riff(fmt), 36, "no data chunk");
        Says(WavFile.Riff(fmt, WavFile.Chunk("data", [])), 40, "empty");
        Says(WavFile.Riff(fmt, WavFile.Chunk("data", [1, 0, 2, 0], 400)), 40, "cut short");
        Says(WavFile.Riff(WavFile.Chunk("LIST", [1, 2], 500), fmt, data), 16, "cut short");
        Says(WavFile.Riff(fmt, WavFile.Chunk("data", [1, 0, 2])), 40, "do not divide");
        Says(WavFile.Riff(WavFile.Chunk("fmt ", [1, 0]), data), 16, "at least 16");
        Says(WavFile.Riff(WavFile.Chunk("fmt ", WavFile.Fmt(1, 3, 8000, 16)), data), 22, "3 channels");
        Says(WavFile.Riff(WavFile.Chunk("fmt ", WavFile.Fmt(1, 1, 7999, 16)), data), 24, "7999");
        Says(WavFile.Riff(WavFile.Chunk("fmt ", WavFile.Fmt(1, 1, 192000, 16)), data), 24, "192000");
        Says(WavFile.Riff(WavFile.Chunk("fmt ", WavFile.Fmt(1, 1, 8000, 24)), data), 34, "24 bits");
        Says(WavFile.Riff(WavFile.Chunk("fmt ", WavFile.Fmt(85, 1, 8000, 16)), data), 20, "Coding 85");
        Says(WavFile.Riff(WavFile.Chunk("fmt ", WavFile.Fmt(0xFFFE, 1, 8000, 16)), data), 16, "extensible");
        var align = WavFile.Fmt(1, 1, 8000, 16);
        align[12] = 0;
        Says(WavFile.Riff(WavFile.Chunk("fmt ", align), data), 32, "Block align 0");
        Says(new byte[WavReader.LargestFile + 1], 0, "Shorten");
    }

    private static void Says(byte[] file, int offset, string message)
    {
        var problem = WavReader.ReadAlaw(file, out var alaw);
        Assert.Empty(alaw);
        Assert.False(problem.IsNone);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(offset, problem.Offset);
        Assert.Equal(problem, WavReader.ReadSamples(file, out _));
    }

    private static double Power(double peak, double decibels) => peak * peak / 2 * Math.Pow(10, decibels / 10);
}
