using NodaTime;

namespace CallRouting.Tests;

/// <summary>Keeps its own books of who waits where, as plain lists, and fails when the office's lines, the order of
/// dispatch or a way out is not what these say.</summary>
internal sealed class QueueWitness(CallWitness books, Office office)
{
    private readonly Dictionary<string, List<QueuedCall>> _lines = [];
    private QueuedCall? _beingOffered;

    private IEnumerable<QueuedCall> All => _lines.Values.SelectMany(line => line);

    public void Entered(WitnessedCall call, Instant now)
    {
        var node = call.Plan.Nodes[call.Node];
        // Who has been passed on goes back, not on; who asks first does not wait.
        if (call.HasTalked)
            (call.Arriving, call.Left) = (null, null);
        if (call.Arriving is { } refusing)
        {
            var isStaffed = IsAnyoneAtWork(call, refusing);
            Assert.True(!isStaffed && call.Node == refusing.Queue!.WhenEmptyNode
                || isStaffed && call.Node == refusing.Queue!.WhenFullNode
                && _lines.GetValueOrDefault(refusing.Id, []).Count >= refusing.Queue.MaxLength, "a call is refused");
            call.Arriving = null;
        }

        if (call.Left is { } left)
        {
            var queue = left.Department.Queue!;
            Assert.True(call.Node == queue.WhenWaitedNode && now >= left.Entered + MaxWait(left)
                || call.Node == queue.WhenEmptyNode && !IsAnyoneAtWork(call, left.Department), "a call leaves the line");
            call.Left = null;
        }

        switch (node.Kind)
        {
            case NodeKind.Rank:
                var rank = call.Plan.Ranks[node.Index];
                call.Priority = rank.Priority < 0 ? call.Priority : rank.Priority;
                (call.WantedNode, call.Wanted) = (node.Next, rank.Position);
                break;
            case NodeKind.Department when call.Line.FullDuplex
                && call.Plan.Departments[node.Index] is { Queue: not null } department:
                call.Arriving = department;
                break;
        }
    }

    public void Judge(in CallEffect effect, WitnessedCall call, Instant now)
    {
        _beingOffered = null;
        var department = call.Plan.Departments[effect.Index];
        if (!_lines.TryGetValue(department.Id, out var line))
            _lines.Add(department.Id, line = []);
        Assert.Equal(call.Priority, effect.Priority);
        if (effect.Position == 0)
        {
            var gone = Assert.Single(line, queued => queued.Call == call);
            line.Remove(gone);
            call.Left = gone;
            return;
        }

        Assert.DoesNotContain(All, queued => queued.Call == call);
        Assert.Same(department, call.Arriving);
        Assert.True(IsAnyoneAtWork(call, department));
        call.Arriving = null;
        call.Arrived ??= now;
        var own = new Rank(IsFirstClass(call, department), call.Priority, call.Arrived.Value, call.Id.Value);
        var place = line.Count(queued => queued.Rank.CompareTo(own) <= 0);
        if (call.WantedNode == call.Node && call.Wanted > 0)
        {
            var sooner = line.Count(queued => (queued.Rank.IsFirstClass, queued.Rank.Priority)
                .CompareTo((own.IsFirstClass, own.Priority)) > 0);
            var wanted = Math.Clamp(call.Wanted - 1, sooner, place);
            // Who is put before another stands where that one stood.
            own = wanted < place ? line[wanted].Rank : own;
            place = wanted;
        }

        Assert.Equal(place + 1, effect.Position);
        line.Insert(place, new QueuedCall(call, department, own, now));
    }

    /// <summary>Somebody is rung: nobody before this call waits for the same member.</summary>
    public void Rung(WitnessedCall call, string employee, Instant now)
    {
        var queued = All.SingleOrDefault(queued => queued.Call == call);
        if (queued is null || (queued.IsRung && queued != _beingOffered))
            return;
        queued.IsRung = true;
        _beingOffered = queued;
        Assert.DoesNotContain(All, other => other.IsReady(now) && other.Rank.CompareTo(queued.Rank) < 0
            && other.Members.Contains(employee) && IsFree(employee, other, now));
    }

