using CallRouting.Runtime;
using NodaTime;

namespace CallRouting.Host.Tests.Flows;

/// <summary>A call of the own plan on virtual time, and what the printer made of it.</summary>
internal sealed class PrintedCall : IAsyncDisposable
{
    private readonly StringWriter _output = new();
    private readonly EffectBuffer _effects = new();
    private readonly CallPrinter _printer;
    private readonly RoutingPlan _plan = OfficePlan.Load(null).Plan!;
    private readonly Office _office;
    private readonly CallOffer _offer;
    private Instant _now = Instant.FromUtc(2026, 11, 24, 7, 4, 12);

    public PrintedCall(CallOffer offer)
    {
        _offer = offer;
        _printer = new CallPrinter(Terminal.Over(_output, isPlain: true));
        _office = new Office(_plan);
    }

    public CallId Call { get; } = new(3);

    public void AddDevice(string employee, int device) => _office.AddDevice(employee, new DeviceId(device));

    public void Offer()
    {
        var decision = _office.Offer(Call, _offer, _now, _effects);
        _printer.OnOffered(Moment, _offer, decision);
        CarryOut();
    }

    public void Wait(double seconds)
    {
        var until = _now + Duration.FromSeconds(seconds);
        while (_office.NextDeadline <= until)
        {
            _now = _office.NextDeadline;
            _office.Expire(_now, _effects);
            CarryOut();
        }

        _now = until;
    }

    public void Happen(CallEvent happened)
    {
        _printer.OnEvent(Moment, happened);
        _office.Apply(happened, _now, _effects);
        CarryOut();
    }

    /// <summary>Ends the printing.</summary>
    /// <returns>The lines.</returns>
    public async Task<string[]> LinesAsync()
    {
        await DisposeAsync();
        return _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public async ValueTask DisposeAsync()
    {
        await _printer.DisposeAsync();
        await _output.DisposeAsync();
    }

    /// <summary>The tag of the last prompt or recording that was started.</summary>
    public ushort Tag { get; private set; }

    private CallMoment Moment => new(new DomainId(1), Call, _plan, _now);

    private Instant? Connected { get; set; }

    private void CarryOut()
    {
        foreach (ref readonly var effect in _effects.Written)
        {
            _printer.OnEffect(Moment, effect);
            if (effect.Kind is CallEffectKind.Play or CallEffectKind.Record)
                Tag = effect.Tag;
            if (effect.Kind == CallEffectKind.Bridge)
                Connected = _now;
            if (effect.Kind == CallEffectKind.Complete)
                _printer.OnCompleted(Record(effect.Outcome));
        }

        _effects.Clear();
    }

    private CallRecord Record(Outcome outcome) => new()
    {
        Call = Call,
        Domain = "office",
        Plan = _plan.Source.Id,
        PlanHash = "",
        Offer = _offer,
        Started = _now,
        Connected = Connected,
        Ended = _now,
        Outcome = outcome,
        Route = [],
        Legs = [],
    };
}
