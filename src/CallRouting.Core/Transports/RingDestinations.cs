namespace CallRouting;

/// <summary>From a <see cref="CallEffectKind.Ring"/> to where a transport must ring, and what the party rung may be
/// told: a pure function of the call.</summary>
public static class RingDestinations
{
    /// <summary>The destination of an effect.</summary>
    /// <param name="ring">The effect.</param>
    /// <param name="domain">The company.</param>
    /// <param name="plan">The plan the call keeps.</param>
    /// <param name="offer">The call as it came.</param>
    /// <param name="called">The company's number that was called, or none.</param>
    /// <param name="asker">The employee who asks a colleague to take the call; <c>null</c>: the caller calls.</param>
    /// <param name="card">What is told of a call that is passed on; <c>null</c>: nothing.</param>
    public static RingDestination Of(in CallEffect ring, DomainId domain, RoutingPlan plan, CallOffer offer,
        PhoneNumber called, string? asker = null, TransferCard? card = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(offer);
        switch (ring.Target)
        {
            case LegKind.Mobile:
                var employee = plan.Employees[ring.Index];
                return new RingDestination
                {
                    Domain = domain,
                    Kind = LegKind.Mobile,
                    Number = employee.Mobile,
                    Trunk = TrunkAt(plan, ring.Trunk),
                    Caller = (asker ?? offer.Employee) is { } calling ? CompanyCaller(plan, ring.Trunk, calling)
                        : CanPresent(plan, ring.Trunk) ? offer.Caller : default,
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
                    Trunk = TrunkAt(plan, ring.Trunk),
                    Address = external.Address,
                    Caller = SharedCaller(plan, ring.Trunk, external, offer),
                    Called = Shares(external, SharedField.CalledNumber) ? called : default,
                    Call = Shares(external, SharedField.CallId) ? ring.Leg.Call : default,
                };

            case LegKind.Dialled:
                return new RingDestination
                {
                    Domain = domain,
                    Kind = LegKind.Dialled,
                    Number = ring.Number,
                    IsEmergency = plan.WaysOut[ring.Index].IsEmergency,
                    Trunk = TrunkAt(plan, ring.Trunk),
                    Caller = CompanyCaller(plan, ring.Trunk, offer.Employee),
                };

            default:
                var caller = asker is null ? InternalCaller(plan, offer) : Internal(plan, asker);
                return new RingDestination
                {
                    Domain = domain,
                    Kind = ring.Target,
                    Device = ring.Device,
                    Caller = card is null ? caller : new CallerId(caller.Number, $"{card.CallerName}, {card.Company}"),
                    Subject = card?.Topic ?? "",
                    Called = called,
                    Call = ring.Leg.Call,
                };
        }
    }

    // An outside party is told only what the plan shares (SPEC P3); in the caller's place stands the company's own
    // main number (SPEC G30), which also is what a network accepts. An internal number means nothing outside.
    private static CallerId SharedCaller(RoutingPlan plan, int trunk, ExternalEntry external, CallOffer offer)
    {
        if (!CanPresent(plan, trunk))
            return default;
        var company = CompanyCaller(plan, trunk, offer.Employee);
        var number = Shares(external, SharedField.CallerNumber) && offer.Employee is null
            ? offer.Caller.Number : company.Number;
        return new CallerId(number, Shares(external, SharedField.CallerName) ? offer.Caller.Name : null);
    }

    private static CallerId InternalCaller(RoutingPlan plan, CallOffer offer) =>
        offer.Employee is null || offer.Caller.Number is not null ? offer.Caller : Internal(plan, offer.Employee);

    private static CallerId Internal(RoutingPlan plan, string id) => EmployeeOf(plan, id) is { } employee ?
        new CallerId(employee.Extension.IsNone ? null : employee.Extension.ToString(), employee.Name) : default;

    private static CallerId CompanyCaller(RoutingPlan plan, int trunk, string? employee) =>
        plan.CallerIdOut(trunk, employee) is { IsNone: false } number ? new CallerId(number.ToString()) : default;

    // Only what a trunk can present is told to its transport: a record says nothing that nobody was told.
    private static bool CanPresent(RoutingPlan plan, int trunk) =>
        trunk < 0 || plan.Trunks[trunk].Settings.PresentsCaller;

    private static EmployeeEntry? EmployeeOf(RoutingPlan plan, string? id)
    {
        for (var i = 0; id is not null && i < plan.Employees.Count; i++)
            if (plan.Employees[i].Id == id)
                return plan.Employees[i];
        return null;
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
