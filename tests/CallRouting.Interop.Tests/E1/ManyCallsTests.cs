namespace CallRouting.Tests.Interop;

/// <summary>Calls in a row, one after another over all channels: every one is whole, and nothing is left of
/// them.</summary>
public class ManyCallsTests
{
    private const int Calls = 5_000;

    [Fact]
    public async Task Thousands_of_calls_in_a_row_are_answered_and_leave_nothing_behind()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder, options => options with { Capture = null });
        await using var network = await PriPeer.StartAsync("network", "connect", line.Socket);
        await network.EventAsync("up");
        await line.UpAsync();
        line.OnOffer = leg => line.Do(CallEffectKind.Answer, leg);
        // Queues and lists of both ends grow to what they need once.
        await RowAsync(Calls);
        var before = Kept();
        await RowAsync(Calls);
        Assert.InRange(Kept() - before, long.MinValue, 200_000);
        Assert.Empty(line.Troubles);

        async Task RowAsync(int count)
        {
            await network.DoAsync($"repeat {count} 4951110001 9261112233");
            var done = await network.EventAsync("repeated", seconds: 240);
            Assert.Equal($"{count} {count}", $"{done["count"]} {done["answered"]}");
            await line.IdleAsync();
            Assert.Equal(count, line.Offers.Count);
            line.Forget();
            network.Forget();
        }
    }

    [Fact]
    public async Task Hundreds_of_calls_out_in_a_row_are_answered_and_leave_nothing_behind()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder);
        await using var network = await PriPeer.StartAsync("network", "connect", line.Socket);
        await network.EventAsync("up");
        await line.UpAsync();
        await Wait.ForAsync(() => line.LastChannels == 30, "30 channels", 20, () => line.Story);
        for (var round = 0; round < 20; round++)
        {
            var legs = Enumerable.Range(0, 30).Select(n => line.Ring($"+792611122{n:00}")).ToList();
            foreach (var leg in legs)
            {
                await line.EventAsync(leg, CallEventKind.Answered);
                line.Release(leg);
            }

            await line.IdleAsync();
            line.Forget();
        }

        await Decoded.CheckAsync(line, "SETUP", "CONNECT", "DISCONNECT", "RELEASE", "RELEASE COMPLETE");
        var setups = await Tshark.FieldsAsync(line.Capture, "q931.message_type == 0x05", "q931.call_ref");
        Assert.Equal(600, setups.Length);
    }

    private static long Kept()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
