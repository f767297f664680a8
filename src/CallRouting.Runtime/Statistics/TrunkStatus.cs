using System.Collections.Concurrent;

namespace CallRouting.Runtime;

/// <summary>A trunk as it is at present.</summary>
/// <param name="Trunk">Its id in the plan.</param>
/// <param name="Kind">What kind of line it is.</param>
/// <param name="InUse">How many of its channels carry a call.</param>
/// <param name="InService">How many can carry one; <c>null</c>: neither the plan nor its transport says.</param>
/// <param name="Channels">How many the plan says; <c>null</c>: it does not.</param>
public sealed record TrunkStatus(string Trunk, TrunkKind Kind, int InUse, int? InService, int? Channels)
{
    /// <summary>Whether any channel can carry a call: no alarm, a device that is there.</summary>
    public bool IsInService => InService != 0;
}

/// <summary>What is in use and in service of a company's trunks, by their ids, which outlive plans. The company's loop
/// writes; anybody reads.</summary>
internal sealed class TrunkBoard
{
    private readonly ConcurrentDictionary<string, Row> _rows = new(StringComparer.Ordinal);

    public void SetInUse(string trunk, int channels) => RowOf(trunk).InUse = channels;

    public void SetInService(string trunk, int channels) => RowOf(trunk).InService = channels;

    /// <summary>Counts all trunks anew.</summary>
    public void Recount(Func<string, int> inUse)
    {
        foreach (var (trunk, row) in _rows)
            row.InUse = inUse(trunk);
    }

    public IReadOnlyList<TrunkStatus> Read(RoutingPlan plan) => [.. plan.Trunks.Select(Read)];

    public TrunkStatus Read(TrunkEntry trunk)
    {
        var settings = trunk.Settings;
        var (inUse, told) = _rows.TryGetValue(settings.Id, out var row) ? (row.InUse, row.InService) : (0, int.MaxValue);
        return new(settings.Id, settings.Kind, inUse, Limit(Math.Min(told, trunk.Channels)), Limit(trunk.Channels));
    }

    private static int? Limit(int channels) => channels == int.MaxValue ? null : channels;

    private Row RowOf(string trunk) => _rows.GetOrAdd(trunk, _ => new Row());

    private sealed class Row
    {
        private volatile int _inUse;
        private volatile int _inService = int.MaxValue;

        public int InUse
        {
            get => _inUse;
            set => _inUse = value;
        }

        public int InService
        {
            get => _inService;
            set => _inService = value;
        }
    }
}
