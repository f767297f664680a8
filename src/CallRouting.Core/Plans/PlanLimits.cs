using System.Globalization;

namespace CallRouting;

/// <summary>What a company may have, as its tariff says: not part of its plan (SPEC G9).</summary>
public sealed record PlanLimits
{
    /// <summary>How many employees at most; <c>null</c>: any number.</summary>
    public int? Employees { get; init; }

    /// <summary>Whether a plan keeps to them.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="refusal">Why not, and what to do; empty where it does.</param>
    public bool Allow(Plan plan, out string refusal)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var count = plan.Employees.Count;
        refusal = Employees is not { } most || count <= most ? "" : string.Create(CultureInfo.InvariantCulture,
            $"The plan has {count} employees, and this company may have {most}: remove {count - most}, or have the "
            + $"limit raised.");
        return refusal.Length == 0;
    }

    internal void Check(Plan plan, FindingList findings)
    {
        if (!Allow(plan, out var refusal))
            findings.Error("too-many-employees", new("employees"), refusal);
    }
}
