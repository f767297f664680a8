namespace CallRouting.E1;

/// <summary>What a SETUP said of the call that has come.</summary>
internal sealed record PriOffer
{
    /// <summary>Who is called, all digits received put together; <c>null</c>: SETUP had no called number (Q.931
    /// §4.5.8) and no digits came.</summary>
    public PartyNumber? Called { get; init; }

    /// <summary>Who calls; <c>null</c>: not said. Its presentation says whether it may be shown.</summary>
    public PartyNumber? Calling { get; init; }

    /// <summary>From whom the call was redirected last; <c>null</c>: it was not.</summary>
    public PartyNumber? Redirecting { get; init; }

    /// <summary>The caller's name, from Display; empty: none.</summary>
    public string Display { get; init; } = "";

    /// <summary>What the channel is to carry.</summary>
    public BearerCapability Bearer { get; init; }

    /// <summary>The first progress description (Q.931 §4.5.23), for example 3 where the caller is not in an ISDN; 0:
    /// none.</summary>
    public byte Progress { get; init; }

    /// <summary>Whether the far end itself said that the number is complete.</summary>
    public bool SendingComplete { get; init; }
}
