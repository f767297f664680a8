using CallRouting.E1;
using NodaTime;

namespace CallRouting.Tests.Interop;

/// <summary>What must not happen and does: no channel, glare, restarts, links that go, far ends that say
/// nothing.</summary>
public class RecoveryTests
{
    private static readonly LapdOptions Fast = new()
    {
        T200 = Duration.FromMilliseconds(100), T203 = Duration.FromMilliseconds(300),
        Retry = Duration.FromMilliseconds(200)
    };

    private static readonly PriTimes Short = PriTimes.Standard with
    {
        T301 = Duration.FromSeconds(1), T303 = Duration.FromMilliseconds(300), T305 = Duration.FromMilliseconds(500),
        T308 = Duration.FromMilliseconds(300), T310 = Duration.FromSeconds(1)
    };

    [Fact]
    public async Task Thirty_calls_fill_the_line_and_the_next_one_finds_no_channel()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder);
        await using var network = await NetworkAsync(line);
        await Wait.ForAsync(() => line.LastChannels == 30, "30 channels", 20, () => line.Story);
        var legs = Enumerable.Range(0, 30).Select(n => line.Ring($"+792611122{n:00}")).ToList();
        foreach (var leg in legs)
            await line.EventAsync(leg, CallEventKind.Answered);
        var one = line.Ring("+79261112299");
        Assert.Equal(Cause.NoCircuitAvailable, (await line.EventAsync(one, CallEventKind.Failed)).Cause);

        // A call that insists on a channel which is taken is refused: 44, or 34 where none is free.
        var call = await network.DialAsync("4951110001", "-", "9 exclusive");
        Assert.Contains((await network.EventAsync("released", call))["cause"], new[] { "44", "34" });
        Assert.Empty(line.Offers);
        foreach (var leg in legs)
            line.Release(leg);
        await line.IdleAsync();
        // The caller's number tells our calls from the one that came in.
        var channels = await Tshark.FieldsAsync(line.Capture,
            "q931.message_type == 0x05 && q931.calling_party_number.digits", "q931.channel.number");
        Assert.Equal(Enumerable.Range(1, 31).Where(slot => slot != 16),
            channels.Select(channel => int.Parse(channel, null)).Order());
    }

    [Fact]
    public async Task When_both_take_one_channel_at_once_the_network_s_call_keeps_it_and_ours_takes_another()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder, o => o with { Exclusive = true });
        await using var network = await NetworkAsync(line);
        await network.DoAsync("pause");
        var ours = line.Ring("+79261112233");
        await Wait.ForAsync(() => line.State.Calls == 1, "our SETUP", 20, () => line.Story);
        var theirs = await network.DialAsync("4951110001", "9261112244");
        var (leg, _) = await line.OfferAsync();
        line.Do(CallEffectKind.Answer, leg);
        await network.DoAsync("resume");
        Assert.Equal("1", (await network.EventAsync("setup"))["exclusive"]);
        await network.EventAsync("glare");
        Assert.Equal("1", (await network.EventAsync("connected", theirs))["channel"]);
        Assert.NotEqual("1", (await network.EventAsync("setup"))["channel"]);
        await line.EventAsync(ours, CallEventKind.Answered);
        line.Release(leg);
        line.Release(ours);
        await line.IdleAsync();
        await Decoded.CheckAsync(line);
    }

    [Fact]
    public async Task A_restart_of_a_channel_ends_its_call_and_no_other()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder);
        await using var network = await NetworkAsync(line);
        var first = line.Ring("+79261112233");
        var second = line.Ring("+79261112244");
        await line.EventAsync(first, CallEventKind.Answered);
        await line.EventAsync(second, CallEventKind.Answered);
        await network.DoAsync("reset 1");
        Assert.Equal("1", (await network.EventAsync("restarted"))["channel"]);
        await line.EventAsync(first, CallEventKind.Cleared);
        Assert.DoesNotContain(line.Of(second), e => e.Kind == CallEventKind.Cleared);
        line.Release(second);
        await line.IdleAsync();
        await Decoded.CheckAsync(line, "RESTART", "RESTART ACKNOWLEDGE");
    }

    [Fact]
    public async Task Our_restart_of_the_interface_is_acknowledged_by_libpri()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder, o => o with { Restarts = true });
        await using var network = await NetworkAsync(line);
        await network.EventAsync("restart");
        var leg = line.Ring("+79261112233");
        await line.EventAsync(leg, CallEventKind.Answered);
        line.Release(leg);
        await line.IdleAsync();
        await Decoded.CheckAsync(line, "RESTART", "RESTART ACKNOWLEDGE");
    }

    [Fact]
    public async Task A_call_survives_a_short_loss_of_the_link_and_a_line_without_calls_too()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder, o => o with { Lapd = Fast });
        await using var network = await NetworkAsync(line);
        await network.DoAsync("timer T200 200");
        await network.DoAsync("timer T309 60000");
        var leg = line.Ring("+79261112233");
        await line.EventAsync(leg, CallEventKind.Answered);
        await LoseLinkAsync(line, network);
        await network.DoAsync("loss 0");
        await line.UpAsync();
        Assert.DoesNotContain(line.Of(leg), e => e.Kind == CallEventKind.Cleared);
        line.Release(leg);
        await network.EventAsync("disconnect");
        await line.EventAsync(leg, CallEventKind.Cleared);
        await line.IdleAsync();

        await LoseLinkAsync(line, network);
        var failed = line.Ring("+79261112244");
        Assert.Contains((await line.EventAsync(failed, CallEventKind.Failed)).Cause,
            new[] { Cause.NoCircuitAvailable, Cause.NetworkOutOfOrder });
        await network.DoAsync("loss 0");
        await line.UpAsync();
        // The far end may still believe in the old link for a moment.
        await Wait.ForAsync(() => line.LastChannels == 30, "30 channels", 20, () => line.Story);
        leg = line.Ring("+79261112255");
        await line.EventAsync(leg, CallEventKind.Answered);
        line.Release(leg);
        await line.IdleAsync();
    }

    [Fact]
    public async Task A_loss_of_the_link_longer_than_T309_ends_the_calls_and_takes_the_channels()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder, o => o with
        {
            Lapd = Fast, Times = PriTimes.Standard with { T309 = Duration.FromSeconds(1) }
        });
        await using var network = await NetworkAsync(line);
        await Wait.ForAsync(() => line.LastChannels == 30, "30 channels", 20, () => line.Story);
        var leg = line.Ring("+79261112233");
        await line.EventAsync(leg, CallEventKind.Answered);
        await LoseLinkAsync(line, network);
        Assert.Equal(Cause.DestinationOutOfOrder, (await line.EventAsync(leg, CallEventKind.Cleared)).Cause);
        await Wait.ForAsync(() => line.LastChannels == 0, "no channel", 20, () => line.Story);
        await network.DoAsync("loss 0");
        await Wait.ForAsync(() => line.LastChannels == 30, "30 channels again", 30, () => line.Story);
        await line.IdleAsync();
    }

    [Fact]
    public async Task A_network_that_dies_and_comes_back_is_found_again_and_its_calls_end()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder, o => o with
        {
            Times = PriTimes.Standard with { T309 = Duration.FromSeconds(1) }
        });
        LegId leg;
        await using (var network = await NetworkAsync(line))
        {
            leg = line.Ring("+79261112233");
            await line.EventAsync(leg, CallEventKind.Answered);
        }

        await line.EventAsync(leg, CallEventKind.Cleared);
        await Wait.ForAsync(() => line.LastChannels == 0, "no channel", 20, () => line.Story);
        await using var other = await NetworkAsync(line);
        leg = line.Ring("+79261112233");
        await line.EventAsync(leg, CallEventKind.Answered);
        line.Release(leg);
        await line.IdleAsync();
    }

    [Fact]
    public async Task A_far_end_that_does_not_answer_a_SETUP_is_asked_twice_and_given_up()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder, o => o with { Times = Short });
        await using var network = await NetworkAsync(line, "on-setup ignore");
        var leg = line.Ring("+79261112233");
        var failed = await line.EventAsync(leg, CallEventKind.Failed);
        Assert.Contains(failed.Cause, new[] { Cause.NoUserResponding, Cause.RecoveryOnTimerExpiry });
        await line.IdleAsync();
        var setups = await Tshark.FieldsAsync(line.Capture, "q931.message_type == 0x05", "q931.call_ref");
        Assert.Equal(2, setups.Length);
        Assert.Equal(setups[0], setups[1]);
    }

    [Fact]
    public async Task A_call_that_nobody_answers_or_takes_further_ends_by_T301_and_T310()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder, o => o with { Times = Short });
        await using var network = await NetworkAsync(line, "on-setup ring");
        var rings = line.Ring("+79261112233");
        Assert.Equal(Cause.NoAnswer, (await line.EventAsync(rings, CallEventKind.Failed)).Cause);
        await network.DoAsync("on-setup proceed");
        var proceeds = line.Ring("+79261112244");
        await line.EventAsync(proceeds, CallEventKind.Failed);
        await line.IdleAsync();
    }

    private static async Task LoseLinkAsync(LineUnderTest line, PriPeer network)
    {
        await network.DoAsync("loss 100");
        await Wait.ForAsync(() => !line.State.IsLinkUp, "the loss of the data link", 30, () => line.Story);
    }

    private static async Task<PriPeer> NetworkAsync(LineUnderTest line, string command = "on-setup answer")
    {
        var network = await PriPeer.StartAsync("network", "connect", line.Socket);
        await network.EventAsync("up");
        await line.UpAsync();
        await network.DoAsync(command);
        return network;
    }
}
