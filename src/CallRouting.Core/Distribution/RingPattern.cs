namespace CallRouting;

/// <summary>What a strategy says of the order in time in which available members ring.</summary>
/// <param name="StartsTogether">All members start at the same instant; else one at each step.</param>
/// <param name="StopsPrevious">The member before stops at the instant the next one starts.</param>
/// <param name="KeepsLast">When all have started and no rounds are asked for, those that ring keep ringing to the end
/// of the attempt; else a new round begins.</param>
internal readonly record struct RingPattern(bool StartsTogether, bool StopsPrevious, bool KeepsLast)
{
    /// <summary>Each step only adds a member, so that several missed steps can be made up for at once.</summary>
    public bool AddsUp => !StartsTogether && !StopsPrevious;

    /// <summary>The pattern of a strategy; of tiers, that of the strategy within a group is asked for.</summary>
    public static RingPattern Of(Strategy strategy) => strategy switch
    {
        Strategy.AllAtOnce => AllAtOnce.Pattern,
        Strategy.Cascading => Cascading.Pattern,
        _ => InTurn.Pattern,
    };
}
