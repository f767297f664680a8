using NodaTime;

namespace CallRouting.E1;

/// <summary>The timers of layer 3 (Q.931 §9, EN 300 403-1); the defaults are the standards'.</summary>
public sealed record PriTimes
{
    /// <summary>The values of the standards.</summary>
    public static PriTimes Standard { get; } = new();

    /// <summary>From ALERTING to CONNECT.</summary>
    public Duration T301 { get; init; } = Duration.FromSeconds(180);

    /// <summary>From one digit that was received to the next.</summary>
    public Duration T302 { get; init; } = Duration.FromSeconds(15);

    /// <summary>From SETUP, sent twice, to the first answer.</summary>
    public Duration T303 { get; init; } = Duration.FromSeconds(4);

    /// <summary>From SETUP ACKNOWLEDGE or the last digit that was sent to the next answer.</summary>
    public Duration T304 { get; init; } = Duration.FromSeconds(30);

    /// <summary>From DISCONNECT to RELEASE.</summary>
    public Duration T305 { get; init; } = Duration.FromSeconds(30);

    /// <summary>From DISCONNECT with tones or announcements to RELEASE; network side.</summary>
    public Duration T306 { get; init; } = Duration.FromSeconds(30);

    /// <summary>From RELEASE, sent twice, to RELEASE COMPLETE.</summary>
    public Duration T308 { get; init; } = Duration.FromSeconds(4);

    /// <summary>How long calls go on without a data link.</summary>
    public Duration T309 { get; init; } = Duration.FromSeconds(90);

    /// <summary>From CALL PROCEEDING to ALERTING, CONNECT or DISCONNECT: 30 to 120 s.</summary>
    public Duration T310 { get; init; } = Duration.FromSeconds(60);

    /// <summary>From CONNECT to CONNECT ACKNOWLEDGE; user side.</summary>
    public Duration T313 { get; init; } = Duration.FromSeconds(4);

    /// <summary>From RESTART, sent twice, to RESTART ACKNOWLEDGE.</summary>
    public Duration T316 { get; init; } = Duration.FromSeconds(120);

    /// <summary>From STATUS ENQUIRY, sent twice, to STATUS.</summary>
    public Duration T322 { get; init; } = Duration.FromSeconds(4);
}
