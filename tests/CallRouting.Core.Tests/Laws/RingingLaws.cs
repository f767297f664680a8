using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CallRouting.Tests;

/// <summary>A department whose members never answer, and who of them can be reached.</summary>
public sealed record RingingCase(
    Strategy Strategy, int[] Steps, bool[] IsThere, int GiveUp, int Rounds, int[] Milliseconds);

public static class RingingCases
{
    public static Arbitrary<RingingCase> Case() => Arb.From(
        from strategy in Gen.Elements(Strategy.AllAtOnce, Strategy.InTurn, Strategy.Cascading, Strategy.RoundRobin,
            Strategy.LongestIdle, Strategy.FewestCalls, Strategy.LeastTalkTime)
        from count in Gen.Choose(1, 7)
        from same in Gen.Choose(1, 12)
        from isSame in Gen.Elements(true, false)
        from steps in Gen.ArrayOf(Gen.Choose(1, 12), count)
        from isThere in Gen.ArrayOf(Gen.Elements(true, true, true, false), count)
        from rounds in Gen.Choose(0, 3)
        from giveUp in rounds == 0 ? Gen.Choose(1, 90) : Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 90))
        from at in Gen.ArrayOf(Gen.OneOf(Gen.Choose(0, 100_000), Gen.Choose(0, 100).Select(s => s * 1000),
            Gen.Choose(1, 100).Select(s => s * 1000 - 1)), 8)
        select new RingingCase(
            strategy, isSame ? [.. steps.Select(_ => same)] : steps, isThere, giveUp, rounds, [.. at.Order()]));
}

/// <summary>The ringing set at t is the strategy's formula, written here a second time and without a machine.</summary>
[Properties(Arbitrary = [typeof(RingingCases)], MaxTest = 1500)]
public class RingingLaws
{
    private const int Ring = 25; // the plan's default, which is the length of an all-at-once round

    [Property, Trait("Spec", "G13"), Trait("Spec", "G14"), Trait("Spec", "G15"), Trait("Spec", "G16")]
    public void Who_rings_at_any_time_is_the_strategys_formula(RingingCase at)
    {
        var story = Begin(at);
        foreach (var milliseconds in at.Milliseconds)
            story.At(milliseconds / 1000.0).Rings(Expected(at, milliseconds));
    }

    [Property, Trait("Spec", "G14"), Trait("Spec", "G15")]
    public void Timers_late_by_less_than_a_step_do_not_shift_the_timetable(RingingCase at)
    {
        var story = Begin(at);
        var (step, last) = (Available(at).Select(i => at.Steps[i]).Append(Ring).Min() * 1000 - 1, 0);
        foreach (var milliseconds in at.Milliseconds)
        {
            for (; last < milliseconds; last = Math.Min(last + step, milliseconds))
                story.LateAt(last / 1000.0);
            story.LateAt(milliseconds / 1000.0).Rings(Expected(at, milliseconds));
        }
    }

    [Property, Trait("Spec", "G15")]
    public void Cascading_makes_up_for_timers_however_late(RingingCase at)
    {
        var cascading = at with { Strategy = Strategy.Cascading, Rounds = 0, GiveUp = Math.Max(at.GiveUp, 1) };
        var story = Begin(cascading);
        foreach (var milliseconds in at.Milliseconds)
            story.LateAt(milliseconds / 1000.0).Rings(Expected(cascading, milliseconds));
    }

    [Property, Trait("Spec", "G15")]
    public void With_one_step_for_all_cascading_rings_the_smaller_of_n_and_steps_begun(RingingCase at)
    {
        var (n, d) = (at.Steps.Length, at.Steps[0] * 1000);
        var cascading = at with
        {
            Strategy = Strategy.Cascading, Rounds = 0, GiveUp = 90,
            Steps = [.. at.Steps.Select(_ => at.Steps[0])], IsThere = [.. at.Steps.Select(_ => true)],
        };
        var story = Begin(cascading);
        foreach (var t in at.Milliseconds.Where(t => t < 90_000))
            story.At(t / 1000.0).Rings(Names(Enumerable.Range(0, Math.Min(n, t / d + 1))));
    }

    private static Story Begin(RingingCase at)
    {
        var members = string.Join(' ', at.Steps.Select((step, i) => $"e{i}:{step}"));
        var plan = Small.Department(at.Strategy, members, at.GiveUp, at.Rounds) with
        {
            Employees =
            [
                new Employee { Id = "anna" }, .. at.Steps.Select((_, i) => new Employee { Id = $"e{i}" }),
            ],
        };
        return new Story(plan, [.. Available(at).Select(i => $"e{i}")]).Calls();
    }

    private static List<int> Available(RingingCase at) =>
        [.. Enumerable.Range(0, at.Steps.Length).Where(i => at.IsThere[i])];

    // The first call finds equal members, so that all other strategies go by plan order.
    private static string Expected(RingingCase at, int t)
    {
        if (at.Strategy is not (Strategy.AllAtOnce or Strategy.Cascading))
            at = at with { Strategy = Strategy.InTurn };
        var who = Available(at);
        var round = at.Strategy == Strategy.AllAtOnce ? Ring * 1000 : who.Sum(i => at.Steps[i]) * 1000;
        var end = Math.Min(
            at.GiveUp == 0 ? int.MaxValue : at.GiveUp * 1000, at.Rounds == 0 ? int.MaxValue : at.Rounds * round);
        if (who.Count == 0 || t >= end)
            return "";
        var restarts = at.Strategy == Strategy.InTurn || at.Rounds > 0;
        var inRound = restarts ? t % round : t;
        var begin = 0;
        var ringing = new List<int>();
        foreach (var i in who)
        {
            var isBegun = at.Strategy == Strategy.AllAtOnce || begin <= inRound;
            begin += at.Steps[i] * 1000;
            if (isBegun && (at.Strategy != Strategy.InTurn || inRound < begin))
                ringing.Add(i);
        }

        return Names(ringing);
    }

    private static string Names(IEnumerable<int> who) => string.Join(' ', who.Select(i => $"e{i}"));
}
