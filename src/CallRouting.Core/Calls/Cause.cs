namespace CallRouting;

/// <summary>Why a leg ended or was refused: the cause values of ITU-T Q.850, in which bearers are told apart no
/// more. A transport maps its own codes to and from these.</summary>
public enum Cause : byte
{
    /// <summary>No cause given.</summary>
    None = 0,

    /// <summary>No such number.</summary>
    UnallocatedNumber = 1,

    /// <summary>The network has no way there.</summary>
    NoRouteToDestination = 3,

    /// <summary>Hung up.</summary>
    NormalClearing = 16,

    /// <summary>The user is busy.</summary>
    UserBusy = 17,

    /// <summary>The device did not respond at all.</summary>
    NoUserResponding = 18,

    /// <summary>It rang and nobody answered.</summary>
    NoAnswer = 19,

    /// <summary>The user cannot be reached at present, for example not registered.</summary>
    SubscriberAbsent = 20,

    /// <summary>The user declined.</summary>
    CallRejected = 21,

    /// <summary>The number has changed.</summary>
    NumberChanged = 22,

    /// <summary>Answered by another device.</summary>
    AnsweredElsewhere = 26,

    /// <summary>The destination is out of order.</summary>
    DestinationOutOfOrder = 27,

    /// <summary>The number is incomplete or has a wrong form.</summary>
    InvalidNumberFormat = 28,

    /// <summary>Normal, unspecified.</summary>
    NormalUnspecified = 31,

    /// <summary>No channel is free.</summary>
    NoCircuitAvailable = 34,

    /// <summary>The network is out of order.</summary>
    NetworkOutOfOrder = 38,

    /// <summary>A passing failure.</summary>
    TemporaryFailure = 41,

    /// <summary>The equipment is congested.</summary>
    Congestion = 42,

    /// <summary>Not authorised for this.</summary>
    BearerCapabilityNotAuthorized = 57,

    /// <summary>No common codec or bearer.</summary>
    IncompatibleDestination = 88,

    /// <summary>A timer ran out.</summary>
    RecoveryOnTimerExpiry = 102,

    /// <summary>The far end broke the protocol.</summary>
    ProtocolError = 111,

    /// <summary>Interworking, unspecified.</summary>
    Interworking = 127,
}
