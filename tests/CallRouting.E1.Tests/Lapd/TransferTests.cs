using NodaTime;

namespace CallRouting.E1.Tests;

/// <summary>Messages pass, are acknowledged, repeated and watched: Q.921 §5.6, §5.8.</summary>
public class TransferTests
{
    private static readonly string[] Seven = [.. Enumerable.Range(0, 7).Select(n => $"00 01 {n * 2:x2} 00 0{n}")];

    [Fact]
    public void Messages_are_numbered_and_acknowledged()
    {
        var bench = new LapdBench().Up();
        bench.Receive("02 01 00 00 aa bb");
        Assert.Equal(["02 01 01 02"], bench.Sent());
        bench.Send("cc");
        bench.Send("");
        Assert.Equal(["00 01 00 02 cc", "00 01 02 02"], bench.Sent());
        bench.Receive("00 01 01 04");
        Assert.Equal(0, bench.Link.Unacknowledged);
        Assert.Equal(["aa bb"], bench.Told());
    }

    [Fact]
    public void An_answer_of_layer_3_acknowledges_the_question()
    {
        var bench = new LapdBench().Up();
        bench.OnReceived = () => bench.Send("dd");
        bench.Receive("02 01 00 00 aa");
        Assert.Equal(["00 01 00 02 dd"], bench.Sent());
    }

    [Fact]
    public void No_more_than_the_window_is_unacknowledged()
    {
        var bench = new LapdBench().Up();
        for (var i = 0; i < 9; i++)
            Assert.True(bench.Send($"0{i}"));
        Assert.Equal(Seven, bench.Sent());
        bench.Receive("00 01 01 02");
        Assert.Equal(["00 01 0e 00 07"], bench.Sent());
        bench.Receive("00 01 01 0c");
        Assert.Equal(["00 01 10 00 08"], bench.Sent());
    }

    [Fact]
    public void More_than_may_wait_or_too_long_a_message_is_refused()
    {
        var bench = new LapdBench(options: new() { MaxQueue = 8, N201 = 3 }).Up();
        Assert.False(bench.Send("01 02 03 04"));
        for (var i = 0; i < 8; i++)
            Assert.True(bench.Send("01 02 03"));
        Assert.False(bench.Send("01"));
    }

    [Fact]
    public void Numbers_go_round_at_128()
    {
        var bench = new LapdBench().Up();
        for (var i = 0; i < 300; i++)
        {
            bench.Send("01");
            Assert.Equal([$"00 01 {i % 128 * 2:x2} {i % 128 * 2:x2} 01"], bench.Sent());
            bench.Receive($"02 01 {i % 128 * 2:x2} {(i + 1) % 128 * 2:x2} 02");
            bench.Sent();
        }

        Assert.All(bench.Told(), told => Assert.Equal("02", told));
        Assert.Equal(0, bench.Link.Unacknowledged);
    }

    [Fact]
    public void A_gap_is_rejected_once_and_closed_by_the_repetition()
    {
        var bench = new LapdBench().Up();
        bench.Receive("02 01 02 00 bb");
        bench.Receive("02 01 04 00 cc");
        Assert.Equal(["02 01 09 00"], bench.Sent());
        bench.Receive("02 01 06 01 dd");
        Assert.Equal(["02 01 01 01"], bench.Sent());
        bench.Receive("02 01 00 00 aa");
        bench.Receive("02 01 02 00 bb");
        Assert.Equal(["aa", "bb"], bench.Told());
    }

    [Fact]
    public void A_gap_in_a_frame_that_asks_is_rejected_with_the_final_bit()
    {
        var bench = new LapdBench().Up();
        bench.Receive("02 01 02 01 bb");
        Assert.Equal(["02 01 09 01"], bench.Sent());
    }

    [Fact]
    public void A_rejected_message_is_repeated_with_all_that_followed()
    {
        var bench = new LapdBench().Up();
        bench.Send("aa");
        bench.Send("bb");
        bench.Send("cc");
        bench.Sent();
        bench.Receive("00 01 09 02");
        Assert.Equal(["00 01 02 00 bb", "00 01 04 00 cc"], bench.Sent());
        bench.Receive("00 01 01 06");
        Assert.Equal(0, bench.Link.Unacknowledged);
    }

    [Fact]
    public void A_message_without_acknowledgement_is_asked_for_and_repeated()
    {
        var bench = new LapdBench().Up();
        bench.Send("aa");
        bench.Sent();
        bench.Advance(1);
        Assert.Equal(["00 01 01 01"], bench.Sent());
        Assert.Equal(LapdState.TimerRecovery, bench.Link.State);
        bench.Send("bb");
        Assert.Empty(bench.Sent());
        bench.Receive("00 01 01 01");
        Assert.Equal(["00 01 00 00 aa", "00 01 02 00 bb"], bench.Sent());
        Assert.Equal(LapdState.Established, bench.Link.State);
    }

