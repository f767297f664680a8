using System.Globalization;
using NodaTime;

namespace CallRouting.Testing;

/// <summary>Plays a morning in an <see cref="Office"/> without transports: calls, devices and keys at exact times, and
/// what the office wants done as text.</summary>
/// <remarks>The script stands in for perfect transports: a leg told to end ends at once, a prompt ends after its
/// length, a recording when it is stopped or full. Everything else is the test's to say.</remarks>
public sealed partial class OfficeScript
{
    private readonly EffectBuffer _effects = new();
    private readonly IOfficeWatch? _watch;
    private readonly List<string> _log = [];
    private readonly Dictionary<LegId, ScriptLeg> _legs = [];
    private readonly Dictionary<CallId, RoutingPlan> _plans = [];
    private readonly Dictionary<DeviceId, string> _devices = [];
    private readonly SortedDictionary<(Instant At, int Sequence), CallEvent> _coming = [];
    private readonly Dictionary<string, Duration> _promptLengths = [];
    private ulong _lastCall;
    private int _lastDevice;
    private int _sequence;

    /// <summary>Opens the office.</summary>
    /// <param name="plan">Its plan.</param>
    /// <param name="start">When the script begins; <c>null</c>: Tuesday, 24 November 2026, 10:00 in Moscow.</param>
    public OfficeScript(RoutingPlan plan, Instant? start = null)
        : this(plan, start ?? Instant.FromUtc(2026, 11, 24, 7, 0), null)
    {
    }

    internal OfficeScript(RoutingPlan plan, Instant start, IOfficeWatch? watch)
    {
        Office = new Office(plan);
        Start = Now = start;
        _watch = watch;
    }

    /// <summary>The office.</summary>
    public Office Office { get; }

    /// <summary>When the script began.</summary>
    public Instant Start { get; }

    /// <summary>The instant at which it stands.</summary>
    public Instant Now { get; private set; }

    /// <summary>How long prompts last that nothing else was said of. Default: 3 s.</summary>
    public Duration PromptLength { get; set; } = Duration.FromSeconds(3);

    /// <summary>What the office wanted done so far, a line an effect: <c>0:10.000 ring 1.2 olga</c>.</summary>
    public IReadOnlyList<string> Log => _log;

    /// <summary>Who is being rung now, in the order of their legs: <c>ivan olga-mobile duty</c>; empty:
    /// nobody.</summary>
    public string Ringing => string.Join(' ', _legs.Values
        .Where(leg => leg is { IsAnswered: false, IsCaller: false }).OrderBy(leg => leg.Id.Value)
        .Select(leg => leg.Name));

    /// <summary>How long a prompt of the plan lasts.</summary>
    /// <param name="prompt">Its file name.</param>
    /// <param name="seconds">Seconds: 0 or more.</param>
    public OfficeScript Lasts(string prompt, double seconds)
    {
        _promptLengths[prompt] = Duration.FromSeconds(seconds);
        return this;
    }

    /// <summary>Employees switch a device on each.</summary>
    /// <param name="employees">Their ids; one named twice has two devices.</param>
    public OfficeScript Register(params ReadOnlySpan<string> employees)
    {
        foreach (var employee in employees)
            AddDevice(employee);
        return this;
    }

    internal DeviceId AddDevice(string employee, string? name = null)
    {
        var device = new DeviceId(++_lastDevice);
        _devices.Add(device, employee);
        Tell(OfficeInput.DeviceAdded(Now, employee, device, name));
        return device;
    }

    /// <summary>A call arrives now.</summary>
    /// <param name="called">The called number as the trunk writes it; <c>null</c>: none.</param>
    /// <param name="caller">The caller's number; <c>null</c>: withheld.</param>
    /// <param name="trunk">The trunk's id; <c>null</c>: the plan's first.</param>
    public CallId Offer(string? called, string? caller = "+79030000001", string? trunk = null) => Offer(new CallOffer
    {
        Trunk = trunk ?? (Office.Plan.Trunks.Count > 0 ? Office.Plan.Trunks[0].Settings.Id : ""),
        Called = new CalledId(called),
        Caller = new CallerId(caller),
    });

