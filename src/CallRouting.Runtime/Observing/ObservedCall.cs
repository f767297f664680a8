using NodaTime;

namespace CallRouting.Runtime;

/// <summary>One way in which a trunk has written a called number: what was received, what the plan makes of it, and how
/// often it came (SPEC O11).</summary>
/// <remarks>Holds nothing of the callers.</remarks>
public sealed record ObservedCall
{
    /// <summary>The trunk's id; empty for a line that the plan does not know.</summary>
    public required string Trunk { get; init; }

    /// <summary>The value exactly as received, up to <see cref="LongestRaw"/> characters; <c>null</c>: none was
    /// received.</summary>
    public required string? Raw { get; init; }

    /// <summary>The field it was taken from.</summary>
    public required CalledIdSource Source { get; init; }

    /// <summary>What signalling claims of its form.</summary>
    public required TypeOfNumber TypeOfNumber { get; init; }

    /// <summary>The analog line's own number; none on other trunks.</summary>
    public LineNumber Line { get; init; }

    /// <summary>What the trunk's rules in the plan at present make of it.</summary>
    public required NormalisedNumber Normalised { get; init; }

    /// <summary>The id of the company number that the plan at present finds; <c>null</c>: none, the call goes to
    /// "other".</summary>
    public required string? Number { get; init; }

    /// <summary>When it came first.</summary>
    public required Instant FirstSeen { get; init; }

    /// <summary>When it came last.</summary>
    public required Instant LastSeen { get; init; }

    /// <summary>How many calls brought it.</summary>
    public required long Count { get; init; }

    /// <summary>So many characters of a raw value are kept: 128.</summary>
    public const int LongestRaw = 128;

    /// <summary>Whether no number of the company was found.</summary>
    public bool IsOther => Number is null;
}

/// <summary>All that a company's trunks have written since the router was started, by trunk and value.</summary>
/// <param name="Calls">The rows: by trunk, then the most frequent first.</param>
/// <param name="Dropped">How many rows were forgotten to make room: those without a number first, of them the one that
/// was not seen for longest.</param>
public sealed record ObservedTable(IReadOnlyList<ObservedCall> Calls, long Dropped);
