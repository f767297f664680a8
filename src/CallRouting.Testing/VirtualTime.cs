using System.Collections.Concurrent;
using NodaTime;

namespace CallRouting.Testing;

/// <summary>Time that stands still until a test moves it, and work that runs only then.</summary>
/// <remarks>Give it to whatever takes a <see cref="TimeProvider"/> or an <see cref="IClock"/>, and
/// <see cref="Scheduler"/> to whatever takes a <see cref="TaskScheduler"/>: then everything happens on the thread of
/// the test, in one order, at exact instants. Timers fire at their own instant, in order, and the work they cause is
/// done before time goes on. Other threads may queue work and set timers; only one thread may move time.</remarks>
public sealed class VirtualTime : TimeProvider, IClock
{
    private readonly Lock _lock = new();
    private readonly SortedSet<VirtualTimer> _timers = new(VirtualTimer.Order);
    private readonly WorkQueue _work = new();
    private long _now;
    private long _sequence;

    /// <summary>Starts at an instant.</summary>
    /// <param name="start">The instant, with the precision of a tick: 100 ns.</param>
    public VirtualTime(Instant start) => _now = start.ToUnixTimeTicks();

    /// <summary>Starts at Tuesday, 24 November 2026, 10:00 in Moscow.</summary>
    public VirtualTime()
        : this(Instant.FromUtc(2026, 11, 24, 7, 0))
    {
    }

    /// <summary>The instant at which time stands.</summary>
    public Instant Now => Instant.FromUnixTimeTicks(Interlocked.Read(ref _now));

    /// <summary>Runs tasks on the thread that moves time.</summary>
    public TaskScheduler Scheduler => _work;

    /// <inheritdoc/>
    public override long TimestampFrequency => NodaConstants.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref _now);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();

    /// <inheritdoc/>
    public Instant GetCurrentInstant() => Now;

    /// <summary>Does the work that is waiting, and the work which that causes, without moving time.</summary>
    public void Settle()
    {
        while (_work.RunOne())
        {
        }
    }

    /// <summary>Moves time on; what becomes due on the way happens at its own instant.</summary>
    /// <param name="duration">How far: 0 or more.</param>
    public void Advance(Duration duration) => AdvanceTo(Now + duration);

    /// <summary>Moves time on to an instant; what becomes due on the way happens at its own instant.</summary>
    /// <param name="instant">The instant: not before <see cref="Now"/>.</param>
    public void AdvanceTo(Instant instant)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instant, Now);
        var end = instant.ToUnixTimeTicks();
        Settle();
        while (Next(end) is { } timer)
        {
            timer.Fire();
            Settle();
        }

        Interlocked.Exchange(ref _now, end);
        Settle();
    }

    /// <summary>Starts an asynchronous piece of work on <see cref="Scheduler"/> and does what can be done
    /// now.</summary>
    /// <param name="work">The work.</param>
    public Task Start(Func<Task> work)
    {
        var task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _work)
            .Unwrap();
        Settle();
        return task;
    }

    /// <summary>Starts an asynchronous piece of work and does what waits until it is done; time does not
    /// move.</summary>
    /// <param name="work">The work.</param>
    /// <exception cref="TimeoutException">It waits for something that does not come without time moving.</exception>
    public void Run(Func<Task> work) => Complete(Start(work));

    /// <summary>Does what waits until a task is done; time does not move.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="TimeoutException">It waits for something that does not come without time moving.</exception>
    public void Complete(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        using var _ = task.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, _work);
        while (!task.IsCompleted)
            if (!_work.RunOne(TimeSpan.FromSeconds(30)))
                throw new TimeoutException("The work waits for something that nobody does; should time move on?");
        Settle();
        task.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private VirtualTimer? Next(long end)
    {
        lock (_lock)
        {
            if (_timers.Min is not { } timer || timer.Due > end)
                return null;
            _timers.Remove(timer);
            if (timer.Due > _now)
                Interlocked.Exchange(ref _now, timer.Due);
            if (timer.Period > 0)
                Add(timer, timer.Due + timer.Period);
            return timer;
        }
    }

    private void Set(VirtualTimer timer, long ticks, long period)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            timer.Period = period;
            if (ticks >= 0)
                Add(timer, _now + ticks);
        }
    }

    private void Add(VirtualTimer timer, long due)
    {
        timer.Due = due;
        timer.Sequence = ++_sequence;
        _timers.Add(timer);
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        public static readonly IComparer<VirtualTimer> Order = Comparer<VirtualTimer>.Create((a, b) =>
            a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Sequence.CompareTo(b.Sequence));

        public long Due { get; set; }

        public long Period { get; set; }

        public long Sequence { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            // As the platform does: a negative time means never.
            time.Set(this, dueTime.Ticks, period.Ticks);
            return true;
        }

        public void Dispose() => time.Set(this, -1, 0);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class WorkQueue : TaskScheduler
    {
        private readonly BlockingCollection<Task> _tasks = [];

        public bool RunOne(TimeSpan wait = default)
        {
            if (!_tasks.TryTake(out var task, wait))
                return false;
            TryExecuteTask(task);
            return true;
        }

        protected override void QueueTask(Task task) => _tasks.Add(task);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => _tasks.ToArray();
    }
}
