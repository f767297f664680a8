using NodaTime;

namespace CallRouting.Tests;

/// <summary>A story of calls in one office on virtual time, told in sentences.</summary>
/// <remarks>Timers come exactly when they are due. Far ends are polite: a leg that is told to end says so at the same
/// instant, unless <see cref="FarEndsAreSilent"/>. Prompts and recordings end when the story says so.</remarks>
internal sealed class Story
{
    public static readonly Instant Start = Instant.FromUtc(2025, 1, 22, 9, 0); // a Wednesday noon in Moscow

    private readonly EffectBuffer _effects = new();
    private readonly Dictionary<LegId, StoryLeg> _legs = [];
    private readonly Dictionary<string, DeviceId> _devices = [];
    private readonly List<CallId> _calls = [];
    private readonly List<(CallId Call, string Text)> _did = [];
    private Instant _now = Start;
    private int _current = -1;
    private bool _isSilent;

    public Story(Plan plan, params ReadOnlySpan<string> registered)
        : this(plan, 0, registered)
    {
    }

    public Story(Plan plan, ulong seed, params ReadOnlySpan<string> registered)
    {
        Office = new Office(PlanCompiler.Compile(plan).GetPlan(), seed);
        foreach (var employee in registered)
            Register(employee);
    }

    public Office Office { get; }

    public Instant Now => _now;

    public CallId Current => _calls[_current];

    public CallPhase Phase => Office.TryGet(Current, out var state, out _) ? state.Phase : CallPhase.Ended;

    // Time.

    /// <summary>Lets time pass; whatever becomes due on the way happens when it is due.</summary>
    public Story At(double seconds)
    {
        var until = Start + Small.Seconds(seconds);
        Assert.True(until >= _now, "a story does not go back in time");
        _did.Clear();
        while (Office.NextDeadline <= until)
        {
            _now = Office.NextDeadline;
            Do(() => Office.Expire(_now, _effects));
        }

        _now = until;
        return this;
    }

    /// <summary>Lets time pass while the timer sleeps; it comes only now.</summary>
    public Story LateAt(double seconds)
    {
        WithoutTimerAt(seconds);
        Do(() => Office.Expire(_now, _effects));
        return this;
    }

    /// <summary>Lets time pass, and the timer has not come yet.</summary>
    public Story WithoutTimerAt(double seconds)
    {
        _did.Clear();
        _now = Start + Small.Seconds(seconds);
        return this;
    }

    // People and devices.

    /// <param name="employee">Whose device it is.</param>
    /// <param name="device">What the story calls it; none: like the employee.</param>
    /// <param name="name">The name under which it registers.</param>
    public Story Register(string employee, string? device = null, string? name = null)
    {
        var id = new DeviceId(_devices.Count + 1);
        _devices.Add(device ?? employee, id);
        Office.AddDevice(employee, id, name);
        return Settles();
    }

    public Story Unregister(string device)
    {
        Office.RemoveDevice(_devices[device]);
        return Settles();
    }

    public Story Pauses(string employee, bool isPaused = true, string? reason = null)
    {
        Office.Pause(employee, isPaused, reason);
        return Settles();
    }

    public Story Use(Plan plan)
    {
        Office.Use(PlanCompiler.Compile(plan).GetPlan());
        return this;
    }

    public Story HasInService(string trunk, int channels)
    {
        Office.SetChannels(trunk, channels);
        return Settles();
    }

    public Story FarEndsAreSilent(bool isSilent = true)
    {
        _isSilent = isSilent;
        return this;
    }

    // What happens.

    /// <summary>A call from outside arrives, or one of an employee; the sentences that follow are about it.</summary>
    public Story Calls(
        string? called = "+74951110001", string? employee = null, string? caller = null, string trunk = "line",
        TransportCapabilities? capabilities = null)
    {
        var id = new CallId((ulong)_calls.Count + 1);
        _calls.Add(id);
        _current = _calls.Count - 1;
        _legs.Add(id.Caller, new StoryLeg("caller") { IsUp = true });
        _did.Clear();
        var offer = new CallOffer
        {
            Trunk = employee is null ? trunk : "",
            Employee = employee,
            Called = called is null ? default : new CalledId(called),
            Caller = new CallerId(caller),
            Capabilities = capabilities ?? TransportCapabilities.All,
        };
        Do(() => Office.Offer(id, offer, _now, _effects));
        return this;
    }

