namespace CallRouting;

/// <summary>Something wrong or doubtful in a trunk's number rules.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Rule">The rewrite rule's index, or -1 where country or area is meant.</param>
/// <param name="Message">What is wrong and what to do about it, one sentence or two.</param>
public sealed record NumberRuleFinding(NumberRuleFindingKind Kind, int Rule, string Message)
{
    /// <summary>Whether the setting cannot be used as written; otherwise it works, perhaps not as meant.</summary>
    public bool IsError => Kind is NumberRuleFindingKind.BadPattern or NumberRuleFindingKind.BadResult
        or NumberRuleFindingKind.UnknownCountry or NumberRuleFindingKind.AreaDoesNotFit;
}

/// <summary>What can be wrong in a trunk's number rules; the first four are errors, the others warnings.</summary>
public enum NumberRuleFindingKind : byte
{
    /// <summary>No calling code or ISO code of a country.</summary>
    UnknownCountry = 0,

    /// <summary>No number of the country begins with the area and goes on.</summary>
    AreaDoesNotFit,

    /// <summary>The pattern cannot be read; the rule is left out.</summary>
    BadPattern,

    /// <summary>The rule strips more than it matches, or prepends what is not digits; the rule is left out.</summary>
    BadResult,

    /// <summary>Whatever the rule matches, an earlier rule has matched before.</summary>
    Unreachable,

    /// <summary>An earlier rule takes some, not all, of what this rule matches, and neither is the special case of the
    /// other.</summary>
    Overlap,

    /// <summary>The result, normalised again, comes out different.</summary>
    Unstable,
}
