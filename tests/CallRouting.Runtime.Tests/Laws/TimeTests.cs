using CallRouting.Testing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;

namespace CallRouting.Runtime.Tests;

public class TimeTests
{
    [Property(MaxTest = 500)]
    public Property A_wake_up_comes_at_its_instant_never_early_and_less_than_a_millisecond_late() => Prop.ForAll(
        Gen.Choose(0, 100_000_000).ArrayOf().ToArbitrary(), microseconds =>
        {
            var time = new VirtualTime();
            using var wakeUps = new WakeUps(new RouterClock(time), time);
            var start = time.Now;
            var woken = new Dictionary<int, Instant>();
            for (var i = 0; i < microseconds.Length; i++)
            {
                var index = i;
                var wakeUp = wakeUps.Add(() => woken.Add(index, time.Now));
                wakeUps.Set(wakeUp, start + Duration.FromTicks(microseconds[i] * 10L));
            }

            time.Advance(Duration.FromSeconds(101));
            for (var i = 0; i < microseconds.Length; i++)
            {
                var late = woken[i] - (start + Duration.FromTicks(microseconds[i] * 10L));
                Assert.True(late >= Duration.Zero, $"early by {-late}");
                // One set for the present instant waits for the next millisecond.
                Assert.True(late <= Duration.FromMilliseconds(1), $"late by {late}");
            }
        });

    [Fact]
    public void A_wake_up_that_is_moved_comes_once_at_its_last_instant()
    {
        var time = new VirtualTime();
        using var wakeUps = new WakeUps(new RouterClock(time), time);
        var woken = new List<Instant>();
        var wakeUp = wakeUps.Add(() => woken.Add(time.Now));
        var start = time.Now;
        wakeUps.Set(wakeUp, start + Duration.FromSeconds(5));
        wakeUps.Set(wakeUp, start + Duration.FromSeconds(9));
        time.Advance(Duration.FromSeconds(7));
        Assert.Empty(woken);
        wakeUps.Set(wakeUp, start + Duration.FromSeconds(8));
        time.Advance(Duration.FromSeconds(60));
        Assert.Equal([start + Duration.FromSeconds(8)], woken);
    }

    [Fact]
    public void The_clock_never_runs_backwards_when_the_wall_clock_is_set_back()
    {
        var wall = new SteppedTime();
        var clock = new RouterClock(wall);
        var before = clock.GetCurrentInstant();
        wall.Advance(Duration.FromSeconds(10));
        wall.Step(Duration.FromSeconds(-60));
        var last = clock.GetCurrentInstant();
        Assert.Equal(before + Duration.FromSeconds(10), last);
        for (var i = 0; i < 200; i++)
        {
            wall.Advance(Duration.FromSeconds(1));
            var now = clock.GetCurrentInstant();
            Assert.True(now > last);
            last = now;
        }

        // At half speed, a minute is made good in two.
        Assert.InRange((last - wall.Wall).TotalSeconds, -1, 1);
    }

    [Fact]
    public void The_clock_follows_at_once_when_the_wall_clock_is_set_forward_or_the_machine_slept()
    {
        var wall = new SteppedTime();
        var clock = new RouterClock(wall);
        wall.Advance(Duration.FromSeconds(10));
        wall.Step(Duration.FromHours(1));
        Assert.Equal(wall.Wall, clock.GetCurrentInstant());
    }

    [Fact]
    public void A_little_unsteadiness_of_the_wall_clock_is_not_followed()
    {
        var wall = new SteppedTime();
        var clock = new RouterClock(wall);
        var start = clock.GetCurrentInstant();
        for (var i = 1; i <= 100; i++)
        {
            wall.Advance(Duration.FromSeconds(1));
            wall.Step(Duration.FromMilliseconds(i % 2 == 0 ? 900 : -900));
            Assert.Equal(start + Duration.FromSeconds(i), clock.GetCurrentInstant());
        }
    }

    /// <summary>A steady counter, and a wall clock that somebody sets.</summary>
    private sealed class SteppedTime : TimeProvider
    {
        private Duration _elapsed;
        private Duration _step;

        public Instant Wall => Instant.FromUtc(2026, 11, 24, 7, 0) + _elapsed + _step;

        public override long TimestampFrequency => NodaConstants.TicksPerSecond;

        public void Advance(Duration duration) => _elapsed += duration;

        public void Step(Duration duration) => _step += duration;

        public override long GetTimestamp() => _elapsed.BclCompatibleTicks;

        public override DateTimeOffset GetUtcNow() => Wall.ToDateTimeOffset();
    }
}
