using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CallRouting.Tests;

/// <summary>A department in groups whose members never answer, and who of them can be reached.</summary>
public sealed record TierCase(
    Strategy Within, int[] Penalties, bool[] IsThere, int Step, int Wait, int GiveUp, int[] Milliseconds);

public static class TierCases
{
    public static Arbitrary<TierCase> Case() => Arb.From(
        from within in Gen.Elements(Strategy.AllAtOnce, Strategy.InTurn, Strategy.Cascading, Strategy.RoundRobin)
        from count in Gen.Choose(1, 8)
        from penalties in Gen.ArrayOf(Gen.Choose(0, 4), count)
        from isThere in Gen.ArrayOf(Gen.Elements(true, true, false), count)
        from step in Gen.Choose(1, 12)
        from wait in Gen.Choose(1, 20)
        from giveUp in Gen.Choose(1, 90)
        from at in Gen.ArrayOf(Gen.OneOf(Gen.Choose(0, 100_000), Gen.Choose(0, 100).Select(s => s * 1000),
            Gen.Choose(1, 100).Select(s => s * 1000 - 1)), 8)
        select new TierCase(within, penalties, isThere, step, wait, giveUp, [.. at.Order()]));
}

/// <summary>The ringing set of groups at t, written here a second time and without a machine.</summary>
[Properties(Arbitrary = [typeof(TierCases)], MaxTest = 500)]
public class TierLaws
{
    [Property, Trait("Spec", "X6"), Trait("Spec", "S18")]
    public void Who_rings_at_any_time_is_the_formula_of_the_groups(TierCase at)
    {
        var story = Begin(at);
        foreach (var milliseconds in at.Milliseconds)
            Assert.Equal(Expected(at, milliseconds).Order(), story.At(milliseconds / 1000.0).Ringing.Order());
    }

    [Property, Trait("Spec", "X7")]
    public void Groups_that_decline_cost_no_time(TierCase at)
    {
        var story = Begin(at);
        var groups = Groups(at);
        for (var i = 0; i < groups.Count; i++)
        {
            // Whoever rings declines, until the next group rings: all in one instant.
            foreach (var _ in groups[i])
            {
                var ringing = story.Ringing.First();
                Assert.Contains(ringing, groups[i].Select(Name));
                story.Declines(ringing);
            }
        }

        story.IsAt(CallPhase.MessageGreeting);
        Assert.Equal(Story.Start, story.Now);
    }

    private static Story Begin(TierCase at)
    {
        var members = string.Join(' ', at.Penalties.Select((penalty, i) => $"{Name(i)}/{penalty}"));
        var plan = Small.Department(Strategy.Tiers, members, at.GiveUp) with
        {
            Employees =
            [
                new Employee { Id = "anna" }, .. at.Penalties.Select((_, i) => new Employee { Id = Name(i) }),
            ],
        };
        plan = plan.WithSales(d => d with
        {
            Step = Small.Seconds(at.Step),
            Tiers = new TierSettings { Within = at.Within, Wait = Small.Seconds(at.Wait) },
        });
        return new Story(plan, [.. Groups(at).SelectMany(group => group).Select(Name)]).Calls();
    }

    private static List<List<int>> Groups(TierCase at) =>
    [
        .. Enumerable.Range(0, at.Penalties.Length).Where(i => at.IsThere[i]).GroupBy(i => at.Penalties[i])
            .OrderBy(group => group.Key).Select(group => group.ToList()),
    ];

    private static IEnumerable<string> Expected(TierCase at, int t)
    {
        if (t >= at.GiveUp * 1000)
            yield break;
        foreach (var (joined, group) in Groups(at).Index())
        {
            var since = t - joined * at.Wait * 1000;
            var steps = since / (at.Step * 1000);
            for (var i = 0; since >= 0 && i < group.Count; i++)
                if (at.Within == Strategy.AllAtOnce || (at.Within == Strategy.Cascading ? i <= steps :
                    i == steps % group.Count))
                    yield return Name(group[i]);
        }
    }

    private static string Name(int member) => $"e{member}";
}
