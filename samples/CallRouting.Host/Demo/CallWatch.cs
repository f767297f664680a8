using CallRouting.Runtime;

namespace CallRouting.Host.Demo;

/// <summary>Waits for what the router does with a caller's call. Every caller of the morning calls once.</summary>
internal sealed class CallWatch : ICallObserver
{
    private readonly Lock _lock = new();
    private readonly Dictionary<CallId, string> _callers = [];
    private readonly Dictionary<string, TaskCompletionSource> _recordings = [];
    private readonly Dictionary<string, TaskCompletionSource<CallRecord>> _records = [];

    /// <inheritdoc/>
    public void OnOffered(in CallMoment moment, CallOffer offer, in Decision decision)
    {
        lock (_lock)
            _callers[moment.Call] = KeyOf(offer);
    }

    /// <inheritdoc/>
    public void OnEffect(in CallMoment moment, in CallEffect effect)
    {
        lock (_lock)
            if (effect.Kind == CallEffectKind.Record && _callers.TryGetValue(moment.Call, out var caller))
                Of(_recordings, caller).TrySetResult();
    }

    /// <inheritdoc/>
    public void OnCompleted(CallRecord record)
    {
        lock (_lock)
            Of(_records, KeyOf(record.Offer)).TrySetResult(record);
    }

    /// <summary>Ends when a caller's message is being recorded.</summary>
    /// <exception cref="TimeoutException">It was not in time.</exception>
    public Task RecordingOf(string caller, TimeSpan within) => Wait(Locked(_recordings, caller).Task, within,
        "The caller did not come as far as leaving a message.");

    /// <summary>Ends when a caller's call has.</summary>
    /// <returns>Its record.</returns>
    /// <exception cref="TimeoutException">It did not in time.</exception>
    public async Task<CallRecord> RecordOf(string caller, TimeSpan within)
    {
        var record = Locked(_records, caller).Task;
        await Wait(record, within, "The call did not end.");
        return await record;
    }

    // Lines write a caller's number each in its own way: its last ten digits are the same on all.
    private static string KeyOf(CallOffer offer) => offer.Employee ?? KeyOf(offer.Caller.Number ?? "");

    private static string KeyOf(string caller) =>
        caller.Length > 10 && char.IsAsciiDigit(caller[^1]) ? caller[^10..] : caller;

    private static async Task Wait(Task task, TimeSpan within, string otherwise)
    {
        if (await Task.WhenAny(task, Task.Delay(within)) != task)
            throw new TimeoutException(otherwise);
    }

    private T Locked<T>(Dictionary<string, T> table, string caller) where T : new()
    {
        lock (_lock)
            return Of(table, KeyOf(caller));
    }

    // Nobody's continuation may run on the company's loop: what waits here goes through Task.WhenAny and a delay.
    private static T Of<T>(Dictionary<string, T> table, string caller) where T : new()
    {
        if (!table.TryGetValue(caller, out var source))
            table[caller] = source = new();
        return source;
    }
}
