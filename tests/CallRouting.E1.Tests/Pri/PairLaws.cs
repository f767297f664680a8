namespace CallRouting.E1.Tests;

/// <summary>The two sides against each other: whatever is done, lost or late, they end up with the same calls on the
/// same channels, and in the end with none.</summary>
public class PairLaws
{
    // Random scripts, the same ones every time.
    private const int Scripts = 20_000;
    private static readonly OverlapReceiving Overlap = new() { IsAllowed = true, Length = 4, DialTone = true };

    [Fact]
    public void Both_sides_agree_on_every_call_and_each_call_ends_once()
    {
        for (var seed = 0; seed < Scripts; seed++)
            Play(seed);
    }

    [Fact]
    public void On_two_channels_both_sides_choose_the_same_ones_all_the_time_and_still_agree()
    {
        for (var seed = 0; seed < Scripts; seed++)
            PlayOnTwoChannels(seed);
    }

    private static void Play(int seed)
    {
        var random = new Random(seed);
        var pair = new PriPair(Options(random), Options(random));
        for (var steps = random.Next(5, 120); steps > 0; steps--)
            Step(random, pair);
        Settle(pair);
        Agree(pair);
        Finish(pair);
    }

    private static void PlayOnTwoChannels(int seed)
    {
        var random = new Random(seed);
        var options = new PriOptions { Channels = 0b110, Selection = ChannelSelection.Lowest };
        var pair = new PriPair(options with { Exclusive = random.Next(2) == 0 },
            options with { Exclusive = random.Next(2) == 0 });
        for (var steps = random.Next(5, 200); steps > 0; steps--)
            Step(random, pair, isLossy: false);
        Settle(pair);
        Agree(pair);
        Finish(pair);
    }

    [Fact]
    public void Thirty_calls_at_once_are_connected_without_a_timer()
    {
        var pair = new PriPair();
        Answering(pair);
        for (var i = 0; i < 30; i++)
            SetUp(pair, pair.User);
        pair.Advance(1);
        Assert.Equal(30, pair.User.Connected.Count);
        Assert.Equal(30, pair.Network.Connected.Count);
        Agree(pair);
        Assert.Equal(30, pair.User.Count[MessageType.Setup]);
        Assert.Equal(NodaTime.Instant.MaxValue, pair.User.Layer3.NextDeadline);
        Finish(pair);
    }

    [Fact]
    public void Thirty_calls_at_once_from_both_sides_meet_and_none_is_lost()
    {
        var pair = new PriPair(new PriOptions { Selection = ChannelSelection.Lowest },
            new PriOptions { Selection = ChannelSelection.Lowest });
        Answering(pair);
        for (var i = 0; i < 15; i++)
        {
            SetUp(pair, pair.User);
            SetUp(pair, pair.Network);
        }

        pair.Advance(2);
        Assert.Equal(30, pair.User.Connected.Count);
        Assert.Equal(30, pair.Network.Connected.Count);
        Agree(pair);
        Finish(pair);
    }

    [Fact]
    public void Ten_thousand_calls_in_a_row_leave_nothing_behind()
    {
        var pair = new PriPair();
        Answering(pair);
        for (var i = 0; i < 10_000; i++)
        {
            var caller = pair[i % 2];
            SetUp(pair, caller);
            pair.Advance(1);
            var call = caller.Connected.Single();
            pair.With(pair[i / 2 % 2], (layer3, outputs) => layer3.Disconnect(
                pair[i / 2 % 2].Connected.Single(), 16, false, pair.Now, outputs));
            pair.Advance(1);
            Assert.Equal(16, caller.Ended[call]);
        }

        Assert.Equal((10_000, 10_000), (pair.User.Ended.Count, pair.Network.Ended.Count));
        Finish(pair);
    }

    private static PriOptions Options(Random random) => new()
    {
        Channels = random.Next(3) == 0 ? 0b11_1110u : 0xFFFE_FFFE,
        Selection = (ChannelSelection)random.Next(3),
        Exclusive = random.Next(2) == 0,
        SendingComplete = random.Next(2) == 0,
        Overlap = random.Next(2) == 0 ? Overlap : OverlapReceiving.None,
    };

    private static void Answering(PriPair pair)
    {
        foreach (var end in (PriPair.End[])[pair.User, pair.Network])
            end.Taking = call =>
            {
                pair.With(end, (layer3, outputs) => layer3.Proceed(call, pair.Now, outputs));
                pair.With(end, (layer3, outputs) => layer3.Alert(call, false, pair.Now, outputs));
                pair.With(end, (layer3, outputs) => layer3.Connect(call, pair.Now, outputs));
            };
    }

    private static void SetUp(PriPair pair, PriPair.End end, bool isComplete = true) =>
        pair.With(end, (layer3, outputs) => layer3.SetUp(new PriSetup
        {
            Called = new PartyNumber(isComplete ? "1001" : "10"), IsComplete = isComplete,
        }, pair.Now, outputs));

