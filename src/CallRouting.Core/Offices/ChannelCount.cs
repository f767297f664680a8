using System.Runtime.InteropServices;

namespace CallRouting;

/// <summary>How many channels of each trunk are in use, by the trunk's id, which outlives plans.</summary>
internal sealed class ChannelCount
{
    private readonly Dictionary<string, int> _seats = [];
    private readonly List<int> _counts = [];

    public ReadOnlySpan<int> Counts => CollectionsMarshal.AsSpan(_counts);

    /// <summary>The places of a plan's trunks in <see cref="Counts"/>.</summary>
    public int[] SeatsOf(RoutingPlan plan)
    {
        var seats = new int[plan.TrunkTable.Length];
        for (var i = 0; i < seats.Length; i++)
        {
            var id = plan.TrunkTable[i].Settings.Id;
            if (!_seats.TryGetValue(id, out seats[i]))
            {
                seats[i] = _counts.Count;
                _seats.Add(id, seats[i]);
                _counts.Add(0);
            }
        }

        return seats;
    }

    public int Of(string trunk) => _seats.TryGetValue(trunk, out var seat) ? _counts[seat] : 0;

    public void Add(int seat, int change) => _counts[seat] += change;
}
