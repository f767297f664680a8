using CallRouting.Dahdi;

namespace CallRouting.E1.Tests;

/// <summary>A span of the driver behind the port of a span.</summary>
public class DahdiSpanTests
{
    private readonly FakeKernel _kernel = FakeKernel.WithSpan();
    private readonly byte[] _frame = new byte[266];

    [Fact]
    public void A_frame_has_room_for_its_check_sequence_on_the_way_out_and_none_on_the_way_in()
    {
        using var span = Opened();
        Assert.True(span.Signalling.TrySend([0x00, 0x01, 0x7F]));
        Assert.Equal([0x00, 0x01, 0x7F, 0, 0], Assert.Single(_kernel.Channels[16].Out));
        _kernel.Channels[16].In.Enqueue([0x02, 0x01, 0x73, 0xAB, 0xCD]);
        Assert.Equal(HdlcReceived.Frame, span.Signalling.Receive(_frame, out var length));
        Assert.Equal([0x02, 0x01, 0x73], _frame[..length]);
        Assert.Equal(HdlcReceived.None, span.Signalling.Receive(_frame, out _));
    }

    [Fact]
    public void What_is_too_short_is_no_frame_and_what_is_too_long_is_an_overrun()
    {
        using var span = Opened();
        _kernel.Channels[16].In.Enqueue([1, 2, 3, 4]);
        _kernel.Channels[16].In.Enqueue(new byte[266 + 3]);
        _kernel.Channels[16].In.Enqueue([1, 2, 3, 4, 5]);
        Assert.Equal(HdlcReceived.Overrun, span.Signalling.Receive(_frame, out var length));
        Assert.Equal(0, length);
        Assert.Equal(HdlcReceived.Frame, span.Signalling.Receive(_frame, out length));
        Assert.Equal(3, length);
        Assert.False(span.Signalling.TrySend(new byte[1023]));
    }

    [Theory]
    [InlineData((int)DahdiEvent.Abort, HdlcReceived.Aborted)]
    [InlineData((int)DahdiEvent.BadChecksum, HdlcReceived.BadChecksum)]
    [InlineData((int)DahdiEvent.Overrun, HdlcReceived.Overrun)]
    public void What_the_driver_lost_is_told_beside_the_frames(int happened, HdlcReceived told)
    {
        using var span = Opened();
        _kernel.Channels[16].Events.Enqueue((DahdiEvent)happened);
        _kernel.Channels[16].In.Enqueue([1, 2, 3, 4, 5]);
        Assert.Equal(HdlcReceived.Frame, span.Signalling.Receive(_frame, out _));
        Assert.Equal(told, span.Signalling.Receive(_frame, out _));
        Assert.Equal(HdlcReceived.None, span.Signalling.Receive(_frame, out _));
    }

    [Theory]
    [InlineData((int)DahdiAlarms.None, SpanAlarm.None)]
    [InlineData((int)DahdiAlarms.Recovering, SpanAlarm.Recovering)]
    [InlineData((int)(DahdiAlarms.Yellow | DahdiAlarms.Recovering), SpanAlarm.Yellow)]
    [InlineData((int)(DahdiAlarms.Blue | DahdiAlarms.Yellow), SpanAlarm.Blue)]
    [InlineData((int)(DahdiAlarms.Red | DahdiAlarms.Blue), SpanAlarm.Red)]
    [InlineData((int)DahdiAlarms.LossOfSignal, SpanAlarm.Red)]
    [InlineData((int)DahdiAlarms.LossOfMultiframe, SpanAlarm.Red)]
    [InlineData((int)DahdiAlarms.NotOpen, SpanAlarm.Red)]
    [InlineData((int)DahdiAlarms.Loopback, SpanAlarm.Red)]
    public void The_worst_alarm_counts_and_takes_the_link_down(int bits, SpanAlarm alarm)
    {
        _kernel.SpanAlarms = (DahdiAlarms)bits;
        using var span = Opened();
        Assert.Equal(alarm, span.Alarm);
        Assert.Equal(alarm == SpanAlarm.None ? HdlcReceived.None : HdlcReceived.Down,
            span.Signalling.Receive(_frame, out _));
        Assert.Equal(alarm == SpanAlarm.None, span.Signalling.TrySend([1, 2, 3]));
    }

    [Fact]
    public void An_alarm_is_told_once_and_its_end_once()
    {
        using var span = Opened();
        Alarm(DahdiAlarms.Red, DahdiEvent.Alarm);
        span.Wait(TimeSpan.Zero);
        Assert.Equal(SpanAlarm.Red, span.Alarm);
        Assert.Equal(HdlcReceived.Down, span.Signalling.Receive(_frame, out _));
        Alarm(DahdiAlarms.Red | DahdiAlarms.LossOfSignal, DahdiEvent.Alarm);
        span.Wait(TimeSpan.Zero);
        Assert.Equal(HdlcReceived.None, span.Signalling.Receive(_frame, out _));
        Alarm(DahdiAlarms.None, DahdiEvent.NoAlarm);
        span.Wait(TimeSpan.Zero);
        Assert.Equal(HdlcReceived.Up, span.Signalling.Receive(_frame, out _));
        Assert.Equal(HdlcReceived.None, span.Signalling.Receive(_frame, out _));
        Assert.Equal(SpanAlarm.None, span.Alarm);
    }

