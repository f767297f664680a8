namespace CallRouting.E1;

/// <summary>Numbers of Q.931 that hold for every message.</summary>
internal static class Q931
{
    /// <summary>Protocol discriminator of user–network call control (§4.2).</summary>
    public const byte Discriminator = 8;

    /// <summary>The most octets of one message, as layer 2 carries them (Q.921 N201).</summary>
    public const int MaximumLength = 260;

    /// <summary>The most octets of a call reference value at a primary rate interface (§4.3).</summary>
    public const int CallReferenceLength = 2;
}

/// <summary>Message types (Q.931 table 4-2).</summary>
internal enum MessageType : byte
{
    None = 0x00,
    Alerting = 0x01,
    CallProceeding = 0x02,
    Progress = 0x03,
    Setup = 0x05,
    Connect = 0x07,
    SetupAcknowledge = 0x0D,
    ConnectAcknowledge = 0x0F,
    UserInformation = 0x20,
    SuspendReject = 0x21,
    ResumeReject = 0x22,
    Suspend = 0x25,
    Resume = 0x26,
    SuspendAcknowledge = 0x2D,
    ResumeAcknowledge = 0x2E,
    Disconnect = 0x45,
    Restart = 0x46,
    Release = 0x4D,
    RestartAcknowledge = 0x4E,
    ReleaseComplete = 0x5A,
    Segment = 0x60,
    Facility = 0x62,
    Notify = 0x6E,
    StatusEnquiry = 0x75,
    CongestionControl = 0x79,
    Information = 0x7B,
    Status = 0x7D,
}

/// <summary>Information elements of codeset 0 (Q.931 table 4-3, with those of EN 300 092, 207 and 097).</summary>
internal enum ElementId : byte
{
    None = 0x00,
    BearerCapability = 0x04,
    Cause = 0x08,
    CallState = 0x14,
    ChannelIdentification = 0x18,
    Facility = 0x1C,
    ProgressIndicator = 0x1E,
    NetworkSpecificFacilities = 0x20,
    NotificationIndicator = 0x27,
    Display = 0x28,
    DateTime = 0x29,
    KeypadFacility = 0x2C,
    ConnectedNumber = 0x4C,
    ConnectedSubaddress = 0x4D,
    CallingNumber = 0x6C,
    CallingSubaddress = 0x6D,
    CalledNumber = 0x70,
    CalledSubaddress = 0x71,
    RedirectingNumber = 0x74,
    TransitNetworkSelection = 0x78,
    RestartIndicator = 0x79,
    LowLayerCompatibility = 0x7C,
    HighLayerCompatibility = 0x7D,
    UserUser = 0x7E,
    MoreData = 0xA0,
    SendingComplete = 0xA1,
    CongestionLevel = 0xB0,
    RepeatIndicator = 0xD0,
}

/// <summary>A call reference (Q.931 §4.3).</summary>
/// <param name="Value">0 to 32767; 0 is the global call reference.</param>
/// <param name="ToOrigin">The flag: the message goes to the side that gave the reference.</param>
/// <param name="Length">Octets of the value, 1 or 2; 0: the dummy call reference.</param>
internal readonly record struct CallReference(int Value, bool ToOrigin, int Length)
{
    /// <summary>Whether it stands for all calls of the interface; the dummy does not.</summary>
    public bool IsGlobal => Length > 0 && Value == 0;
}
