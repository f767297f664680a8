namespace CallRouting.E1;

/// <summary>What a plan of numbers says of the digits received so far.</summary>
internal enum NumberCompleteness : byte
{
    /// <summary>More digits may come and are needed, or it is not known.</summary>
    Incomplete = 0,

    /// <summary>Nothing that is longer means something else: the number is complete.</summary>
    Complete,

    /// <summary>No number begins like this.</summary>
    Impossible,
}

/// <summary>When a called number that comes in pieces is complete (Q.931 §5.2.4). Sending complete and T302 end it in
/// any case. <c>default</c> settings: whatever SETUP brings is complete.</summary>
internal sealed record OverlapReceiving
{
    /// <summary>SETUP always carries the whole number (en-bloc receiving).</summary>
    public static OverlapReceiving None { get; } = new();

    /// <summary>Whether digits may follow SETUP.</summary>
    public bool IsAllowed { get; init; }

    /// <summary>The number is complete with this many digits; 0: no such rule.</summary>
    public int Length { get; init; }

    /// <summary>Asks the plan after each digit; <c>null</c>: no such rule. It must not throw.</summary>
    public Func<PartyNumber, NumberCompleteness>? Plan { get; init; }

    /// <summary>Whether a caller who has not dialled anything yet is told of dial tone (progress description
    /// 8).</summary>
    public bool DialTone { get; init; }
}
