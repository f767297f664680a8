namespace CallRouting.E1;

/// <summary>Numbering plan identification (Q.931 §4.5.8, §4.5.10).</summary>
internal enum NumberingPlan : byte
{
    Unknown = 0,
    Isdn = 1,
    Data = 3,
    Telex = 4,
    NationalStandard = 8,
    Private = 9,
}

/// <summary>Whether a number may be shown (Q.931 §4.5.10).</summary>
internal enum Presentation : byte
{
    Allowed = 0,
    Restricted = 1,
    NotAvailable = 2,
}

/// <summary>Who vouches for a number (Q.931 §4.5.10).</summary>
internal enum Screening : byte
{
    UserProvidedNotScreened = 0,
    UserProvidedVerifiedAndPassed = 1,
    UserProvidedVerifiedAndFailed = 2,
    NetworkProvided = 3,
}

/// <summary>A called, calling or redirecting number with what signalling says of it.</summary>
/// <param name="Digits">IA5 characters, mostly digits, as received; never more than 250.</param>
/// <param name="Type">The form of the digits; any value of the wire, also those that have no name.</param>
/// <param name="Plan">The numbering plan; any value of the wire.</param>
/// <param name="Presentation">Whether it may be shown; a called number is always allowed.</param>
/// <param name="Screening">Who vouches for it.</param>
/// <param name="Reason">Of a redirecting number why (Q.931 §4.6.7): 0 unknown, 1 busy, 2 no reply, 15
/// unconditional.</param>
internal readonly record struct PartyNumber(
    string Digits, TypeOfNumber Type = TypeOfNumber.Unknown, NumberingPlan Plan = NumberingPlan.Isdn,
    Presentation Presentation = Presentation.Allowed, Screening Screening = Screening.UserProvidedNotScreened,
    byte Reason = 0);
