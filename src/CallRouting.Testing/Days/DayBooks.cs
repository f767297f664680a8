using NodaTime;

namespace CallRouting.Testing;

/// <summary>An observer's own books of an office: written from what it is told and what it wants done, never from what
/// it says of itself.</summary>
internal sealed class DayBooks(RoutingPlan plan)
{
    private readonly Dictionary<string, BookedEmployee> _employees = [];
    private readonly Dictionary<string, int> _channels = [];

    public Instant Now { get; private set; }

    /// <summary>The plan that new calls follow.</summary>
    public RoutingPlan Plan { get; private set; } = plan;

    public Dictionary<CallId, BookedCall> Calls { get; } = [];

    public Dictionary<LegId, BookedLeg> Legs { get; } = [];

    /// <summary>What members did for their departments.</summary>
    public DayTallies Tallies { get; } = new();

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
                reached.Devices.Add(new(input.Device, input.DeviceName ?? ""));
                reached.FreeSince = Instant.Max(reached.FreeSince, Now);
                break;
            case OfficeInputKind.DeviceRemoved: Withdraw(input); break;
            case OfficeInputKind.Pause:
                var pausing = Employee(input.Employee!);
                pausing.IsPaused = input.IsPaused;
                pausing.FreeSince = Instant.Max(pausing.FreeSince, Now);
                break;
            case OfficeInputKind.Plan: Plan = input.Plan!; break;
            case OfficeInputKind.Stop:
                foreach (var call in Calls.Values)
                    call.IsStopped |= !call.IsOver;
                break;
        }
    }

    /// <summary>Writes down what the office does.</summary>
    public void Did(in CallEffect effect)
    {
        if (!Calls.TryGetValue(effect.Leg.Call, out var call))
            return;
        switch (effect.Kind)
        {
            case CallEffectKind.Enter: Enter(effect.Index, call); break;
            case CallEffectKind.Hold:
                call.Asker = call.Peer;
                Pass(call, call.Asker);
                break;
            case CallEffectKind.Report when effect.Answer == TransferAnswer.Accepted && call.Asker is null:
                Pass(call, call.Peer);
                break;
            case CallEffectKind.Ring: Ring(effect, call); break;
            case CallEffectKind.Queue: Queue(effect, call); break;
            case CallEffectKind.Bridge: Bridge(effect, call); break;
            case CallEffectKind.Play when effect.Leg.IsCaller
                && (effect.Prompt == PromptId.WrongNumber || effect.Prompt == PromptId.Declined):
                call.IsDismissed = true;
                break;
            case CallEffectKind.Record: call.IsRecorded = true; break;
            case CallEffectKind.MemberPaused: Employee(call.Plan.Employees[effect.Index].Id).IsPaused = true; break;
            case CallEffectKind.Release when Legs.TryGetValue(effect.Leg, out var leg):
                leg.IsReleased = true;
                leg.Cause = leg.Cause == Cause.None ? effect.Cause : leg.Cause;
                leg.Ends ??= Now;
                if (effect.Cause == Cause.NoAnswer)
                    Decline(leg);
                Free(leg);
                LetGo(leg);
                break;
            case CallEffectKind.Complete:
                call.Outcome = effect.Outcome;
                call.Completions++;
                call.Ended = Now;
                break;
        }
    }

    /// <summary>All has been done that the last input called for: a call that waits and is not being offered has one
    /// attempt behind it and another before it.</summary>
    public void Settled(IEnumerable<BookedCall> touched)
    {
        foreach (var call in touched)
        {
            if (!call.IsWaiting || call.Offers.Count + call.Lost.Count == 0)
                continue;
            call.RestsUntil = Now + (call.Department!.Queue!.Retry ?? Duration.FromSeconds(5));
            call.BeginAttempt();
        }
    }

    /// <summary>Whether somebody may be rung for a call where it is now: at work, with room for it, and not wrapping
    /// up.</summary>
    public bool CanRing(BookedCall call, string id)
    {
        if (call.EntryOf(id) is not { } entry || id == call.Employee || IsPassing(call, id))
            return false;
        var employee = Employee(id);
        return IsAtWork(call, employee, entry) && HasRoom(call, employee, entry)
            && (HasDevice(call, employee) || entry.MobileTrunks.Any(trunk => HasRoom(call, trunk)))
            && (call.Department is null || employee.WrapUpUntil <= Now);
    }

    /// <summary>Whether somebody passes the call on: it rings them again only when nobody has taken it.</summary>
    public static bool IsPassing(BookedCall call, string id) => id == call.PassedBy && !call.IsReturning;

    /// <summary>How many legs of all calls a trunk carries: a leg that is told to end has its channel until then.</summary>
    public int ChannelsInUse(string trunk) => _channels.GetValueOrDefault(trunk);

    /// <summary>Whether a trunk has a channel for a leg of a call: what employees begin leaves the reserve to
    /// clients (SPEC S13).</summary>
    public bool HasRoom(BookedCall call, int trunk)
    {
        var settings = call.Plan.Trunks[trunk].Settings;
        var most = settings.Channels ?? settings.Kind switch
        {
            TrunkKind.Fxo => 1,
            TrunkKind.Pri => 30,
            _ => int.MaxValue,
        };
        return ChannelsInUse(settings.Id) < most - (call.Employee is null ? 0 : settings.Reserve);
    }

    /// <summary>Whether somebody takes a call's kind of calls at all, now or when they are free.</summary>
    public bool IsAtWork(BookedCall call, string id) => id != call.Employee && !IsPassing(call, id)
        && call.EntryOf(id) is { } entry && IsAtWork(call, Employee(id), entry);

    private static bool IsAtWork(BookedCall call, BookedEmployee employee, EmployeeEntry entry) =>
        !employee.IsPaused && !IsShielded(call, entry) && (entry.HasMobile || HasDevice(call, employee));

    /// <summary>Whether what an employee does in other calls leaves room for this one.</summary>
    public static bool HasRoom(BookedCall call, BookedEmployee employee, EmployeeEntry entry)
    {
        var others = employee.Live.Where(leg => leg.Call != call).Select(leg => leg.Call).Distinct().Count();
        var most = call.SourceOf(entry.Id)!.MaxCalls
            ?? (entry.RingInUse || call.Department is { RingInUse: true } ? int.MaxValue : 1);
        return others == 0 || others < most;
    }

    /// <summary>Whether a device rings for such a call (SPEC S14). One that the plan does not name does.</summary>
    public static bool IsFor(BookedCall call, string employee, string device) =>
        call.SourceOf(employee)!.Devices.FirstOrDefault(known =>
            string.Equals(known.Name, device, StringComparison.OrdinalIgnoreCase))?.Calls is not { } scope
        || scope == CallScope.All || scope == (call.Employee is null ? CallScope.Outside : CallScope.Internal);

    /// <summary>Whether somebody screens the employee's calls, and nobody has asked who this is (SPEC S2–S5). A
    /// colleague who asks them first reaches them, and a call that they passed on comes back.</summary>
    public static bool IsShielded(BookedCall call, EmployeeEntry entry) =>
        call is { Employee: null, Asker: null, IsReturning: false, IsScreened: false }
        && call.SourceOf(entry.Id) is { GuardedBy: not null };

    private static bool HasDevice(BookedCall call, BookedEmployee employee) =>
        employee.Devices.Exists(device => IsFor(call, employee.Id, device.Name));

    private void Withdraw(in OfficeInput input)
    {
        var id = input.Device;
        Employee(input.Employee!).Devices.RemoveAll(device => device.Id == id);
    }

    private void Begin(in OfficeInput input, string name)
    {
        var offer = input.Offer!;
        var call = new BookedCall(input.Call, name, Plan, offer, Now);
        Calls.Add(input.Call, call);
        var caller = new BookedLeg(input.Call.Caller, LegKind.Caller, call, Now)
        {
            Phone = new Phone(offer.Employee ?? ""),
            Trunk = offer.Trunk is { } trunk && Plan.TryFindTrunk(trunk, out _) ? trunk : null,
            IsAnswered = true,
            IsTalking = true,
        };
        Legs.Add(caller.Id, caller);
        call.Legs.Add(caller);
        Seize(caller);
        if (offer.Employee is not null)
            Employee(offer.Employee).Live.Add(caller);
    }

    private void Happened(in CallEvent happened)
    {
        if (!Legs.TryGetValue(happened.Leg, out var leg))
            return;
        switch (happened.Kind)
        {
            case CallEventKind.DigitPressed when happened.Leg.IsCaller: Answer(leg.Call, happened.Digit); break;
            case CallEventKind.DigitPressed when happened.Digit == '2' && leg is { IsAnswered: true, IsTalking: false }:
                Decline(leg);
                break;
            case CallEventKind.Answered: leg.IsAnswered = true; leg.AnsweredAt ??= Now; break;
            case CallEventKind.Failed or CallEventKind.Cleared:
                if (leg is { HasEnded: false, Trunk: { } trunk })
                    _channels[trunk]--;
                leg.HasEnded = true;
                if (!leg.IsReleased)
                    leg.Cause = happened.Cause;
                leg.Ends ??= Now;
                Free(leg);
                LetGo(leg);
                break;
        }
    }

    private void Seize(BookedLeg leg)
    {
        if (leg.Trunk is { } trunk)
            _channels[trunk] = ChannelsInUse(trunk) + 1;
    }

    // Whoever leaves the step that a call was passed on to was not taken there: it comes back.
    private void Enter(int node, BookedCall call)
    {
        if (call.IsReturning)
        {
            call.IsReturning = false;
            call.PassedBy = null;
        }
        else if (ComesBack(call))
        {
            call.IsReturning = true;
        }

        call.IsAtTarget = call.PassedBy is not null;
        call.Node = node;
        call.NodeSince = Now;
        call.Nodes.Add(node);
        call.BeginAttempt();
    }

    /// <summary>Whether the next step of a call is the way back to who passed it on.</summary>
    public static bool ComesBack(BookedCall call) =>
        call is { PassedBy: not null, IsReturning: false, Asker: null }
        && (call.HasHungUp || call is { IsAtTarget: true, RingsSomebody: true });

    private static void Pass(BookedCall call, BookedLeg? by)
    {
        call.PassedBy = by?.Employee;
        call.Origin = call.Node;
        call.IsAtTarget = call.HasHungUp = false;
    }

    // Who has kept the caller on hold hangs up or is released.
    private static void LetGo(BookedLeg leg)
    {
        if (leg.Call.Asker != leg)
            return;
        leg.Call.Asker = null;
        leg.Call.HasHungUp = !leg.IsReleased && !leg.Call.IsAtTarget;
    }

    private void Queue(in CallEffect queue, BookedCall call)
    {
        call.QueuedSince = queue.Position == 0 ? null : Now;
        if (queue.Position == 0)
            return;
        call.Positions.Add(queue.Position);
        call.FirstQueued ??= Now;
        call.Priority = queue.Priority;
        call.RestsUntil = Now;
    }

    private void Ring(in CallEffect ring, BookedCall call)
    {
        if (FirstOffer.Of(ring, this) is
            { Department.Strategy: Strategy.FewestCalls or Strategy.LeastTalkTime } first)
            Tallies.Join(first.Department, first.Available);
        var leg = new BookedLeg(ring.Leg, ring.Target, call, Now)
        {
            Index = ring.Index,
            Device = ring.Device,
            Trunk = ring.Trunk < 0 ? null : call.Plan.Trunks[ring.Trunk].Settings.Id,
            Phone = PhoneOf(ring, call.Plan),
            Department = call.Department,
        };
        Legs[ring.Leg] = leg;
        call.Legs.Add(leg);
        Seize(leg);
        if (leg.Employee is not { } id)
            return;
        Employee(id).Live.Add(leg);
        call.Offers[id] = Now;
    }

    private void Bridge(in CallEffect bridge, BookedCall call)
    {
        if (!Legs.TryGetValue(bridge.Peer, out var peer) || !peer.IsAnswered)
            return;
        if (!peer.IsTalking)
            Tallies.Begin(peer, Now);
        peer.IsTalking = true;
        if (bridge.Leg.IsCaller)
            Talk(call, peer);
        call.Talked ??= peer;
        call.TalkedAt ??= Now;
    }

    private static void Talk(BookedCall call, BookedLeg peer)
    {
        if (call.Asker == peer)
        {
            // The employee takes the caller back.
            call.Node = call.Origin;
            call.NodeSince = Instant.MinValue;
            call.BeginAttempt();
        }

        call.Peer = peer;
        call.Asker = null;
        call.PassedBy = null;
        call.IsReturning = false;
    }

    // What a caller presses as an answer to a question says who calls (SPEC S2–S5).
    private static void Answer(BookedCall call, char digit)
    {
        if (call.Step is { Kind: NodeKind.Ask, Index: var question }
            && MenuEntry.Keys.IndexOf(digit, StringComparison.Ordinal) is >= 0 and var key
            && call.Plan.Questions[question].Answers[key] >= 0)
            call.IsScreened = true;
    }

    // Asked to press 1: who presses 2 or nothing sits out the rest of the attempt, as does who declines or fails.
    private static void Decline(BookedLeg leg)
    {
        if (leg.Employee is { } id)
            leg.Call.Lost.Add(id);
    }

    private void Free(BookedLeg leg)
    {
        if (leg.Employee is not { } id || !Employee(id).Live.Remove(leg))
            return;
        var employee = Employee(id);
        if (leg.IsTalking)
        {
            Tallies.End(leg, Now);
            employee.LastTalk = Now;
            if (leg.Department is { } department)
                employee.WrapUpUntil = Instant.Max(employee.WrapUpUntil, Now + department.WrapUp);
        }

        employee.FreeSince = Instant.Max(Now, employee.WrapUpUntil);
        if (!leg.IsReleased && leg.Kind is LegKind.Device or LegKind.Mobile)
            Decline(leg);
    }

    private static Phone PhoneOf(in CallEffect ring, RoutingPlan plan) => ring.Target switch
    {
        LegKind.Device => new Phone(plan.Employees[ring.Index].Id),
        LegKind.Mobile => new Phone(plan.Employees[ring.Index].Id, PhoneKind.Mobile),
        // Emergency numbers are of no country.
        LegKind.Dialled when plan.WaysOut[ring.Index].IsEmergency =>
            new Phone(ring.Number.ToString().TrimStart('+'), PhoneKind.Outside),
        LegKind.Dialled => new Phone(ring.Number.ToString(), PhoneKind.Outside),
        _ => new Phone(plan.Externals[ring.Index].Id, PhoneKind.Outside),
    };
}
