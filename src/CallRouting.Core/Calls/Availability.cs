namespace CallRouting;

/// <summary>Whether an employee can be offered a call: the one rule for ringing and for waiting (SPEC S14,
/// S18).</summary>
internal static class Availability
{
    /// <summary>Whether the employee can be rung by a call now.</summary>
    /// <param name="office">The office.</param>
    /// <param name="department">Whose call it is; an employee's own department of one for a call to them alone.</param>
    /// <param name="employee">The employee's index in the plan.</param>
    /// <param name="isInternal">Whether an employee calls.</param>
    /// <param name="isInCall">Whether the office counts the employee in this very call: what the call makes of them
    /// does not stand in its own way.</param>
    /// <param name="legs">The legs of this very call, some of whose channels the office may not count yet.</param>
    public static bool CanRing(
        in OfficeView office, DepartmentEntry department, int employee, bool isInternal, bool isInCall = false,
        ReadOnlySpan<LegState> legs = default)
    {
        ref readonly var presence = ref office.Of(employee);
        if (presence.IsPaused)
            return false;
        var entry = office.Plan.EmployeeTable[employee];
        if (!HasDevice(entry, presence, isInternal) && !CanLeave(office, entry.MobileTrunks, isInternal, legs))
            return false;
        var isDepartment = department.Index >= 0;
        if (presence.IsWrappingUp && isDepartment)
            return false;
        var calls = isInCall ? presence.Calls - 1 : presence.Calls;
        return calls <= 0 || calls < MostCalls(entry, department);
    }

    /// <summary>Whether the employee takes calls at all: not paused, and somewhere to be rung.</summary>
    public static bool IsAtWork(in OfficeView office, int employee, bool isInternal)
    {
        ref readonly var presence = ref office.Of(employee);
        if (presence.IsPaused)
            return false;
        var entry = office.Plan.EmployeeTable[employee];
        return entry.HasMobile || HasDevice(entry, presence, isInternal);
    }

    /// <summary>Whether a device of the employee rings for such a call.</summary>
    public static bool HasDevice(EmployeeEntry employee, in Presence presence, bool isInternal)
    {
        if (employee.ScopedDevices.Length == 0)
            return !presence.Devices.IsEmpty;
        for (var i = 0; i < presence.Devices.Length; i++)
            if (IsFor(employee, presence, i, isInternal))
                return true;
        return false;
    }

    /// <summary>Whether one device rings for such a call. One that the plan does not name rings for all.</summary>
    public static bool IsFor(EmployeeEntry employee, in Presence presence, int device, bool isInternal)
    {
        if (employee.ScopedDevices.Length == 0 || presence.NameOf(device) is not { } name)
            return true;
        foreach (var scoped in employee.ScopedDevices)
            if (string.Equals(scoped.Name, name, StringComparison.OrdinalIgnoreCase))
                return scoped.Calls == (isInternal ? CallScope.Internal : CallScope.Outside);
        return true;
    }

    /// <summary>Whether one of some trunks has a channel free for such a call.</summary>
    public static bool CanLeave(
        in OfficeView office, IReadOnlyList<int> trunks, bool isInternal, ReadOnlySpan<LegState> legs)
    {
        for (var i = 0; i < trunks.Count; i++)
            if (HasRoom(office, trunks[i], isInternal, legs))
                return true;
        return false;
    }

    /// <summary>Whether a trunk has a channel free. What an employee begins leaves the reserve to clients (SPEC
    /// S13).</summary>
    public static bool HasRoom(in OfficeView office, int trunk, bool isInternal, ReadOnlySpan<LegState> legs)
    {
        var reserve = isInternal ? office.Plan.TrunkTable[trunk].Settings.Reserve : 0;
        return ChannelsInUse(office, trunk, legs) < office.Channels(trunk) - reserve;
    }

    /// <summary>How many channels of a trunk are in use, with what a call has taken or freed in this step.</summary>
    public static int ChannelsInUse(in OfficeView office, int trunk, ReadOnlySpan<LegState> legs)
    {
        var count = office.ChannelsInUse(trunk);
        foreach (ref readonly var leg in legs)
        {
            if (leg.TrunkHeld != trunk + 1)
                continue;
            if (leg.Phase == LegPhase.Gone)
                count -= leg.IsChannelCounted ? 1 : 0;
            else if (!leg.IsChannelCounted)
                count++;
        }

        return count;
    }

    private static int MostCalls(EmployeeEntry employee, DepartmentEntry department) =>
        employee.MaxCalls > 0 ? employee.MaxCalls :
        employee.RingInUse || department.RingInUse ? int.MaxValue : 1;
}
