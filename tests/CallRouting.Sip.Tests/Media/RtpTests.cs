using CallRouting.Audio;
using CallRouting.Sip;
using FsCheck.Xunit;

namespace CallRouting.Tests.Media;

public class RtpTests
{
    [Fact]
    public void A_header_is_read_as_it_was_written()
    {
        var packet = new byte[172];
        RtpHeader.Write(packet, 8, true, 65535, 0x80000001, 0xDEADBEEF);
        Assert.True(RtpHeader.TryParse(packet, out var header));
        Assert.Equal(new RtpHeader(8, true, 65535, 0x80000001, 0xDEADBEEF, 12, 160), header);
    }

    [Fact]
    public void Sources_extension_and_padding_are_not_payload()
    {
        byte[] packet =
        [
            0xB2, 0x00, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 1, 1, 1, 2, 2, 2, 2,
            0xBE, 0xDE, 0, 1, 9, 9, 9, 9, 0xAA, 0xBB, 0, 2
        ];
        Assert.True(RtpHeader.TryParse(packet, out var header));
        Assert.Equal((28, 2), (header.PayloadOffset, header.PayloadLength));
        packet[^1] = 5;
        Assert.False(RtpHeader.TryParse(packet, out _));
        packet[^1] = 0;
        Assert.False(RtpHeader.TryParse(packet, out _));
        Assert.False(RtpHeader.TryParse(packet.AsSpan(0, 22), out _));
    }

    [Theory]
    [InlineData(0x40, 0)]
    [InlineData(0x80, 200)]
    [InlineData(0x80, 201)]
    public void Another_version_and_stray_RTCP_are_no_RTP(int first, int second)
    {
        var packet = new byte[28];
        (packet[0], packet[1]) = ((byte)first, (byte)second);
        Assert.False(RtpHeader.TryParse(packet, out _));
    }

    [Property(MaxTest = 2000)]
    public bool Any_octets_are_a_packet_within_its_bounds_or_none(byte[] octets, bool version2)
    {
        if (version2 && octets.Length > 0) octets[0] = (byte)((octets[0] & 0x3F) | 0x80);
        return !RtpHeader.TryParse(octets, out var header)
            || (header.PayloadOffset >= 12 && header.PayloadLength >= 0
                && header.PayloadOffset + header.PayloadLength <= octets.Length);
    }

    [Fact]
    public void Packets_of_our_own_have_no_holes_and_follow_the_ticks()
    {
        var sender = new RtpSender(7, 65534, uint.MaxValue - 159);
        var seen = new List<(ushort, uint)>();
        foreach (var tick in (long[])[0, 1, 2, 10])
        {
            var packet = new byte[12];
            sender.Next(packet, 8, false, sender.TimestampAt(tick));
            Assert.True(RtpHeader.TryParse(packet, out var header));
            Assert.Equal(7u, header.Ssrc);
            seen.Add((header.Sequence, header.Timestamp));
        }

        Assert.Equal([(65534, uint.MaxValue - 159), (65535, 0u), (0, 160u), (1, 1440u)], seen);
    }

    [Fact]
    public void A_relayed_stream_keeps_its_losses_and_its_order_inside_ours()
    {
        var sender = new RtpSender(7, 100, 1000);
        var relay = new RtpRelay();
        Own(sender, 0);
        // Own packets took 100; the stretch begins at 101 with a marker, at the time of our clock.
        Assert.Equal((101, 1000u + 160 * 5, true), Relay(relay, sender, 5, 40000, 9000, ssrc: 1));
        Assert.Equal((103, 1000u + 160 * 7, false), Relay(relay, sender, 7, 40002, 9320, ssrc: 1));
        Assert.Equal((102, 1000u + 160 * 6, false), Relay(relay, sender, 7, 40001, 9160, ssrc: 1));
        // A digit of our own goes in between and moves the rest up by one.
        Own(sender, 8);
        Assert.Equal((105, 1000u + 160 * 9, false), Relay(relay, sender, 9, 40003, 9640, ssrc: 1));
        // Another source goes on in the same stream.
        Assert.Equal((106, 1000u + 160 * 10, true), Relay(relay, sender, 10, 3, 77, ssrc: 2));
        relay.Stop();
        Own(sender, 11);
        Assert.Equal((108, 1000u + 160 * 12, true), Relay(relay, sender, 12, 4, 99, ssrc: 2));
    }

    [Fact]
    public void A_relayed_stream_that_ran_ahead_never_makes_our_time_go_back()
    {
        var sender = new RtpSender(7, 100, 0);
        var relay = new RtpRelay();
        Relay(relay, sender, 1, 1, 1000, ssrc: 1);
        Relay(relay, sender, 2, 2, 1000 + 800, ssrc: 1);
        Assert.Equal(960u + 160, sender.TimestampAt(3));
    }

    [Fact]
    public void Frames_come_out_in_time_whatever_the_order_of_arrival()
    {
        var receiver = new RtpReceiver();
        receiver.Put(1000, Frame(1));
        receiver.Put(1320, Frame(3));
        receiver.Put(1160, Frame(2));
        receiver.Put(1160, Frame(2));
        Assert.Equal("...123..", Heard(receiver, 8));
    }

