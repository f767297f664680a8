namespace CallRouting.E1;

/// <summary>A call to be set up.</summary>
internal sealed record PriSetup
{
    /// <summary>Who is called; its digits may be empty where more follow.</summary>
    public required PartyNumber Called { get; init; }

    /// <summary>Who calls; <c>null</c>: not told.</summary>
    public PartyNumber? Calling { get; init; }

    /// <summary>For whom the call was before it was redirected; <c>null</c>: it was not.</summary>
    public PartyNumber? Redirecting { get; init; }

    /// <summary>The caller's name for the far end's display, at most 80 characters of IA5; empty: none.</summary>
    public string Display { get; init; } = "";

    /// <summary>Whether the number is complete; else more digits may follow (overlap sending, Q.931 §5.1.3).</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>What the channel is to carry.</summary>
    public BearerCapability Bearer { get; init; } = BearerCapability.Audio;

    /// <summary>The progress description to give, for example 3 where the caller is not in an ISDN; 0: none.</summary>
    public byte Progress { get; init; }

    /// <summary>The time slot to use, 1 to 31; 0: any free one.</summary>
    public byte Channel { get; init; }
}
