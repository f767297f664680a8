namespace CallRouting;

/// <summary>What signalling says of a called number's form; the values are the code points of ITU-T Q.931
/// §4.5.8.</summary>
public enum TypeOfNumber : byte
{
    /// <summary>Nothing is said: the digits themselves must tell. Also the value where a bearer has no such
    /// field.</summary>
    Unknown = 0,

    /// <summary>Country code and national significant number, without any prefix.</summary>
    International = 1,

    /// <summary>National significant number, without the trunk prefix.</summary>
    National = 2,

    /// <summary>A service number of the network that serves the trunk; never an international number.</summary>
    NetworkSpecific = 3,

    /// <summary>The local number within the trunk's area.</summary>
    Subscriber = 4,

    /// <summary>A short code; never an international number.</summary>
    Abbreviated = 6,
}
