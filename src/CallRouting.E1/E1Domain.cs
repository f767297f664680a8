namespace CallRouting.E1;

/// <summary>One company as the E1 transport serves it.</summary>
public sealed class E1Domain
{
    private volatile RoutingPlan _plan;

    /// <summary>A company to serve.</summary>
    /// <param name="id">The id under which its calls are offered.</param>
    /// <param name="plan">The plan at present.</param>
    public E1Domain(DomainId id, RoutingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (id.IsNone)
            throw new ArgumentException("A company needs an id.", nameof(id));
        (Id, _plan) = (id, plan);
    }

    /// <summary>The id under which calls are offered.</summary>
    public DomainId Id { get; }

    /// <summary>The plan whose trunks and numbers count; set it when the plan changes, from any thread. Calls under way
    /// are not touched.</summary>
    public RoutingPlan Plan
    {
        get => _plan;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _plan = value;
        }
    }
}
