namespace CallRouting;

/// <summary>Describes how employees' calls leave the company, inside <see cref="PlanBuilder.Outgoing"/>.</summary>
public sealed class OutgoingBuilder
{
    private readonly List<OutgoingRoute> _routes = [];
    private readonly List<string> _deny = [];
    private readonly List<string> _emergency = [];

    internal OutgoingBuilder()
    {
    }

    internal OutgoingCalls Made => new()
    {
        Routes = EquatableList.From(_routes),
        Deny = EquatableList.From(_deny),
        Emergency = EquatableList.From(_emergency),
    };

    /// <summary>Adds a way out, asked after those added before.</summary>
    /// <param name="to">The numbers: <c>+79031234567</c>, <c>+7495*</c> or <c>*</c>.</param>
    /// <param name="trunks">The trunks in the order in which they are tried.</param>
    public OutgoingBuilder Route(string to, params ReadOnlySpan<string> trunks)
    {
        _routes.Add(new OutgoingRoute(to, EquatableList.Create(trunks)));
        return this;
    }

    /// <summary>Adds numbers that employees may not call, written as in <see cref="Route"/>.</summary>
    public OutgoingBuilder Deny(params ReadOnlySpan<string> numbers)
    {
        _deny.AddRange(numbers);
        return this;
    }

    /// <summary>Replaces the emergency numbers, written as they are dialled; see
    /// <see cref="OutgoingCalls.Emergency"/>.</summary>
    public OutgoingBuilder Emergency(params ReadOnlySpan<string> numbers)
    {
        _emergency.AddRange(numbers);
        return this;
    }
}
