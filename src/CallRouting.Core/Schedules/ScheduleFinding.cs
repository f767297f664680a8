namespace CallRouting;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity : byte
{
    /// <summary>It works, though perhaps not as meant.</summary>
    Warning = 0,

    /// <summary>It must be put right before the plan can be used.</summary>
    Error = 1,
}

/// <summary>One thing found wrong in a schedule, and what to do about it.</summary>
/// <param name="Severity">Whether it may stay.</param>
/// <param name="Path">Where, inside the schedule and in a plan file's words: <c>zone</c>, <c>weekly.fri[1]</c>,
/// <c>dates["2026-12-31"][0]</c>, <c>holidays[3]</c>, <c>holiday-hours[0]</c>. Positions count from 0.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public sealed record ScheduleFinding(FindingSeverity Severity, string Path, string Message)
{
    /// <summary>The finding on one line.</summary>
    public override string ToString() => $"{Severity}: {Path}: {Message}";
}
