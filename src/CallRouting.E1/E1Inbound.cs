namespace CallRouting.E1;

/// <summary>Wire to event: the call that a SETUP offers. Pure.</summary>
internal static class E1Inbound
{
    /// <summary>The cause with which a call is refused before anybody hears of it; none: it can be offered. Only
    /// telephone calls can be: 65 is "bearer capability not implemented" (Q.850).</summary>
    public static byte Refusal(PriOffer offer) => offer.Bearer.IsVoice ? (byte)0 : (byte)65;

    /// <summary>The call that a trunk offers.</summary>
    /// <param name="offer">What SETUP said.</param>
    /// <param name="plan">The company's plan.</param>
    /// <param name="trunk">The trunk's id. One that the plan does not have is offered too, and goes to the route of
    /// other numbers.</param>
    public static CallOffer Offer(PriOffer offer, RoutingPlan plan, string trunk) => new()
    {
        Trunk = trunk,
        Called = E1Numbers.Called(offer.Called),
        Caller = E1Numbers.Caller(offer.Calling, offer.Display, Rules(plan, trunk)),
    };

    /// <summary>How a trunk writes numbers.</summary>
    public static NumberRules Rules(RoutingPlan plan, string trunk) =>
        plan.TryFindTrunk(trunk, out var index) ? plan.Trunks[index].Rules : NumberRules.International;

    /// <summary>The key that a digit of INFORMATION is, once the number is complete.</summary>
    /// <returns>False for what no telephone has.</returns>
    public static bool TryKey(char digit, out char key)
    {
        key = char.ToUpperInvariant(digit);
        return key is >= '0' and <= '9' or >= 'A' and <= 'D' or '*' or '#';
    }
}
