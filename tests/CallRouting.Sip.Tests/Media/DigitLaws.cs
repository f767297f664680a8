using CallRouting.Audio;
using CallRouting.Sip;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CallRouting.Tests.Media;

public class DigitLaws
{
    private const uint Ssrc = 9;

    /// <summary>One packet on the wire: when, of which press, what it says.</summary>
    private readonly record struct Sent(long At, uint Timestamp, TelephoneEvent Event);

    [Property(MaxTest = 1000)]
    public Property Every_press_is_told_exactly_once_in_spite_of_loss_and_repetition() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var keys = new string([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Dtmf.Keys[random.Next(16)])]);
            var wire = new List<Sent>();
            foreach (var press in Presses(keys, (uint)random.Next()))
            {
                // At most two of the three ends are lost, and of the rest any, but never all.
                var ends = press.Where(p => p.Event.End).OrderBy(_ => random.Next())
                    .Take(random.Next(1, 4)).ToHashSet();
                foreach (var packet in press)
                {
                    if (packet.Event.End ? !ends.Contains(packet) : random.Next(4) == 0) continue;
                    for (var copies = random.Next(5) == 0 ? 2 : 1; copies > 0; copies--) wire.Add(packet);
                }
            }

            // Packets overtake each other by up to 40 ms, less than the pause between two keys.
            for (var i = 1; i < wire.Count; i++)
                if (random.Next(6) == 0 && wire[i].At - wire[i - 1].At <= 40)
                    (wire[i - 1], wire[i]) = (wire[i], wire[i - 1]);
            var (pressed, released) = Receive(wire);
            return (pressed == keys).Label($"pressed {keys}, told {pressed}")
                .And((released == keys).Label($"released {released}"));
        });

    [Property(MaxTest = 1000)]
    public bool Any_packets_are_taken((uint Ssrc, uint Timestamp, byte[] Payload, ushort Later)[] packets)
    {
        var receiver = new DigitReceiver();
        var now = 0L;
        foreach (var (ssrc, timestamp, payload, later) in packets)
        {
            now += later;
            if (TelephoneEvent.TryParse(payload, out var happened))
                receiver.Receive(ssrc, timestamp, happened, now, out _);
            receiver.Expire(now, out _);
        }

        return true;
    }

    [Fact]
    public void One_key_twice_is_two_presses()
    {
        Assert.Equal(("11", "11"), Receive([.. Presses("11", 500).SelectMany(p => p)]));
    }

    [Fact]
    public void A_press_whose_start_is_lost_is_told_with_its_end()
    {
        Assert.Equal(("7", "7"), Receive([.. Presses("7", 500).Single().Where(p => p.Event.End).Take(1)]));
    }

    [Fact]
    public void A_press_whose_ends_are_all_lost_is_released_by_time_and_only_once()
    {
        var receiver = new DigitReceiver();
        var start = Presses("4", 0).Single()[0];
        Assert.Equal(DigitChange.Pressed, receiver.Receive(Ssrc, 0, start.Event, 0, out var press));
        Assert.Equal('4', press.Key);
        Assert.False(receiver.Expire(DigitReceiver.ReleaseAfter - 1, out _));
        Assert.True(receiver.Expire(DigitReceiver.ReleaseAfter, out press));
        Assert.Equal(new DigitPress('4', 20, 10), press);
        Assert.False(receiver.Expire(5000, out _));
        Assert.Equal(DigitChange.None, receiver.Receive(Ssrc, 0, start.Event, 260, out _));
    }

    [Fact]
    public void A_key_held_for_ten_seconds_is_one_press()
    {
        var receiver = new DigitReceiver();
        var told = new List<DigitChange>
        {
            receiver.Receive(Ssrc, 100, new(5, false, 10, 160), 0, out _),
            receiver.Receive(Ssrc, 100, new(5, false, 10, 0xFFFF), 200, out _),
            receiver.Receive(Ssrc, 100 + 0xFFFF, new(5, false, 10, 160), 220, out _),
            receiver.Receive(Ssrc, 100 + 0xFFFF, new(5, true, 10, 14465), 300, out var press)
        };
        Assert.Equal([DigitChange.Pressed, DigitChange.None, DigitChange.None, DigitChange.Released], told);
        Assert.Equal(new DigitPress('5', 10_000, 10), press);
    }

    [Fact]
    public void A_sender_that_starts_anew_is_heard()
    {
        var receiver = new DigitReceiver();
        Assert.Equal(DigitChange.Pressed, receiver.Receive(1, 9000, new(1, false, 10, 160), 0, out _));
        Assert.Equal(DigitChange.None, receiver.Receive(1, 100, new(2, false, 10, 160), 20, out _));
        Assert.Equal(DigitChange.Pressed, receiver.Receive(2, 100, new(2, false, 10, 160), 40, out _));
        Assert.Equal(DigitChange.Pressed, receiver.Receive(2, 50, new(3, false, 10, 160), 9000, out _));
    }

    [Fact]
    public void Flash_and_other_signals_are_no_keys()
    {
        var receiver = new DigitReceiver();
        Assert.Equal(DigitChange.None, receiver.Receive(Ssrc, 1, new(16, true, 0, 160), 0, out _));
        Assert.False(new TelephoneEvent(32, false, 0, 0).TryKey(out _));
    }

    [Fact]
    public void A_sent_key_is_held_100_ms_and_ends_three_times()
    {
        var packets = Presses("#", 0).Single();
        Assert.Equal([160, 320, 480, 640, 800, 800, 800, 800], packets.Select(p => (int)p.Event.Duration));
        Assert.Equal(5, packets.FindIndex(p => p.Event.End));
        Assert.All(packets, p => Assert.Equal(11, p.Event.Code));
        var sender = new DigitSender();
        Assert.False(sender.Press('x'));
        Assert.False(sender.IsBusy);
    }

    // What our own sender sends for these keys, one list a press.
    private static List<List<Sent>> Presses(string keys, uint timestamp)
    {
        var sender = new DigitSender();
        foreach (var key in keys) Assert.True(sender.Press(key));
        var presses = new List<List<Sent>>();
        var start = 0u;
        for (var tick = 0; sender.IsBusy; tick++)
        {
            if (!sender.Next(out var happened, out var age)) continue;
            if (age == 0)
            {
                start = (uint)(timestamp + tick * 160);
                presses.Add([]);
            }

            var buffer = new byte[4];
            happened.Write(buffer);
            Assert.True(TelephoneEvent.TryParse(buffer, out var read));
            Assert.Equal(happened, read);
            presses[^1].Add(new(tick * 20, start, read));
        }

        return presses;
    }

    private static (string Pressed, string Released) Receive(List<Sent> wire)
    {
        var receiver = new DigitReceiver();
        var (pressed, released) = ("", "");
        foreach (var packet in wire)
        {
            var change = receiver.Receive(Ssrc, packet.Timestamp, packet.Event, packet.At, out var press);
            if (change.HasFlag(DigitChange.Pressed)) pressed += press.Key;
            if (change.HasFlag(DigitChange.Released)) released += press.Key;
        }

        return (pressed, released);
    }
}
