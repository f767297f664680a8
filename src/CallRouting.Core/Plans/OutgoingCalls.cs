namespace CallRouting;

/// <summary>How employees' calls leave the company.</summary>
public sealed record OutgoingCalls
{
    /// <summary>Which trunks carry which numbers: the first route that fits. Empty: every number, by the trunks that
    /// can carry it, in the order of the plan, analog lines last: they cannot say who calls.</summary>
    public EquatableList<OutgoingRoute> Routes { get; init; }

    /// <summary>Numbers that employees may not call: <c>+79031234567</c>, or <c>+7809*</c> for all that begin so.
    /// Emergency numbers cannot be denied.</summary>
    public EquatableList<string> Deny { get; init; }

    /// <summary>Emergency numbers, as they are dialled: 2 to 6 digits. They leave by any trunk that can, whatever is
    /// denied or reserved. Empty: 112, 911 and those of the company's country.</summary>
    public EquatableList<string> Emergency { get; init; }
}

/// <summary>Which trunks carry which numbers.</summary>
/// <param name="To">The number in international form, <c>+7495*</c> for all that begin so, <c>*</c> for all.</param>
/// <param name="Trunks">The trunks in the order in which they are tried; the next one when one has no free channel or
/// fails with a cause of the network.</param>
public sealed record OutgoingRoute(string To, EquatableList<string> Trunks);
