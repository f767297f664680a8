using CallRouting.Testing;

namespace CallRouting.Days.Tests;

/// <summary>Random days are days in which something happens.</summary>
public class RandomDayTests
{
    private static readonly Outcome[] Unlikely =
    [
        // What takes a patient caller, a full disk, a fault, and a line that carries one voice.
        Outcome.None, Outcome.TooManySteps, Outcome.MessageFailed, Outcome.Fault, Outcome.HandedOver,
    ];

    [Fact]
    public void Random_days_have_every_strategy_every_kind_of_line_and_every_outcome()
    {
        var (strategies, lines, outcomes) = (new HashSet<Strategy>(), new HashSet<Type>(), new HashSet<Outcome>());
        var calls = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var day = RandomDays.Make(seed, calls: 25);
            strategies.UnionWith(day.Plan.Departments.Select(department => department.Strategy));
            lines.UnionWith(day.Script.Happenings.Select(happening => happening.GetType()));
            var played = day.Play();
            outcomes.UnionWith(played.Calls.Select(call => call.Outcome));
            calls += played.Calls.Count;
        }

        Assert.True(calls > 5000, $"there were {calls} calls");
        Assert.Equal(Enum.GetValues<Strategy>(), strategies.Order());
        Assert.Equal(Enum.GetValues<Outcome>().Except(Unlikely), outcomes.Order());
        var all = typeof(Happening).Assembly.GetExportedTypes().Where(type => type.BaseType == typeof(Happening));
        Assert.Equal([nameof(DeviceUnregisters)], all.Except(lines).Select(line => line.Name));
    }

    [Fact]
    public void The_same_seed_gives_the_same_day_and_every_day_can_be_played()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var day = RandomDays.Make(seed, calls: 10);
            Assert.Equal(day, RandomDays.Make(seed, calls: 10));
            Assert.True(day.IsPlayable);
        }
    }

    [Fact]
    public void What_a_day_is_made_smaller_to_can_be_played_and_is_smaller()
    {
        var day = RandomDays.Make(seed: 5, calls: 12);
        var smaller = RandomDays.Smaller(day).Take(300).ToList();
        Assert.True(smaller.Count > 50);
        Assert.All(smaller, other => Assert.True(other.IsPlayable && other != day));
    }
}
