using NodaTime;

namespace CallRouting.Testing;

/// <summary>What the far end of a <see cref="FakeTransport"/>'s leg does when it is rung.</summary>
public sealed record FarEnd
{
    private FarEnd()
    {
    }

    /// <summary>Rings and is never answered.</summary>
    public static FarEnd NeverAnswers { get; } = new() { Rings = true };

    /// <summary>Does nothing at all, and does not even confirm its end until the transport gives up.</summary>
    public static FarEnd Vanished { get; } = new() { IsSilent = true };

    /// <summary>Whether it says that it rings.</summary>
    public bool Rings { get; private init; }

    /// <summary>Whether it never says anything.</summary>
    public bool IsSilent { get; private init; }

    /// <summary>When it answers or rejects; <c>null</c>: never.</summary>
    public Duration? After { get; private init; }

    /// <summary>The cause with which it rejects; none: it answers.</summary>
    public Cause Cause { get; private init; }

    /// <summary>Whether it sends sound before it answers.</summary>
    public bool SendsEarlySound { get; private init; }

    /// <summary>Rings, and answers after some time.</summary>
    /// <param name="seconds">Seconds from the start of the leg: 0 or more.</param>
    public static FarEnd Answers(double seconds) => new() { Rings = true, After = Duration.FromSeconds(seconds) };

    /// <summary>Rejects after some time.</summary>
    /// <param name="cause">Why, for example <see cref="Cause.UserBusy"/>.</param>
    /// <param name="seconds">Seconds from the start of the leg: 0 or more.</param>
    public static FarEnd Rejects(Cause cause, double seconds = 0) =>
        new() { Rings = seconds > 0, After = Duration.FromSeconds(seconds), Cause = cause };

    /// <summary>The same, with sound before the answer.</summary>
    public FarEnd WithEarlySound() => this with { SendsEarlySound = true };
}
