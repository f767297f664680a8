using CallRouting.Sip;

namespace CallRouting.Tests.Interop;

/// <summary>Many calls leave nothing behind.</summary>
public sealed class LeakTests
{
    [Fact]
    public async Task Two_hundred_calls_in_a_row_leave_no_leg_port_timer_or_memory()
    {
        await using var stage = await Stage.OpenAsync(Office.Plan("{ employee: anna }"));
        var anna = await stage.PhoneAsync("anna", ring: 20, calls: 220);
        await RunAsync(stage, 20, 20);
        var before = await QuietAsync(stage);
        await RunAsync(stage, 200, 220);
        var after = await QuietAsync(stage);

        Assert.Equal(new SipStatistics { Registrations = 1 }, stage.Router.Statistics);
        Assert.Equal(0, stage.Router.LiveCalls);
        Assert.All(stage.Router.Records, record => Assert.Equal(Outcome.Answered, record.Outcome));
        Assert.Empty(stage.Router.Troubles);
        await anna.DoneAsync();
        // Two hundred records are kept by the test itself.
        Assert.InRange(after - before, long.MinValue, 2_000_000);
    }

    private static async Task RunAsync(Stage stage, int calls, int ended)
    {
        await using var caller = Sipp.Start(stage.Router.Address, stage.Folder, new()
        {
            Scenario = "caller", Words = new Dictionary<string, string> { ["talk"] = "100" }, Number = Office.Number,
            Local = new(RouterUnderTest.Provider, FreePorts.Take()), Calls = calls, Rate = 20, Limit = 1
        });
        await caller.DoneAsync();
        await stage.Router.RecordAsync(ended);
    }

    // Transactions absorb repeats for 32 s.
    private static async Task<long> QuietAsync(Stage stage)
    {
        await Wait.ForAsync(() => stage.Router.Statistics is { Legs: 0, Dialogs: 0, Transactions: 0, MediaSessions: 0 },
            "the transport to hold nothing", 60, () => stage.Router.Statistics.ToString());
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
