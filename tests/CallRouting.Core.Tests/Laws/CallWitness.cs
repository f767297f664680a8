using NodaTime;

namespace CallRouting.Tests;

/// <summary>Watches one office's inputs and effects and fails when they break a law. It keeps its own books.</summary>
internal sealed class CallWitness
{
    private readonly Office _office;
    private readonly QueueWitness _queues;

    public CallWitness(Office office)
    {
        _office = office;
        _queues = new QueueWitness(this, office);
    }

    public Dictionary<LegId, WitnessedLeg> Legs { get; } = [];

    public Dictionary<CallId, WitnessedCall> Calls { get; } = [];

    public Dictionary<DeviceId, string> Devices { get; } = [];

    public Dictionary<DeviceId, string?> DeviceNames { get; } = [];

    /// <summary>How many channels of a trunk can carry calls, where that was said.</summary>
    public Dictionary<string, int> InService { get; } = [];

    public HashSet<string> Paused { get; } = [];

    /// <summary>Until when an employee is offered no department's call.</summary>
    public Dictionary<string, Instant> WrapUps { get; } = [];

    public HashSet<CallPhase> Phases { get; } = [];

    public IEnumerable<WitnessedCall> Live => Calls.Values.Where(call => call.Outcome == Outcome.None);

    /// <summary>Who spoke last with each caller from outside of a plan that asks for it.</summary>
    public Dictionary<PhoneNumber, string?> SpokeLast { get; } = [];

    public void Offered(
        CallId id, RoutingPlan plan, string? employee, in Decision decision, TransportCapabilities line)
    {
        Calls.Add(id, new WitnessedCall(id, plan, employee)
        {
            Line = line,
            Caller = decision.Caller,
            Priority = decision.Priority,
        });
        Legs.Add(id.Caller, new WitnessedLeg(id.Caller, LegKind.Caller, employee) { IsUp = true });
    }

    public void Happened(in CallEvent happened)
    {
        if (happened.Kind == CallEventKind.Stopped && Calls.TryGetValue(happened.Leg.Call, out var stopped))
            stopped.IsStopped = true;
        if (!Legs.TryGetValue(happened.Leg, out var leg))
            return;
        switch (happened.Kind)
        {
            case CallEventKind.Answered: leg.IsUp = true; break;
            case CallEventKind.Failed or CallEventKind.Cleared: leg.HasEnded = true; break;
            case CallEventKind.DigitPressed when leg.Kind == LegKind.Caller:
                Calls[happened.Leg.Call].IsScreened |= IsAnswer(Calls[happened.Leg.Call], happened.Digit);
                break;
            case CallEventKind.PlayEnded: leg.Plays.Remove(happened.Tag); break;
            case CallEventKind.RecordEnded: leg.Records.Remove(happened.Tag); break;
        }
    }

    /// <summary>Judges the effects of one input.</summary>
    public void Judge(ReadOnlySpan<CallEffect> effects, in CallEvent input, Instant now)
    {
        foreach (ref readonly var effect in effects)
        {
            if (effect.Kind == CallEffectKind.Release && !Legs.ContainsKey(effect.Leg))
            {
                // Somebody answered on a leg that never was.
                Assert.Equal((CallEventKind.Answered, input.Leg), (input.Kind, effect.Leg));
                continue;
            }

            var call = Calls[effect.Leg.Call];
            if (call.Outcome != Outcome.None)
                Assert.Equal((CallEffectKind.Release, CallEventKind.Answered), (effect.Kind, input.Kind));
            JudgeOne(effect, call, input, now);
        }
    }

