using NodaTime;

namespace CallRouting;

/// <summary>What a clock change does to one interval.</summary>
public enum ZoneTransitionEffectKind : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The clock skips part of it: it is open for less time than written.</summary>
    Shortened = 1,

    /// <summary>The clock repeats part of it: it is open for more time than written.</summary>
    Lengthened = 2,

    /// <summary>The clock skips all of it: it does not open on that date.</summary>
    Skipped = 3,

    /// <summary>Its end comes twice by the clock: it closes at the first and stays closed in the repetition.</summary>
    FirstPassOnly = 4,
}

/// <summary>One interval of one date that a clock change touches.</summary>
/// <param name="Transition">When the clock is changed.</param>
/// <param name="Shift">How far it is put forward; negative when it is put back.</param>
/// <param name="Kind">What that does to the interval.</param>
/// <param name="Date">The local date on which the interval starts.</param>
/// <param name="Interval">The interval as written.</param>
/// <param name="Opens">When it really opens.</param>
/// <param name="Closes">When it really closes; equal to <paramref name="Opens"/> when skipped.</param>
/// <param name="StartMoved">Whether its start is skipped by the clock and moves to the end of the gap.</param>
/// <param name="EndMoved">Whether its end is skipped by the clock and moves to the end of the gap.</param>
public sealed record ZoneTransitionEffect(
    Instant Transition, Duration Shift, ZoneTransitionEffectKind Kind, LocalDate Date, LocalInterval Interval,
    Instant Opens, Instant Closes, bool StartMoved, bool EndMoved)
{
    /// <summary>How long the interval is by the clock on the wall.</summary>
    public Duration Written => Duration.FromMinutes(Interval.EndMinute - Interval.StartMinute);

    /// <summary>How long it is really open.</summary>
    public Duration Elapsed => Closes - Opens;
}
