namespace CallRouting.Testing;

/// <summary>SPEC C2 and S18: waiting has a reason and an end.</summary>
internal sealed class NobodyWaitsInVain : DayLaw
{
    public override string Name =>
        "nobody waits while a member is free for them, for a department where nobody is at work, or longer than max-wait";

    public override void Settled(Office office)
    {
        // What changed without an instant of its own is looked at by the next input, which is due now.
        if (office.NextDeadline <= Books.Now)
            return;
        foreach (var call in Books.Calls.Values)
        {
            if (call.QueuedSince is not { } since || call.IsOver || call.Department is not { Queue: { } queue } department)
                continue;
            if (Books.Now - since >= queue.MaxWait)
                Break(call, $"it waits for {department.Id} since {since}");
            if (!call.IsWaiting)
                continue;
            if (!department.Members.Any(member => Books.IsAtWork(call, member.Employee)))
                Break(call, $"it waits for {department.Id}, where nobody is at work");
            if (call.IsReady(Books.Now) && department.Members.FirstOrDefault(member =>
                Books.CanRing(call, member.Employee)) is { } free)
                Break(call, $"it waits for {department.Id}, and {free.Employee} is free for it");
        }
    }
}
