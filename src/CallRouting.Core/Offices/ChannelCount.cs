using System.Runtime.InteropServices;

namespace CallRouting;

/// <summary>How many channels of each trunk are in use and in service, by the trunk's id, which outlives
/// plans.</summary>
internal sealed class ChannelCount
{
    private readonly Dictionary<string, int> _seats = [];

    public List<ChannelUse> Uses { get; } = [];

    /// <summary>The places of a plan's trunks in <see cref="Uses"/>.</summary>
    public int[] SeatsOf(RoutingPlan plan)
    {
        var seats = new int[plan.TrunkTable.Length];
        for (var i = 0; i < seats.Length; i++)
            seats[i] = SeatOf(plan.TrunkTable[i].Settings.Id);
        return seats;
    }

    public ChannelUse Of(string trunk) => _seats.TryGetValue(trunk, out var seat) ? Uses[seat] : new(0, int.MaxValue);

    public void Add(int seat, int change) => CollectionsMarshal.AsSpan(Uses)[seat].InUse += change;

    public void SetInService(string trunk, int channels)
    {
        var seat = SeatOf(trunk); // may move the list
        CollectionsMarshal.AsSpan(Uses)[seat].InService = channels;
    }

    private int SeatOf(string trunk)
    {
        if (_seats.TryGetValue(trunk, out var seat))
            return seat;
        seat = Uses.Count;
        _seats.Add(trunk, seat);
        Uses.Add(new(0, int.MaxValue));
        return seat;
    }
}
