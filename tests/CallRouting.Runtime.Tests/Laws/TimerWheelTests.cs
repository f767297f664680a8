using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CallRouting.Runtime.Tests;

public class TimerWheelTests
{
    /// <summary>A step of a script: set timer <c>Timer</c> so far away (negative: stop it), or go on so far.</summary>
    private readonly record struct Move(bool IsAdvance, int Timer, int Ticks);

    private static Arbitrary<Move[]> Scripts()
    {
        // Near, at the turn of a wheel of 64 slots, and far.
        var ticks = Gen.OneOf(Gen.Choose(-2, 5), Gen.Choose(60, 68), Gen.Choose(0, 1000));
        var moves =
            from isAdvance in Gen.Elements(false, false, true)
            from timer in Gen.Choose(0, 7)
            from distance in ticks
            select new Move(isAdvance, timer, isAdvance ? Math.Abs(distance) : distance);
        return moves.ArrayOf().ToArbitrary();
    }

    [Property(MaxTest = 2000)]
    public Property Every_timer_fires_once_at_its_tick_never_early() => Prop.ForAll(Scripts(), script =>
    {
        var wheel = new TimerWheel(1000, slots: 64);
        var timers = Enumerable.Range(0, 8).Select(_ => wheel.Add()).ToArray();
        var model = new SortedDictionary<int, long>(); // timer → tick
        var now = 1000L;
        foreach (var move in script)
        {
            if (!move.IsAdvance)
            {
                model.Remove(timers[move.Timer]);
                wheel.Set(timers[move.Timer], move.Ticks < 0 ? TimerWheel.Never : now + move.Ticks);
                if (move.Ticks >= 0)
                {
                    // The tick at which the wheel stands may have been done with: then the next one is meant.
                    Assert.InRange(wheel.Tick, now, now + 1);
                    model[timers[move.Timer]] = Math.Max(now + move.Ticks, wheel.Tick);
                }

                Assert.Equal(model.Count, wheel.Count);
                Assert.True(wheel.NextTick <= (model.Count == 0 ? TimerWheel.Never : model.Values.Min()));
                continue;
            }

            now += move.Ticks;
            Advance(now);
        }

        // Nothing is forgotten: all of it fires in the end.
        Advance(now + 2000);
        Assert.Empty(model);

        void Advance(long tick)
        {
            var due = new List<int>();
            wheel.Advance(tick, due);
            Assert.Equal(model.Where(timer => timer.Value <= tick).Select(timer => timer.Key), due.Order());
            Assert.Equal(due.Select(timer => model[timer]).Order(), due.Select(timer => model[timer]));
            foreach (var timer in due)
                model.Remove(timer);
        }
    });

    [Fact]
    public void A_timer_is_late_by_one_tick_at_most_and_only_when_set_for_a_tick_that_has_passed()
    {
        var wheel = new TimerWheel(0);
        var timer = wheel.Add();
        var due = new List<int>();
        wheel.Set(timer, 10);
        wheel.Advance(9, due);
        Assert.Empty(due);
        wheel.Advance(10, due);
        Assert.Equal([timer], due);

        due.Clear();
        wheel.Set(timer, 10);
        Assert.InRange(wheel.NextTick, 10, 11);
        wheel.Advance(11, due);
        Assert.Equal([timer], due);
    }

    [Fact]
    public void A_removed_timer_does_not_fire_and_its_number_is_given_out_again()
    {
        var wheel = new TimerWheel(0);
        var first = wheel.Add();
        wheel.Set(first, 5);
        wheel.Remove(first);
        Assert.Equal(TimerWheel.Never, wheel.NextTick);
        var second = wheel.Add();
        Assert.Equal(first, second);
        var due = new List<int>();
        wheel.Advance(100, due);
        Assert.Empty(due);
    }

    [Fact]
    public void A_million_sets_allocate_nothing()
    {
        var wheel = new TimerWheel(0);
        var timers = Enumerable.Range(0, 100).Select(_ => wheel.Add()).ToArray();
        var due = new List<int>(100);
        wheel.Set(timers[0], 1);
        wheel.Advance(2, due);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000_000; i++)
            wheel.Set(timers[i % 100], i % 5000 + 3);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
