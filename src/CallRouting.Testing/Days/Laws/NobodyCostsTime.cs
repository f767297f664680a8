namespace CallRouting.Testing;

/// <summary>SPEC S18 and G11: who cannot be reached costs 0 s.</summary>
internal sealed class NobodyCostsTime : DayLaw
{
    public override string Name =>
        "a call that is at somebody rings somebody at every instant; when nobody can be reached it goes on at once";

    protected override void Did(in CallEffect effect)
    {
        if (effect.Kind != CallEffectKind.Enter || !Books.Calls.TryGetValue(effect.Leg.Call, out var call)
            || call.Department is { Queue: not null } || MembersOf(call) is not { } members || call.NodeSince != Books.Now || call.Offers.Count > 0)
            return;
        if (members.FirstOrDefault(member => Books.CanRing(call, member)) is { } free)
            Break(call, $"{free} could have been rung at {call.Plan.Describe(call.Node)}, and nobody was");
    }

    public override void Settled(Office office)
    {
        foreach (var call in Touched)
        {
            if (call.IsOver || !call.Caller.IsLive || MembersOf(call) is null)
                continue;
            if (!call.IsWaiting && !call.Legs.Exists(leg => leg.IsLive && leg.Kind != LegKind.Caller))
                Break(call, $"nobody rings or talks, and the call stays at {call.Plan.Describe(call.Node)}");
        }
    }

    /// <summary>Whom the call's step rings; <c>null</c>: it is no such step.</summary>
    private static IEnumerable<string>? MembersOf(BookedCall call) => call.Step switch
    {
        _ when call.IsDismissed => null,
        not null when call.IsReturning => [call.PassedBy!],
        { Kind: NodeKind.Department, Index: var index } =>
            call.Plan.Departments[index].Members.Select(member => call.Plan.Employees[member].Id),
        { Kind: NodeKind.Employee, Index: var index } => [call.Plan.Employees[index].Id],
        { Kind: NodeKind.Sticky } => [],
        _ => null,
    };
}
