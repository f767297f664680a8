using NodaTime;

namespace CallRouting.Runtime;

/// <summary>Whom a call was for.</summary>
public enum AddresseeKind : byte
{
    /// <summary>An employee.</summary>
    Employee = 0,

    /// <summary>A department.</summary>
    Department = 1,
}

/// <summary>Who missed a call.</summary>
/// <param name="Kind">An employee or a department.</param>
/// <param name="Id">The id in the plan.</param>
public readonly record struct MissedBy(AddresseeKind Kind, string Id);

/// <summary>A call that nobody answered, for one of those whom it was for or who were rung (SPEC S21).</summary>
/// <remarks>Holds personal data in full: the caller's number and name.</remarks>
/// <param name="By">Who missed it.</param>
/// <param name="Call">The call.</param>
/// <param name="At">When it arrived.</param>
/// <param name="CallBack">The number to call back, as it was received, or the internal number of a colleague;
/// <c>null</c>: the caller showed none.</param>
/// <param name="Name">The caller's name as it was received; <c>null</c>: none.</param>
/// <param name="Number">The id of the company number that was called; <c>other</c>, or <c>null</c> for an internal
/// call.</param>
/// <param name="Recording">The message that the caller left, relative to the company's recordings; <c>null</c>:
/// none.</param>
public sealed record MissedCall(MissedBy By, CallId Call, Instant At, string? CallBack, string? Name, string? Number,
    string? Recording)
{
    private const string Department = "department ", Employee = "employee ";

    /// <summary>Who missed a call: nobody when somebody talked with the caller; else every employee and department that
    /// its route came to, and every employee who was rung. A pure function of the record.</summary>
    /// <param name="record">The call.</param>
    public static IReadOnlyList<MissedCall> Of(CallRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Connected is not null)
            return [];
        var missed = new List<MissedBy>();
        foreach (var step in record.Route)
        {
            if (step.Node.StartsWith(Department, StringComparison.Ordinal))
                missed.Add(new(AddresseeKind.Department, step.Node[Department.Length..]));
            else if (step.Node.StartsWith(Employee, StringComparison.Ordinal))
                missed.Add(new(AddresseeKind.Employee, step.Node[Employee.Length..]));
        }

        foreach (var leg in record.Legs)
            if (leg.Kind is LegKind.Device or LegKind.Mobile)
                missed.Add(new(AddresseeKind.Employee, leg.Target));
        return [.. missed.Distinct().Where(by => by != new MissedBy(AddresseeKind.Employee, record.Offer.Employee ?? ""))
            .Select(by => new MissedCall(by, record.Call, record.Started, record.Offer.Caller.Number,
                record.Offer.Caller.Name, record.Number, record.Recording))];
    }

    /// <summary>The call and who missed it: the rest is personal.</summary>
    public override string ToString() => $"call {Call} missed by {By.Kind.ToString().ToLowerInvariant()} {By.Id}";
}
