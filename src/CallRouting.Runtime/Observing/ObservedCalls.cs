using NodaTime;

namespace CallRouting.Runtime;

/// <summary>Keeps what trunks write, bounded. One writer, read from any thread.</summary>
internal sealed class ObservedCalls
{
    /// <summary>How many rows are kept.</summary>
    public const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Key, Row> _rows = [];

    // Whoever was seen last is last: the first is the one to drop.
    private readonly LinkedList<Row> _matched = new();
    private readonly LinkedList<Row> _others = new();

    /// <summary>How many rows were forgotten to make room.</summary>
    public long Dropped { get; private set; }

    /// <summary>Takes a call from outside.</summary>
    /// <returns>The row, when the value is new; else <c>null</c>.</returns>
    public ObservedCall? Note(CallOffer offer, in Decision decision, RoutingPlan plan, Instant now)
    {
        var raw = offer.Called.Raw;
        if (raw?.Length > ObservedCall.LongestRaw)
            raw = raw[..ObservedCall.LongestRaw];
        var key = new Key(offer.Trunk ?? "", offer.Line, raw, offer.Called.Source, offer.Called.TypeOfNumber);
        lock (_lock)
        {
            var isNew = !_rows.TryGetValue(key, out var row);
            if (isNew)
            {
                if (_rows.Count == Most)
                    DropOne();
                row = new Row(key, now);
                _rows.Add(key, row);
            }

            row!.LastSeen = now;
            row.Count++;
            row.Place.List?.Remove(row.Place);
            (decision.IsOther ? _others : _matched).AddLast(row.Place);
            return isNew ? row.Read(plan) : null;
        }
    }

    /// <summary>The rows as a plan reads them.</summary>
    public ObservedTable Read(RoutingPlan plan)
    {
        lock (_lock)
        {
            var rows = _rows.Values.Select(row => row.Read(plan));
            return new ObservedTable([.. rows.OrderBy(row => row.Trunk, StringComparer.Ordinal)
                .ThenByDescending(row => row.Count).ThenBy(row => row.Raw, StringComparer.Ordinal)], Dropped);
        }
    }

    private void DropOne()
    {
        var oldest = (_others.First ?? _matched.First)!;
        oldest.List!.Remove(oldest);
        _rows.Remove(oldest.Value.Key);
        Dropped++;
    }

    private readonly record struct Key(
        string Trunk, LineNumber Line, string? Raw, CalledIdSource Source, TypeOfNumber TypeOfNumber);

    private sealed class Row
    {
        private readonly Instant _firstSeen;

        public Row(in Key key, Instant now)
        {
            Key = key;
            _firstSeen = now;
            Place = new LinkedListNode<Row>(this);
        }

        public Key Key { get; }

        public LinkedListNode<Row> Place { get; }

        public Instant LastSeen { get; set; }

        public long Count { get; set; }

        // Asked of the same code that routes, so that the table cannot say anything else than what happens.
        public ObservedCall Read(RoutingPlan plan)
        {
            if (!plan.TryFindTrunk(Key.Trunk, out var trunk) && !plan.TryFindLine(Key.Line, out trunk))
                trunk = -1;
            var decision = Router.Decide(plan, trunk, Key.Raw, Key.TypeOfNumber, LastSeen);
            return new ObservedCall
            {
                Trunk = trunk < 0 ? Key.Trunk : plan.Trunks[trunk].Settings.Id,
                Raw = Key.Raw,
                Source = Key.Source,
                TypeOfNumber = Key.TypeOfNumber,
                Line = Key.Line,
                Normalised = decision.Called,
                Number = decision.IsOther ? null : plan.Numbers[decision.Number].Id,
                FirstSeen = _firstSeen,
                LastSeen = LastSeen,
                Count = Count,
            };
        }
    }
}
