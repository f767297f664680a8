namespace CallRouting;

/// <summary>Who may change a plan (SPEC G3).</summary>
public static class PlanAccess
{
    /// <summary>Whether an employee may change the plan: administrators may.</summary>
    /// <param name="plan">The plan as it is, before the change: nobody makes themselves an administrator.</param>
    /// <param name="employee">The employee's id.</param>
    /// <param name="refusal">Why not, and who may; empty where they may.</param>
    public static bool MayChange(Plan plan, string employee, out string refusal)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var administrators = new List<string>();
        var isKnown = false;
        foreach (var each in plan.Employees)
        {
            if (each is null)
                continue;
            isKnown |= each.Id == employee;
            if (each.Role == Role.Administrator)
                administrators.Add(each.Id);
        }

        var mayChange = isKnown && administrators.Contains(employee);
        var who = administrators.Count == 0 ? "an administrator, and there is none" :
            $"an administrator: {string.Join(", ", administrators)}";
        refusal = mayChange ? "" : isKnown ?
            $"\"{employee}\" is a user and cannot change the plan. It is changed by {who}." :
            $"\"{employee}\" is no employee of this company. Its plan is changed by {who}.";
        return mayChange;
    }
}
