using CallRouting.Audio;

namespace CallRouting.Tests.Flows;

public class WavWriterTests
{
    [Theory]
    [InlineData(WavCoding.Pcm)]
    [InlineData(WavCoding.Alaw)]
    public void A_file_whose_writer_died_is_readable_to_its_last_second(WavCoding coding)
    {
        using var stream = new MemoryStream();
        var writer = new WavWriter(stream, coding, leaveOpen: true);
        var frame = new byte[AudioFrame.Samples];
        new Cadence(true, new CadenceStep(new Tone(440), 1000)).Fill(0, frame);
        for (var i = 0; i < 3 * AudioFrame.PerSecond + 20; i++) writer.Write(frame);
        // The writer is not closed: this is what a crash leaves on the disk.
        Assert.True(WavReader.ReadAlaw(stream.ToArray(), out var alaw).IsNone);
        Assert.Equal(3 * AudioFrame.SampleRate, alaw.Length);
        writer.Dispose();
        Assert.True(WavReader.ReadAlaw(stream.ToArray(), out alaw).IsNone);
        Assert.Equal(170 * AudioFrame.Samples, alaw.Length);
        Assert.Equal(TimeSpan.FromSeconds(3.4), writer.Duration);
        Assert.Throws<ObjectDisposedException>(() => writer.Write(frame));
    }

    [Fact]
    public void An_odd_number_of_octets_is_padded_and_not_counted()
    {
        using var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, WavCoding.Alaw, leaveOpen: true)) writer.Write([0xD5, 0x55, 0xD4]);
        Assert.Equal(62, stream.Length);
        Assert.True(WavReader.ReadFormat(stream.ToArray(), out var format).IsNone);
        Assert.Equal(new WavFormat(WavCoding.Alaw, 8000, 1, 8, 58, 3), format);
        Assert.True(format.IsNative);
    }

    [Fact]
    public void A_stream_that_cannot_seek_gets_a_file_of_unknown_size()
    {
        using var inner = new MemoryStream();
        using (var writer = new WavWriter(new OneWay(inner))) writer.Write([(short)1, 2, 3]);
        Assert.True(WavReader.ReadSamples(inner.ToArray(), out var samples).IsNone);
        Assert.Equal([1, 2, 3], samples);
    }

    [Fact]
    public void A_coding_that_cannot_be_written_is_refused_at_once()
    {
        Assert.Throws<ArgumentException>(() => new WavWriter(new MemoryStream(), WavCoding.Mulaw));
        Assert.Throws<ArgumentException>(() => new WavWriter(new MemoryStream([], writable: false)));
    }

    private sealed class OneWay(Stream inner) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    }
}
