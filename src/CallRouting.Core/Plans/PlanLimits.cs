using System.Globalization;

namespace CallRouting;

/// <summary>What a company may have, as its tariff says: not part of its plan (SPEC G9).</summary>
public sealed record PlanLimits
{
    /// <summary>How many employees at most; <c>null</c>: any number.</summary>
    public int? Employees { get; init; }

    internal void Check(Plan plan, FindingList findings)
    {
        if (Employees is { } most && plan.Employees.Count > most)
            findings.Error("too-many-employees", new("employees"), string.Create(CultureInfo.InvariantCulture,
                $"The plan has {plan.Employees.Count} employees, and this company may have {most}: remove "
                + $"{plan.Employees.Count - most}, or have the limit raised."));
    }
}