    /// <summary>What must hold between any two inputs.</summary>
    public void JudgeOffice(Instant now, bool isSettled)
    {
        if (isSettled)
            Assert.True(_office.NextDeadline > now, $"a deadline {_office.NextDeadline} is not after {now}");
        foreach (var leg in Legs.Values)
            NoteWrapUp(leg, now);
        Assert.Equal(Live.Count(), _office.LiveCalls);
        foreach (var call in Calls.Values)
        {
            var isLive = _office.TryGet(call.Id, out var state, out var plan);
            Assert.Equal(call.Outcome == Outcome.None, isLive);
            if (!isLive)
                continue;
            Assert.Same(call.Plan, plan);
            Phases.Add(state.Phase);
            if (state.Phase == CallPhase.Talking)
                JudgeTalk(call, state);
            else if (state.Phase is CallPhase.TransferDialling or CallPhase.TransferRinging or CallPhase.TransferRefused
                or CallPhase.Consulting)
                JudgeTransfer(call, state);
            else if (call.HasTalked)
                JudgeNotLost(call, state);
            if (state.Phase != CallPhase.Clearing)
                call.Before = state.Phase;
        }

        _queues.JudgeOffice(now, isSettled);
        foreach (var trunk in _office.Plan.Trunks)
            Assert.Equal(Legs.Values.Count(leg => leg.Trunk == trunk.Settings.Id && !leg.HasEnded && !leg.IsForgotten),
                _office.ChannelsInUse(trunk.Settings.Id));
        foreach (var employee in _office.Plan.Employees)
        {
            var mine = Legs.Values.Where(leg => leg.Employee == employee.Id && leg.IsAlive).ToList();
            var talking = mine.Count(leg => leg.Kind == LegKind.Caller || leg.IsWinner);
            var presence = _office.PresenceOf(employee.Id);
            var calls = mine.Select(leg => leg.Id.Call).Distinct().Count();
            Assert.Equal((mine.Count - talking, talking, calls), (presence.Ringing, presence.Talking, presence.Calls));
            Assert.Equal(Paused.Contains(employee.Id), presence.IsPaused);
            var isWrappingUp = WrapUps.TryGetValue(employee.Id, out var until) && until > now;
            Assert.Equal(isWrappingUp ? until : Instant.MinValue, isSettled ? presence.WrapUpUntil :
                isWrappingUp ? until : Instant.MinValue);
        }
    }

    private void JudgeTalk(WitnessedCall call, in CallState state)
    {
        var winner = Legs[call.Id.Leg(state.Peer)];
        Assert.True(winner.IsUp && winner.IsAlive, "the winner has answered and is there");
        Assert.True(call.Winner is null || call.Winner == winner || !call.Winner.IsAlive, "there is one winner");
        Assert.Equal(0, state.Asker);
        call.Winner = winner;
        call.HasTalked = winner.IsWinner = true;
        Assert.Equal([winner], Legs.Values.Where(l => l.Id.Call == call.Id && l.Kind != LegKind.Caller && l.IsAlive));
        var pair = (call.Id.Caller, winner.Id);
        Assert.True(call.Bridged == pair || winner.Kind is LegKind.External or LegKind.Dialled, "they hear each other");
    }

    // The caller is kept, on hold, by the employee who asks; of the others at most one talks, and only to them.
    private void JudgeTransfer(WitnessedCall call, in CallState state)
    {
        var asker = Legs[call.Id.Leg(state.Asker)];
        Assert.True(asker is { IsUp: true, IsAlive: true, Kind: LegKind.Device or LegKind.Mobile });
        Assert.Equal(asker, call.Winner);
        var others = Legs.Values.Where(l => l.Id.Call == call.Id && l.Kind != LegKind.Caller && l.IsAlive && l != asker);
        if (state.Phase == CallPhase.Consulting)
        {
            var colleague = Assert.Single(others);
            Assert.Equal(call.Id.Leg(state.Peer), colleague.Id);
            Assert.Equal((asker.Id, colleague.Id), call.Bridged);
            colleague.IsWinner = true;
        }
        else if (state.Phase != CallPhase.TransferRinging)
        {
            Assert.Empty(others);
        }
    }

    // A transfer never drops a caller (SPEC G24): who is not talking is being rung for, or at the route's fallback.
    private void JudgeNotLost(WitnessedCall call, in CallState state)
    {
        Assert.NotEqual(Instant.MaxValue, state.Deadline);
        if (state.Phase == CallPhase.Clearing && Legs[call.Id.Caller].IsReleased && !call.IsStopped)
            Assert.True(state.Outcome is Outcome.TooManySteps or Outcome.Refused || call.Before is not
                (CallPhase.TransferDialling or CallPhase.TransferRinging or CallPhase.TransferRefused
                or CallPhase.Hunting), $"the caller is lost: {state.Outcome} after {call.Before}");
    }

