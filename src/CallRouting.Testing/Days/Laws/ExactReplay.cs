namespace CallRouting.Testing;

/// <summary>SPEC X14.</summary>
internal sealed class ExactReplay : DayLaw
{
    private readonly List<OfficeInput> _inputs = [];
    private readonly List<CallEffect> _effects = [];
    private RoutingPlan? _plan;

    public override string Name => "another office that is told the same does the same, effect by effect";

    protected override void Told(in OfficeInput input)
    {
        _plan ??= Books.Plan;
        _inputs.Add(input);
    }

    protected override void Did(in CallEffect effect) => _effects.Add(effect);

    public override void Over()
    {
        if (_plan is null)
            return;
        var office = new Office(_plan);
        var effects = new EffectBuffer();
        foreach (var input in _inputs)
            input.ApplyTo(office, effects);
        var again = effects.Written;
        for (var i = 0; i < Math.Min(again.Length, _effects.Count); i++)
        {
            if (again[i] == _effects[i])
                continue;
            Break(null, $"effect {i} was {_effects[i]} and is {again[i]} the second time");
            return;
        }

        if (again.Length != _effects.Count)
            Break(null, $"there were {_effects.Count} effects and are {again.Length} the second time");
    }
}
