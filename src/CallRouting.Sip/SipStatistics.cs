namespace CallRouting.Sip;

/// <summary>How much a SIP transport holds at an instant. When all calls have ended and 32 s have passed, everything
/// but <see cref="Registrations"/> and <see cref="Connections"/> is back at 0.</summary>
public sealed record SipStatistics
{
    /// <summary>Legs that have not ended for the host.</summary>
    public int Legs { get; init; }

    /// <summary>Dialogs, and attempts at one, that the wire has not done with.</summary>
    public int Dialogs { get; init; }

    /// <summary>Transactions, those that only absorb repeats included.</summary>
    public int Transactions { get; init; }

    /// <summary>Sessions of media, each with two ports.</summary>
    public int MediaSessions { get; init; }

    /// <summary>Registered contacts.</summary>
    public int Registrations { get; init; }

    /// <summary>TCP connections.</summary>
    public int Connections { get; init; }
}
