using CallRouting.Dahdi;

namespace CallRouting.Analog.Tests;

/// <summary>An FXO port of the driver.</summary>
public sealed class DahdiFxoPortTests : IFxoEvents, IDisposable
{
    private const int Number = 5;

    private readonly FakeKernel _kernel = new FakeKernel().With(Number, 1, DahdiSignalling.FxsKewlStart);
    private readonly DahdiFxoPort _port;
    private readonly List<FxoEvent> _told = [];
    private int _exchanged;
    private long _now;

    public DahdiFxoPortTests() => _port = new(_kernel, Number, this);

    private FakeChannel Channel => _kernel.Channels[Number];

    public void Dispose() => _port.Dispose();

    void IFxoEvents.Happened(in FxoEvent happened) => _told.Add(happened);

    void IFxoEvents.Exchange(ReadOnlySpan<byte> heard, Span<byte> said)
    {
        _exchanged++;
        heard.CopyTo(said);
    }

    void IFxoEvents.Heard(ReadOnlySpan<byte> frame) => Assert.Fail("The line is not half-duplex.");

    [Fact]
    public void Rings_have_a_beginning_and_an_end()
    {
        Happens(DahdiEvent.RingBegin, DahdiEvent.RingOffHook, DahdiEvent.RingBegin, DahdiEvent.RingOffHook);
        Assert.Equal("RingBegan RingEnded RingBegan RingEnded", Story);
    }

    [Fact]
    public void An_answered_line_says_silence_first_and_then_what_it_is_given()
    {
        Hears(1);
        Assert.Empty(Channel.Out);
        Assert.Equal(1, _exchanged);
        Take(FxoCommandKind.OffHook);
        Assert.Contains((DahdiRequest.Hook, (int)DahdiHook.OffHook), Channel.Told);
        Assert.Equal("OffHook", Story);
        Assert.All(Channel.Out, block => Assert.Equal(Enumerable.Repeat(LegSound.Silence, 160), block));
        Assert.Equal(2, Channel.Out.Count);
        Hears(7);
        Assert.Equal(Enumerable.Repeat((byte)7, 160), Channel.Out[^1]);
    }

    [Fact]
    public void A_loop_break_counts_off_hook_only_and_a_late_ring_end_not_at_all()
    {
        Happens(DahdiEvent.RingBegin, DahdiEvent.OnHook);
        Take(FxoCommandKind.OffHook);
        Happens(DahdiEvent.RingOffHook, DahdiEvent.OnHook, DahdiEvent.Polarity);
        Assert.Equal("RingBegan OffHook LoopBroken PolarityReversed", Story);
    }

    [Fact]
    public void While_the_driver_dials_nothing_is_written_for_that_would_end_it()
    {
        Take(FxoCommandKind.OffHook);
        Take(new FxoCommand(FxoCommandKind.Dial, "8,495#"));
        Assert.Equal("T8WWWW495#", Assert.Single(Channel.Dialled));
        Assert.Empty(Channel.Out);
        Hears(1);
        Assert.Empty(Channel.Out);
        Assert.Equal(1, _exchanged);
        Happens(DahdiEvent.DialComplete);
        Hears(2);
        Assert.Equal("OffHook DialEnded", Story);
        Assert.Equal(Cause.None, _told[^1].Cause);
        Assert.Equal(3, Channel.Out.Count);
    }

