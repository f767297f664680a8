using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CallRouting.Tests;

/// <summary>Attempts of one department one after another, while members come and go.</summary>
/// <param name="Strategy">One that rings one member after another.</param>
/// <param name="Weights">The members' weights; as many members as weights.</param>
/// <param name="Attempts">What happens in each attempt.</param>
/// <param name="Seed">The office's.</param>
public sealed record StrategyCase(Strategy Strategy, int[] Weights, StrategyAttempt[] Attempts, int Seed)
{
    public override string ToString() =>
        $"{Strategy}, weights {string.Join(' ', Weights)}, seed {Seed}: {string.Join("; ", Attempts)}";
}

/// <summary>One attempt.</summary>
/// <param name="There">A bit for each member who is there.</param>
/// <param name="Answer">Which of the offers is answered, from 0; more than there are: none.</param>
/// <param name="Seconds">How long the conversation lasts.</param>
public sealed record StrategyAttempt(int There, int Answer, int Seconds);

public static class StrategyCases
{
    public static Arbitrary<StrategyCase> Case() => Arb.From(
        from strategy in Gen.Elements(Strategy.InTurn, Strategy.RoundRobin, Strategy.LongestIdle,
            Strategy.FewestCalls, Strategy.LeastTalkTime, Strategy.Random, Strategy.Weighted)
        from count in Gen.Choose(1, 6)
        from weights in Gen.ArrayOf(Gen.Choose(1, 5), count)
        from length in Gen.Choose(1, 30)
        from attempts in Gen.ArrayOf(Attempt(), length)
        from seed in Gen.Choose(0, 1000)
        select new StrategyCase(strategy, weights, attempts, seed),
        at => Shorter(at.Attempts).Select(attempts => at with { Attempts = attempts }));

    private static Gen<StrategyAttempt> Attempt() =>
        from there in Gen.Choose(0, 63)
        from extra in Gen.Choose(0, 63)
        from answer in Gen.Choose(0, 8)
        from seconds in Gen.Choose(0, 100)
        select new StrategyAttempt(there | extra, answer, seconds);

    private static IEnumerable<StrategyAttempt[]> Shorter(StrategyAttempt[] attempts)
    {
        for (var i = 0; i < attempts.Length; i++)
            yield return [.. attempts[..i], .. attempts[(i + 1)..]];
    }
}

/// <summary>An office on which attempts are tried out; it says to whom the call was offered, in order.</summary>
internal sealed class StrategyFloor
{
    private readonly StrategyCase _case;
    private readonly Story _story;

    public StrategyFloor(StrategyCase at, int rounds = 1)
    {
        _case = at;
        Rounds = rounds;
        _story = new Story(Plan(), (ulong)at.Seed, [.. at.Weights.Select((_, i) => Name(i))]);
    }

    public int Rounds { get; }

    public Office Office => _story.Office;

    public static string Name(int member) => $"e{member}";

    public bool IsThere(StrategyAttempt attempt, int member) => (attempt.There >> member & 1) == 1;

    public List<int> Available(StrategyAttempt attempt) =>
        [.. Enumerable.Range(0, _case.Weights.Length).Where(i => IsThere(attempt, i))];

    /// <summary>The plan: "sales" with the strategy, and "service" with the same members in another order.</summary>
    public Plan Plan()
    {
        var plan = Small.Department(
            _case.Strategy, string.Join(' ', _case.Weights.Select((w, i) => $"{Name(i)}*{w}")), 0, Rounds);
        var sales = plan.Departments[0];
        return plan with
        {
            Employees = [new Employee { Id = "anna" }, .. _case.Weights.Select((_, i) => new Employee { Id = Name(i) })],
            Departments =
            [
                sales,
                sales with
                {
                    Id = "service", Extension = default, Members = EquatableList.From(sales.Members.Reverse()),
                },
            ],
            OtherNumber = new DepartmentTarget("service"),
        };
    }

    public void Use(Plan plan) => _story.Use(plan);

    /// <summary>One attempt.</summary>
    /// <returns>The members to whom the call was offered, in order.</returns>
    public List<int> Try(StrategyAttempt attempt, string called = "+74951110001")
    {
        for (var i = 0; i < _case.Weights.Length; i++)
            if (_story.Office.PresenceOf(Name(i)).IsPaused == IsThere(attempt, i))
                _story.Pauses(Name(i), !IsThere(attempt, i));
        _story.Calls(called);
        for (var offer = 0; _story.Phase == CallPhase.Hunting; offer++)
        {
            if (offer == attempt.Answer)
            {
                _story.Answers(Name(Offered()[^1])).At(Elapsed + attempt.Seconds);
                break;
            }

            _story.At((_story.Office.NextDeadline - Story.Start).TotalSeconds);
        }

        var offered = Offered();
        // Of two conversations that end at one instant neither ended longer ago.
        _story.HangsUp().At(Elapsed + 1);
        return offered;
    }

