namespace CallRouting;

/// <summary>How a trunk writes called numbers.</summary>
public sealed record NumberRulesSettings
{
    /// <summary>The country whose dialling habits the trunk follows: a calling code ("7" means Russia) or an ISO 3166
    /// code ("KZ"). Null: only a leading plus, or signalling that says "international", makes a number.</summary>
    public string? Country { get; init; }

    /// <summary>The area code within the country, without trunk prefix ("495"), which completes local numbers. Null:
    /// local numbers stay digits.</summary>
    public string? Area { get; init; }

    /// <summary>Whether to believe the type of number in signalling; true unless set. Digits that do not fit the
    /// claimed type are read as if nothing was claimed.</summary>
    public bool TrustTypeOfNumber { get; init; } = true;

    /// <summary>The trunk's own rules, tried in order before the country's; the first that matches is applied,
    /// once.</summary>
    public EquatableList<RewriteRule> Rewrite { get; init; }
}

/// <summary>One rule of a trunk: where all the digits match, take some off the front and put others there.</summary>
/// <remarks>The digits are matched after spaces, dashes, brackets, URI scheme and extension have been taken off.
/// A result with a leading plus is final.</remarks>
/// <param name="Match">Digits, <c>X</c> any digit, <c>[2-9]</c> one of a set, <c>.</c> at the end any number of further
/// digits or none; a leading <c>+</c> matches a plus.</param>
/// <param name="Strip">How many characters to take off the front, a plus counting as one.</param>
/// <param name="Prepend">What to put in front: digits, perhaps after a plus; may be empty.</param>
public sealed record RewriteRule(string Match, int Strip, string Prepend);