    [Fact]
    public void A_lost_packet_is_silence_of_its_length()
    {
        var receiver = new RtpReceiver();
        foreach (var i in (int[])[1, 2, 4, 5]) receiver.Put((uint)(i * 160), Frame(i));
        Assert.Equal("...12.45.", Heard(receiver, 9));
    }

    [Fact]
    public void A_packet_behind_its_time_is_dropped()
    {
        var receiver = new RtpReceiver();
        receiver.Put(160, Frame(1));
        Assert.Equal("...1..", Heard(receiver, 6));
        receiver.Put(320, Frame(2));
        receiver.Put(1120, Frame(7));
        Assert.Equal("...7.", Heard(receiver, 5));
    }

    [Fact]
    public void What_a_jump_skipped_is_never_heard_later()
    {
        var receiver = new RtpReceiver();
        for (var i = 1; i <= 3; i++) receiver.Put((uint)(i * 160), Frame(i));
        for (var i = 20; i <= 24; i++) receiver.Put((uint)(i * 160), Frame(9));
        Assert.Equal("...9" + new string('.', 100), Heard(receiver, 104));
    }

    [Fact]
    public void A_sender_whose_clock_jumps_is_followed()
    {
        var receiver = new RtpReceiver();
        receiver.Put(160, Frame(1));
        Heard(receiver, 5);
        receiver.Put(3_000_000_000, Frame(2));
        Assert.Equal("...2.", Heard(receiver, 5));
    }

    [Fact]
    public void A_sender_whose_clock_stood_still_is_followed_after_a_few_packets()
    {
        var receiver = new RtpReceiver();
        receiver.Put(160, Frame(1));
        Heard(receiver, 20);
        for (var i = 2; i < 7; i++) receiver.Put((uint)(i * 160), Frame(i));
        Assert.Equal("...6", Heard(receiver, 4));
        receiver.Put(7 * 160, Frame(7));
        Assert.Equal("7.........", Heard(receiver, 10));
        // The first packet after a pause says so, and is believed at once.
        receiver.Put(8 * 160, Frame(8), marker: true);
        Assert.Equal("...8", Heard(receiver, 4));
    }

    [Fact]
    public void A_second_of_a_drifting_sender_loses_almost_nothing()
    {
        // 200 ppm fast for ten minutes: 960 samples, six frames, are too many.
        var receiver = new RtpReceiver();
        var frame = new byte[160];
        int heard = 0, sent = 0;
        for (var tick = 0; tick < 30_000; tick++)
        {
            while (sent * 159.968 <= tick * 160.0) receiver.Put((uint)(sent++ * 160), Frame(1));
            receiver.Take(frame);
            if (frame.AsSpan().IndexOfAnyExcept(AudioFrame.Silence) >= 0) heard++;
        }

        Assert.InRange(heard, 29_980, 30_000);
    }

    [Fact]
    public void Another_source_takes_over_with_its_second_packet_or_after_silence()
    {
        var receiver = new RtpReceiver();
        Assert.True(receiver.Accept(Header(1, 10), 0));
        Assert.False(receiver.Accept(Header(2, 50), 20));
        Assert.True(receiver.Accept(Header(1, 11), 40));
        Assert.False(receiver.Accept(Header(2, 70), 60));
        Assert.True(receiver.Accept(Header(2, 71), 80));
        Assert.False(receiver.Accept(Header(1, 12), 100));
        Assert.True(receiver.Accept(Header(3, 5), 900));
    }

    [Property(MaxTest = 300)]
    public bool Any_packets_leave_exactly_one_frame_a_tick((uint Timestamp, byte[] Payload, bool Marker)[] packets)
    {
        var receiver = new RtpReceiver();
        var frame = new byte[160];
        foreach (var (timestamp, payload, marker) in packets)
        {
            receiver.Put(timestamp, payload, marker);
            receiver.Take(frame);
        }

        return true;
    }

    private static RtpHeader Header(uint ssrc, ushort sequence) => new(8, false, sequence, 0, ssrc, 12, 160);

    private static byte[] Frame(int digit)
    {
        var frame = new byte[160];
        Array.Fill(frame, (byte)digit);
        return frame;
    }

    private static string Heard(RtpReceiver receiver, int frames)
    {
        var text = "";
        var frame = new byte[160];
        for (var i = 0; i < frames; i++)
        {
            receiver.Take(frame);
            Assert.True(frame.AsSpan().IndexOfAnyExcept(frame[0]) < 0);
            text += frame[0] == AudioFrame.Silence ? "." : frame[0].ToString();
        }

        return text;
    }

    private static void Own(RtpSender sender, long tick) =>
        sender.Next(new byte[12], 8, false, sender.TimestampAt(tick));

    private static (int, uint, bool) Relay(
        RtpRelay relay, RtpSender sender, long tick, ushort sequence, uint timestamp, uint ssrc)
    {
        var begins = relay.Map(new(8, false, sequence, timestamp, ssrc, 12, 160), tick, sender, out var s, out var t);
        sender.Relayed(new byte[12], 8, begins, s, t);
        return (s, t, begins);
    }
}
