using NodaTime;

namespace CallRouting.Runtime;

/// <summary>How quickly calls are meant to ring and to be answered (SPEC S12).</summary>
/// <param name="FirstRing">From the call's arrival, or its arrival in a department, until the first phone rings; later
/// than this the log warns. <c>null</c>: never.</param>
/// <param name="Answer">The same until somebody answers. <c>null</c>: never.</param>
public sealed record AnswerLimits(Duration? FirstRing = null, Duration? Answer = null);
