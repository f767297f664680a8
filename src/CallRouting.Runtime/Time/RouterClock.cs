using NodaTime;

namespace CallRouting.Runtime;

/// <summary>The router's time: it follows a monotonic counter, and the wall clock only where that has moved
/// away.</summary>
/// <remarks>Never runs backwards. When the wall clock is set forward by more than <see cref="Tolerance"/>, or the
/// machine slept, this clock follows at once; when it is set back, this clock runs at half speed until they agree
/// again.</remarks>
internal sealed class RouterClock : IClock
{
    /// <summary>How far the wall clock may be away before this clock follows it.</summary>
    public static readonly Duration Tolerance = Duration.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private long _timestamp; // the counter at the anchor
    private long _anchor;    // Unix ticks at the anchor
    private long _compared;  // the counter when the wall clock was last looked at
    private bool _isSlow;

    public RouterClock(TimeProvider time)
    {
        _time = time;
        _timestamp = _compared = time.GetTimestamp();
        _anchor = Wall();
    }

    public Instant GetCurrentInstant()
    {
        lock (_lock)
        {
            var timestamp = _time.GetTimestamp();
            var now = At(timestamp);
            if (_time.GetElapsedTime(_compared, timestamp) >= TimeSpan.FromSeconds(1))
                now = Compare(timestamp, now);
            return Instant.FromUnixTimeTicks(now);
        }
    }

    private long Compare(long timestamp, long now)
    {
        _compared = timestamp;
        var ahead = Wall() - now;
        var isSlow = ahead < 0 && (_isSlow || -ahead > Tolerance.BclCompatibleTicks);
        if (ahead > Tolerance.BclCompatibleTicks)
            now += ahead;
        else if (isSlow == _isSlow)
            return now;
        (_timestamp, _anchor, _isSlow) = (timestamp, now, isSlow);
        return now;
    }

    private long At(long timestamp)
    {
        var elapsed = _time.GetElapsedTime(_timestamp, timestamp).Ticks;
        return _anchor + (_isSlow ? elapsed / 2 : elapsed);
    }

    private long Wall() => Instant.FromDateTimeOffset(_time.GetUtcNow()).ToUnixTimeTicks();
}
