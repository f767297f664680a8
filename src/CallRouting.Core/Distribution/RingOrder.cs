namespace CallRouting;

/// <summary>The order of an attempt that is not plan order, and the groups of its tiers. A call's; the next call in the
/// same place takes over its memory.</summary>
internal sealed class RingOrder
{
    private MemberRank[] _ranks = [];
    private RingLane[] _lanes = [];

    /// <summary>The first group that has not joined in yet.</summary>
    public int NextGroup { get; set; }

    /// <summary>When the next group joins in, in ticks; <see cref="long.MaxValue"/>: at no set time.</summary>
    public long NextGroupAt { get; set; }

    /// <summary>The groups that have had their start.</summary>
    public Span<RingLane> Begun => _lanes.AsSpan(0, NextGroup);

    /// <summary>When something is due next, in ticks.</summary>
    public long NextAt
    {
        get
        {
            var next = NextGroupAt;
            foreach (ref readonly var lane in Begun)
                next = Math.Min(next, lane.NextAt);
            return next;
        }
    }

    public ref RingLane Lane(int group) => ref _lanes[group];

    public MemberRank this[int position] => _ranks[position];

    /// <summary>Makes room for an attempt.</summary>
    public void Begin(int members, int groups)
    {
        if (_ranks.Length < members)
            _ranks = new MemberRank[RoomFor(members)];
        if (_lanes.Length < groups)
            _lanes = new RingLane[RoomFor(groups)];
        NextGroup = 0;
        NextGroupAt = long.MaxValue;
    }

    /// <summary>The places of a group.</summary>
    public Span<MemberRank> Of(in RingLane lane) => _ranks.AsSpan(lane.First, lane.End - lane.First);

    private static int RoomFor(int count) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count);
}