    private double Elapsed => (_story.Now - Story.Start).TotalSeconds;

    private List<int> Offered() => [.. _story.Offered.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(name => int.Parse(name[1..], System.Globalization.CultureInfo.InvariantCulture))];
}

/// <summary>Each strategy's law, and that its order is a model's, written here a second time.</summary>
[Properties(Arbitrary = [typeof(StrategyCases)], MaxTest = 250)]
public class StrategyLaws
{
    private const int All = int.MaxValue;

    [Property, Trait("Spec", "X6"), Trait("Spec", "S18")]
    public void An_attempt_is_offered_to_each_available_member_once_and_to_nobody_else(StrategyCase at)
    {
        var floor = new StrategyFloor(at);
        foreach (var attempt in at.Attempts)
        {
            var offered = floor.Try(attempt with { Answer = All });
            Assert.Equal(floor.Available(attempt), offered.Order());
        }
    }

    [Property, Trait("Spec", "X6")]
    public void A_second_round_goes_by_the_same_order(StrategyCase at)
    {
        var floor = new StrategyFloor(at, rounds: 2);
        foreach (var attempt in at.Attempts)
        {
            var offered = floor.Try(attempt with { Answer = All });
            var available = floor.Available(attempt);
            // A member alone rings on.
            Assert.Equal(available.Count == 1 ? 1 : available.Count * 2, offered.Count);
            Assert.Equal(offered.Take(available.Count), offered.TakeLast(available.Count));
        }
    }

    [Property, Trait("Spec", "X6")]
    public void The_order_is_the_models(StrategyCase at)
    {
        var floor = new StrategyFloor(at);
        var model = new StrategyModel(at);
        foreach (var attempt in at.Attempts)
        {
            var expected = model.OrderOf(floor.Available(attempt));
            var offered = floor.Try(attempt);
            if (at.Strategy != Strategy.Random)
                Assert.Equal(expected.Take(offered.Count), offered);
            if (offered.Count > attempt.Answer)
                model.Talked(offered[^1], attempt.Seconds, floor.Available(attempt));
        }
    }

    [Property, Trait("Spec", "X6")]
    public void Round_robin_is_fair_over_any_window_to_those_who_are_always_there(StrategyCase at)
    {
        at = at with { Strategy = Strategy.RoundRobin };
        var floor = new StrategyFloor(at);
        var firsts = at.Attempts.Select(attempt => floor.Try(attempt).FirstOrDefault(-1)).ToList();
        for (var from = 0; from < firsts.Count; from++)
            for (var to = from + 1; to <= firsts.Count; to++)
            {
                var always = Enumerable.Range(0, at.Weights.Length)
                    .Where(i => at.Attempts[from..to].All(attempt => floor.IsThere(attempt, i)));
                var counts = always.Select(i => firsts[from..to].Count(first => first == i)).ToList();
                Assert.True(counts.Count == 0 || counts.Max() - counts.Min() <= 1, $"{from}..{to}: {string.Join(' ', counts)}");
            }
    }

    [Property, Trait("Spec", "X6")]
    public void Weighted_deals_exactly_by_weight_over_any_window_as_long_as_all_weights(StrategyCase at)
    {
        at = at with { Strategy = Strategy.Weighted };
        var floor = new StrategyFloor(at);
        var total = at.Weights.Sum();
        var firsts = Enumerable.Range(0, 2 * total).Select(_ => floor.Try(new StrategyAttempt(All, 0, 0))[0]).ToList();
        for (var from = 0; from <= total; from++)
            for (var i = 0; i < at.Weights.Length; i++)
                Assert.Equal(at.Weights[i], firsts.Skip(from).Take(total).Count(first => first == i));
    }

    [Property, Trait("Spec", "X6")]
    public void After_comings_and_goings_weighted_is_off_by_one_at_most(StrategyCase at)
    {
        at = at with { Strategy = Strategy.Weighted };
        var floor = new StrategyFloor(at);
        foreach (var attempt in at.Attempts)
            floor.Try(attempt);
        var firsts = Enumerable.Range(0, at.Weights.Sum())
            .Select(_ => floor.Try(new StrategyAttempt(All, 0, 0))[0]).ToList();
        for (var i = 0; i < at.Weights.Length; i++)
            Assert.InRange(firsts.Count(first => first == i), at.Weights[i] - 1, at.Weights[i] + 1);
    }

