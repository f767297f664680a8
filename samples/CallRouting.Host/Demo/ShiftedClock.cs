using NodaTime;

namespace CallRouting.Host.Demo;

/// <summary>A clock that runs like the machine's and shows another time.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private readonly TimeSpan _shift;

    /// <summary>A clock that starts now.</summary>
    /// <param name="shows">What it shows now.</param>
    public ShiftedClock(Instant shows) => _shift = shows.ToDateTimeOffset() - System.GetUtcNow();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
}
