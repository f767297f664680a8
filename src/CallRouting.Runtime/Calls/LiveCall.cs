using NodaTime;

namespace CallRouting.Runtime;

/// <summary>What the runtime keeps of one call while it lives: its transports, its bridges, and its record so
/// far.</summary>
internal sealed class LiveCall
{
    private readonly List<RouteStep> _route = [];
    private readonly List<LiveLeg> _legs = [];
    private readonly List<QueueWait> _queues = [];

    public LiveCall(CallId id, CallOffer offer, ICallTransport transport, PlanInForce plan, Instant started)
    {
        Id = id;
        Offer = offer;
        Plan = plan;
        Started = started;
        Caller = new LiveLeg { Transport = transport, Kind = LegKind.Caller, Target = "", Started = started };
    }

    public CallId Id { get; }

    public CallOffer Offer { get; }

    public PlanInForce Plan { get; }

    public Decision Decision { get; set; }

    public Instant Started { get; }

    public Instant? Answered { get; private set; }

    public Instant? Connected { get; private set; }

    /// <summary>The leg that talked with the caller last.</summary>
    public int? TalkedWith { get; private set; }

    /// <summary>How the transfer that was asked for last was taken.</summary>
    public TransferAnswer Answer { get; set; }

    /// <summary>What is told of the caller to whom the call is passed on.</summary>
    public TransferCard? Card { get; set; }

    /// <summary>The caller's leg.</summary>
    public LiveLeg Caller { get; }

    /// <summary>The legs that were started: leg 1 first.</summary>
    public IReadOnlyList<LiveLeg> Legs => _legs;

    public Recording? Recording { get; set; }

    /// <summary>The id of the employee whom the message is for.</summary>
    public string? MessageFor { get; set; }

    /// <summary>The bridges that the runtime pumps, open ones only.</summary>
    public List<AudioBridge> Bridges { get; } = [];

    /// <summary>The company's number that was called; none for an internal call.</summary>
    public PhoneNumber CalledNumber =>
        Decision.Number >= 0 ? Plan.Plan.Numbers[Decision.Number].Called : Decision.Called.Number;

    /// <summary>The language of the number that was called; <c>null</c>: the company's.</summary>
    public string? Language => Plan.Plan.LanguageOf(Decision.Number);

    public LiveLeg? Find(LegId leg)
    {
        if (leg.Number == 0)
            return Caller;
        return leg.Number <= _legs.Count ? _legs[leg.Number - 1] : null;
    }

    /// <summary>The leg on which an employee has answered; none: there is no such leg.</summary>
    public LegId LegOf(string employee)
    {
        for (var i = _legs.Count - 1; i >= 0; i--)
            if (_legs[i] is { Kind: LegKind.Device or LegKind.Mobile, Answered: not null, Released: null, Ended: null }
                && _legs[i].Target == employee)
                return Id.Leg((ushort)(i + 1));
        return default;
    }

    /// <summary>Keeps a new leg. The machine numbers legs 1, 2, 3 … without a gap.</summary>
    public LiveLeg Start(in CallEffect ring, ICallTransport? transport, Instant now)
    {
        var leg = new LiveLeg
        {
            Transport = transport,
            Kind = ring.Target,
            Target = TargetOf(ring),
            Device = ring.Device,
            Trunk = ring.Trunk < 0 ? null : Plan.Plan.Trunks[ring.Trunk].Settings.Id,
            Shared = ring.Target == LegKind.External ? Plan.Plan.Externals[ring.Index].Share : [],
            Started = now,
        };
        _legs.Add(leg);
        return leg;
    }

    /// <summary>Keeps what an event means for the record, before the call is stepped.</summary>
    public void Note(in CallEvent happened, Instant now)
    {
        if (Find(happened.Leg) is not { } leg)
            return;
        switch (happened.Kind)
        {
            case CallEventKind.Ringing: leg.Ringing ??= now; break;
            case CallEventKind.Answered: leg.Answered ??= now; break;
            case CallEventKind.Failed or CallEventKind.Cleared when leg.Ended is null:
                leg.Ended = now;
                leg.Cause = happened.Cause;
                break;
        }
    }

