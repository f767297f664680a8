using NodaTime;

namespace CallRouting.Testing;

/// <summary>Plays one script: does what it says at its time, and lets phones and callers follow their rules.</summary>
internal sealed partial class DayPlayer : IOfficeWatch
{
    // More than this at one instant is a circle.
    private const int MostInputsAtOnce = 20_000;

    private static readonly Duration LongestDay = Duration.FromDays(30);
    private static readonly Duration DefaultTalk = Duration.FromSeconds(60);

    private readonly CallScript _script;
    private readonly IReadOnlyDictionary<string, RoutingPlan>? _others;
    private readonly IReadOnlyList<DayLaw> _laws;
    private readonly bool _writesLog;
    private readonly List<string> _log = [];
    private readonly OfficeScript _office;
    private readonly DayBooks _books;
    private readonly Dictionary<string, CallId> _calls = [];
    private readonly Dictionary<CallId, CallerConduct> _callers = [];
    private readonly Dictionary<(string Employee, string Device), DeviceId> _devices = [];
    private readonly Dictionary<Phone, PhoneConduct> _rules = [];
    private readonly HashSet<string> _failing = [];
    private readonly HashSet<BookedCall> _touched = [];
    private Happening? _arriving;
    private int _inputsAtOnce;

    public DayPlayer(CallScript script, RoutingPlan plan, IReadOnlyDictionary<string, RoutingPlan>? others,
        IReadOnlyList<DayLaw> laws, bool writesLog)
    {
        _script = script;
        _others = others;
        _laws = laws;
        _writesLog = writesLog;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(plan.Source.TimeZone) ?? DateTimeZone.Utc;
        var start = (script.Starts ?? new LocalDateTime(2026, 11, 24, 10, 0)).InZoneLeniently(zone).ToInstant();
        _office = new OfficeScript(plan, start, this) { PromptLength = script.PromptsLast ?? Duration.FromSeconds(3) };
        foreach (var prompt in script.Prompts)
            _office.Lasts(prompt.Prompt, prompt.Length.TotalSeconds);
        _books = new DayBooks(plan);
        foreach (var law in laws)
            law.Open(_books, start);
    }

    public CallDay Play()
    {
        try
        {
            foreach (var happening in _script.Happenings)
            {
                _office.At(_office.Start + happening.At);
                Happen(happening);
            }

            while (_office.NextThing() is var next && next <= _office.Start + LongestDay)
                _office.At(next);
        }
        catch (EndlessInstantException)
        {
            // The law of outcomes finds the calls that do not end.
            Say("", "the office goes round in circles, and the day is given up");
        }

        foreach (var law in _laws)
            law.Over();
        return new CallDay(_office.Start, _log, [.. _books.Calls.Values.Select(StoryOf)],
            [.. _laws.SelectMany(law => law.Broken)]);
    }

    public void Told(in OfficeInput input)
    {
        _inputsAtOnce = input.At > _books.Now ? 0 : _inputsAtOnce + 1;
        if (_inputsAtOnce > MostInputsAtOnce)
            throw new EndlessInstantException();
        var name = _arriving switch
        {
            CallArrives call => call.Call,
            EmployeeCalls call => call.Call,
            _ => "",
        };
        if (input.Kind == OfficeInputKind.Event)
            Describe(input.Event);
        _books.Told(input, name);
        if (input.Kind == OfficeInputKind.Event && _books.Calls.TryGetValue(input.Event.Leg.Call, out var told))
            _touched.Add(told);
        if (input.Kind == OfficeInputKind.Offer)
            Arrive(input.Call, name);
        foreach (var law in _laws)
            law.Tell(input);
    }

    public void Did(in CallEffect effect)
    {
        foreach (var law in _laws)
            law.Do(effect);
        _books.Did(effect);
        if (_books.Calls.TryGetValue(effect.Leg.Call, out var call))
            _touched.Add(call);
        Describe(effect);
        React(effect);
    }

    public void Settled()
    {
        _books.Settled(_touched);
        _touched.Clear();
        foreach (var law in _laws)
            law.Settled(_office.Office);
    }

