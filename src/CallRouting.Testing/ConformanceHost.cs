using NodaTime;

namespace CallRouting.Testing;

/// <summary>A transport broke the contract; the message says how, and what it said before.</summary>
public sealed class ConformanceException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was expected and what happened.</param>
    public ConformanceException(string message) : base(message)
    {
    }
}

/// <summary>The host of a transport under test: keeps every event, and acts on legs of its own.</summary>
internal sealed class ConformanceHost(ITransportUnderTest test) : ITransportHost
{
    // Enough for anything but a far end that has vanished.
    private static readonly Duration Soon = Duration.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly List<CallEvent> _events = [];
    private readonly List<(LegId Leg, CallOffer Offer)> _offers = [];
    private ulong _lastCall = 100;
    private int _lastDevice;
    private ushort _lastTag;

    public ITransportUnderTest Test => test;

    public LegId Offer(DomainId domain, ICallTransport transport, CallOffer offer)
    {
        lock (_lock)
        {
            Require(ReferenceEquals(transport, test.Transport), "It offers a call for another transport.");
            Require(domain == test.Domain, $"It offers a call to company {domain}, not {test.Domain}.");
            var leg = new CallId(++_lastCall).Caller;
            _offers.Add((leg, offer));
            return leg;
        }
    }

    public void Post(in CallEvent happened)
    {
        lock (_lock)
            _events.Add(happened);
    }

    public DeviceId AddDevice(DomainId domain, ICallTransport transport, string employee, string? name) =>
        new(Interlocked.Increment(ref _lastDevice));

    public void RemoveDevice(DeviceId device)
    {
    }

    public void SetChannels(DomainId domain, string trunk, int inService) =>
        Require(domain == test.Domain, $"It speaks of a trunk of company {domain}, not {test.Domain}.");

    /// <summary>A far end calls, and the call is offered.</summary>
    public async Task<(LegId Leg, IFarEnd FarEnd)> CallAsync()
    {
        var before = Offers();
        var farEnd = await test.CallAsync();
        await UntilAsync(() => Offers() > before, "It does not offer a call that has arrived.");
        lock (_lock)
            return (_offers[^1].Leg, farEnd);
    }

    /// <summary>A call that has been answered.</summary>
    public async Task<(LegId Leg, IFarEnd FarEnd)> AnsweredCallAsync()
    {
        var (leg, farEnd) = await CallAsync();
        Do(CallEffectKind.Answer, leg);
        await UntilAsync(() => farEnd.IsConnected, "A caller who was answered is not connected.");
        return (leg, farEnd);
    }

    /// <summary>A leg that rings.</summary>
    public async Task<(LegId Leg, IFarEnd FarEnd)> RingAsync()
    {
        var farEnd = test.Place(out var destination);
        var leg = Ring(destination);
        await UntilAsync(() => farEnd.IsRinging, "It does not reach a far end that it is told to ring.");
        return (leg, farEnd);
    }

    /// <summary>A leg that was rung and answered.</summary>
    public async Task<(LegId Leg, IFarEnd FarEnd)> AnsweredLegAsync()
    {
        var (leg, farEnd) = await RingAsync();
        await farEnd.AnswerAsync();
        await HappensAsync(leg, CallEventKind.Answered);
        return (leg, farEnd);
    }

    public LegId Ring(RingDestination destination)
    {
        var leg = new CallId(++_lastCall).Leg(1);
        test.Transport.Ring(leg, destination);
        return leg;
    }

    public void Do(CallEffectKind kind, LegId leg) => test.Transport.Execute(new CallEffect(kind, leg), null, null);

    public void Release(LegId leg, Cause cause = Cause.NormalClearing) =>
        test.Transport.Execute(new CallEffect(CallEffectKind.Release, leg) { Cause = cause }, null, null);

    /// <summary>Plays so many seconds; without end: 0.</summary>
    public ushort Play(LegId leg, double seconds)
    {
        var octets = new byte[seconds == 0 ? 1600 : (int)(seconds * 8000)];
        octets.AsSpan().Fill(0xD5);
        var play = new CallEffect(CallEffectKind.Play, leg) { Prompt = PromptId.FromPlan(0), Tag = ++_lastTag };
        test.Transport.Execute(play, new PromptAudio(octets, seconds == 0), null);
        return play.Tag;
    }