    /// <summary>What must hold between any two inputs.</summary>
    public void JudgeOffice(Instant now, bool isSettled)
    {
        _beingOffered = null;
        foreach (var queued in All)
        {
            Assert.True(office.TryGet(queued.Call.Id, out var state, out _) && state.IsQueued);
            if (state.Phase == CallPhase.Queueing && queued.IsRung)
                (queued.IsRung, queued.RestsUntil) =
                    (false, now + Duration.FromTicks(queued.Department.Queue!.RetryTicks));
            Assert.Equal(state.Phase == CallPhase.Hunting, queued.IsRung);
            if (!isSettled)
                continue;
            Assert.True(now < queued.Entered + MaxWait(queued), "nobody waits too long");
            Assert.True(queued.IsRung || IsAnyoneAtWork(queued.Call, queued.Department), "nobody waits for nobody");
            if (queued.IsReady(now))
                Assert.DoesNotContain(queued.Members, member => IsFree(member, queued, now));
        }

        foreach (var call in books.Calls.Values)
        {
            Assert.True(call.Arriving is null || call.HasTalked);
            if (call.Left is null)
                continue;
            var isLive = office.TryGet(call.Id, out var state, out _);
            Assert.True(!isLive || call.HasTalked || state.Phase is CallPhase.Talking or CallPhase.Clearing,
                "it leaves for something");
            call.Left = null;
        }

        foreach (var (department, line) in _lines)
            Assert.Equal(
                line.Select((queued, i) => new WaitingCall(
                    queued.Call.Id, queued.Call.Priority, queued.Call.Arrived!.Value, i + 1, queued.IsRung)),
                office.WaitingFor(department));
    }

    private static bool IsFirstClass(WitnessedCall call, DepartmentEntry department)
    {
        var source = call.Plan.Source;
        bool IsGuarded(string employee) => source.Employees.Single(e => e.Id == employee).GuardedBy is not null;
        return call.Employee is null || IsGuarded(call.Employee)
            || source.Departments.Single(d => d.Id == department.Id).Members.Any(member => IsGuarded(member.Employee));
    }

    private bool IsAnyoneAtWork(WitnessedCall call, DepartmentEntry department) =>
        department.Members.Any(member => IsAtWork(call, member));

    private bool IsAtWork(WitnessedCall call, int member)
    {
        var (entry, source) = (call.Plan.Employees[member], call.Plan.Source.Employees[member]);
        return entry.Id != call.Employee && !books.Paused.Contains(entry.Id) && !CallWitness.IsGuarded(call, source)
            && !(office.TryGet(call.Id, out var state, out _) && state.PassedBy - 1 == member)
            && (entry.HasMobile || books.Devices.Any(device => device.Value == entry.Id
                && books.RingsFor(device.Key, source, call)));
    }

    private bool IsFree(string id, QueuedCall queued, Instant now)
    {
        var member = queued.Department.Members.Single(member => queued.Call.Plan.Employees[member].Id == id);
        var employee = queued.Call.Plan.Source.Employees[member];
        var hasDevice = books.Devices.Any(device => device.Value == id
            && books.RingsFor(device.Key, employee, queued.Call));
        return IsAtWork(queued.Call, member) && (hasDevice || CanLeave(queued.Call, member)) && books.WrapUps.GetValueOrDefault(id, now) <= now
            && books.OtherCalls(employee, queued.Call) < CallWitness.MostCalls(
                employee, queued.Call.Plan.Source.Departments.Single(d => d.Id == queued.Department.Id));
    }

    // A mobile rings by a trunk with a channel free.
    private bool CanLeave(WitnessedCall call, int member) =>
        call.Plan.Employees[member].MobileTrunks.Any(index => call.Plan.Trunks[index] is var trunk
            && office.ChannelsInUse(trunk.Settings.Id) <
                books.ChannelsOf(trunk) - (call.Employee is null ? 0 : trunk.Settings.Reserve));

    private static Duration MaxWait(QueuedCall queued) => Duration.FromTicks(queued.Department.Queue!.MaxWaitTicks);
}

/// <summary>The order of all that wait, by comparing what SPEC names one after another.</summary>
internal readonly record struct Rank(bool IsFirstClass, int Priority, Instant Arrived, ulong Call)
{
    public int CompareTo(Rank other) => (!IsFirstClass, -Priority, Arrived, Call)
        .CompareTo((!other.IsFirstClass, -other.Priority, other.Arrived, other.Call));
}

internal sealed class QueuedCall(WitnessedCall call, DepartmentEntry department, Rank rank, Instant entered)
{
    public WitnessedCall Call { get; } = call;
    public DepartmentEntry Department { get; } = department;
    public Rank Rank { get; } = rank;
    public Instant Entered { get; } = entered;
    public bool IsRung { get; set; }
    public Instant RestsUntil { get; set; } = Instant.MinValue;
    public IEnumerable<string> Members => Department.Members.Select(member => Call.Plan.Employees[member].Id);

    public bool IsReady(Instant now) => !IsRung && RestsUntil <= now;
}
