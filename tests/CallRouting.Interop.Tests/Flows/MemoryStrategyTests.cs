namespace CallRouting.Tests.Interop;

/// <summary>The strategies that look at what was before, as four SIPp phones saw them: calls that are answered make a
/// history, then one that nobody answers rings all four in the order that follows from it, a second each.</summary>
public sealed class MemoryStrategyTests
{
    [Fact]
    [Trait("Spec", "X6")]
    public async Task Round_robin_begins_behind_the_member_who_was_offered_the_last_attempt_first()
    {
        await using var team = await Team.OpenAsync(Office.Plan(strategy: "round-robin"));
        Assert.Equal(["anna"], await team.TalkAsync("anna"));
        // Boris is offered it first and Vera answers: the next is behind Boris, not behind Vera.
        Assert.Equal(["boris", "vera"], await team.TalkAsync("vera"));
        Assert.Equal(["vera"], await team.TalkAsync("vera"));
        await team.RingsInTurnAsync("gleb", "anna", "boris", "vera");
        Assert.Equal(["anna"], await team.TalkAsync("anna"));
    }

    [Fact]
    [Trait("Spec", "X6")]
    public async Task Longest_idle_begins_with_the_member_whose_conversation_ended_longest_ago()
    {
        await using var team = await Team.OpenAsync(Office.Plan(strategy: "longest-idle"));
        // Anna talks first and ends last.
        await using var phone = team.Stage.Caller(Team.CallerFor("anna"));
        var first = await phone.CallAsync(Office.Number);
        Assert.Equal(["boris"], await team.TalkAsync("boris"));
        Assert.Equal(["vera"], await team.TalkAsync("vera"));
        await first.HangUpAsync();
        await team.EndedAsync();
        await team.RingsInTurnAsync("gleb", "boris", "vera", "anna");
    }

    [Fact]
    [Trait("Spec", "X6")]
    public async Task Fewest_calls_begins_with_the_member_who_took_the_fewest()
    {
        await using var team = await Team.OpenAsync(Office.Plan(strategy: "fewest-calls"));
        Assert.Equal(["anna"], await team.TalkAsync("anna"));
        team.Only("anna");
        Assert.Equal(["anna"], await team.TalkAsync("anna"));
        team.Only("anna", "vera");
        Assert.Equal(["vera"], await team.TalkAsync("vera"));
        team.All();
        // Boris and Gleb took none: the plan's order. Vera took one and Anna two, though Vera was the last to talk.
        await team.RingsInTurnAsync("boris", "gleb", "vera", "anna");
    }

    [Fact]
    [Trait("Spec", "X6")]
    public async Task Least_talk_time_begins_with_the_member_who_talked_least()
    {
        await using var team = await Team.OpenAsync(Office.Plan(strategy: "least-talk-time"));
        Assert.Equal(["anna"], await team.TalkAsync("anna", talk: 200));
        team.Only("boris");
        await team.TalkAsync("boris", talk: 1800);
        team.Only("vera");
        await team.TalkAsync("vera", talk: 1000);
        team.All();
        await team.RingsInTurnAsync("gleb", "anna", "vera", "boris");
    }

    [Fact]
    [Trait("Spec", "X6")]
    public async Task Weighted_deals_the_first_offers_smoothly_in_proportion()
    {
        await using var team = await Team.OpenAsync(Office.Plan(strategy: "weighted", members:
            "[{ employee: anna, weight: 3 }, boris, { employee: vera, weight: 2 }, gleb]"));
        var dealt = new List<string>();
        for (var i = 0; i < 7; i++)
            dealt.Add(Assert.Single(await team.TalkAsync(Team.Anybody, talk: 50)));
        // Three for Anna, one for Boris, two for Vera, one for Gleb, never two in a row.
        Assert.Equal(["anna", "vera", "boris", "anna", "gleb", "vera", "anna"], dealt);
        // The next seven begin; whoever is not first follows by what they are owed.
        await team.RingsInTurnAsync("anna", "vera", "boris", "gleb");
    }

    [Fact]
    [Trait("Spec", "X6")]
    public async Task Random_draws_an_order_of_all_for_each_attempt_and_the_same_seed_draws_the_same()
    {
        var plan = Office.Plan(strategy: "random");
        var (first, second, other) =
            (await OrdersAsync(plan, 1), await OrdersAsync(plan, 1), await OrdersAsync(plan, 2));
        Assert.All(first, order => Assert.Equal(Office.Everybody.Order(), order.Order()));
        Assert.InRange(first.Select(order => string.Join(' ', order)).Distinct().Count(), 3, 6);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);

        // Teams have the seed 1: their first call has the first of these orders.
        await using var team = await Team.OpenAsync(plan);
        await team.RingsInTurnAsync(first[0]);
    }

    // All are busy, which costs no time: so one call shows its whole order at once.
    private static async Task<string[][]> OrdersAsync(string plan, ulong seed)
    {
        await using var stage = await Stage.OpenAsync(plan, seed: seed);
        var phones = new List<Sipp>();
        foreach (var member in Office.Everybody)
            phones.Add(await stage.PhoneAsync(member, "busy", 6, ("status", "486")));
        await stage.Router.RegisteredAsync(4);
        for (var i = 1; i <= 6; i++)
        {
            await stage.Call(Office.Number, "caller", ("talk", "50")).DoneAsync();
            await stage.Router.RecordAsync(i);
        }

        return [.. Enumerable.Range(0, 6).Select(call => Office.Everybody
            .Zip(phones, (who, phone) => (Who: who, phone.Calls[call].At))
            .OrderBy(ring => ring.At).Select(ring => ring.Who).ToArray())];
    }
}
