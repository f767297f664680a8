using System.Collections.Concurrent;
using NodaTime;

namespace CallRouting.E1;

// The thread of a line, or, where time is a test's, the timer that stands in for it.
internal sealed partial class E1Line
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<Action> _errands = new();
    private readonly Lock _turning = new();
    private TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private Instant _stopAt = Instant.MaxValue;
    private bool _isStopping;
    private volatile bool _hasEnded;

    /// <summary>Done when the line has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Begins to serve the span.</summary>
    public void Start()
    {
        BeginCapture();
        if (_span is SimulatedSpan { IsVirtual: true } simulated)
        {
            // Whoever moves time waits for what it brings about: on his thread.
            _ended = new();
            _timer = simulated.Time.CreateTimer(_ => TurnInTime(simulated), null, TimeSpan.Zero,
                Timeout.InfiniteTimeSpan);
            simulated.Ready = () => _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            return;
        }

        new Thread(Run) { IsBackground = true, Name = $"CallRouting E1 {_span.Name}" }.Start();
    }

    /// <summary>Releases every call and waits for the far end's confirmations at most so long.</summary>
    public void Stop(Duration within) => Post(() =>
    {
        if (_isStopping || _hasEnded)
            return;
        _isStopping = true;
        _stopAt = _now + within;
        foreach (var leg in _calls.Values)
            Release(leg, leg is { IsCaller: true, IsAnswered: false } ? Cause.TemporaryFailure : Cause.NormalClearing);
    });

    /// <summary>Ends at once, whatever is under way.</summary>
    public void Abort() => Post(() => (_isStopping, _stopAt) = (true, Instant.MinValue));

    private void Post(Action errand)
    {
        _errands.Enqueue(errand);
        if (_hasEnded)
            RunErrands();
        else
            _span.Wake();
    }

    // Once the line has ended, whoever still asks for something is told here that there is nothing any more.
    private void RunErrands()
    {
        if (_errands.IsEmpty)
            return;
        lock (_turning)
            while (_errands.TryDequeue(out var errand))
                errand();
    }

    private void Run()
    {
        while (!_hasEnded)
        {
            _span.Wait(_errands.IsEmpty ? Patience() : TimeSpan.Zero);
            Turn();
        }
    }

    private void TurnInTime(SimulatedSpan span)
    {
        if (_hasEnded)
            return;
        span.Wait(TimeSpan.Zero);
        Turn();
        if (_hasEnded)
            return;
        var next = Patience();
        if (_sounding.Count > 0 && span.UntilNextBlock() is var block && block < next)
            next = block;
        _timer!.Change(_errands.IsEmpty ? next : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Turn()
    {
        try
        {
            _now = _desk.Now;
            RunErrands();
            Drain();
            Watch();
            Drain();
            ReadLink();
            if (_lapd.NextDeadline <= _now)
                _lapd.Expire(_now);
            if (_pri.NextDeadline <= _now)
                _pri.Expire(_now, _outputs);
            EndAnnouncements();
            Drain();
            Pump();
            Publish();
        }
        catch (Exception fault)
        {
            // Whatever one message runs into must not silence all the others.
            LogFault(fault, _span.Name);
            _outputs.Clear();
        }

        if (_isStopping && (_now >= _stopAt || (_calls.Count == 0 && _pri.Count == 0)))
            Finish();
    }

    private void Finish()
    {
        foreach (var leg in _calls.Values)
        {
            leg.Bearer?.Close();
            _desk.End(leg, leg.Cause == Cause.None ? Cause.NetworkOutOfOrder : leg.Cause);
        }

        _calls.Clear();
        _sounding.Clear();
        // The far end learns that nobody is here any more; nobody waits for its answer.
        if (_isLineUp)
            _lapd.Release(_now);
        _hasEnded = true;
        EndCapture();
        Volatile.Write(ref _free, 0);
        Volatile.Write(ref _channels, 0);
        _desk.CountChannels(Domain, Trunk);
        RunErrands();
        if (_span is SimulatedSpan simulated)
            simulated.Ready = null;
        _timer?.Dispose();
        _span.Dispose();
        _ended.SetResult();
    }

    private TimeSpan Patience()
    {
        var due = Instant.Min(_lapd.NextDeadline, Instant.Min(_pri.NextDeadline, Instant.Min(_stopAt, _hearsUntil)));
        if (!_span.IsOpen)
            due = Instant.Min(due, _openAt);
        else if (_inServiceUntil > _now && !_pri.IsLinkUp)
            due = Instant.Min(due, _inServiceUntil);
        if (due == Instant.MaxValue)
            return LongestWait;
        var left = (due - _desk.Now).ToTimeSpan();
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < LongestWait ? left : LongestWait;
    }
}
