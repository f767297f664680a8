namespace CallRouting.Runtime;

/// <summary>The latest missed calls of each employee and department. Safe to use from any thread.</summary>
internal sealed class MissedCalls
{
    /// <summary>So many are kept for each; of more the oldest are forgotten. Their records stay.</summary>
    public const int Most = 100;

    /// <summary>So many records of earlier runs are looked through at the start.</summary>
    public const int MostRecords = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<MissedBy, Queue<MissedCall>> _lists = [];

    /// <summary>Takes a call that is over.</summary>
    /// <returns>Who missed it.</returns>
    public IReadOnlyList<MissedCall> Add(CallRecord record)
    {
        var missed = MissedCall.Of(record);
        lock (_lock)
        {
            foreach (var call in missed)
            {
                if (!_lists.TryGetValue(call.By, out var list))
                    _lists.Add(call.By, list = new Queue<MissedCall>());
                if (list.Count == Most)
                    list.Dequeue();
                list.Enqueue(call);
            }
        }

        return missed;
    }

    public IReadOnlyList<MissedCall> Of(MissedBy by)
    {
        lock (_lock)
            return _lists.TryGetValue(by, out var list) ? [.. list.Reverse()] : [];
    }
}
