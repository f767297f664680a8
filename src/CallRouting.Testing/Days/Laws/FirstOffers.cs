namespace CallRouting.Testing;

/// <summary>SPEC X6 and X8: each strategy offers an attempt first to whom its name says, by counts that survive
/// plans.</summary>
internal sealed class FirstOffers : DayLaw
{
    public override string Name => "an attempt is offered first to the available member whom the strategy says";

    protected override void Did(in CallEffect effect)
    {
        if (FirstOffer.Of(effect, Books) is not { } offer)
            return;
        var (call, department) = (offer.Call, offer.Department);
        if (KeyOf(department) is not { } key)
            return;
        var first = offer.Available.MinBy(member => (key(member), Position(department, member)));
        if (first != offer.Member)
            Break(call, $"it is offered to {offer.Member} first, and not to {first}, of "
                + string.Join(", ", offer.Available.Select(member => $"{member} ({key(member)})")));
    }

    private Func<string, double>? KeyOf(Department department) => department.Strategy switch
    {
        Strategy.AllAtOnce or Strategy.InTurn or Strategy.Cascading => _ => 0,
        Strategy.LongestIdle => member => Books.Employee(member).LastTalk is { } last
            ? last.ToUnixTimeTicks() : double.NegativeInfinity,
        Strategy.FewestCalls => member => Books.Tallies.Of(department, member).Calls,
        Strategy.LeastTalkTime => member => Books.Tallies.Of(department, member).TalkTime.TotalMilliseconds,
        _ => null,
    };

    private static int Position(Department department, string member) =>
        department.Members.TakeWhile(other => other.Employee != member).Count();
}

/// <summary>An attempt of a department is offered to somebody first.</summary>
/// <param name="Call">The call.</param>
/// <param name="Department">The department.</param>
/// <param name="Member">To whom.</param>
/// <param name="Available">Who could have been rung then, in plan order.</param>
internal readonly record struct FirstOffer(
    BookedCall Call, Department Department, string Member, IReadOnlyList<string> Available)
{
    /// <summary>The first offer that an effect is; none: it is something else.</summary>
    public static FirstOffer? Of(in CallEffect effect, DayBooks books)
    {
        if (effect is not { Kind: CallEffectKind.Ring, Target: LegKind.Device or LegKind.Mobile }
            || !books.Calls.TryGetValue(effect.Leg.Call, out var call) || call.Department is not { } department
            || call.Offers.Count > 0 || call.Lost.Count > 0)
            return null;
        return new FirstOffer(call, department, call.Plan.Employees[effect.Index].Id,
            [.. department.Members.Select(member => member.Employee).Where(member => books.CanRing(call, member))]);
    }
}
