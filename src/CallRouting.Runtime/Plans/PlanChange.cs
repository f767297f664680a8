namespace CallRouting.Runtime;

/// <summary>What became of a change of a plan that an employee asked for.</summary>
/// <param name="Kind">Whether it was made.</param>
/// <param name="Message">What happened, and for a refusal what to do.</param>
/// <param name="Hash">The hash of the plan that is in force now: after a refusal the same as before.</param>
public sealed record PlanChange(PlanChangeKind Kind, string Message, string Hash);

/// <summary>Whether a change of a plan was made.</summary>
public enum PlanChangeKind : byte
{
    /// <summary>The plan says and sounds what it did before: nothing changed.</summary>
    Unchanged = 0,

    /// <summary>New calls follow the new plan.</summary>
    InForce = 1,

    /// <summary>The employee may not change the plan (SPEC G3).</summary>
    NotAllowed = 2,

    /// <summary>The plan has more employees than the company may have (SPEC G9).</summary>
    TooManyEmployees = 3,
}
