namespace CallRouting.Testing;

/// <summary>SPEC X16, X17 and S15: the order of those who wait.</summary>
internal sealed class QueueOrder : DayLaw
{
    public override string Name =>
        "of all that wait, the first who can be offered to somebody is: by class, priority, and arrival that is kept";

    protected override void Did(in CallEffect effect)
    {
        if (!Books.Calls.TryGetValue(effect.Leg.Call, out var call))
            return;
        if (effect is { Kind: CallEffectKind.Queue, Position: > 0 })
            JudgePosition(effect, call);
        else if (effect is { Kind: CallEffectKind.Ring, Target: LegKind.Device or LegKind.Mobile }
            && call is { IsWaiting: true, Offers.Count: 0 })
            JudgeTurn(call);
    }

    private void JudgePosition(in CallEffect join, BookedCall call)
    {
        var department = call.Department!;
        var rank = call.Rank with
        {
            Item2 = -join.Priority,
            Item3 = call.FirstQueued ?? Books.Now,
        };
        var before = Books.Calls.Values.Count(other => other != call && other.QueuedSince is not null && !other.IsOver
            && other.Department?.Id == department.Id && other.Rank.CompareTo(rank) < 0);
        if (join.Position != before + 1)
            Break(call, $"it joins the line of {department.Id} as number {join.Position}, behind {before} others");
    }

    private void JudgeTurn(BookedCall call)
    {
        foreach (var other in Books.Calls.Values)
            if (other != call && other.IsReady(Books.Now) && other.Rank.CompareTo(call.Rank) < 0
                && other.Department!.Members.FirstOrDefault(member => Books.CanRing(other, member.Employee)) is { } free)
                Break(call, $"it is offered before call {other.Name}, which stands before it and could be offered to "
                    + free.Employee);
    }
}