    /// <summary>Keeps what an effect means for the record.</summary>
    public void Note(in CallEffect effect, Instant now)
    {
        switch (effect.Kind)
        {
            case CallEffectKind.Enter:
                _route.Add(new RouteStep(now, Plan.Plan.Describe(effect.Index), Plan.Plan.NodePaths[effect.Index]));
                break;
            case CallEffectKind.Queue when effect.Position > 0:
                _queues.Add(new QueueWait(
                    Plan.Plan.Departments[effect.Index].Id, effect.Priority, effect.Position, now, null));
                break;
            case CallEffectKind.Queue when _queues is [.., { Left: null } waiting]:
                _queues[^1] = waiting with { Left = now };
                break;
            case CallEffectKind.Report:
                Answer = effect.Answer;
                break;
            case CallEffectKind.Answer:
                Answered ??= now;
                break;
            // Bridged to somebody who has answered, the caller talks; before an answer it is the network's sound.
            case CallEffectKind.Bridge when effect.Leg.IsCaller && Find(effect.Peer) is { Answered: not null }:
                Talks(effect.Peer, now);
                break;
            case CallEffectKind.Release or CallEffectKind.HandOver when Find(effect.Leg) is { } leg:
                leg.Released ??= now;
                break;
        }
    }

    /// <summary>A leg has won: the caller and it talk.</summary>
    public void Talks(LegId leg, Instant now)
    {
        Connected ??= now;
        TalkedWith = leg.Number;
    }

    private string TargetOf(in CallEffect ring) => ring.Target switch
    {
        LegKind.External => Plan.Plan.Externals[ring.Index].Id,
        LegKind.Dialled when Plan.Plan.WaysOut[ring.Index].IsEmergency => ring.Number.ToString()[1..],
        LegKind.Dialled => ring.Number.ToString(),
        _ => Plan.Plan.Employees[ring.Index].Id,
    };

    public CallRecord Complete(string domain, ulong seed, Outcome outcome, Instant now) => new()
    {
        Call = Id,
        Domain = domain,
        Plan = Plan.Plan.Source.Id,
        PlanHash = Plan.Hash,
        Offer = Offer,
        Called = Decision.Called,
        Number = Decision.Number >= 0 ? Plan.Plan.Numbers[Decision.Number].Id : Offer.Employee is null ? "other" : null,
        Started = Started,
        Answered = Answered,
        Connected = Connected,
        Ended = now,
        Outcome = outcome,
        Route = EquatableList.From(_route),
        Legs = EquatableList.From(_legs.Select((leg, index) => leg.Record(index + 1))),
        Queues = EquatableList.From(_queues),
        Seed = seed,
        TalkedWith = TalkedWith,
        Recording = Recording?.Name,
        MessageFor = Recording is null ? null : MessageFor,
    };
}

/// <summary>One leg of a live call.</summary>
internal sealed class LiveLeg
{
    public required ICallTransport? Transport { get; init; }
    public required LegKind Kind { get; init; }
    public required string Target { get; init; }
    public required Instant Started { get; init; }
    public DeviceId Device { get; init; }
    public string? Trunk { get; init; }
    public EquatableList<SharedField> Shared { get; init; }
    public Instant? Ringing { get; set; }
    public Instant? Answered { get; set; }
    public Instant? Released { get; set; }
    public Instant? Ended { get; set; }
    public Cause Cause { get; set; }

    public LegRecord Record(int number) => new()
    {
        Leg = number,
        Kind = Kind,
        Target = Target,
        Device = Device,
        Transport = Transport?.Name,
        Trunk = Trunk,
        Shared = Shared,
        Started = Started,
        Ringing = Ringing,
        Answered = Answered,
        Released = Released,
        Ended = Ended,
        Cause = Cause,
    };
}

/// <summary>A plan that calls follow, with its sounds and its hash.</summary>
internal sealed record PlanInForce(RoutingPlan Plan, PromptSet Prompts, string Hash);