    /// <summary>A call arrives now.</summary>
    public CallId Offer(CallOffer offer)
    {
        var call = new CallId(++_lastCall);
        _legs[call.Caller] = new ScriptLeg(call.Caller, "caller");
        _plans[call] = Office.Plan;
        Tell(OfficeInput.Offered(Now, call, offer));
        At(Now);
        return call;
    }

    /// <summary>Goes on to a time since the start; what is due on the way happens at its own instant.</summary>
    /// <param name="time">Minutes and seconds, <c>0:10</c> or <c>1:02.5</c>; not before <see cref="Now"/>.</param>
    public OfficeScript At(string time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var parts = time.Split(':');
        if (parts.Length != 2 ||
            !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ||
            !decimal.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            throw new ArgumentException($"\"{time}\" is no time: write minutes and seconds, 0:10 or 1:02.5.",
                nameof(time));
        var ticks = minutes * NodaConstants.TicksPerMinute + (long)(seconds * NodaConstants.TicksPerSecond);
        return At(Start + Duration.FromTicks(ticks));
    }

    /// <summary>Goes on to an instant; what is due on the way happens at its own instant.</summary>
    /// <param name="instant">Not before <see cref="Now"/>.</param>
    public OfficeScript At(Instant instant)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instant, Now);
        while (NextThing() is var next && next <= instant)
        {
            Now = next;
            if (Office.NextDeadline <= next)
            {
                Tell(OfficeInput.TimeCame(next));
                continue;
            }

            var (key, happened) = _coming.First();
            _coming.Remove(key);
            Apply(happened);
        }

