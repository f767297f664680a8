using CallRouting.E1;
using NodaTime;

namespace CallRouting.Tests.Interop;

/// <summary>Numbers that come and go digit by digit, with libpri at the other end: Q.931 §5.1.3, §5.2.4.</summary>
public class OverlapTests
{
    [Fact, Trait("Spec", "O3")]
    public async Task A_number_that_comes_digit_by_digit_is_complete_when_the_plan_knows_it()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder, o => o with { Overlap = E1Overlap.ByPlan });
        await using var network = await NetworkAsync(line, "overlap");
        var call = await network.DialAsync("495111", "9261112233", "5 exclusive", "overlap");
        await network.EventAsync("setup-acknowledged", call);
        await network.DoAsync($"digits {call} 000");
        Assert.Empty(line.Offers);
        await network.DoAsync($"digits {call} 2");
        var (leg, offer) = await line.OfferAsync();
        Assert.Equal("4951110002", offer.Called.Raw);
        await network.EventAsync("proceeding", call);
        line.Do(CallEffectKind.Answer, leg);
        await network.EventAsync("connected", call);
        await network.DoAsync($"hangup {call}");
        await line.IdleAsync();
        await Decoded.CheckAsync(line, "SETUP", "SETUP ACKNOWLEDGE", "INFORMATION", "CALL PROCEEDING");
    }

    [Fact]
    public async Task A_number_is_complete_with_its_length_or_after_T302()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder, o => o with
        {
            Overlap = E1Overlap.ByLength, Digits = 7,
            Times = PriTimes.Standard with { T302 = Duration.FromMilliseconds(500) }
        });
        await using var network = await NetworkAsync(line, "overlap");
        var call = await network.DialAsync("-", "9261112233", "5 exclusive", "overlap 0x41");
        await network.EventAsync("setup-acknowledged", call);
        await network.DoAsync($"digits {call} 1110001");
        var (first, offer) = await line.OfferAsync();
        Assert.Equal("1110001", offer.Called.Raw);
        line.Release(first, Cause.UserBusy);
        await network.EventAsync("disconnect", call);

        call = await network.DialAsync("-", "9261112233", "6 exclusive", "overlap 0x41");
        await network.EventAsync("setup-acknowledged", call);
        await network.DoAsync($"digits {call} 11");
        (first, offer) = await line.OfferAsync(2);
        Assert.Equal("11", offer.Called.Raw);
        line.Release(first, Cause.UnallocatedNumber);
        await line.IdleAsync();
    }

    [Fact]
    public async Task A_caller_who_gives_up_while_dialling_is_no_call()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder, o => o with { Overlap = E1Overlap.ByPlan });
        await using var network = await NetworkAsync(line, "overlap");
        var call = await network.DialAsync("4", "9261112233", "5 exclusive", "overlap");
        await network.EventAsync("setup-acknowledged", call);
        await network.DoAsync($"hangup {call}");
        await network.EventAsync("released", call);
        await line.IdleAsync();
        Assert.Empty(line.Offers);
    }

    [Fact, Trait("Spec", "O3")]
    public async Task Our_digits_follow_SETUP_where_the_network_wants_them_so()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder, o => o with { SendsOverlap = true });
        await using var network = await NetworkAsync(line, "on-setup overlap 10");
        var leg = line.Ring("+79261112233");
        Assert.Equal("", (await network.EventAsync("setup"))["called"]);
        Assert.Equal("9261112233", (await network.EventAsync("number"))["digits"]);
        await line.EventAsync(leg, CallEventKind.Answered);
        line.Release(leg);
        await line.IdleAsync();
        await Decoded.CheckAsync(line, "SETUP ACKNOWLEDGE", "INFORMATION");
    }

    private static async Task<PriPeer> NetworkAsync(LineUnderTest line, string command)
    {
        var network = await PriPeer.StartAsync("network", "connect", line.Socket);
        await network.EventAsync("up");
        await line.UpAsync();
        await network.DoAsync(command);
        return network;
    }
}
