namespace CallRouting.E1;

/// <summary>Who was called and who calls, as Q.931 writes it, both ways (SPEC O3, O9).</summary>
internal static class E1Numbers
{
    // A plan of more numbers than this is not looked through after every digit: then time or the caller says when a
    // number is complete.
    private const int MostNumbers = 5_000;
    private const int MostDigits = 24;

    /// <summary>The called number exactly as received, all digits put together; absent where none came (SPEC
    /// O17).</summary>
    public static CalledId Called(PartyNumber? called) => called is { } number
        ? new(number.Digits, number.Type, CalledIdSource.Signalling)
        : new(null, Source: CalledIdSource.Signalling);

    /// <summary>Who calls: nobody where the caller wishes not to be shown or the network could not tell (Q.931
    /// §4.5.10); with a plus where the type of number says what the digits are.</summary>
    public static CallerId Caller(PartyNumber? calling, string display, NumberRules rules)
    {
        if (calling is not { } number)
            return new(null, Name(display));
        if (number.Presentation != Presentation.Allowed)
            return default;
        return new(number.Digits.Length == 0 ? null : Written(number, rules), Name(display));
    }

    /// <summary>A number as a network of the trunk's country is told it: national where it is one there, else
    /// international, never with a prefix (Q.931 §4.5.8 note 3).</summary>
    public static PartyNumber Told(PhoneNumber number, NumberRules rules)
    {
        Span<char> text = stackalloc char[16];
        number.TryFormat(text, out var length);
        var digits = text[1..length];
        // The rules of the country read national numbers, and so they know which ones are. Calling codes have 1 to 3
        // digits.
        for (var code = 1; code <= 3 && code < digits.Length; code++)
            if (rules.Normalise(digits[code..], TypeOfNumber.National).Number == number)
                return new(new string(digits[code..]), TypeOfNumber.National);
        return new(new string(digits), TypeOfNumber.International);
    }

    /// <summary>What to say of who calls. A caller who shows nothing stays unknown, which must be said: a network would
    /// else show the number of the line (Q.951 §3).</summary>
    public static PartyNumber Presented(CallerId caller, NumberRules rules, Screening screening)
    {
        if (PhoneNumber.TryParse(caller.Number, out var number))
            return Told(number, rules) with { Screening = screening };
        if (string.IsNullOrEmpty(caller.Number) || !IsDigits(caller.Number))
            return new("", TypeOfNumber.Unknown, NumberingPlan.Unknown, Presentation.Restricted, screening);
        return new(caller.Number, TypeOfNumber.Unknown, NumberingPlan.Unknown, Presentation.Allowed, screening);
    }

    /// <summary>Whether the digits so far are one of the company's numbers.</summary>
    /// <remarks>Digits that begin none of them are never called impossible: they go to the route of other numbers, with
    /// all digits that the caller dials (SPEC O14).</remarks>
    public static NumberCompleteness Completeness(RoutingPlan plan, string trunk, PartyNumber soFar)
    {
        if (!plan.TryFindTrunk(trunk, out var index) || plan.Numbers.Count > MostNumbers
            || soFar.Digits.Length is 0 or > MostDigits)
            return NumberCompleteness.Incomplete;
        var rules = plan.Trunks[index].Rules;
        var isNumber = false;
        var reached = rules.Normalise(soFar.Digits, soFar.Type).Number;
        foreach (var number in plan.Numbers)
        {
            if (CanBecome(soFar, number.Called, rules))
                return NumberCompleteness.Incomplete;
            isNumber |= !reached.IsNone && reached == number.Called;
        }

        return isNumber ? NumberCompleteness.Complete : NumberCompleteness.Incomplete;
    }

    // However the trunk writes numbers, it does so by what comes first: the last digits are the number's own.
    private static bool CanBecome(PartyNumber soFar, PhoneNumber number, NumberRules rules)
    {
        Span<char> own = stackalloc char[16];
        number.TryFormat(own, out var length);
        Span<char> whole = stackalloc char[MostDigits + 16];
        soFar.Digits.CopyTo(whole);
        for (var more = 1; more < length; more++)
        {
            own[(length - more)..length].CopyTo(whole[soFar.Digits.Length..]);
            if (rules.Normalise(whole[..(soFar.Digits.Length + more)], soFar.Type).Number == number)
                return true;
        }

        return false;
    }

    private static string Written(PartyNumber number, NumberRules rules)
    {
        if (!IsDigits(number.Digits))
            return number.Digits;
        if (number.Type == TypeOfNumber.International)
            return number.Digits[0] == '0' || number.Digits.Length > 15 ? number.Digits : $"+{number.Digits}";
        if (number.Type is TypeOfNumber.National or TypeOfNumber.Subscriber
            && rules.Normalise(number.Digits, number.Type).Number is { IsNone: false } known)
            return known.ToString();
        return number.Digits;
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private static string? Name(string display) => display.Length == 0 ? null : display;
}