    [Property, Trait("Spec", "X14")]
    public void The_same_seed_and_calls_give_the_same_offers(StrategyCase at)
    {
        var (one, other) = (new StrategyFloor(at), new StrategyFloor(at));
        foreach (var attempt in at.Attempts)
            Assert.Equal(one.Try(attempt), other.Try(attempt));
    }

    [Property, Trait("Spec", "X8")]
    public void What_departments_remember_outlives_a_new_plan(StrategyCase at)
    {
        var (one, other) = (new StrategyFloor(at), new StrategyFloor(at));
        foreach (var attempt in at.Attempts)
        {
            Assert.Equal(one.Try(attempt), other.Try(attempt));
            var plan = other.Plan();
            other.Use(plan with
            {
                Employees = EquatableList.From(plan.Employees.Reverse()),
                Departments = EquatableList.From(plan.Departments.Reverse()),
            });
        }
    }

    [Property, Trait("Spec", "X6")]
    public void No_department_distorts_what_another_remembers(StrategyCase at)
    {
        // Idleness is the employee's, and what is drawn depends on the call: these two know no department.
        if (at.Strategy is Strategy.LongestIdle or Strategy.Random)
            return;
        var (one, other) = (new StrategyFloor(at), new StrategyFloor(at));
        foreach (var attempt in at.Attempts)
        {
            Assert.Equal(one.Try(attempt), other.Try(attempt));
            other.Try(attempt with { Answer = attempt.Seconds % 3, There = attempt.There ^ 5 }, "+74999999999");
        }
    }

    [Fact, Trait("Spec", "X6")]
    public void Every_order_is_drawn_about_equally_often()
    {
        var floor = new StrategyFloor(new StrategyCase(Strategy.Random, [1, 1, 1], [], 5));
        var orders = Enumerable.Range(0, 1200)
            .CountBy(_ => string.Join(' ', floor.Try(new StrategyAttempt(All, All, 0)))).ToList();
        Assert.Equal(6, orders.Count);
        Assert.All(orders, order => Assert.InRange(order.Value, 150, 250)); // 200 expected, deviation 13
    }
}

/// <summary>The strategies once more, with lists and sorting and without a machine.</summary>
internal sealed class StrategyModel(StrategyCase at)
{
    private readonly int[] _balances = new int[at.Weights.Length];
    private readonly int[] _ended = new int[at.Weights.Length]; // the number of the conversation that was last; 0: none
    private readonly int?[] _calls = new int?[at.Weights.Length];
    private readonly int?[] _seconds = new int?[at.Weights.Length];
    private int _conversations;
    private int _last = -1;

    /// <summary>The order of an attempt; what the strategy remembers of it is remembered.</summary>
    public List<int> OrderOf(List<int> available)
    {
        if (available.Count == 0)
            return [];
        switch (at.Strategy)
        {
            case Strategy.RoundRobin:
                List<int> round = [.. available.Where(i => i > _last), .. available.Where(i => i <= _last)];
                _last = round[0];
                return round;
            case Strategy.LongestIdle:
                return [.. available.OrderBy(i => _ended[i]).ThenBy(i => i)];
            case Strategy.FewestCalls:
                Join(available);
                return [.. available.OrderBy(i => _calls[i]).ThenBy(i => i)];
            case Strategy.LeastTalkTime:
                Join(available);
                return [.. available.OrderBy(i => _seconds[i]).ThenBy(i => i)];
            case Strategy.Weighted:
                foreach (var i in available)
                    _balances[i] += at.Weights[i];
                List<int> richest = [.. available.OrderByDescending(i => _balances[i]).ThenBy(i => i)];
                _balances[richest[0]] -= available.Sum(i => at.Weights[i]);
                return richest;
            default:
                return available;
        }
    }

    public void Talked(int member, int seconds, List<int> available)
    {
        Join(available);
        _ended[member] = ++_conversations;
        _calls[member]++;
        _seconds[member] += seconds;
    }

    private void Join(List<int> available)
    {
        var (calls, seconds) = (_calls.Min() ?? 0, _seconds.Min() ?? 0);
        foreach (var i in available)
            (_calls[i], _seconds[i]) = (_calls[i] ?? calls, _seconds[i] ?? seconds);
    }
}
