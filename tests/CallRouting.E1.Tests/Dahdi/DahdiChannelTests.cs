using CallRouting.Dahdi;
using FsCheck.Xunit;

namespace CallRouting.E1.Tests;

/// <summary>An open channel of the driver: its errors and its events.</summary>
public class DahdiChannelTests
{
    [Fact]
    public void A_frame_is_written_although_events_wait()
    {
        var kernel = FakeKernel.WithSpan();
        using var channel = DahdiChannel.Open(kernel, 16);
        kernel.Channels[16].Events.Enqueue(DahdiEvent.Abort);
        kernel.Channels[16].Events.Enqueue(DahdiEvent.Alarm);
        Assert.True(channel.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], Assert.Single(kernel.Channels[16].Out));
        Assert.True(channel.TryTakeEvent(out var first));
        Assert.True(channel.TryTakeEvent(out var second));
        Assert.False(channel.TryTakeEvent(out _));
        Assert.Equal((DahdiEvent.Abort, DahdiEvent.Alarm), (first, second));
    }

    [Property]
    public void Whatever_the_driver_mixes_no_frame_and_no_event_is_lost(bool[] isEvent)
    {
        var kernel = FakeKernel.WithSpan();
        using var channel = DahdiChannel.Open(kernel, 16);
        var (read, told, expected) = (new List<byte>(), new List<DahdiEvent>(), new List<DahdiEvent>());
        Span<byte> buffer = stackalloc byte[8];
        for (var i = 0; i < isEvent.Length; i++)
        {
            if (isEvent[i])
            {
                expected.Add(i % 2 == 0 ? DahdiEvent.Abort : DahdiEvent.BadChecksum);
                kernel.Channels[16].Events.Enqueue(expected[^1]);
            }

            kernel.Channels[16].In.Enqueue([(byte)i]);
            Assert.Equal(1, channel.Read(buffer));
            read.Add(buffer[0]);
            while (channel.TryTakeEvent(out var happened))
                told.Add(happened);
        }

        Assert.Equal(Enumerable.Range(0, isEvent.Length).Select(i => (byte)i), read);
        Assert.Equal(expected, told);
    }

    [Fact]
    public void An_interrupted_call_is_made_again()
    {
        var kernel = FakeKernel.WithSpan();
        using var channel = DahdiChannel.Open(kernel, 16);
        kernel.Channels[16].Interruptions = 2;
        Assert.True(channel.Write([1]));
        kernel.Channels[16].In.Enqueue([7]);
        kernel.Channels[16].Interruptions = 2;
        Assert.Equal(1, channel.Read(new byte[4]));
    }

    [Fact]
    public void A_channel_without_room_takes_nothing_and_is_still_there()
    {
        var kernel = FakeKernel.WithSpan();
        using var channel = DahdiChannel.Open(kernel, 16);
        kernel.Channels[16].Room = 0;
        Assert.False(channel.Write([1]));
        Assert.Equal(0, channel.Read(new byte[4]));
        Assert.False(channel.IsGone);
    }

    [Theory]
    [InlineData(DahdiError.NoEntry, "the driver is not loaded")]
    [InlineData(DahdiError.NoDevice, "the driver is not loaded")]
    [InlineData(DahdiError.NotPermitted, "this user may not open /dev/dahdi/channel")]
    [InlineData(24, "cannot be opened")]
    public void A_device_that_does_not_open_says_why(int error, string why)
    {
        var kernel = FakeKernel.WithSpan();
        kernel.OpenError = error;
        Assert.Contains(why, Assert.Throws<IOException>(() => DahdiChannel.Open(kernel, 16)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_that_does_not_open_says_why_and_leaves_no_file_open()
    {
        var kernel = FakeKernel.WithSpan().With(40, 1, DahdiSignalling.None);
        kernel.Channels[2].IsHeld = true;
        kernel.Channels[3].Errors[DahdiRequest.GetParameters] = 5;
        foreach (var (channel, why) in new[]
                 {
                     (2, "DAHDI channel 2 is held by another program"), (3, "does not tell its parameters"),
                     (40, "is not configured"), (99, "the driver has no such channel"),
                 })
        {
            var refused = Assert.Throws<IOException>(() => DahdiChannel.Open(kernel, channel));
            Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, kernel.OpenFiles);
    }

    [Fact]
    public void A_device_that_is_taken_away_says_so_and_takes_nothing_more()
    {
        var kernel = FakeKernel.WithSpan();
        using var channel = DahdiChannel.Open(kernel, 16);
        kernel.Channels[16].Events.Enqueue(DahdiEvent.Removed);
        Assert.Equal(0, channel.Read(new byte[4]));
        Assert.True(channel.IsGone);
        Assert.Contains("was taken away", channel.Fault, StringComparison.Ordinal);
        Assert.False(channel.Write([1]));
        Assert.Empty(kernel.Channels[16].Out);
    }

    [Fact]
    public void A_line_that_tells_without_end_does_not_hold_its_thread()
    {
        var kernel = FakeKernel.WithSpan();
        using var channel = DahdiChannel.Open(kernel, 16);
        for (var i = 0; i < 100_000; i++)
            kernel.Channels[16].Events.Enqueue(DahdiEvent.Abort);
        Assert.Equal(0, channel.Read(new byte[4]));
        Assert.True(kernel.Channels[16].Events.Count > 90_000);
        Assert.False(channel.IsGone);
    }

    [Fact]
    public void What_the_driver_says_of_a_channel_is_read()
    {
        var kernel = FakeKernel.WithSpan();
        kernel.Channels[16].Alarms = DahdiAlarms.Red;
        using var channel = DahdiChannel.Open(kernel, 16);
        Assert.Equal(new DahdiParameters(1, DahdiSignalling.Frames, "CARD/0", DahdiAlarms.Red), channel.Parameters);
    }
}
