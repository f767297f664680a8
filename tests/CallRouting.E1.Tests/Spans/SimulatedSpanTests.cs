using CallRouting.Testing;
using NodaTime;

namespace CallRouting.E1.Tests;

public class SimulatedSpanTests
{
    private readonly VirtualTime _time = new();
    private readonly SimulatedSpan _a;
    private readonly SimulatedSpan _b;
    private readonly byte[] _frame = new byte[266];

    public SimulatedSpanTests()
    {
        (_a, _b) = SimulatedSpan.Pair(time: _time);
        _a.Open();
        _b.Open();
        Assert.Equal(HdlcReceived.Up, _a.Signalling.Receive(_frame, out _));
        Assert.Equal(HdlcReceived.Up, _b.Signalling.Receive(_frame, out _));
    }

    [Fact]
    public void Frames_arrive_in_their_order()
    {
        Assert.True(_a.Signalling.TrySend([1, 2, 3]));
        Assert.True(_a.Signalling.TrySend([4, 5, 6, 7]));
        Assert.Equal(HdlcReceived.Frame, _b.Signalling.Receive(_frame, out var length));
        Assert.Equal([1, 2, 3], _frame[..length]);
        Assert.Equal(HdlcReceived.Frame, _b.Signalling.Receive(_frame, out length));
        Assert.Equal([4, 5, 6, 7], _frame[..length]);
        Assert.Equal(HdlcReceived.None, _b.Signalling.Receive(_frame, out _));
    }

    [Fact]
    public void More_frames_than_anybody_reads_are_lost_and_that_is_told()
    {
        for (var i = 0; i < 200; i++)
            _a.Signalling.TrySend([1, 2, (byte)i]);
        var received = new List<HdlcReceived>();
        while (_b.Signalling.Receive(_frame, out _) is var what and not HdlcReceived.None)
            received.Add(what);
        Assert.Equal(HdlcReceived.Overrun, received[^1]);
        Assert.Equal(128, received.Count(what => what == HdlcReceived.Frame));
    }

    [Fact]
    public void An_alarm_takes_both_ends_down_and_its_end_brings_them_up()
    {
        _a.SetAlarm(SpanAlarm.Blue);
        Assert.False(_b.Signalling.TrySend([1, 2, 3]));
        _a.Wait(TimeSpan.Zero);
        Assert.Equal(SpanAlarm.Blue, _a.Alarm);
        _a.SetAlarm(SpanAlarm.None);
        foreach (var link in new[] { _a.Signalling, _b.Signalling })
        {
            Assert.Equal(HdlcReceived.Down, link.Receive(_frame, out _));
            Assert.Equal(HdlcReceived.Up, link.Receive(_frame, out _));
        }
    }

    [Fact]
    public void A_block_passes_every_20_ms_and_what_is_written_is_heard_in_order()
    {
        IBearerChannel a = _a.Bearers[3], b = _b.Bearers[3];
        a.Open();
        b.Open();
        var block = new byte[160];
        var heard = new List<byte>();
        for (var i = 0; i < 50; i++)
        {
            _time.Advance(Duration.FromMilliseconds(20));
            _a.Wait(TimeSpan.Zero);
            _b.Wait(TimeSpan.Zero);
            Assert.True(a.TryRead(block));
            Assert.False(a.TryRead(block));
            block.AsSpan().Fill((byte)i);
            Assert.True(a.TryWrite(block));
            Assert.True(b.TryRead(block));
            heard.Add(block[0]);
        }

        Assert.Equal(Enumerable.Range(0, 48).Select(i => (byte)i), heard[2..]);
        Assert.Equal((0L, 0L), (a.Underruns, b.Overruns));
    }

    [Fact]
    public void Who_writes_too_late_is_counted_and_who_reads_too_late_as_well()
    {
        IBearerChannel a = _a.Bearers[0], b = _b.Bearers[0];
        a.Open();
        b.Open();
        var block = new byte[160];
        _time.Advance(Duration.FromMilliseconds(100));
        _b.Wait(TimeSpan.Zero);
        while (b.TryRead(block))
        {
        }

        // Two blocks of silence were there to begin with.
        Assert.Equal(3, a.Underruns);
        _time.Advance(Duration.FromSeconds(1));
        _b.Wait(TimeSpan.Zero);
        while (b.TryRead(block))
        {
        }

        Assert.Equal(50 - 6, b.Overruns);
    }

    [Fact]
    public void A_device_that_is_away_cannot_be_opened_and_says_why()
    {
        _a.Unplug("the cable is out");
        Assert.False(_a.IsOpen);
        Assert.Contains("the cable is out", _a.Fault, StringComparison.Ordinal);
        Assert.Contains("the cable is out", Assert.Throws<IOException>(_a.Open).Message, StringComparison.Ordinal);
        _a.Plug();
        _a.Open();
        Assert.True(_a.IsOpen);
        Assert.Equal("", _a.Fault);
    }

    [Fact]
    public void A_closed_bearer_gives_and_takes_nothing()
    {
        var bearer = _a.Bearers[0];
        var block = new byte[160];
        _time.Advance(Duration.FromSeconds(1));
        _a.Wait(TimeSpan.Zero);
        Assert.False(bearer.TryRead(block));
        Assert.False(bearer.TryWrite(block));
        _a.Close();
        Assert.Throws<IOException>(bearer.Open);
    }

    [Fact]
    public async Task Somebody_who_waits_is_woken_by_a_frame()
    {
        var (a, b) = SimulatedSpan.Pair("real");
        a.Open();
        b.Open();
        b.Wait(TimeSpan.Zero);
        while (b.Signalling.Receive(_frame, out _) != HdlcReceived.None)
        {
        }

        b.Wait(TimeSpan.Zero);
        var sender = Task.Run(() => a.Signalling.TrySend([1, 2, 3]), TestContext.Current.CancellationToken);
        var received = HdlcReceived.None;
        for (var i = 0; i < 10 && received == HdlcReceived.None; i++)
        {
            b.Wait(TimeSpan.FromSeconds(10));
            received = b.Signalling.Receive(_frame, out _);
        }

        Assert.Equal(HdlcReceived.Frame, received);
        Assert.True(await sender);
        a.Dispose();
        b.Dispose();
    }
}
