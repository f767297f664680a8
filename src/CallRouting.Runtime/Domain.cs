using Microsoft.Extensions.Logging;
using NodaTime;

namespace CallRouting.Runtime;

/// <summary>One company: its mail is read one piece at a time, its office decides, its effects are carried
/// out.</summary>
/// <remarks>Nothing of it is shared with another company (SPEC G2). What is due at an instant happens before what
/// arrives at that instant.</remarks>
internal sealed partial class Domain : IMailReader, IDisposable
{
    private readonly CallRouter _router;
    private readonly Office _office;
    private readonly Mailbox _mailbox;
    private readonly EffectBuffer _effects = new();
    private readonly Dictionary<CallId, LiveCall> _calls = [];
    private readonly Dictionary<DeviceId, ICallTransport> _devices = [];
    private readonly TaskCompletionSource _drained = new();
    private readonly TaskCompletionSource _aborted = new();
    private readonly ILogger _log;
    private readonly int _wakeUp;
    private PlanInForce _plan;
    private Instant _armed = Instant.MaxValue;
    private Instant _latest = Instant.MinValue;
    private int _liveCalls;
    private bool _isStopping;

    public Domain(CallRouter router, DomainId id, string name, PlanInForce plan, DomainFiles files,
        Observers observers, ILogger log)
    {
        _router = router;
        Id = id;
        Name = name;
        _plan = Announced = plan;
        Files = files;
        Observers = observers;
        _log = log;
        _office = new Office(plan.Plan, router.NewSeed());
        Tally = new StatisticsTally(router.ServiceLevelWithin);
        Missed = MissedBefore();
        _mailbox = new Mailbox(router.Scheduler, this);
        _wakeUp = router.WakeUps.Add(() => Post(new Mail(MailKind.Wake, router.Now)));
    }

    public DomainId Id { get; }

    public string Name { get; }

    public DomainFiles Files { get; }

    public Observers Observers { get; }

    public required PromptLibrary Library { get; init; }

    public int? MaxEmployees { get; init; }

    /// <summary>The plan that was last given to this company; its loop may not have come to it yet.</summary>
    public PlanInForce Announced { get; set; }

    public int LiveCalls => Volatile.Read(ref _liveCalls);

    public int MailWaiting => _mailbox.Count;

    public int RecordsWaiting => Files.Records.Waiting;

    public void Post(in Mail mail) => _mailbox.Post(mail);

    /// <summary>Brings every call to its end; done when all have ended.</summary>
    public Task StopAsync()
    {
        Post(new Mail(MailKind.Stop, _router.Now));
        return _drained.Task;
    }

    /// <summary>Gives up calls that have not ended; done when all mail before has been read.</summary>
    public Task AbortAsync()
    {
        Post(new Mail(MailKind.Abort, _router.Now));
        return _aborted.Task;
    }

    public void Dispose() => Files.Dispose();

    void IMailReader.Read(in Mail mail)
    {
        _latest = Instant.Max(_latest, mail.At);
        try
        {
            Expire(_latest);
            Read(mail, _latest);
        }
        catch (Exception fault)
        {
            RouterLog.LoopFault(_log, Name, fault);
            _effects.Clear();
        }
    }

    void IMailReader.BatchRead()
    {
        var next = _office.NextDeadline;
        if (next == _armed)
            return;
        _armed = next;
        _router.WakeUps.Set(_wakeUp, next);
    }

    void IMailReader.FellBehind(int waiting) => RouterLog.FallsBehind(_log, Name, waiting);

    private void Read(in Mail mail, Instant now)
    {
        switch (mail.Kind)
        {
            case MailKind.Wake: _armed = Instant.MaxValue; break;
            case MailKind.Event: Step(mail.Event, now); break;
            case MailKind.Offer: Offer(mail.Call, (CallOffer)mail.Content!, mail.Transport!, now); break;
            case MailKind.DeviceAdded:
                _devices[mail.Device] = mail.Transport!;
                var added = (NamedDevice)mail.Content!;
                _office.AddDevice(added.Employee, mail.Device, added.Name);
                break;
            case MailKind.DeviceRemoved:
                _devices.Remove(mail.Device);
                _office.RemoveDevice(mail.Device);
                break;
            case MailKind.Channels: SetChannels((TrunkChannels)mail.Content!); break;
            case MailKind.Pause: _office.Pause((string)mail.Content!, mail.Flag); break;
            case MailKind.Transfer: Transfer(mail.Call, (TransferRequest)mail.Content!, now); break;
            case MailKind.Plan: Use((PlanInForce)mail.Content!); break;
            case MailKind.Stop: Stop(now); break;
            case MailKind.Abort: Abort(now); break;
        }
    }

    private void Use(PlanInForce plan)
    {
        _office.Use(plan.Plan);
        _plan = plan;
        RouterLog.PlanInForce(_log, Name, plan.Plan.Source.Id, plan.Hash);
        Observers.OnPlanInForce(Id, plan.Plan, plan.Hash);
    }

