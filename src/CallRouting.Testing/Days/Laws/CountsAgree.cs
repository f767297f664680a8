namespace CallRouting.Testing;

/// <summary>SPEC X8: what the office counts of people survives every plan.</summary>
internal sealed class CountsAgree : DayLaw
{
    public override string Name => "the office knows of everybody what they do, whatever plan came meanwhile";

    public override void Settled(Office office)
    {
        foreach (var employee in Books.Employees)
        {
            var presence = office.PresenceOf(employee.Id);
            var talking = employee.Live.Count(leg => leg.IsTalking);
            var ringing = employee.Live.Count - talking;
            if ((presence.Ringing, presence.Talking) != (ringing, talking))
                Break(null, $"{employee.Id} rings for {ringing} and talks in {talking}, and the office counts "
                    + $"{presence.Ringing} and {presence.Talking}");
            if (presence.Calls != employee.Live.Select(leg => leg.Call).Distinct().Count())
                Break(null, $"the office counts {presence.Calls} calls of {employee.Id}");
            if (presence.IsPaused != employee.IsPaused)
                Break(null, $"{employee.Id} has {(employee.IsPaused ? "" : "not ")}paused, and the office knows better");
            if (presence.Devices.Length != employee.Devices.Count)
                Break(null, $"{employee.Id} has {employee.Devices.Count} devices, and the office knows "
                    + $"{presence.Devices.Length}");
        }
    }
}