    [Fact]
    public void Pulses_are_dialled_by_the_driver_too()
    {
        Take(FxoCommandKind.OffHook);
        Take(new FxoCommand(FxoCommandKind.Dial, "12", Pulses: true));
        Assert.Equal("P12", Assert.Single(Channel.Dialled));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12a")]
    [InlineData("+7495")]
    public void What_cannot_be_dialled_is_not_begun(string digits)
    {
        Take(FxoCommandKind.OffHook);
        Take(new FxoCommand(FxoCommandKind.Dial, digits));
        Assert.Equal(Cause.InvalidNumberFormat, _told[^1].Cause);
        Assert.Empty(Channel.Dialled);
        Take(new FxoCommand(FxoCommandKind.Dial, new string('1', 300)));
        Assert.Equal(Cause.InvalidNumberFormat, _told[^1].Cause);
    }

    [Fact]
    public void On_hook_nothing_is_dialled_and_a_driver_that_never_ends_is_not_waited_for()
    {
        Take(new FxoCommand(FxoCommandKind.Dial, "1"));
        Assert.Equal(Cause.NetworkOutOfOrder, _told[^1].Cause);
        Take(FxoCommandKind.OffHook);
        Take(new FxoCommand(FxoCommandKind.Dial, "1"));
        Serve(6900);
        Assert.Equal("DialEnded OffHook", Story);
        Serve(200);
        Assert.Equal("DialEnded OffHook DialEnded", Story);
        Assert.Equal(Cause.NetworkOutOfOrder, _told[^1].Cause);
    }

    [Fact]
    public void Commands_wait_for_the_one_under_way_and_hanging_up_ends_each_by_its_own_event()
    {
        Take(FxoCommandKind.OffHook);
        Take(new FxoCommand(FxoCommandKind.Dial, "1"));
        Take(new FxoCommand(FxoCommandKind.Dial, "2"));
        Take(new FxoCommand(FxoCommandKind.Flash, Milliseconds: 100));
        Happens(DahdiEvent.DialComplete);
        Assert.Equal(["T1", "T2"], Channel.Dialled);
        Take(FxoCommandKind.OnHook);
        Assert.Equal("OffHook DialEnded DialEnded FlashEnded OnHook", Story);
        Assert.Equal(Cause.NormalClearing, _told[2].Cause);
        Assert.Equal((DahdiRequest.Hook, (int)DahdiHook.OnHook),
            Channel.Told.Last(one => one.Request == DahdiRequest.Hook));
        Assert.Empty(Channel.Out);
    }

    [Fact]
    public void A_flash_is_asked_for_again_while_the_driver_is_busy()
    {
        Take(FxoCommandKind.OffHook);
        Channel.Errors[DahdiRequest.Hook] = DahdiError.Busy;
        Take(new FxoCommand(FxoCommandKind.Flash, Milliseconds: 250));
        Serve(100);
        Assert.Equal("OffHook", Story);
        Channel.Errors.Clear();
        Serve(100);
        Serve(100);
        Assert.Single(Channel.Told, one => one == (DahdiRequest.Hook, (int)DahdiHook.Flash));
        Happens(DahdiEvent.HookComplete);
        Assert.Equal("OffHook FlashEnded", Story);
    }

    [Fact]
    public void A_line_without_battery_is_a_fault_once_ignores_commands_and_comes_back_on_hook()
    {
        Take(FxoCommandKind.OffHook);
        Take(new FxoCommand(FxoCommandKind.Dial, "1"));
        Happens(DahdiEvent.Alarm, DahdiEvent.Alarm, DahdiEvent.RingBegin, DahdiEvent.Polarity);
        Take(FxoCommandKind.OffHook);
        Hears(1);
        Assert.Equal(0, _exchanged);
        Serve(60_000);
        Assert.Equal("OffHook Fault", Story);
        Assert.Contains("no battery", _told[^1].Fault, StringComparison.Ordinal);
        Happens(DahdiEvent.NoAlarm, DahdiEvent.NoAlarm);
        Take(FxoCommandKind.OffHook);
        Assert.Equal("OffHook Fault Restored OffHook", Story);
    }

    [Fact]
    public void A_card_that_is_taken_away_is_a_fault_once_and_is_looked_for_until_it_is_back()
    {
        Take(FxoCommandKind.OffHook);
        Channel.IsGone = true;
        Serve(20);
        Assert.Equal("OffHook Fault", Story);
        Assert.False(Channel.IsHeld);
        Serve(2000);
        Serve(2000);
        Assert.Equal("OffHook Fault", Story);
        Channel.IsGone = false;
        Serve(2000);
        Assert.Equal("OffHook Fault Restored", Story);
        Assert.True(Channel.IsHeld);
        Happens(DahdiEvent.RingBegin);
        Assert.Equal("OffHook Fault Restored RingBegan", Story);
    }

    [Fact]
    public void A_card_that_comes_back_without_battery_is_no_line_yet()
    {
        Channel.IsGone = true;
        Serve(20);
        Channel.IsGone = false;
        Channel.Alarms = DahdiAlarms.Red;
        Serve(2000);
        Serve(2000);
        Assert.Equal("Fault", Story);
        Happens(DahdiEvent.NoAlarm);
        Assert.Equal("Fault Restored", Story);
    }

    [Fact]
    public void A_line_that_has_no_battery_when_it_is_opened_is_a_fault_at_once()
    {
        _port.Dispose();
        Channel.Alarms = DahdiAlarms.Red;
        using var port = new DahdiFxoPort(_kernel, Number, this);
        port.Serve(0);
        Assert.Equal("Fault", Story);
    }

    [Fact]
    public void After_a_gap_sound_begins_anew_so_that_it_is_not_heard_late()
    {
        Take(FxoCommandKind.OffHook);
        for (var i = 0; i < 3; i++)
            Channel.Out.Add(new byte[160]);
        Channel.In.Enqueue(new byte[160]);
        Happens(DahdiEvent.WriteUnderrun);
        Assert.Equal(2, Channel.Out.Count);
        Assert.Equal(0, _exchanged);
    }

    [Fact]
    public void A_channel_that_is_no_FXO_port_is_refused_and_closed()
    {
        _kernel.With(6, 1, DahdiSignalling.Clear).With(7, 1, DahdiSignalling.FxsLoopStart);
        var refused = Assert.Throws<IOException>(() => new DahdiFxoPort(_kernel, 6, this));
        Assert.Contains("not configured as fxsks or fxsls", refused.Message, StringComparison.Ordinal);
        Assert.False(_kernel.Channels[6].IsHeld);
        using var loopStart = new DahdiFxoPort(_kernel, 7, this);
        Assert.False(loopStart.TellsLoopBreak);
        Assert.True(_port.TellsLoopBreak);
    }

    [Fact]
    public void A_block_of_sound_allocates_nothing()
    {
        Take(FxoCommandKind.OffHook);
        Channel.Room = 0;
        Hears(1);
        var block = new byte[160];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Channel.In.Enqueue(block);
            Serve(20);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private string Story => string.Join(' ', _told.Select(told => told.Kind));

    private void Take(FxoCommandKind kind) => Take(new FxoCommand(kind));

    private void Take(FxoCommand command) => _port.Take(command, _now);

    private void Serve(long milliseconds)
    {
        _now += milliseconds;
        _port.Wait(_now);
        _port.Serve(_now);
    }

    private void Happens(params ReadOnlySpan<DahdiEvent> events)
    {
        foreach (var happened in events)
            Channel.Events.Enqueue(happened);
        Serve(0);
    }

    private void Hears(byte octet)
    {
        Channel.In.Enqueue([.. Enumerable.Repeat(octet, 160)]);
        Serve(0);
    }
}
