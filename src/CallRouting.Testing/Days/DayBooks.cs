using NodaTime;

namespace CallRouting.Testing;

/// <summary>An observer's own books of an office: written from what it is told and what it wants done, never from what
/// it says of itself.</summary>
internal sealed class DayBooks(RoutingPlan plan)
{
    private readonly Dictionary<string, BookedEmployee> _employees = [];

    public Instant Now { get; private set; }

    /// <summary>The plan that new calls follow.</summary>
    public RoutingPlan Plan { get; private set; } = plan;

    public Dictionary<CallId, BookedCall> Calls { get; } = [];

    public Dictionary<LegId, BookedLeg> Legs { get; } = [];

    public IEnumerable<BookedEmployee> Employees => _employees.Values;

    public BookedEmployee Employee(string id)
    {
        if (!_employees.TryGetValue(id, out var employee))
            _employees.Add(id, employee = new BookedEmployee(id));
        return employee;
    }

    /// <summary>Writes down what the office is told, before it does anything.</summary>
    public void Told(in OfficeInput input, string callName)
    {
        Now = Instant.Max(Now, input.At);
        switch (input.Kind)
        {
            case OfficeInputKind.Offer: Begin(input, callName); break;
            case OfficeInputKind.Event: Happened(input.Event); break;
            case OfficeInputKind.DeviceAdded:
                var reached = Employee(input.Employee!);
                reached.Devices.Add(input.Device);
                reached.FreeSince = Now;
                break;
            case OfficeInputKind.DeviceRemoved: Employee(input.Employee!).Devices.Remove(input.Device); break;
            case OfficeInputKind.Pause:
                var pausing = Employee(input.Employee!);
                pausing.IsPaused = input.IsPaused;
                pausing.FreeSince = Now;
                break;
            case OfficeInputKind.Plan: Plan = input.Plan!; break;
        }
    }

    /// <summary>Writes down what the office does.</summary>
    public void Did(in CallEffect effect)
    {
        if (!Calls.TryGetValue(effect.Leg.Call, out var call))
            return;
        switch (effect.Kind)
        {
            case CallEffectKind.Enter:
                call.Node = effect.Index;
                call.NodeSince = Now;
                call.Nodes.Add(effect.Index);
                call.Offers.Clear();
                call.Lost.Clear();
                break;
            case CallEffectKind.Ring: Ring(effect, call); break;
            case CallEffectKind.Bridge: Bridge(effect, call); break;
            case CallEffectKind.Record: call.IsRecorded = true; break;
            case CallEffectKind.Release when Legs.TryGetValue(effect.Leg, out var leg):
                leg.IsReleased = true;
                leg.Cause = leg.Cause == Cause.None ? effect.Cause : leg.Cause;
                leg.Ends ??= Now;
                Free(leg);
                break;
            case CallEffectKind.Complete:
                call.Outcome = effect.Outcome;
                call.Completions++;
                call.Ended = Now;
                break;
        }
    }

    /// <summary>Whether somebody may be rung for a call now, as far as presence goes.</summary>
    public bool CanRing(BookedCall call, string id)
    {
        var entry = call.Plan.Employees.FirstOrDefault(employee => employee.Id == id);
        var employee = Employee(id);
        return entry is not null && id != call.Employee && !employee.IsPaused
            && (employee.Devices.Count > 0 || entry.HasMobile) && HasRoom(call, employee, entry);
    }

    /// <summary>Whether what an employee does in other calls leaves room for this one.</summary>
    public static bool HasRoom(BookedCall call, BookedEmployee employee, EmployeeEntry entry)
    {
        var others = employee.Live.Where(leg => leg.Call != call).Select(leg => leg.Call).Distinct().Count();
        return others == 0 || entry.RingInUse;
    }

    private void Begin(in OfficeInput input, string name)
    {
        var offer = input.Offer!;
        var call = new BookedCall(input.Call, name, Plan, offer, Now);
        Calls.Add(input.Call, call);
        var caller = new BookedLeg(input.Call.Caller, LegKind.Caller, call, Now)
        {
            Phone = new Phone(offer.Employee ?? ""),
            IsAnswered = true,
            IsTalking = true,
        };
        Legs.Add(caller.Id, caller);
        call.Legs.Add(caller);
        if (offer.Employee is not null)
            Employee(offer.Employee).Live.Add(caller);
    }

    private void Happened(in CallEvent happened)
    {
        if (!Legs.TryGetValue(happened.Leg, out var leg))
            return;
        switch (happened.Kind)
        {
            case CallEventKind.Answered: leg.IsAnswered = true; leg.AnsweredAt ??= Now; break;
            case CallEventKind.Failed or CallEventKind.Cleared:
                leg.HasEnded = true;
                if (!leg.IsReleased)
                    leg.Cause = happened.Cause;
                leg.Ends ??= Now;
                Free(leg);
                break;
        }
    }

