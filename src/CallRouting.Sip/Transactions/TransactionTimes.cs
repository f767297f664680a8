using NodaTime;

namespace CallRouting.Sip;

/// <summary>The times of RFC 3261 §17 and RFC 6026; the defaults are the standards'.</summary>
internal sealed record TransactionTimes
{
    public static TransactionTimes Standard { get; } = new();

    /// <summary>The estimated round trip.</summary>
    public Duration T1 { get; init; } = Duration.FromMilliseconds(500);

    /// <summary>The longest pause between repeats of a request other than INVITE and of responses to INVITE.</summary>
    public Duration T2 { get; init; } = Duration.FromSeconds(4);

    /// <summary>How long a message may linger in the network.</summary>
    public Duration T4 { get; init; } = Duration.FromSeconds(5);

    /// <summary>Timer D: how long repeats of a refusal of our INVITE are acknowledged, at least 32 s.</summary>
    public Duration D { get; init; } = Duration.FromSeconds(32);

    /// <summary>How long our user may think about an INVITE before a 100 is sent for him (§17.2.1).</summary>
    public Duration Trying { get; init; } = Duration.FromMilliseconds(200);

    /// <summary>Timer C (§16.6): an INVITE of ours that only gets provisional responses, counted from the last of
    /// them, is cancelled.</summary>
    public Duration C { get; init; } = Duration.FromMinutes(3) + Duration.FromSeconds(1);

    /// <summary>An INVITE that our user never answers is answered with 408 after this; the standard has no such
    /// bound, but nothing may live for ever.</summary>
    public Duration Unanswered { get; init; } = Duration.FromHours(1);

    /// <summary>64 × T1: timers B, F, H, J, L and M.</summary>
    public Duration Patience => T1 * 64;
}
