using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;

namespace CallRouting.E1.Tests;

/// <summary>What holds for two data links on any line that keeps the order of frames, and for one link and any
/// octets.</summary>
public class LapdLaws
{
    private static readonly Duration Long = Duration.FromMinutes(2);

    /// <summary>Lossy enough to repeat, not lossy enough to give up: N200 is out of reach.</summary>
    private static readonly LapdOptions Patient = new() { N200 = 100 };

    [Property(MaxTest = 150), Trait("Spec", "O3")]
    public bool While_the_link_is_up_every_message_arrives_once_and_in_order(
        int seed, byte loss, byte repeats, PositiveInt count)
    {
        var line = new LossyLine(seed, loss % 50, repeats % 50, Patient);
        Up(line);
        Talk(line, seed, count.Get % 200, Duration.FromMilliseconds(repeats));
        line.Advance(Long);
        line.IsClean = true;
        line.Advance(Long);
        return line.User.Breaks + line.Network.Breaks == 0
            && line.User.Sent.SequenceEqual(line.Network.Arrived)
            && line.Network.Sent.SequenceEqual(line.User.Arrived)
            && line.User.Link.Unacknowledged + line.Network.Link.Unacknowledged == 0;
    }

    [Property(MaxTest = 150)]
    public bool Whatever_the_line_does_nothing_arrives_twice_or_out_of_order_and_what_is_lost_is_told(
        int seed, byte loss, byte repeats, PositiveInt count)
    {
        var line = new LossyLine(seed, loss % 90, repeats % 60, new());
        line.User.Link.Establish(line.Now);
        line.Network.Link.Establish(line.Now);
        Talk(line, seed, count.Get % 200, Duration.FromMilliseconds(700));
        line.Advance(Long);
        line.IsClean = true;
        line.Advance(Long);
        return Holds(line.User, line.Network) && Holds(line.Network, line.User);

        static bool Holds(LossyLine.End from, LossyLine.End to) =>
            from.Link.State == LapdState.Established
            && from.Link.Unacknowledged == 0
            && to.Arrived.Zip(to.Arrived.Skip(1)).All(pair => pair.First < pair.Second)
            && to.Arrived.All(from.Sent.Contains)
            && (from.Breaks + to.Breaks > 0 || to.Arrived.Count == from.Sent.Count);
    }

    [Property(MaxTest = 100)]
    public bool A_line_that_is_cut_and_mended_carries_messages_again(int seed, byte seconds)
    {
        var line = new LossyLine(seed, 100, 0, new());
        line.IsClean = true;
        Up(line);
        line.IsClean = false;
        Talk(line, seed, 5, Duration.FromSeconds(seconds % 60));
        line.IsClean = true;
        line.Advance(Long);
        var (user, network) = (line.User.Arrived.Count, line.Network.Arrived.Count);
        line.User.Send();
        line.Network.Send();
        line.Advance(Long);
        return line.User.Arrived.Count == user + 1 && line.Network.Arrived.Count == network + 1
            && line.User.Link.State == LapdState.Established;
    }

    [Fact]
    public void A_full_window_is_used_and_never_exceeded()
    {
        var line = new LossyLine(1, 5, 5, Patient);
        Up(line);
        for (var i = 0; i < 1000; i++)
        {
            line.User.Send();
            line.Network.Send();
            if (i % 5 == 0)
                line.Advance(Duration.FromMilliseconds(3));
        }

        line.Advance(Long * 10);
        Assert.Equal(7, line.User.MostOnTheWay);
        Assert.Equal(7, line.Network.MostOnTheWay);
        Assert.Equal(line.User.Sent, line.Network.Arrived);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Any_octets_at_any_time_throw_nothing_and_leave_a_link_that_works(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 2_000; round++)
        {
            var bench = new LapdBench(random.Next(2) == 0, new() { N201 = 20, MaxQueue = 20 });
            for (var step = 0; step < 60; step++)
                Disturb(bench, random);
            Assert.True(bench.Link.Unacknowledged <= 20);
            Recovers(bench);
        }
    }

    private static void Disturb(LapdBench bench, Random random)
    {
        var frame = new byte[random.Next(9) < 8 ? random.Next(8) : random.Next(300)];
        random.NextBytes(frame);
        if (random.Next(10) > 0 && frame.Length > 1)
            (frame[0], frame[1]) = ((byte)(random.Next(2) * 2), 1);
        if (random.Next(2) == 0 && frame.Length > 3)
            (frame[2], frame[3]) = ((byte)random.Next(12), (byte)random.Next(12));
        if (random.Next(3) == 0 && frame.Length > 2)
            frame = [frame[0], frame[1], .. random.GetItems<byte>([0x7f, 0x6f, 0x73, 0x63, 0x53, 0x1f, 0x0f], 1)];
        switch (random.Next(12))
        {
            case 0:
                bench.Link.Establish(bench.Now);
                break;
            case 1:
                bench.Advance(random.NextDouble() * 12);
                break;
            case 2 or 3:
                bench.Link.Send(frame, bench.Now);
                break;
            case 4 when random.Next(4) == 0:
                bench.Link.Release(bench.Now);
                break;
            case 4 when random.Next(4) == 0:
                bench.Link.Deactivate();
                break;
            default:
                bench.Link.Receive(frame, bench.Now);
                break;
        }
    }

    private static void Recovers(LapdBench bench)
    {
        bench.Link.Deactivate();
        bench.Link.Establish(bench.Now);
        bench.Link.Receive([(byte)(bench.Sent()[^1] == "02 01 7f" ? 2 : 0), 1, 0x73], bench.Now);
        Assert.Equal(LapdState.Established, bench.Link.State);
        Assert.True(bench.Send("08"));
        Assert.EndsWith("01 00 00 08", bench.Sent()[^1], StringComparison.Ordinal);
    }

    private static void Up(LossyLine line)
    {
        var (clean, _) = (line.IsClean, line.IsClean = true);
        line.User.Link.Establish(line.Now);
        line.Network.Link.Establish(line.Now);
        line.Advance(Duration.FromSeconds(1));
        line.IsClean = clean;
        Assert.Equal(LapdState.Established, line.User.Link.State);
        Assert.Equal(LapdState.Established, line.Network.Link.State);
    }

    private static void Talk(LossyLine line, int seed, int count, Duration pause)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            if (random.Next(2) == 0)
                line.User.Send();
            if (random.Next(2) == 0)
                line.Network.Send();
            if (random.Next(3) == 0)
                line.Advance(pause * random.Next(3));
        }
    }
}
