using static CallRouting.Tests.Interop.Timetable;

namespace CallRouting.Tests.Interop;

/// <summary>Groups of members that join in one after another, as four SIPp phones saw them.</summary>
public sealed class TierTests
{
    [Fact]
    [Trait("Spec", "X6")]
    public async Task The_next_group_by_penalty_joins_in_after_a_wait_and_all_ring_until_one_answers()
    {
        await using var team = await Team.OpenAsync(Office.Plan(strategy: "tiers", members:
            "[{ employee: anna, penalty: 5 }, boris, { employee: vera, penalty: 9 }, gleb]",
            sales: "tiers: { wait: 1s }"));
        var call = team.Call("vera");
        await call.DoneAsync();
        await team.EndedAsync();

        var start = call.At(isSent: true, "INVITE");
        Rings(start, (team["boris"], 0), (team["gleb"], 0), (team["anna"], 1), (team["vera"], 2));
        Stops(start, (team["boris"], 2.1), (team["gleb"], 2.1), (team["anna"], 2.1));
    }

    [Fact]
    [Trait("Spec", "X6")]
    public async Task Who_knows_it_best_rings_first_and_each_group_rings_as_the_strategy_within_says()
    {
        await using var team = await Team.OpenAsync(Office.Plan(strategy: "tiers",
            keys: [("gleb", "skills: { english: 9 }"), ("vera", "skills: { english: 9 }"),
                ("boris", "skills: { english: 2, german: 9 }")],
            sales: "tiers: { skill: english, wait: 1s, within: in-turn }\nstep: 2s"));
        var call = team.Call("anna");
        await call.DoneAsync();
        await team.EndedAsync();

        // Vera and Gleb one after the other, two seconds each; beside them Boris, then Anna, who knows none.
        var start = call.At(isSent: true, "INVITE");
        Rings(start, (team["vera"], 0), (team["boris"], 1), (team["gleb"], 2), (team["anna"], 2));
        Stops(start, (team["vera"], 2), (team["boris"], 2.1), (team["gleb"], 2.1));
    }
}
