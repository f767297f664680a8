using NodaTime;

namespace CallRouting.Runtime;

/// <summary>Wakes whoever asked, at the instant asked for: one timer of the platform turns one wheel.</summary>
/// <remarks>Never early, and late by less than a millisecond of the wheel beside what the platform's timer is late.
/// May be used from any thread; <c>wake</c> actions run on the timer's thread and must only post.</remarks>
internal sealed class WakeUps : IDisposable
{
    private readonly Lock _lock = new();
    private readonly IClock _clock;
    private readonly ITimer _timer;
    private readonly TimerWheel _wheel;
    private readonly List<int> _due = [];
    private readonly List<Action?> _actions = [];
    private long _armed = TimerWheel.Never;
    private bool _isClosed;

    public WakeUps(IClock clock, TimeProvider time)
    {
        _clock = clock;
        _wheel = new TimerWheel(Floor(clock.GetCurrentInstant()));
        _timer = time.CreateTimer(_ => Turn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes a wake-up, not set.</summary>
    public int Add(Action wake)
    {
        lock (_lock)
        {
            var wakeUp = _wheel.Add();
            while (_actions.Count <= wakeUp)
                _actions.Add(null);
            _actions[wakeUp] = wake;
            return wakeUp;
        }
    }

    /// <summary>Sets or moves a wake-up; <see cref="Instant.MaxValue"/> stops it.</summary>
    public void Set(int wakeUp, Instant at)
    {
        lock (_lock)
        {
            if (_isClosed)
                return;
            _wheel.Set(wakeUp, at == Instant.MaxValue ? TimerWheel.Never : Ceiling(at));
            if (_wheel.NextTick < _armed)
                Arm();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            _timer.Dispose();
        }
    }

    private void Turn()
    {
        lock (_lock)
        {
            if (_isClosed)
                return;
            _armed = TimerWheel.Never;
            _wheel.Advance(Floor(_clock.GetCurrentInstant()), _due);
            foreach (var wakeUp in _due)
                _actions[wakeUp]?.Invoke();
            _due.Clear();
            Arm();
        }
    }

    private void Arm()
    {
        _armed = _wheel.NextTick;
        if (_armed == TimerWheel.Never)
            return;
        var wait = Instant.FromUnixTimeMilliseconds(_armed) - _clock.GetCurrentInstant();
        // The platform's timer counts whole milliseconds; rounding down would wake us early, only to wait again.
        var milliseconds = Math.Max(0, Math.Ceiling(wait.TotalMilliseconds));
        _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    private static long Floor(Instant instant) => instant.ToUnixTimeMilliseconds();

    private static long Ceiling(Instant instant)
    {
        var tick = instant.ToUnixTimeMilliseconds();
        return Instant.FromUnixTimeMilliseconds(tick) < instant ? tick + 1 : tick;
    }
}
