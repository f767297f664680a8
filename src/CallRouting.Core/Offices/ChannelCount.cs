using System.Runtime.InteropServices;

namespace CallRouting;

/// <summary>How many channels of each trunk are in use and in service, by the trunk's id, which outlives
/// plans.</summary>
internal sealed class ChannelCount
{
    private readonly Dictionary<string, int> _seats = [];
    private readonly List<ChannelUse> _uses = [];

    public List<ChannelUse> Uses => _uses;

    /// <summary>The places of a plan's trunks in <see cref="Uses"/>.</summary>
    public int[] SeatsOf(RoutingPlan plan)
    {
        var seats = new int[plan.TrunkTable.Length];
        for (var i = 0; i < seats.Length; i++)
            seats[i] = SeatOf(plan.TrunkTable[i].Settings.Id);
        return seats;
    }

    public ChannelUse Of(string trunk) => _seats.TryGetValue(trunk, out var seat) ? _uses[seat] : new(0, int.MaxValue);

    public void Add(int seat, int change) => CollectionsMarshal.AsSpan(_uses)[seat].InUse += change;

    public void SetInService(string trunk, int channels)
    {
        var seat = SeatOf(trunk); // may move the list
        CollectionsMarshal.AsSpan(_uses)[seat].InService = channels;
    }

    private int SeatOf(string trunk)
    {
        if (_seats.TryGetValue(trunk, out var seat))
            return seat;
        seat = _uses.Count;
        _seats.Add(trunk, seat);
        _uses.Add(new(0, int.MaxValue));
        return seat;
    }
}