    private void Offer(CallId id, CallOffer offer, ICallTransport transport, Instant now)
    {
        if (transport.Capabilities != offer.Capabilities)
            offer = offer with { Capabilities = offer.Capabilities.And(transport.Capabilities) };
        var call = new LiveCall(id, offer, transport, _plan, now);
        _calls.Add(id, call);
        Volatile.Write(ref _liveCalls, _calls.Count);
        _router.Meter.CallStarted(Name);
        try
        {
            call.Decision = _office.Offer(id, offer, now, _effects);
        }
        catch (Exception fault)
        {
            // Another call may have been at fault, whose turn it was after this one; half begun, this one ends too.
            if (_office.LastStepped != id)
                Break(_office.LastStepped, fault, now);
            Break(id, fault, now);
            return;
        }

        var node = call.Decision.Node < 0 ? "nothing" : call.Plan.Plan.Describe(call.Decision.Node);
        RouterLog.Offered(_log, Name, id, offer.Caller.Masked(), MaskedCalled(call), node);
        Observers.OnOffered(Moment(call, now), offer, call.Decision);
        Observe(call, now);
        CarryOut(now);
        if (_isStopping)
            Step(CallEvent.Stopped(id), now);
    }

    private void Step(in CallEvent happened, Instant now)
    {
        var isLive = _calls.TryGetValue(happened.Leg.Call, out var call);
        if (isLive)
        {
            RouterLog.Happened(_log, Name, happened.Leg, happened.Kind, happened.Cause);
            call!.Note(happened, now);
            Observers.OnEvent(Moment(call, now), happened);
            if (happened.Kind is CallEventKind.Failed or CallEventKind.Cleared)
                CloseBridges(call, happened.Leg);
        }

        try
        {
            _office.Apply(happened, now, _effects);
        }
        catch (Exception fault)
        {
            Break(_office.LastStepped, fault, now);
            return;
        }

        if (isLive && call!.Connected is null && // a bridge that was open before the answer is not opened again
            happened.Kind is CallEventKind.Answered or CallEventKind.DigitPressed &&
            _office.TryGet(call!.Id, out var state, out _) && state.Phase == CallPhase.Talking)
            call.Talks(happened.Leg, now);
        CarryOut(now);
    }

    private void Expire(Instant now)
    {
        while (_office.NextDeadline <= now)
        {
            try
            {
                _office.Expire(now, _effects);
            }
            catch (Exception fault)
            {
                Break(_office.LastStepped, fault, now);
                continue;
            }

            CarryOut(now);
        }
    }

    private void Stop(Instant now)
    {
        _isStopping = true;
        foreach (var call in _calls.Keys.ToArray())
            Step(CallEvent.Stopped(call), now);
        SayWhenDrained();
    }

    private void Abort(Instant now)
    {
        _isStopping = true;
        foreach (var call in _calls.Values.ToArray())
        {
            _office.TryGet(call.Id, out var state, out _);
            _office.Abandon(call.Id);
            Trunks.Recount(_office.ChannelsInUse);
            Finish(call, state.Outcome == Outcome.None ? Outcome.ShutDown : state.Outcome, now);
        }

        SayWhenDrained();
        _aborted.TrySetResult();
    }

    // A step of the call has failed: what it wrote is not to be trusted, so its legs are released from here.
    private void Break(CallId id, Exception fault, Instant now)
    {
        RouterLog.CallFault(_log, Name, id, fault);
        CarryOut(now, except: id);
        _office.Abandon(id);
        Trunks.Recount(_office.ChannelsInUse);
        if (!_calls.TryGetValue(id, out var call))
            return;
        Release(call.Caller, id.Caller);
        for (var i = 0; i < call.Legs.Count; i++)
            Release(call.Legs[i], id.Leg((ushort)(i + 1)));
        Finish(call, Outcome.Fault, now);

        void Release(LiveLeg leg, LegId legId)
        {
            var release = new CallEffect(CallEffectKind.Release, legId) { Cause = Cause.TemporaryFailure };
            if (leg.Ended is null)
                Send(leg, release, null, null);
        }
    }

    private void Finish(LiveCall call, Outcome outcome, Instant now)
    {
        foreach (var bridge in call.Bridges)
            bridge.Close();
        if (outcome == Outcome.NoMessageLeft && call.Recording is { } empty)
        {
            empty.Delete();
            call.Recording = null;
        }

        call.Recording?.Complete();
        var record = call.Complete(Name, _office.Seed, outcome, now);
        Files.Records.Add(record);
        _calls.Remove(call.Id);
        Volatile.Write(ref _liveCalls, _calls.Count);
        _router.Forget(call.Id);
        _router.Meter.CallEnded(record);
        RouterLog.Ended(_log, Name, call.Id, outcome, (now - call.Started).TotalSeconds);
        Observers.OnCompleted(record);
        Count(record);
        SayWhenDrained();
    }

    private void SayWhenDrained()
    {
        if (_isStopping && _calls.Count == 0)
            _drained.TrySetResult();
    }

    private CallMoment Moment(LiveCall call, Instant now) => new(Id, call.Id, call.Plan.Plan, now);

    private static string MaskedCalled(LiveCall call)
    {
        var called = call.Decision.Called;
        if (call.Decision.Number >= 0)
            return call.Plan.Plan.Numbers[call.Decision.Number].Id;
        return called.Kind is NormalisedKind.E164 or NormalisedKind.Digits ?
            called.Masked() : call.Offer.Called.ToString();
    }
}
