namespace CallRouting.E1.Tests;

public class ManyCalls
{
    [Fact]
    public void Ten_thousand_calls_in_a_row_leave_nothing_behind()
    {
        using var company = new Company();
        var before = 0L;
        for (var i = 0; i < 10_000; i++)
        {
            if (i == 1_000)
                before = GC.GetTotalMemory(forceFullCollection: true);
            if (i % 2 == 0)
                In(company, isAnswered: i % 3 != 0);
            else
                Out(company, isAnswered: i % 3 != 0);
            company.Forget();
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 2_000_000, $"{grown} octets more are held than after the first thousand calls.");
        Assert.Equal(0, company.Transport.Spans[0].Calls);
        Assert.Equal(0, company.Exchange.Count);
        Assert.Equal(0, company.Transport.LegCount);
        Assert.DoesNotContain(company.Near[0].Bearers, bearer => bearer.IsOpen);
        // All channels are there for thirty calls at once.
        for (var i = 0; i < 30; i++)
            company.Ring();
        Assert.Equal(30, company.Transport.Spans[0].Calls);
    }

    [Fact]
    public void Thirty_calls_come_in_at_once_without_a_timer_missed()
    {
        using var company = new Company();
        var calls = Enumerable.Range(0, 30).Select(_ => company.Exchange.Call("4951110001")).ToList();
        company.Until(() => company.Offers.Count == 30, within: 1);
        foreach (var (leg, _) in company.Offers)
            company.Do(CallEffectKind.Answer, leg);
        company.Until(() => calls.TrueForAll(call => call.IsConnected), within: 1);
        company.Run(30);
        Assert.DoesNotContain(calls, call => call.IsEnded);
    }

    private static void In(Company company, bool isAnswered)
    {
        var (leg, caller) = company.Call();
        if (isAnswered)
        {
            company.Do(CallEffectKind.Answer, leg);
            company.Until(() => caller.IsConnected);
        }

        caller.HangUp();
        company.EndOf(leg);
        company.Until(() => caller.IsEnded);
    }

    private static void Out(Company company, bool isAnswered)
    {
        var (leg, party) = company.Ring();
        if (isAnswered)
            party.Answer();
        company.Run(0.02);
        company.Release(leg);
        company.EndOf(leg);
        company.Until(() => party.IsEnded);
    }
}