    private static void Step(Random random, PriPair pair, bool isLossy = true)
    {
        var end = pair[random.Next(2)];
        var live = end.Live.Keys.ToArray();
        var call = live.Length == 0 ? default : live[random.Next(live.Length)];
        switch (random.Next(isLossy ? 24 : 17))
        {
            case 0 or 1:
                SetUp(pair, end);
                break;
            case 2:
                SetUp(pair, end, isComplete: false);
                break;
            case 3:
                pair.With(end, (layer3, outputs) => layer3.Dial(call, "1", random.Next(3) == 0, pair.Now, outputs));
                break;
            case 4 or 5:
                pair.With(end, (layer3, outputs) => layer3.Proceed(call, pair.Now, outputs));
                break;
            case 6:
                pair.With(end, (layer3, outputs) => layer3.Alert(call, random.Next(2) == 0, pair.Now, outputs));
                break;
            case 7:
                pair.With(end, (layer3, outputs) => layer3.Progress(call, 8, pair.Now, outputs));
                break;
            case 8 or 9 or 10:
                pair.With(end, (layer3, outputs) => layer3.Connect(call, pair.Now, outputs));
                break;
            case 11:
                pair.With(end, (layer3, outputs) =>
                    layer3.Disconnect(call, (byte)random.Next(128), random.Next(3) == 0, pair.Now, outputs));
                break;
            case 17:
                pair.LinkDown(end);
                break;
            case 18 or 19:
                if (!pair.User.Layer3.IsLinkUp || !pair.Network.Layer3.IsLinkUp)
                    Restore(pair);
                break;
            case 20:
                pair.LinkReset();
                break;
            case 21:
                pair.With(end, (layer3, outputs) => layer3.RestartChannel((byte)random.Next(32), pair.Now, outputs));
                break;
            case 22 when random.Next(5) == 0:
                pair.With(end, (layer3, outputs) => layer3.RestartInterface(pair.Now, outputs));
                break;
            case 23:
                pair.With(end, (layer3, outputs) => layer3.Block(1u << random.Next(32), pair.Now, outputs));
                break;
            default:
                pair.Advance(random.Next(4) == 0 ? random.Next(40) : random.NextDouble() / 50);
                break;
        }
    }

    // A data link has two ends: before it comes up anew both have lost it.
    private static void Restore(PriPair pair)
    {
        pair.LinkDown(pair.User);
        pair.LinkDown(pair.Network);
        pair.LinkUp();
    }

    // Long enough for every timer: what is left then is connected. A transport answers every call that it is offered, so
    // that one whose caller is gone already (its SETUP was repeated as the refusal was under way) is found out.
    private static void Settle(PriPair pair)
    {
        if (!pair.User.Layer3.IsLinkUp || !pair.Network.Layer3.IsLinkUp)
            Restore(pair);
        pair.Advance(20);
        foreach (var end in (PriPair.End[])[pair.User, pair.Network])
            foreach (var call in end.Live.Keys.ToArray())
                pair.With(end, (layer3, outputs) => layer3.Proceed(call, pair.Now, outputs));
        pair.Advance(700);
        Assert.Equal((NodaTime.Instant.MaxValue, NodaTime.Instant.MaxValue),
            (pair.User.Layer3.NextDeadline, pair.Network.Layer3.NextDeadline));
    }

    private static void Agree(PriPair pair)
    {
        var user = Calls(pair.User);
        // A call of one side is the other's by the same reference, given by the other.
        Assert.Equal(user.Order(), Calls(pair.Network).Select(call => (!call.IsOwn, call.Reference, call.Channel)).Order());
        Assert.Equal(user.Length, user.Select(call => call.Channel).Distinct().Count());
        Assert.Equal(pair.User.Live.Count, pair.User.Connected.Count);

        static (bool IsOwn, int Reference, byte Channel)[] Calls(PriPair.End end)
        {
            Assert.Equal(end.Live.Count, end.Layer3.Count);
            return [.. end.Live.Select(call => (call.Value.IsOwn, call.Value.Reference, end.Layer3.Channel(call.Key)))];
        }
    }

    private static void Finish(PriPair pair)
    {
        foreach (var end in (PriPair.End[])[pair.User, pair.Network])
            foreach (var call in end.Live.Keys.ToArray())
                pair.With(end, (layer3, outputs) => layer3.Disconnect(call, 16, false, pair.Now, outputs));
        pair.Advance(100);
        foreach (var end in (PriPair.End[])[pair.User, pair.Network])
        {
            Assert.Empty(end.Live);
            Assert.Equal(0, end.Layer3.Count);
            Assert.Equal(end.Layer3.InService, end.Layer3.Free);
            Assert.Equal(NodaTime.Instant.MaxValue, end.Layer3.NextDeadline);
        }
    }
}