    // A conversation for a department has ended, however it did.
    private void NoteWrapUp(WitnessedLeg leg, Instant now)
    {
        if (!leg.IsWinner || leg.IsAlive || leg.IsNoted)
            return;
        leg.IsNoted = true;
        var call = Calls[leg.Id.Call];
        if (leg.Employee is null || leg.Department is not { } index)
            return;
        var until = now + call.Plan.Source.Departments[index].WrapUp;
        if (until > now && until > WrapUps.GetValueOrDefault(leg.Employee))
            WrapUps[leg.Employee] = until;
    }

    private void JudgeOne(in CallEffect effect, WitnessedCall call, in CallEvent input, Instant now)
    {
        if (effect.Kind == CallEffectKind.Ring)
            JudgeRing(effect, call, now);
        var leg = Legs[effect.Leg];
        switch (effect.Kind)
        {
            case CallEffectKind.Enter:
                call.Node = effect.Index;
                Assert.True(++call.Entered <= CallMachine.MaxSteps);
                _queues.Entered(call, now);
                break;
            case CallEffectKind.MemberPaused:
                Assert.True(Paused.Add(call.Plan.Employees[effect.Index].Id), "who is paused already is not paused");
                break;
            case CallEffectKind.Queue: _queues.Judge(effect, call, now); break;
            case CallEffectKind.Alert or CallEffectKind.Progress: Assert.False(call.IsAnswered); break;
            case CallEffectKind.Answer:
                Assert.False(call.IsAnswered, "a caller is answered once");
                call.IsAnswered = true;
                break;
            case CallEffectKind.Play:
                Assert.True(leg.IsAlive, "only a live leg is played to");
                Assert.True(leg.IsUp && (call.IsAnswered || leg.Kind != LegKind.Caller));
                Assert.True(leg.Plays.Add(effect.Tag), "a tag is used once");
                break;
            case CallEffectKind.Record:
                Assert.True(leg is { Kind: LegKind.Caller, IsAlive: true } && call.IsAnswered && !call.IsRecorded);
                Assert.True(leg.Records.Add(effect.Tag));
                call.IsRecorded = true;
                break;
            case CallEffectKind.Bridge:
                Assert.True(leg.IsAlive && Legs[effect.Peer].IsAlive);
                Assert.True(!effect.Leg.IsCaller || call.IsAnswered || call.Line.EarlyMedia, "nothing is heard yet");
                call.Bridged = (effect.Leg, effect.Peer);
                if (effect.Leg.IsCaller && Legs[effect.Peer].Employee is { } spoke && !call.Caller.IsNone
                    && call.Plan.Stickies.Count > 0)
                    SpokeLast[call.Caller] = spoke;
                break;
            case CallEffectKind.Hold:
                Assert.True(leg is { Kind: LegKind.Caller, IsAlive: true } && call.Winner is not null);
                call.Bridged = default;
                break;
            case CallEffectKind.Seize:
                Assert.Null(leg.Trunk);
                leg.Trunk = call.Plan.Trunks[effect.Index].Settings.Id;
                if (leg.Kind != LegKind.Caller)
                    JudgeRoom(call, call.Plan.Trunks[effect.Index]);
                break;
            case CallEffectKind.Free:
                Assert.Equal(call.Plan.Trunks[effect.Index].Settings.Id, leg.Trunk);
                Assert.False(leg.IsForgotten, "a channel is freed once");
                leg.IsForgotten = true;
                break;
            case CallEffectKind.HandOver:
                Assert.True(leg is { IsAlive: true, IsReleased: false } && effect.Leg.IsCaller && call.IsAnswered
                    && call.Line is { FullDuplex: false, HandsOver: true });
                leg.IsReleased = true;
                break;
            case CallEffectKind.Release:
                var isLate = input.Kind == CallEventKind.Answered && input.Leg == effect.Leg;
                Assert.True(leg.IsAlive || isLate, $"{leg.Kind} {effect.Leg} is released again or after its end");
                leg.IsReleased = true;
                break;
            case CallEffectKind.Complete:
                Assert.True(Enum.IsDefined(effect.Outcome) && effect.Outcome != Outcome.None);
                call.Outcome = effect.Outcome;
                Assert.DoesNotContain(Legs.Values, other => other.Id.Call == call.Id && other.IsAlive);
                break;
        }
    }