    /// <summary>The sentences that follow are about an earlier call: 1 is the first.</summary>
    public Story InCall(int number)
    {
        _current = number - 1;
        return this;
    }

    public Story Answers(string who)
    {
        var leg = LegOf(who);
        if (!_legs[leg].HasEnded)
            _legs[leg].IsUp = true;
        return Apply(CallEvent.Answered(leg));
    }

    public Story Progresses(string who) => Apply(CallEvent.Progressed(LegOf(who)));

    public Story BridgeEnds() => Apply(CallEvent.BridgeEnded(LegOf("caller")));

    public Story IsRinging(string who) => Apply(CallEvent.Ringing(LegOf(who)));

    public Story Fails(string who, Cause cause) => Ends(LegOf(who), cause);

    public Story Declines(string who) => Fails(who, Cause.CallRejected);

    public Story IsBusy(string who) => Fails(who, Cause.UserBusy);

    public Story HangsUp(string who = "caller") => Ends(LegOf(who), Cause.NormalClearing);

    public Story Presses(char key, string who = "caller") => Apply(CallEvent.DigitPressed(LegOf(who), key));

    /// <summary>One key after the other, without a pause.</summary>
    public Story Dials(string keys, string who)
    {
        foreach (var key in keys)
            Presses(key, who);
        return this;
    }

    /// <summary>An employee's phone, or a program for them, asks to pass the caller on.</summary>
    public Story AsksFor(string extension, string who, bool isAttended = false) =>
        Apply(CallEvent.TransferAsked(LegOf(who), Extension.Parse(extension), isAttended));

    public Story PromptEnds(string who = "caller", bool isFailure = false)
    {
        var leg = LegOf(who);
        return Apply(CallEvent.PlayEnded(leg, _legs[leg].PlayTag, isFailure));
    }

    public Story RecordingEnds(double seconds, bool isFailure = false) => Apply(CallEvent.RecordEnded(
        Current.Caller, _legs[Current.Caller].RecordTag, (int)Math.Round(seconds * 1000), isFailure));

    public Story ShutsDown()
    {
        _did.Clear();
        Do(() => Office.Stop(_now, _effects));
        return this;
    }

    public Story Apply(CallEvent happened)
    {
        _did.Clear();
        Do(() => Office.Apply(happened, _now, _effects));
        return this;
    }

    // What is seen.

    /// <summary>Whose phones ring in this call, in the order of their start.</summary>
    public Story Rings(string expected)
    {
        Assert.Equal(expected, string.Join(' ', Ringing));
        return this;
    }

    public Story NobodyRings() => Rings("");

    /// <summary>The calls that stand in a department's line, by their numbers.</summary>
    public Story Line(string expected, string department = "sales")
    {
        Assert.Equal(expected, string.Join(' ', Office.WaitingFor(department).Select(call => call.Call)));
        return this;
    }

    /// <summary>Whose phones ring in this call, in the order of their start.</summary>
    public IEnumerable<string> Ringing => _legs.Where(leg => leg.Key.Call == Current && leg.Value.IsRung)
        .OrderBy(leg => leg.Key.Number).Select(leg => leg.Value.Name);

    /// <summary>The employees rung by this call since it began, in order; legs of one employee at once count
    /// once.</summary>
    public string Offered => string.Join(' ', _legs.Where(leg => leg.Key.Call == Current && !leg.Key.IsCaller)
        .OrderBy(leg => leg.Key.Number).Select(leg => leg.Value.Name));

    /// <summary>A call goes through the department once and talks to nobody.</summary>
    public Story OffersInVain(string expected)
    {
        Calls();
        while (Phase == CallPhase.Hunting)
            At((Office.NextDeadline - Start).TotalSeconds);
        Assert.Equal(expected, Offered);
        return HangsUp();
    }

    /// <summary>A call is answered by whoever is offered it first, and lasts so long.</summary>
    public Story TalksToFirst(string expected, double seconds = 0)
    {
        Calls();
        Assert.Equal(expected, Offered);
        Answers(expected);
        return At((_now - Start).TotalSeconds + seconds).HangsUp();
    }

    /// <summary>What was done for this call by the last sentence.</summary>
    public Story Did(string expected)
    {
        Assert.Equal(expected, string.Join("; ", _did.Where(done => done.Call == Current).Select(done => done.Text)));
        return this;
    }

    public Story DidNothing() => Did("");

    public Story IsAt(CallPhase phase)
    {
        Assert.Equal(phase, Phase);
        return this;
    }