    private void Happen(Happening happening)
    {
        if (_writesLog && happening is not (CallArrives or EmployeeCalls))
            Say("", ScriptWriter.Text(happening));
        switch (happening)
        {
            case CallArrives call:
                Offer(call, new CallOffer
                {
                    Trunk = call.Trunk,
                    Called = new CalledId(call.Called),
                    Caller = new CallerId(call.Caller),
                });
                break;
            case EmployeeCalls call:
                Offer(call, new CallOffer { Employee = call.Employee, Called = new CalledId(call.Called) });
                break;
            case CallerHangsUp up: HangUp(_books.Calls[_calls[up.Call]].Caller); break;
            case CallerPresses keys: Press(_books.Calls[_calls[keys.Call]].Caller, keys.Keys); break;
            case DeviceRegisters device: Register(device.Employee, device.Device); break;
            case DeviceUnregisters device: Unregister(device.Employee, device.Device); break;
            case GoesOffLine gone:
                foreach (var (employee, device) in _devices.Keys.Where(key => key.Employee == gone.Employee).ToArray())
                    Unregister(employee, device);
                break;
            case EmployeePauses paused: _office.Tell(OfficeInput.Paused(_office.Now, paused.Employee, true)); break;
            case EmployeeResumes resumed: _office.Tell(OfficeInput.Paused(_office.Now, resumed.Employee, false)); break;
            case PhoneRule rule: _rules[rule.Phone] = rule.Conduct; break;
            case PhonePicksUp up:
                if (Find(up.Phone, isAnswered: false) is { } rung)
                    _office.Happen(CallEvent.Answered(rung.Id));
                break;
            case PhoneHangsUp up: HangUp(Find(up.Phone, isAnswered: true) ?? Find(up.Phone, isAnswered: false)); break;
            case PhonePresses keys: Press(Find(keys.Phone, isAnswered: true), keys.Keys); break;
            case PhoneTransfers passed:
                if (FindTalking(passed.Phone) is { } by)
                    _office.Happen(CallEvent.TransferAsked(by.Id, passed.Target, passed.IsAttended));
                break;
            case PhoneTakesBack back:
                if (Find(back.Phone, isAnswered: true) is { } keeping)
                    _office.Happen(CallEvent.TransferCancelled(keeping.Id));
                break;
            case TrunkFails trunk: _failing.Add(trunk.Trunk); break;
            case TrunkWorks trunk: _failing.Remove(trunk.Trunk); break;
            case PlanChanges plan: _office.Tell(OfficeInput.PlanCame(_office.Now, _others![plan.Plan])); break;
            case RouterStops: _office.Tell(OfficeInput.Stopped(_office.Now)); break;
        }

        _office.At(_office.Now);
    }

    private void Offer(Happening arriving, CallOffer offer)
    {
        _arriving = arriving;
        _office.Offer(offer);
        _arriving = null;
    }

    private void Register(string employee, string device)
    {
        // A device that registers again is the same device.
        if (!_devices.ContainsKey((employee, device)))
            _devices.Add((employee, device), _office.AddDevice(employee, device));
    }

    private void Unregister(string employee, string device)
    {
        if (_devices.Remove((employee, device), out var id))
            _office.Tell(OfficeInput.DeviceRemoved(_office.Now, employee, id));
    }

    // The leg that began first; that of a caller is found by the name of the call.
    private BookedLeg? Find(Phone phone, bool isAnswered) => _books.Calls.Values.Where(call => !call.IsOver)
        .SelectMany(call => call.Legs)
        .Where(leg => leg.IsLive && leg.Phone == phone && leg.IsAnswered == isAnswered)
        .MinBy(leg => (leg.Since, leg.Id.Value));

    // Who calls has nobody to pass on.
    private BookedLeg? FindTalking(Phone phone) => _books.Calls.Values.Where(call => !call.IsOver)
        .SelectMany(call => call.Legs)
        .Where(leg => leg is { IsLive: true, IsTalking: true, Kind: not LegKind.Caller } && leg.Phone == phone)
        .MinBy(leg => (leg.Since, leg.Id.Value)) ?? Find(phone, isAnswered: true);

    private void HangUp(BookedLeg? leg)
    {
        if (leg is { IsLive: true })
            _office.Happen(leg.IsAnswered ? CallEvent.Cleared(leg.Id, Cause.NormalClearing)
                : CallEvent.Failed(leg.Id, Cause.CallRejected));
    }

    private void Press(BookedLeg? leg, string keys)
    {
        foreach (var key in keys)
            if (leg is { IsLive: true })
                _office.Happen(CallEvent.DigitPressed(leg.Id, key));
    }

    private sealed class EndlessInstantException : Exception;
}