    [Fact]
    public void A_span_that_is_taken_away_closes_says_why_and_can_be_opened_again()
    {
        using var span = Opened();
        span.Bearers[0].Open();
        _kernel.Channels[16].IsGone = true;
        span.Wait(TimeSpan.Zero);
        Assert.False(span.IsOpen);
        Assert.False(span.Bearers[0].IsOpen);
        Assert.Contains("DAHDI channel 16", span.Fault, StringComparison.Ordinal);
        Assert.Equal(0, _kernel.OpenFiles);
        Assert.False(span.Signalling.TrySend([1, 2, 3]));
        Assert.Equal(HdlcReceived.None, span.Signalling.Receive(_frame, out _));
        Assert.Throws<IOException>(span.Open);
        _kernel.Channels[16].IsGone = false;
        span.Open();
        Assert.True(span.IsOpen);
        Assert.Equal("", span.Fault);
    }

    [Fact]
    public void A_bearer_that_is_taken_away_takes_its_span_along()
    {
        using var span = Opened();
        span.Bearers[3].Open();
        _kernel.Channels[4].IsGone = true;
        span.Wait(TimeSpan.Zero);
        Assert.False(span.IsOpen);
        Assert.Contains("DAHDI channel 4", span.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_span_that_does_not_open_leaves_no_file_open()
    {
        var kernel = FakeKernel.WithSpan().With(16, 1, DahdiSignalling.FxsKewlStart);
        using var span = new DahdiSpan(kernel, 1);
        Assert.Contains("not configured as dchan", Assert.Throws<IOException>(span.Open).Message,
            StringComparison.Ordinal);
        Assert.False(span.IsOpen);
        Assert.Equal(0, kernel.OpenFiles);
    }

    [Fact]
    public void A_clear_channel_in_slot_16_is_told_to_carry_frames()
    {
        var kernel = new FakeKernel().With(1, 31, DahdiSignalling.Clear);
        using var span = new DahdiSpan(kernel, 1);
        span.Open();
        Assert.Contains((DahdiRequest.FrameMode, 1), kernel.Channels[16].Told);
    }

    [Fact]
    public void A_bearer_begins_with_two_blocks_of_silence_and_carries_blocks()
    {
        using var span = Opened();
        var bearer = span.Bearers[15];
        Assert.Equal(17, bearer.Slot);
        bearer.Open();
        bearer.Open();
        var sent = _kernel.Channels[17].Out;
        Assert.Equal(2, sent.Count);
        Assert.All(sent, block => Assert.Equal(Enumerable.Repeat(LegSound.Silence, 160), block));
        _kernel.Channels[17].In.Enqueue([.. Enumerable.Range(0, 160).Select(i => (byte)i)]);
        var block = new byte[160];
        Assert.True(bearer.TryRead(block));
        Assert.Equal(159, block[159]);
        Assert.True(bearer.TryWrite(block));
        Assert.Equal(block, sent[^1]);
        bearer.Close();
        Assert.False(bearer.TryRead(block));
        Assert.False(bearer.TryWrite(block));
        Assert.False(_kernel.Channels[17].IsHeld);
    }

    [Theory]
    [InlineData((int)DahdiEvent.WriteUnderrun, 1, 0)]
    [InlineData((int)DahdiEvent.ReadOverrun, 0, 1)]
    public void After_a_gap_sound_begins_anew_so_that_it_is_not_heard_late(int gap, int underruns, int overruns)
    {
        using var span = Opened();
        var (bearer, channel) = (span.Bearers[0], _kernel.Channels[1]);
        bearer.Open();
        for (var i = 0; i < 3; i++)
            channel.In.Enqueue(new byte[160]);
        channel.Events.Enqueue((DahdiEvent)gap);
        Assert.False(bearer.TryRead(new byte[160]));
        Assert.Equal((underruns, overruns), ((int)bearer.Underruns, (int)bearer.Overruns));
        Assert.Empty(channel.In);
        Assert.Equal(2, channel.Out.Count);
        channel.In.Enqueue(new byte[160]);
        Assert.True(bearer.TryRead(new byte[160]));
    }

    [Fact]
    public void A_bearer_that_is_held_or_no_bearer_says_so()
    {
        var kernel = FakeKernel.WithSpan().With(5, 1, DahdiSignalling.FxsKewlStart);
        kernel.Channels[2].IsHeld = true;
        using var span = new DahdiSpan(kernel, 1);
        Assert.Contains("not open", Assert.Throws<IOException>(span.Bearers[0].Open).Message, StringComparison.Ordinal);
        span.Open();
        Assert.Contains("held", Assert.Throws<IOException>(span.Bearers[1].Open).Message, StringComparison.Ordinal);
        Assert.Contains("not configured as bchan", Assert.Throws<IOException>(span.Bearers[4].Open).Message,
            StringComparison.Ordinal);
        Assert.False(kernel.Channels[5].IsHeld);
    }

    [Fact]
    public void Slots_that_carry_no_bearer_are_refused_all_at_once()
    {
        var refused = Assert.Throws<ArgumentException>(() => new DahdiSpan(_kernel, 1, [1, 16, 32, 0]));
        Assert.Contains("0, 16, 32", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DahdiSpan(_kernel, 0));
        Assert.Equal([1, 2, 31], new DahdiSpan(_kernel, 1, [31, 1, 2, 1]).Bearers.Select(bearer => bearer.Slot));
    }

    [Fact]
    public void Waking_is_possible_at_any_time()
    {
        var span = new DahdiSpan(_kernel, 1);
        span.Wake();
        span.Open();
        span.Wake();
        span.Dispose();
        span.Wake();
        Assert.Equal(1, _kernel.Wakes);
        Assert.Equal(0, _kernel.OpenFiles);
        Assert.Throws<ObjectDisposedException>(span.Open);
    }

    private DahdiSpan Opened()
    {
        var span = new DahdiSpan(_kernel, 1);
        span.Open();
        return span;
    }

    private void Alarm(DahdiAlarms alarms, DahdiEvent happened)
    {
        _kernel.SpanAlarms = alarms;
        _kernel.Channels[16].Events.Enqueue(happened);
    }
}
