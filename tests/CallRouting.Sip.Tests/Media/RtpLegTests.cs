using System.Net;
using CallRouting.Audio;
using CallRouting.Sip;

namespace CallRouting.Tests.Media;

/// <summary>Legs on virtual time: no socket, no clock.</summary>
public class RtpLegTests
{
    private static readonly MediaSource Phone = MediaSource.Of(IPEndPoint.Parse("192.0.2.1:4000"));
    private readonly byte[] _packet = new byte[RtpLeg.LongestPacket];
    private ushort _sequence = 500;

    [Fact]
    public void A_connected_leg_hears_silence_and_an_unconnected_one_nothing()
    {
        var leg = new RtpLeg(new(), new(1, 1, 1));
        Assert.Equal(0, leg.Tick(0, _packet, out _));
        leg.SetRemote(Agreed(), null, 0);
        Assert.Equal(172, leg.Tick(1, _packet, out _));
        Assert.True(_packet.AsSpan(12).IndexOfAnyExcept(AudioFrame.Silence) < 0);
        var quiet = Leg(options: new() { SendSilence = false });
        Assert.Equal(0, quiet.Tick(0, _packet, out _));
    }

    [Fact]
    public void What_is_played_goes_out_frame_by_frame_and_ends_once()
    {
        var leg = Leg(options: new() { SendSilence = false });
        leg.Play(new byte[170], loop: false);
        Assert.Equal(172, leg.Tick(0, _packet, out var ended));
        Assert.Equal(0x80, _packet[1] & 0x80);
        Assert.False(ended);
        Assert.Equal(172, leg.Tick(1, _packet, out ended));
        Assert.Equal((0, AudioFrame.Silence), (_packet[12 + 9], _packet[12 + 10]));
        Assert.Equal(0, _packet[1] & 0x80);
        Assert.False(ended);
        Assert.Equal(0, leg.Tick(2, _packet, out ended));
        Assert.True(ended);
        leg.Tick(3, _packet, out ended);
        Assert.False(ended);
    }

    [Fact]
    public void A_prompt_takes_its_time_also_for_a_leg_on_hold()
    {
        var leg = Leg(media: Agreed() with { OnHold = true });
        leg.Play(new byte[320], loop: false);
        var ends = Enumerable.Range(0, 5).Select(tick =>
        {
            Assert.Equal(0, leg.Tick(tick, _packet, out var ended));
            return ended;
        }).ToArray();
        Assert.Equal([false, false, true, false, false], ends);
    }

    [Fact]
    public void A_loop_never_ends()
    {
        var leg = Leg();
        leg.Play(Frames(1, 2), loop: true);
        var heard = "";
        for (var tick = 0; tick < 5; tick++)
        {
            leg.Tick(tick, _packet, out var ended);
            Assert.False(ended);
            heard += _packet[12];
        }

        Assert.Equal("12121", heard);
    }

    [Fact]
    public void Mulaw_is_sent_where_mulaw_was_agreed()
    {
        var leg = Leg(media: Agreed(AudioCodec.Pcmu));
        leg.Play(Frames(0x2A), loop: false);
        leg.Tick(0, _packet, out _);
        Assert.Equal((0, G711.AlawToMulaw(0x2A)), (_packet[1] & 0x7F, _packet[12]));
    }

    [Fact]
    public void A_packet_is_relayed_untouched_between_legs_of_one_codec()
    {
        var (from, to) = (Leg(), Leg());
        to.SetBridged(true);
        var datagram = Datagram(8, 1000, Frames(0x33));
        var arrival = from.Receive(datagram, Phone, 0);
        Assert.True(to.Relay(arrival, datagram, 0, out var packet));
        Assert.Equal(172, packet.Length);
        Assert.True(packet[12..].IndexOfAnyExcept((byte)0x33) < 0);
        Assert.Equal(0, to.Tick(1, _packet, out _));
    }

    [Fact]
    public void A_packet_between_codecs_is_converted()
    {
        var (from, to) = (Leg(), Leg(media: Agreed(AudioCodec.Pcmu)));
        var datagram = Datagram(8, 1000, Frames(0x33));
        Assert.True(to.Relay(from.Receive(datagram, Phone, 0), datagram, 0, out var packet));
        Assert.Equal((0, G711.AlawToMulaw(0x33)), (packet[1] & 0x7F, packet[100]));
    }

    [Fact]
    public void Digits_are_told_and_relayed_under_the_number_of_the_other_leg()
    {
        var (from, to) = (Leg(), Leg(media: Agreed() with { SendEvents = 96 }));
        var datagram = Datagram(101, 1000, [3, 10, 0, 160]);
        var arrival = from.Receive(datagram, Phone, 0);
        Assert.Equal(('3', DigitChange.Pressed), (arrival.Press.Key, arrival.Change));
        Assert.True(to.Relay(arrival, datagram, 0, out var packet));
        Assert.Equal((96, 16), (packet[1] & 0x7F, packet.Length));
        var deaf = Leg(media: Agreed() with { SendEvents = null });
        Assert.False(deaf.Relay(arrival, datagram, 0, out _));
    }

    [Fact]
    public void Nothing_is_relayed_to_a_leg_on_hold_or_one_that_hears_a_prompt()
    {
        var (from, held, busy) = (Leg(), Leg(media: Agreed() with { OnHold = true }), Leg());
        busy.Play(Frames(1), loop: true);
        var datagram = Datagram(8, 1000, Frames(0x33));
        var arrival = from.Receive(datagram, Phone, 0);
        Assert.False(held.Relay(arrival, datagram, 0, out _));
        Assert.False(busy.Relay(arrival, datagram, 0, out _));
        busy.StopPlay();
        Assert.True(busy.Relay(arrival, datagram, 0, out _));
    }

