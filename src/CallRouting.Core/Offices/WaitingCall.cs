using NodaTime;

namespace CallRouting;

/// <summary>A call that stands in a department's line.</summary>
/// <param name="Call">The call.</param>
/// <param name="Priority">Its priority: 0 to 100, more is sooner.</param>
/// <param name="Arrived">When it first joined a queue; it keeps that when it comes back (SPEC X17).</param>
/// <param name="Position">Its position, from 1.</param>
/// <param name="IsRung">Whether members are being rung for it now.</param>
public readonly record struct WaitingCall(CallId Call, int Priority, Instant Arrived, int Position, bool IsRung);