    public ushort Record(LegId leg, ConformanceRecording recording, int milliseconds = 60_000)
    {
        var record = new CallEffect(CallEffectKind.Record, leg) { Tag = ++_lastTag, Milliseconds = milliseconds };
        test.Transport.Execute(record, null, recording);
        return record.Tag;
    }

    public void Stop(CallEffectKind kind, LegId leg, ushort tag) =>
        test.Transport.Execute(new CallEffect(kind, leg) { Tag = tag }, null, null);

    public void Bridge(LegId leg, LegId peer) =>
        test.Transport.Execute(new CallEffect(CallEffectKind.Bridge, leg) { Peer = peer }, null, null);

    public IReadOnlyList<CallEvent> Of(LegId leg)
    {
        lock (_lock)
            return [.. _events.Where(happened => happened.Leg == leg)];
    }

    public int Offers()
    {
        lock (_lock)
            return _offers.Count;
    }

    public async Task<CallEvent> HappensAsync(LegId leg, CallEventKind kind, ushort tag = 0, Duration? within = null)
    {
        bool IsIt(CallEvent happened) => happened.Kind == kind && (tag == 0 || happened.Tag == tag);
        await UntilAsync(() => Of(leg).Any(IsIt), $"{kind} of leg {leg} does not come.", within);
        return Of(leg).First(IsIt);
    }

    /// <summary>The leg ends, once, in the right way, and nothing comes after its end.</summary>
    public async Task<CallEvent> EndsOnceAsync(LegId leg, bool wasAnswered, Duration? within = null)
    {
        await UntilAsync(() => Of(leg).Any(IsEnd), $"Leg {leg} does not end.", within);
        await QuietAsync();
        var events = Of(leg);
        Require(events.Count(IsEnd) == 1, $"Leg {leg} ends {events.Count(IsEnd)} times.");
        var last = events.Single(IsEnd);
        if (!leg.IsCaller)
            Require(last.Kind == (wasAnswered ? CallEventKind.Cleared : CallEventKind.Failed),
                $"Leg {leg} ends with {last.Kind} although it was {(wasAnswered ? "" : "not ")}answered.");
        Require(events.Count(happened => happened.Kind == CallEventKind.Answered) <= 1,
            $"Leg {leg} is answered twice.");
        return last;
    }

    /// <summary>What was started ends, once.</summary>
    public async Task<CallEvent> EndsOnceAsync(LegId leg, CallEventKind ending, ushort tag = 0, Duration? within = null)
    {
        var ended = await HappensAsync(leg, ending, tag, within);
        await QuietAsync();
        var count = Of(leg).Count(happened => happened.Kind == ending && happened.Tag == tag);
        Require(count == 1, $"{ending} {tag} of leg {leg} comes {count} times.");
        return ended;
    }

    /// <summary>Time enough for what should not come to come.</summary>
    public Task QuietAsync() => test.UntilAsync(() => false, Duration.FromMilliseconds(300));

    public async Task UntilAsync(Func<bool> condition, string otherwise, Duration? within = null) =>
        Require(await test.UntilAsync(condition, within ?? Soon), otherwise);

    public void Require(bool condition, string otherwise)
    {
        if (condition)
            return;
        lock (_lock)
            throw new ConformanceException($"{otherwise}\nIt said:\n{string.Join('\n', _events.Select(Describe))}");
    }

    private static string Describe(CallEvent happened)
    {
        var tag = happened.Tag == 0 ? "" : $" {happened.Tag}";
        var cause = happened.Cause == Cause.None ? "" : $" {happened.Cause}";
        return $"  {happened.Leg} {happened.Kind}{tag}{cause}";
    }

    private static bool IsEnd(CallEvent happened) => happened.Kind is CallEventKind.Failed or CallEventKind.Cleared;
}

/// <summary>A recording that counts.</summary>
internal sealed class ConformanceRecording(bool isKept = true) : IRecording
{
    private int _completed;
    private int _frames;
    private int _late;

    public int Completed => Volatile.Read(ref _completed);

    public int Frames => Volatile.Read(ref _frames);

    /// <summary>Frames that came after the end.</summary>
    public int Late => Volatile.Read(ref _late);

    public void Write(ReadOnlySpan<byte> frame) => Interlocked.Increment(ref Completed == 0 ? ref _frames : ref _late);

    public bool Complete()
    {
        Interlocked.Increment(ref _completed);
        return isKept;
    }
}
