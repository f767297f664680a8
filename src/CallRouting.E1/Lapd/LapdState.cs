namespace CallRouting.E1;

/// <summary>Where a data link is, with the numbers of Q.921 Annex B. States 1 to 3 belong to TEI assignment, which a
/// primary rate access does not have: its TEI is 0 for ever.</summary>
internal enum LapdState : byte
{
    /// <summary>There is no link, and nobody tries to make one.</summary>
    TeiAssigned = 4,

    /// <summary>SABME was sent.</summary>
    AwaitingEstablishment = 5,

    /// <summary>DISC was sent.</summary>
    AwaitingRelease = 6,

    /// <summary>Messages pass.</summary>
    Established = 7,

    /// <summary>The far end was asked what it has received; until it says so, nothing new is sent.</summary>
    TimerRecovery = 8,
}