    public Story TalksTo(string who)
    {
        IsAt(CallPhase.Talking);
        Office.TryGet(Current, out var state, out _);
        Assert.Equal(who, _legs[Current.Leg(state.Peer)].Name);
        return this;
    }

    /// <summary>The call has ended, so, and nothing of it is left.</summary>
    public Story Ended(Outcome outcome)
    {
        Assert.Equal(CallPhase.Ended, Phase);
        Assert.Equal(outcome, _legs[Current.Caller].Outcome);
        Assert.DoesNotContain(_legs, leg => leg.Key.Call == Current && leg.Value.IsRung);
        return this;
    }

    /// <summary>What an employee does, as the office counts it.</summary>
    public Story IsBusyWith(string employee, int ringing, int talking)
    {
        var presence = Office.PresenceOf(employee);
        Assert.Equal((ringing, talking), (presence.Ringing, presence.Talking));
        return this;
    }

    public LegId LegOf(string who) => who == "caller" ? Current.Caller :
        _legs.Last(leg => leg.Key.Call == Current && leg.Value.Name == who).Key;

    private Story Ends(LegId leg, Cause cause)
    {
        var wasUp = _legs[leg].IsUp;
        _legs[leg].HasEnded = true;
        return Apply(wasUp ? CallEvent.Cleared(leg, cause) : CallEvent.Failed(leg, cause));
    }

    private void Do(Action input)
    {
        _effects.Clear();
        input();
        var released = new List<LegId>();
        foreach (ref readonly var effect in _effects.Written)
            Note(effect, released);
        if (_isSilent)
            return;
        foreach (var leg in released.Where(leg => !_legs[leg].HasEnded).Distinct())
        {
            _legs[leg].HasEnded = true;
            var ended = _legs[leg].IsUp ? CallEvent.Cleared(leg, Cause.NormalClearing)
                : CallEvent.Failed(leg, Cause.NormalClearing);
            Do(() => Office.Apply(ended, _now, _effects));
        }
    }

    private void Note(in CallEffect effect, List<LegId> released)
    {
        if (effect.Kind == CallEffectKind.Ring)
            _legs.Add(effect.Leg, new StoryLeg(NameOf(effect)) { IsRung = true });
        var leg = _legs[effect.Leg];
        switch (effect.Kind)
        {
            case CallEffectKind.Play: leg.PlayTag = effect.Tag; break;
            case CallEffectKind.Record: leg.RecordTag = effect.Tag; break;
            case CallEffectKind.Bridge when Office.TryGet(effect.Leg.Call, out var state, out _):
                if (state.Phase is CallPhase.Talking or CallPhase.Consulting)
                    _legs[effect.Peer].IsRung = false;
                break;
            case CallEffectKind.Release or CallEffectKind.HandOver:
                leg.IsRung = false;
                released.Add(effect.Leg);
                break;
            case CallEffectKind.Complete: leg.Outcome = effect.Outcome; break;
            case CallEffectKind.Enter or CallEffectKind.Occupy or CallEffectKind.Tally or CallEffectKind.Seize
                or CallEffectKind.Free: return;
        }

        _did.Add((effect.Leg.Call, EffectText.Of(effect, leg.Name, Office.Plan,
            effect.Peer.IsNone ? "" : _legs[effect.Peer].Name)));
    }

    // Who waits for somebody who has just come is dispatched.
    private Story Settles()
    {
        _did.Clear();
        if (Office.NextDeadline <= _now)
            Do(() => Office.Expire(_now, _effects));
        return this;
    }

    private string NameOf(in CallEffect ring)
    {
        Office.TryGet(ring.Leg.Call, out _, out var plan);
        var (device, index) = (ring.Device, ring.Index);
        return ring.Target switch
        {
            LegKind.Device => _devices.First(d => d.Value == device).Key,
            LegKind.Mobile => $"{plan.Employees[index].Id}-mobile",
            LegKind.Dialled => ring.Number.ToString(),
            _ => plan.Externals[index].Id,
        };
    }

    private sealed class StoryLeg(string name)
    {
        public string Name { get; } = name;
        public bool IsRung { get; set; }
        public bool IsUp { get; set; }
        public bool HasEnded { get; set { field = value; IsRung &= !value; } }
        public ushort PlayTag { get; set; }
        public ushort RecordTag { get; set; }
        public Outcome Outcome { get; set; }
    }
}