    /// <summary>How many channels of a trunk can carry calls.</summary>
    public int ChannelsOf(TrunkEntry trunk) =>
        Math.Min(trunk.Channels, InService.GetValueOrDefault(trunk.Settings.Id, int.MaxValue));

    // Nothing that we begin takes more channels than are in service, nor what is kept for clients (SPEC S13).
    private void JudgeRoom(WitnessedCall call, TrunkEntry trunk)
    {
        var settings = trunk.Settings;
        Assert.True(settings.IsWayOut, $"{settings.Id} carries no outgoing calls");
        if (call.Plan.Nodes[call.Node] is { Kind: NodeKind.Outgoing, Index: var way } && call.Plan.WaysOut[way].IsEmergency)
            return;
        var inUse = Legs.Values.Count(leg => leg.Trunk == settings.Id && !leg.HasEnded && !leg.IsForgotten);
        var most = ChannelsOf(trunk);
        Assert.InRange(inUse, 1, call.Employee is null ? most : most - settings.Reserve);
    }

    private static bool IsAnswer(WitnessedCall call, char digit) => call.Node >= 0
        && call.Outcome == Outcome.None && call.Plan.Nodes[call.Node] is { Kind: NodeKind.Ask, Index: var question }
        && MenuEntry.Keys.IndexOf(digit) is >= 0 and var key && call.Plan.Questions[question].Answers[key] >= 0;

    private void JudgeRing(in CallEffect ring, WitnessedCall call, Instant now)
    {
        var node = call.Plan.Nodes[call.Node];
        Assert.True(call.Line.FullDuplex, "who cannot talk has nobody rung");
        string? employee = null;
        var comesBack = false;
        if (ring.Target is LegKind.External or LegKind.Dialled)
        {
            var kind = ring.Target == LegKind.External ? NodeKind.External : NodeKind.Outgoing;
            Assert.Equal((kind, ring.Index), (node.Kind, node.Index));
        }
        else
        {
            employee = call.Plan.Employees[ring.Index].Id;
            int[] members = node.Kind switch
            {
                NodeKind.Department => [.. call.Plan.Departments[node.Index].Members],
                NodeKind.Employee => [node.Index],
                _ => [], // who spoke last is judged apart
            };
            Assert.Contains(node.Kind, new[] { NodeKind.Department, NodeKind.Employee, NodeKind.Sticky });
            // Nobody outside the department rings, unless a call comes back to who passed it on.
            comesBack = call is { HasTalked: true, Winner: { IsAlive: false } last } && last.Employee == employee
                && (!members.Contains(ring.Index)
                    || (_office.TryGet(call.Id, out var state, out _) && state.IsReturning));
            if (node.Kind == NodeKind.Sticky && !comesBack)
                Assert.Equal(SpokeLast[call.Caller], employee);
            else if (!comesBack)
                Assert.Contains(ring.Index, members);
            Assert.NotEqual(call.Employee, employee);
            // Nobody from outside reaches a guarded employee unscreened, but by a colleague who asks (SPEC S2–S5).
            Assert.False(!comesBack && ring.Peer.IsNone && IsGuarded(call, call.Plan.Source.Employees[ring.Index]),
                $"{employee} is guarded");
        }

        if (ring.Target == LegKind.Device)
        {
            Assert.Equal(employee, Devices[ring.Device]);
            Assert.DoesNotContain(employee!, Paused);
            JudgeAvailable(ring, call, comesBack ? default : node, now);
        }
        else if (ring.Target == LegKind.Mobile)
        {
            Assert.True(call.Plan.Employees[ring.Index].HasMobile);
        }

        if (employee is not null)
            _queues.Rung(call, employee, now);
        Legs.Add(ring.Leg, new WitnessedLeg(ring.Leg, ring.Target, employee)
        {
            // A call that comes back to who passed it on is theirs, not their department's.
            Department = node.Kind == NodeKind.Department && !comesBack ? node.Index : null,
        });
    }

