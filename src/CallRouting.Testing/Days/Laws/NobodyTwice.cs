namespace CallRouting.Testing;

/// <summary>SPEC "Queues and strategies": no starvation.</summary>
internal sealed class NobodyTwice : DayLaw
{
    public override string Name =>
        "within an attempt nobody is offered the call again before everybody else who has been available since";

    protected override void Did(in CallEffect effect)
    {
        if (effect is not { Kind: CallEffectKind.Ring, Target: LegKind.Device or LegKind.Mobile }
            || !Books.Calls.TryGetValue(effect.Leg.Call, out var call)
            || call is not { Department: not null, Step: { Kind: NodeKind.Department, Index: var department } })
            return;
        var again = call.Plan.Employees[effect.Index].Id;
        if (!call.Offers.TryGetValue(again, out var before) || !IsNewOffer(effect, call, again))
            return;
        foreach (var member in call.Plan.Departments[department].Members)
        {
            var other = call.Plan.Employees[member].Id;
            if (other == again || GroupOf(call, other) != GroupOf(call, again) || call.Lost.Contains(other) || !Books.CanRing(call, other)
                || Books.Employee(other).FreeSince > before
                || Books.Employee(other).Live.Exists(leg => leg.Call == call))
                continue;
            if (!call.Offers.TryGetValue(other, out var offered) || offered < before)
                Break(call, $"{again} is offered it again before {other}");
        }
    }

    // Groups join in one after another, and each goes through its own members meanwhile.
    private static int GroupOf(BookedCall call, string employee)
    {
        if (call.Department is not { Strategy: Strategy.Tiers } department)
            return 0;
        return department.Tiers?.Skill is { } skill
            ? -call.SourceOf(employee)!.Skills.FirstOrDefault(known => known.Name == skill)?.Level ?? 0
            : department.Members.First(member => member.Employee == employee).Penalty;
    }

    // Not a second device, not the mobile that follows the devices, and not the mobile by the next trunk.
    private bool IsNewOffer(in CallEffect ring, BookedCall call, string employee)
    {
        var last = call.Legs.FindLast(leg => leg.Employee == employee && leg.Kind != LegKind.Caller);
        if (last is { Kind: LegKind.Mobile, HasEnded: true, IsReleased: false } && last.Ends == Books.Now
            && ring.Target == LegKind.Mobile && TrunksAreTriedInOrder.IsTrunkAtFault(last.Cause))
            return false;
        return last is null || (!last.IsLive && (last.Kind == LegKind.Mobile || last.IsReleased));
    }
}
