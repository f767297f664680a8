using NodaTime;

namespace CallRouting;

/// <summary>Open or closed, and for how long that stays true.</summary>
/// <param name="IsOpen">Whether it is open; otherwise it is closed.</param>
/// <param name="ValidUntil">The first later instant with the other answer; <see cref="Instant.MaxValue"/> when
/// there is none. <c>default</c> is closed and has expired in 1970.</param>
public readonly record struct HoursState(bool IsOpen, Instant ValidUntil);

/// <summary>An instant at which a schedule opens or closes.</summary>
/// <param name="At">The first instant of the new state.</param>
/// <param name="Opens">Whether it opens; otherwise it closes.</param>
public readonly record struct HoursChange(Instant At, bool Opens);