        Now = instant;
        return this;
    }

    /// <summary>Somebody who is being rung answers now.</summary>
    /// <param name="who">As in <see cref="Ringing"/>; the earliest leg of that name.</param>
    public OfficeScript Answer(string who) => Happen(CallEvent.Answered(Find(who, answered: false).Id));

    /// <summary>Somebody who is being rung rejects now.</summary>
    /// <param name="who">As in <see cref="Ringing"/>.</param>
    /// <param name="cause">Why.</param>
    public OfficeScript Reject(string who, Cause cause = Cause.CallRejected) =>
        EndLeg(Find(who, answered: false), cause);

    /// <summary>Somebody hangs up now.</summary>
    /// <param name="who">A name as in <see cref="Ringing"/>, or <c>caller</c>.</param>
    public OfficeScript HangUp(string who = "caller") => EndLeg(Find(who, answered: true), Cause.NormalClearing);

    /// <summary>Somebody presses a key now.</summary>
    /// <param name="digit">0–9, * or #.</param>
    /// <param name="who">A name as in <see cref="Ringing"/>, or <c>caller</c>.</param>
    public OfficeScript Press(char digit, string who = "caller") =>
        Happen(CallEvent.DigitPressed(Find(who, answered: true).Id, digit));

    /// <summary>Any event at all, now.</summary>
    public OfficeScript Happen(in CallEvent happened)
    {
        Apply(happened);
        return At(Now);
    }

    private void Apply(in CallEvent happened)
    {
        if (happened.Kind is CallEventKind.Failed or CallEventKind.Cleared)
            EndStarted(happened.Leg);
        else if (happened.Kind == CallEventKind.Answered && _legs.TryGetValue(happened.Leg, out var leg))
            leg.IsAnswered = true;
        Tell(OfficeInput.Happened(Now, happened));
    }

    internal void Tell(in OfficeInput input)
    {
        _watch?.Told(input);
        input.ApplyTo(Office, _effects);
        CarryOut();
        _watch?.Settled();
    }

    /// <summary>When something is due next; <see cref="Instant.MaxValue"/>: nothing is.</summary>
    internal Instant NextThing() =>
        _coming.Count == 0 ? Office.NextDeadline : Instant.Min(Office.NextDeadline, _coming.First().Key.At);

    private OfficeScript EndLeg(ScriptLeg leg, Cause cause) =>
        Happen(leg.IsAnswered || leg.IsCaller ? CallEvent.Cleared(leg.Id, cause) : CallEvent.Failed(leg.Id, cause));

    private ScriptLeg Find(string who, bool answered) =>
        _legs.Values.Where(leg => leg.Name == who && (leg.IsCaller || leg.IsAnswered == answered))
            .MinBy(leg => leg.Id.Value) ??
        throw new ArgumentException(
            $"{who} has no such leg now; there are: {string.Join(", ", _legs.Values.Select(leg => leg.Name))}.",
            nameof(who));

    // With a leg everything on it ends.
    private void EndStarted(LegId leg)
    {
        if (!_legs.Remove(leg))
            return;
        foreach (var key in _coming.Where(coming => coming.Value.Leg == leg).Select(coming => coming.Key).ToArray())
        {
            var ended = _coming[key];
            _coming.Remove(key);
            if (ended.Kind == CallEventKind.RecordEnded)
                ended = ended with { Milliseconds = Recorded(key.At, ended) };
            // What the far end was going to do, it does no more.
            if (ended.Kind is CallEventKind.RecordEnded or CallEventKind.PlayEnded)
                _coming.Add((Now, ++_sequence), ended);
        }
    }

    private void CarryOut()
    {
        var effects = _effects.Written.ToArray();
        _effects.Clear();
        foreach (var effect in effects)
        {
            if (_watch is null)
                _log.Add($"{Time()} {Describe(effect)}");
            Do(effect);
            _watch?.Did(effect);
        }
    }

    private void Do(in CallEffect effect)
    {
        switch (effect.Kind)
        {
            case CallEffectKind.Ring:
                _legs[effect.Leg] = new ScriptLeg(effect.Leg, NameOf(effect));
                break;
            case CallEffectKind.Release or CallEffectKind.HandOver when _legs.TryGetValue(effect.Leg, out var leg):
                EndStarted(effect.Leg);
                Come(Duration.Zero, leg.IsAnswered || leg.IsCaller ?
                    CallEvent.Cleared(effect.Leg, effect.Cause) : CallEvent.Failed(effect.Leg, effect.Cause));
                break;
            case CallEffectKind.Play:
                EndNow(effect.Leg, CallEventKind.PlayEnded);
                Come(LengthOf(effect), CallEvent.PlayEnded(effect.Leg, effect.Tag));
                break;
            case CallEffectKind.StopPlay:
                EndNow(effect.Leg, CallEventKind.PlayEnded);
                break;
            case CallEffectKind.Record:
                Come(Duration.FromMilliseconds(effect.Milliseconds),
                    CallEvent.RecordEnded(effect.Leg, effect.Tag, effect.Milliseconds));
                break;
            case CallEffectKind.StopRecord:
                EndNow(effect.Leg, CallEventKind.RecordEnded);
                break;
        }
    }

    internal void Come(Duration after, in CallEvent happened)
    {
        var at = after == Duration.MaxValue ? Instant.MaxValue : Now + after;
        _coming.Add((at, ++_sequence), happened);
    }

    /// <summary>A far end does not do what it was going to.</summary>
    internal void Forget(LegId leg, CallEventKind kind)
    {
        foreach (var key in _coming.Where(c => c.Value.Leg == leg && c.Value.Kind == kind).Select(c => c.Key).ToArray())
            _coming.Remove(key);
    }

    private void EndNow(LegId leg, CallEventKind kind)
    {
        var later = _coming.Where(c => c.Value.Leg == leg && c.Value.Kind == kind && c.Key.At > Now);
        foreach (var (key, coming) in later.ToArray())
        {
            _coming.Remove(key);
            Come(Duration.Zero, kind == CallEventKind.RecordEnded
                ? coming with { Milliseconds = Recorded(key.At, coming) } : coming);
        }
    }

    private int Recorded(Instant full, in CallEvent ended) =>
        ended.Milliseconds - (int)Math.Max(0, (full - Now).TotalMilliseconds);

    private Duration LengthOf(in CallEffect play) =>
        play.Prompt == PromptId.Ringback || play.Prompt == PromptId.DialTone || play.Prompt == PromptId.Hold
            ? Duration.MaxValue :
        play.Prompt == PromptId.Beep ? Duration.FromMilliseconds(400) :
        play.Prompt.IsFromPlan ?
            _promptLengths.GetValueOrDefault(PlanOf(play).Prompts[play.Prompt.PlanIndex], PromptLength) :
        PromptLength;

    private sealed class ScriptLeg(LegId id, string name)
    {
        public LegId Id { get; } = id;
        public string Name { get; } = name;
        public bool IsCaller => Id.IsCaller;
        public bool IsAnswered { get; set; }
    }
}