    private void Ring(in CallEffect ring, BookedCall call)
    {
        var leg = new BookedLeg(ring.Leg, ring.Target, call, Now)
        {
            Index = ring.Index,
            Device = ring.Device,
            Phone = PhoneOf(ring, call.Plan),
        };
        Legs[ring.Leg] = leg;
        call.Legs.Add(leg);
        if (leg.Employee is not { } id)
            return;
        Employee(id).Live.Add(leg);
        call.Offers[id] = Now;
    }

    private void Bridge(in CallEffect bridge, BookedCall call)
    {
        if (!Legs.TryGetValue(bridge.Peer, out var peer) || !peer.IsAnswered)
            return;
        peer.IsTalking = true;
        call.Talked ??= peer;
        call.TalkedAt ??= Now;
    }

    private void Free(BookedLeg leg)
    {
        if (leg.Employee is not { } id || !Employee(id).Live.Remove(leg))
            return;
        if (Employee(id).Live.Count == 0)
            Employee(id).FreeSince = Now;
        // Who declined or failed sits out the rest of the attempt.
        if (!leg.IsReleased && leg.Kind is LegKind.Device or LegKind.Mobile)
            leg.Call.Lost.Add(id);
    }

    private static Phone PhoneOf(in CallEffect ring, RoutingPlan plan) => ring.Target switch
    {
        LegKind.Device => new Phone(plan.Employees[ring.Index].Id),
        LegKind.Mobile => new Phone(plan.Employees[ring.Index].Id, PhoneKind.Mobile),
        _ => new Phone(plan.Externals[ring.Index].Id, PhoneKind.Outside),
    };
}

/// <summary>What the books say of an employee.</summary>
internal sealed class BookedEmployee(string id)
{
    public string Id { get; } = id;
    public List<DeviceId> Devices { get; } = [];
    public bool IsPaused { get; set; }

    /// <summary>Since when there has been no reason not to ring them, if there is none now.</summary>
    public Instant FreeSince { get; set; }

    /// <summary>Their legs that have neither ended nor been told to.</summary>
    public List<BookedLeg> Live { get; } = [];
}

/// <summary>What the books say of a call.</summary>
internal sealed class BookedCall(CallId id, string name, RoutingPlan plan, CallOffer offer, Instant arrived)
{
    public CallId Id { get; } = id;
    public string Name { get; } = name;
    public RoutingPlan Plan { get; } = plan;
    public CallOffer Offer { get; } = offer;
    public string? Employee => Offer.Employee;
    public Instant Arrived { get; } = arrived;
    public List<BookedLeg> Legs { get; } = [];
    public int Node { get; set; } = -1;
    public Instant NodeSince { get; set; }

    /// <summary>The steps it went through.</summary>
    public List<int> Nodes { get; } = [];

    /// <summary>When each employee was rung last in this attempt.</summary>
    public Dictionary<string, Instant> Offers { get; } = [];

    /// <summary>Who declined or failed in this attempt.</summary>
    public HashSet<string> Lost { get; } = [];

    public bool IsRecorded { get; set; }
    public BookedLeg? Talked { get; set; }
    public Instant? TalkedAt { get; set; }
    public Outcome Outcome { get; set; }
    public int Completions { get; set; }
    public Instant? Ended { get; set; }
    public bool IsOver => Outcome != Outcome.None;
    public BookedLeg Caller => Legs[0];
    public RouteNode? Step => Node < 0 ? null : Plan.Nodes[Node];
}

/// <summary>What the books say of a leg.</summary>
internal sealed class BookedLeg(LegId id, LegKind kind, BookedCall call, Instant since)
{
    public LegId Id { get; } = id;
    public LegKind Kind { get; } = kind;
    public BookedCall Call { get; } = call;
    public Instant Since { get; } = since;
    public int Index { get; init; } = -1;
    public DeviceId Device { get; init; }
    public Phone Phone { get; init; }
    public Cause Cause { get; set; }
    public bool IsAnswered { get; set; }
    public Instant? AnsweredAt { get; set; }
    public bool IsTalking { get; set; }
    public bool IsReleased { get; set; }
    public bool HasEnded { get; set; }

    /// <summary>When it ended or was told to.</summary>
    public Instant? Ends { get; set; }

    public bool IsLive => !IsReleased && !HasEnded;

    public string? Employee => Phone is { Kind: not PhoneKind.Outside, Name: { Length: > 0 } name } ? name : null;
}
