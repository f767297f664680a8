namespace CallRouting.Runtime;

/// <summary>From a <see cref="CallEffectKind.Ring"/> to where a transport must ring, and what the party rung may be
/// told: a pure function of the call.</summary>
internal static class RingDestinations
{
    /// <summary>The destination of an effect.</summary>
    /// <param name="ring">The effect.</param>
    /// <param name="domain">The company.</param>
    /// <param name="plan">The plan the call keeps.</param>
    /// <param name="offer">The call as it came.</param>
    /// <param name="called">The company's number that was called, or none.</param>
    public static RingDestination Of(
        in CallEffect ring, DomainId domain, RoutingPlan plan, CallOffer offer, PhoneNumber called)
    {
        switch (ring.Target)
        {
            case LegKind.Mobile:
                var employee = plan.Employees[ring.Index];
                return new RingDestination
                {
                    Domain = domain,
                    Kind = LegKind.Mobile,
                    Number = employee.Mobile,
                    Trunk = TrunkAt(plan, employee.MobileTrunk),
                    Caller = offer.Employee is null ? offer.Caller : CompanyCaller(plan),
                    Called = called,
                    Call = ring.Leg.Call,
                };

            case LegKind.External:
                var external = plan.Externals[ring.Index];
                return new RingDestination
                {
                    Domain = domain,
                    Kind = LegKind.External,
                    Number = external.Number,
                    Trunk = external.Address.Length > 0 ? null : TrunkAt(plan, external.Trunk),
                    Address = external.Address,
                    Caller = SharedCaller(plan, external, offer),
                    Called = Shares(external, SharedField.CalledNumber) ? called : default,
                    Call = Shares(external, SharedField.CallId) ? ring.Leg.Call : default,
                };

            default:
                return new RingDestination
                {
                    Domain = domain,
                    Kind = ring.Target,
                    Device = ring.Device,
                    Caller = InternalCaller(plan, offer),
                    Called = called,
                    Call = ring.Leg.Call,
                };
        }
    }

    // An outside party is told only what the plan shares (SPEC P3); in the caller's place stands the company's own
    // main number (SPEC G30), which also is what a network accepts. An internal number means nothing outside.
    private static CallerId SharedCaller(RoutingPlan plan, ExternalEntry external, CallOffer offer)
    {
        var company = CompanyCaller(plan);
        var number = Shares(external, SharedField.CallerNumber) && offer.Employee is null
            ? offer.Caller.Number : company.Number;
        return new CallerId(number, Shares(external, SharedField.CallerName) ? offer.Caller.Name : null);
    }

    private static CallerId InternalCaller(RoutingPlan plan, CallOffer offer)
    {
        if (offer.Employee is null || offer.Caller.Number is not null)
            return offer.Caller;
        foreach (var employee in plan.Employees)
            if (employee.Id == offer.Employee)
                return new CallerId(employee.Extension.IsNone ? null : employee.Extension.ToString(), employee.Name);
        return offer.Caller;
    }

    private static CallerId CompanyCaller(RoutingPlan plan)
    {
        foreach (var number in plan.Source.Numbers)
            if (number.CallerIdOut)
                return new CallerId(number.Called.ToString());
        return default;
    }

    private static bool Shares(ExternalEntry external, SharedField field)
    {
        foreach (var shared in external.Share)
            if (shared == field)
                return true;
        return false;
    }

    private static Trunk? TrunkAt(RoutingPlan plan, int index) => index < 0 ? null : plan.Trunks[index].Settings;
}
