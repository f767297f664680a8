using NodaTime;

namespace CallRouting;

/// <summary>What a department remembers of one member; it outlives plans. <c>default</c> is nothing yet.</summary>
public readonly record struct MemberTally
{
    /// <summary>How many of the department's calls the member answered, in the count by which they stand beside the
    /// others: a newcomer begins with the lowest.</summary>
    public int Calls { get; internal init; }

    /// <summary>How long the member talked in the department's calls that have ended; a newcomer begins with the
    /// lowest.</summary>
    public Duration TalkTime => Duration.FromTicks(TalkTicks);

    /// <summary>How many offers in a row the member did not answer; counted only where the plan pauses for
    /// it.</summary>
    public int Missed { get; internal init; }

    /// <summary>The time talked, in ticks of 100 ns.</summary>
    internal long TalkTicks { get; init; }

    /// <summary>Whether the counts have begun: else the member is a newcomer.</summary>
    internal bool IsCounted { get; init; }

    /// <summary>The number of the attempt that was last offered to the member first; 0: none.</summary>
    internal long LastFirst { get; init; }

    /// <summary>What the member has in the dealing by weights.</summary>
    internal int Balance { get; init; }
}