    [Fact]
    public void Payload_types_that_were_not_agreed_are_refused()
    {
        var leg = Leg();
        foreach (var payload in (int[])[13, 18, 0x72])
            Assert.Equal(RtpArrivalKind.Refused, leg.Receive(Datagram(payload, 0, Frames(1)), Phone, 0).Kind);
        Assert.Equal(default, leg.Receive("rubbish"u8, Phone, 0));
        Assert.Equal(RtpArrivalKind.Audio, leg.Receive(Datagram(8, 0, Frames(1)), Phone, 0).Kind);
    }

    [Fact]
    public void What_is_heard_comes_out_as_alaw_whatever_its_codec()
    {
        var leg = Leg();
        leg.SetListening(true);
        for (var i = 0; i < 3; i++)
            leg.Receive(Datagram(i == 1 ? 0 : 8, (uint)(i * 160), Frames(0x33)), Phone, i * 20);
        var frame = new byte[160];
        var heard = new List<byte>();
        for (var i = 0; i < 7; i++)
        {
            leg.Take(frame);
            heard.Add(frame[0]);
        }

        Assert.Equal([0xD5, 0xD5, 0xD5, 0x33, G711.MulawToAlaw(0x33), 0x33, 0xD5], heard);
    }

    [Fact]
    public void Keys_go_out_as_events_and_are_understood_at_the_other_end()
    {
        var (near, far) = (Leg(), Leg());
        foreach (var key in "1*") Assert.True(near.PressKey(key));
        var told = "";
        for (var tick = 0; tick < 40; tick++)
        {
            var length = near.Tick(tick, _packet, out _);
            var arrival = far.Receive(_packet.AsSpan(0, length), Phone, tick * 20);
            Assert.NotEqual(RtpArrivalKind.Refused, arrival.Kind);
            if (arrival.Change.HasFlag(DigitChange.Pressed)) told += arrival.Press.Key;
        }

        Assert.Equal("1*", told);
    }

    [Fact]
    public void Pushed_frames_go_out_in_order_once_two_have_come()
    {
        var leg = Leg(options: new() { SendSilence = false });
        leg.Push(Frames(1));
        Assert.Equal(0, leg.Tick(0, _packet, out _));
        leg.Push(Frames(2));
        foreach (var expected in (byte[])[1, 2])
        {
            Assert.Equal(172, leg.Tick(expected, _packet, out _));
            Assert.Equal(expected, _packet[12]);
        }

        Assert.Equal(0, leg.Tick(4, _packet, out _));
        for (byte i = 1; i <= 10; i++) leg.Push(Frames(i));
        leg.Tick(5, _packet, out _);
        Assert.Equal(3, _packet[12]);
    }

    [Fact]
    public void A_silent_leg_is_told_once_until_it_is_heard_again()
    {
        var leg = Leg(options: new() { Timeout = TimeSpan.FromSeconds(10) });
        Assert.False(leg.TimedOut(9_999));
        Assert.True(leg.TimedOut(10_000));
        Assert.False(leg.TimedOut(20_000));
        leg.Receive(Datagram(8, 0, Frames(1)), Phone, 20_000);
        Assert.False(leg.TimedOut(29_999));
        Assert.True(leg.TimedOut(30_000));
        Assert.False(Leg().TimedOut(1_000_000));
    }

    [Fact]
    public void A_tick_and_a_relay_allocate_nothing()
    {
        var (from, to) = (Leg(), Leg());
        from.SetListening(true);
        to.Play(Frames(1, 2, 3), loop: true);
        var datagram = Datagram(8, 1000, Frames(0x33));
        var frame = new byte[160];
        var before = 0L;
        for (var tick = 0; tick < 200; tick++)
        {
            if (tick == 100) before = GC.GetAllocatedBytesForCurrentThread();
            if (tick == 50) to.StopPlay();
            var arrival = from.Receive(datagram, Phone, tick * 20);
            to.Relay(arrival, datagram, tick, out _);
            to.Tick(tick, _packet, out _);
            from.Take(frame);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static RtpLeg Leg(NegotiatedMedia? media = null, MediaOptions? options = null)
    {
        var leg = new RtpLeg(options ?? new(), new(42, 1000, 5000));
        leg.SetRemote(media ?? Agreed(), null, 0);
        return leg;
    }

    private static NegotiatedMedia Agreed(AudioCodec codec = AudioCodec.Pcma) => new()
    {
        Codec = codec, SendPayload = (byte)(codec == AudioCodec.Pcma ? 8 : 0), ReceivePcma = 8, ReceivePcmu = 0,
        SendEvents = 101, ReceiveEvents = 101, Remote = Phone.ToEndPoint()
    };

    private byte[] Datagram(int payloadType, uint timestamp, byte[] payload)
    {
        var packet = new byte[12 + payload.Length];
        RtpHeader.Write(packet, (byte)payloadType, false, _sequence++, timestamp, 4711);
        payload.CopyTo(packet, 12);
        return packet;
    }

    private static byte[] Frames(params byte[] octets) => [.. octets.SelectMany(o => Enumerable.Repeat(o, 160))];
}