    private void JudgeAvailable(in CallEffect ring, WitnessedCall call, RouteNode node, Instant now)
    {
        var employee = call.Plan.Source.Employees[ring.Index];
        var department = node.Kind == NodeKind.Department ? call.Plan.Source.Departments[node.Index] : null;
        if (department is not null)
            Assert.True(WrapUps.GetValueOrDefault(employee.Id, now) <= now, $"{employee.Id} is wrapping up");
        Assert.True(OtherCalls(employee, call) < MostCalls(employee, department), "no more calls than allowed");
        Assert.True(RingsFor(ring.Device, employee, call));
    }

    public int OtherCalls(Employee employee, WitnessedCall call) =>
        Legs.Values.Where(leg => leg.Employee == employee.Id && leg.Id.Call != call.Id && leg.IsAlive)
            .Select(leg => leg.Id.Call).Distinct().Count();

    public static int MostCalls(Employee employee, Department? department) =>
        employee.MaxCalls ?? (employee.RingInUse || department is { RingInUse: true } ? int.MaxValue : 1);

    public static bool IsGuarded(WitnessedCall call, Employee employee) =>
        employee.GuardedBy is not null && call.Employee is null && !call.IsScreened;

    public bool RingsFor(DeviceId device, Employee employee, WitnessedCall call)
    {
        var scope = employee.Devices.FirstOrDefault(each => string.Equals(
            each.Name, DeviceNames[device], StringComparison.OrdinalIgnoreCase))?.Calls ?? CallScope.All;
        return scope != (call.Employee is null ? CallScope.Internal : CallScope.Outside);
    }
}

internal sealed class WitnessedCall(CallId id, RoutingPlan plan, string? employee)
{
    public CallId Id { get; } = id;
    public RoutingPlan Plan { get; } = plan;
    public string? Employee { get; } = employee;
    public TransportCapabilities Line { get; init; } = TransportCapabilities.All;
    public PhoneNumber Caller { get; init; }
    public bool IsScreened { get; set; }
    public int Node { get; set; } = -1;
    public int Entered { get; set; }
    public bool IsAnswered { get; set; }
    public bool IsRecorded { get; set; }
    public WitnessedLeg? Winner { get; set; }
    public int Priority { get; set; }
    public int WantedNode { get; set; } = -1;
    public int Wanted { get; set; }
    public Instant? Arrived { get; set; }
    public DepartmentEntry? Arriving { get; set; } // entered, and not yet in its line
    public QueuedCall? Left { get; set; }          // out of the line, and not yet elsewhere
    public Outcome Outcome { get; set; }
    public bool HasTalked { get; set; }
    public CallPhase Before { get; set; }
    public bool IsStopped { get; set; }
    public (LegId, LegId) Bridged { get; set; }
}

internal sealed class WitnessedLeg(LegId id, LegKind kind, string? employee)
{
    public LegId Id { get; } = id;
    public LegKind Kind { get; } = kind;
    public string? Employee { get; } = employee;
    public bool IsUp { get; set; }
    public bool IsReleased { get; set; }
    public bool HasEnded { get; set; }
    public bool IsWinner { get; set; }
    public bool IsNoted { get; set; }
    public int? Department { get; init; }
    public string? Trunk { get; set; }

    /// <summary>Its channel is counted no more: it has ended, or its call has given up waiting for that.</summary>
    public bool IsForgotten { get; set; }
    public HashSet<ushort> Plays { get; } = [];
    public HashSet<ushort> Records { get; } = [];

    /// <summary>Neither told to end nor ended.</summary>
    public bool IsAlive => !IsReleased && !HasEnded;
}