    [Fact]
    public void A_message_that_had_arrived_is_not_repeated()
    {
        var bench = new LapdBench().Up();
        bench.Send("aa");
        bench.Advance(1);
        bench.Sent();
        bench.Receive("00 01 01 03");
        Assert.Empty(bench.Sent());
        Assert.Equal(0, bench.Link.Unacknowledged);
    }

    [Fact]
    public void In_timer_recovery_messages_are_still_taken_and_acknowledged()
    {
        var bench = new LapdBench().Up();
        bench.Send("aa");
        bench.Advance(1);
        bench.Sent();
        bench.Receive("02 01 00 00 cc");
        Assert.Equal(["cc"], bench.Told());
        Assert.Equal(["02 01 01 02"], bench.Sent());
        bench.Receive("02 01 02 03 dd");
        Assert.Equal(["02 01 01 05"], bench.Sent());
        Assert.Equal(LapdState.TimerRecovery, bench.Link.State);
    }

    [Fact]
    public void A_far_end_that_does_not_say_what_it_received_has_its_link_reset()
    {
        var bench = new LapdBench().Up();
        bench.Send("aa");
        bench.Sent();
        bench.Advance(4.999);
        Assert.Equal(Enumerable.Repeat("00 01 01 01", 4), bench.Sent());
        bench.Advance(0.001);
        Assert.Equal(["00 01 7f"], bench.Sent());
        Assert.Equal(["error I"], bench.Told());
        bench.Send("bb");
        bench.Receive("00 01 73");
        Assert.Equal(["reset, 2 lost"], bench.Told());
        Assert.Empty(bench.Sent());
    }

    [Fact]
    public void A_far_end_that_is_gone_for_good_is_told_as_released()
    {
        var bench = new LapdBench().Up();
        bench.Send("aa");
        bench.Advance(9);
        Assert.Equal(["error I", "error G", "released"], bench.Told());
    }

    [Fact]
    public void A_silent_line_is_asked_every_T203_whether_somebody_is_there()
    {
        var bench = new LapdBench().Up();
        bench.Advance(9.999);
        Assert.Empty(bench.Sent());
        bench.Advance(0.001);
        Assert.Equal(["00 01 01 01"], bench.Sent());
        bench.Receive("00 01 01 01");
        Assert.Equal(LapdState.Established, bench.Link.State);
        bench.Advance(5);
        bench.Receive("02 01 01 01");
        Assert.Equal(["02 01 01 01"], bench.Sent());
        bench.Advance(9.999);
        Assert.Empty(bench.Sent());
    }

    [Fact]
    public void A_busy_far_end_gets_nothing_and_is_asked_until_it_is_ready()
    {
        var bench = new LapdBench().Up();
        bench.Receive("00 01 05 00");
        bench.Send("aa");
        Assert.Empty(bench.Sent());
        for (var i = 0; i < 20; i++)
        {
            bench.Advance(1);
            Assert.Equal(["00 01 01 01"], bench.Sent());
            bench.Receive("00 01 05 01");
            Assert.Empty(bench.Sent());
        }

        bench.Receive("00 01 01 00");
        Assert.Equal(["00 01 00 00 aa"], bench.Sent());
        Assert.Empty(bench.Told());
    }

    [Fact]
    public void A_link_reset_while_messages_wait_to_be_repeated_repeats_none_of_them()
    {
        var bench = new LapdBench().Up();
        bench.Send("aa");
        bench.Send("bb");
        bench.Advance(1);
        bench.Receive("00 01 05 01");
        bench.Sent();
        bench.Receive("02 01 7f");
        Assert.Equal(["error F", "reset, 2 lost"], bench.Told());
        Assert.Equal(["02 01 73"], bench.Sent());
    }

    [Fact]
    public void Nothing_is_allocated_for_a_message()
    {
        var user = new Silent();
        var link = new LapdLink(isNetwork: false, new(), user);
        var now = Instant.FromUtc(2026, 11, 24, 7, 0);
        link.Establish(now);
        link.Receive([0x00, 0x01, 0x73], now);
        byte[] message = [.. Enumerable.Range(0, 100).Select(n => (byte)n)];
        byte[] frame = [0x02, 0x01, 0, 0, .. message];
        for (var i = 0; i < 300; i++)
            Round(i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 300; i < 1300; i++)
            Round(i);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1300, user.Messages);

        void Round(int i)
        {
            now += Duration.FromMilliseconds(900);
            link.Send(message, now);
            link.Expire(now);
            (frame[2], frame[3]) = ((byte)(i % 128 * 2), (byte)((i + 1) % 128 * 2));
            link.Receive(frame, now);
        }
    }

    private sealed class Silent : ILapdUser
    {
        public int Messages { get; private set; }

        public void Transmit(ReadOnlySpan<byte> frame)
        {
        }

        public void Received(ReadOnlySpan<byte> message) => Messages++;

        public void Established()
        {
        }

        public void Reset(int lost)
        {
        }

        public void Released()
        {
        }

        public void Erred(LapdError error)
        {
        }
    }
}
