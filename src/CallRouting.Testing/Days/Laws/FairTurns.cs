namespace CallRouting.Testing;

/// <summary>SPEC X6: the bounds of fairness.</summary>
internal sealed class FairTurns : DayLaw
{
    private readonly Dictionary<string, List<FirstOffer>> _offers = [];

    public override string Name =>
        "round robin passes nobody who is available, and weights are dealt exactly";

    protected override void Did(in CallEffect effect)
    {
        if (FirstOffer.Of(effect, Books) is not
            { Department.Strategy: Strategy.RoundRobin or Strategy.Weighted } offer)
            return;
        if (!_offers.TryGetValue(offer.Department.Id, out var before))
            _offers.Add(offer.Department.Id, before = []);
        // Who stands before whom is another question under another plan.
        if (before.Count > 0 && before[^1].Call.Plan != offer.Call.Plan)
            before.Clear();
        before.Add(offer);
        if (offer.Department.Strategy == Strategy.RoundRobin)
            JudgeRound(before);
        else
            JudgeDeal(before);
    }

    // Between two first offers to one member, everybody else had one who was there at all of them.
    private void JudgeRound(List<FirstOffer> offers)
    {
        var last = offers[^1];
        var since = offers.Count < 2 ? -1
            : offers.FindLastIndex(offers.Count - 2, offer => offer.Member == last.Member);
        if (since < 0)
            return;
        var round = offers[(since + 1)..];
        foreach (var other in last.Available)
            if (other != last.Member && round.TrueForAll(offer => offer.Available.Contains(other))
                && !round.Exists(offer => offer.Member == other))
                Break(last.Call, $"it is offered to {last.Member} first again before it was {other}'s turn");
    }

    // With everybody there, any Σweights attempts in a row are dealt exactly; after somebody was away, to one.
    private void JudgeDeal(List<FirstOffer> offers)
    {
        var department = offers[^1].Department;
        var total = department.Members.Sum(member => member.Weight);
        if (offers.Count < total)
            return;
        var deal = offers[^total..];
        if (!deal.TrueForAll(offer => offer.Available.Count == department.Members.Count))
            return;
        var mayMiss = offers.TrueForAll(offer => offer.Available.Count == department.Members.Count) ? 0 : 1;
        foreach (var member in department.Members)
            if (deal.Count(offer => offer.Member == member.Employee) is var count
                && Math.Abs(count - member.Weight) > mayMiss)
                Break(offers[^1].Call, $"of {total} attempts {member.Employee}, whose weight is {member.Weight}, "
                    + $"was offered {count} first");
    }
}
