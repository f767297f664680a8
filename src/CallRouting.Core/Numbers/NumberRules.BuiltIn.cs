namespace CallRouting;

// The country's rules. Each returns the packed international number, or 0 where it does not apply.
public sealed partial class NumberRules
{
    private const int ShortestLocal = 5;
    private const int LongestLocal = 9;
    private const int LongestOpenLocal = 8;
    private const int ShortestForeign = 11;

    /// <summary>Digits after a plus, which may be a slip: a trunk prefix behind the plus or behind the country
    /// code.</summary>
    private ulong AfterPlus(ReadOnlySpan<byte> digits, out NumberRule rule)
    {
        rule = NumberRule.Plus;
        if (!IsTrunkPrefixAfterPlus(digits))
            return Stable(digits);
        rule = NumberRule.PlusBeforeTrunkPrefix;
        return country!.Code.Join(digits[1..]);
    }

    private bool IsTrunkPrefixAfterPlus(ReadOnlySpan<byte> digits) =>
        country is { PlusMayPrecedeTrunkPrefix: true } && digits is [8, .. var number]
        && country.Code.Shapes.Fit(number);

    /// <summary>Calling code and national number; a trunk prefix between them is taken out: <c>+44 (0)20…</c>,
    /// <c>+7 (8) 495…</c>.</summary>
    private static ulong Final(ReadOnlySpan<byte> digits)
    {
        if (CallingCodes.Of(digits) is not { } code)
            return 0;
        ReadOnlySpan<byte> number = digits[code.Length..];
        if (number.IsEmpty || digits.Length > PackedDigits.Most + 2)
            return 0;
        bool zeroIsPrefix = number[0] == 0 && !code.Shapes.Fit(number);
        if (!zeroIsPrefix && digits.Length <= PackedDigits.Most && code.Shapes.CouldBe(number))
            return PackedDigits.Pack(digits);
        int prefix = number.StartsWith(code.TrunkPrefix) ? code.TrunkPrefix.Length : 0;
        if (prefix == 0 && !zeroIsPrefix)
            return 0;
        number = number[Math.Max(1, prefix)..];
        return !number.IsEmpty && number[0] != 0 && code.Shapes.CouldBe(number) ? code.Join(number) : 0;
    }

    /// <summary>As <see cref="Final"/>, but only what would stay the same if it were read again with its plus; so
    /// no rule's result can depend on how often it is applied. The country's own numbers always stay the
    /// same.</summary>
    private ulong Stable(ReadOnlySpan<byte> digits)
    {
        ulong key = Final(digits);
        if (key == 0 || digits[0] != 8)
            return key;
        Span<byte> again = stackalloc byte[PackedDigits.Most];
        return IsTrunkPrefixAfterPlus(again[..PackedDigits.Unpack(key, again)]) ? 0 : key;
    }

    private ulong ByContext(ReadOnlySpan<byte> digits, ReadOnlySpan<char> context)
    {
        Span<byte> whole = stackalloc byte[2 * DigitPattern.LongestText];
        if (NumberText.Read(context, whole, out int count, out _) != NormalisedKind.Digits
            || whole[0] != DigitPattern.Plus || count > DigitPattern.LongestText)
            return 0;
        digits.CopyTo(whole[count..]);
        whole = whole[1..(count + digits.Length)];
        return CallingCodes.Of(whole) is { } code && code.Length < whole.Length
            && code.Shapes.Fit(whole[code.Length..]) ? Stable(whole) : 0;
    }

    private ulong ByType(ReadOnlySpan<byte> digits, TypeOfNumber typeOfNumber, out NumberRule rule)
    {
        rule = NumberRule.TypeInternational;
        if (typeOfNumber == TypeOfNumber.International)
            return Final(digits);
        if (country is null)
            return 0;
        rule = NumberRule.TypeNational;
        if (typeOfNumber == TypeOfNumber.National)
            return National(digits);
        rule = NumberRule.TypeSubscriber;
        return typeOfNumber == TypeOfNumber.Subscriber ? Local(digits) : 0;
    }

    private ulong ByDigits(ReadOnlySpan<byte> digits, out NumberRule rule)
    {
        rule = NumberRule.DigitsOnly;
        if (country is null)
            return 0;
        ulong key = WithPrefix(digits, out rule);
        if (key == 0)
            key = WithoutPrefix(digits, out rule);
        return key;
    }

    private ulong WithPrefix(ReadOnlySpan<byte> digits, out NumberRule rule)
    {
        rule = NumberRule.InternationalPrefix;
        ulong key = AfterInternationalPrefix(digits);
        if (key != 0)
            return key;
        rule = NumberRule.TrunkPrefix;
        foreach (DigitPattern prefix in country!.TrunkPrefixes)
            if (prefix.Begins(digits) && (key = AfterTrunkPrefix(digits[prefix.Length..])) != 0)
                return key;
        return 0;
    }

    /// <summary>Of several readings (in Brazil 00 may be followed by a carrier's code) the country's own numbers win,
    /// then those whose digits fit a country exactly.</summary>
    private ulong AfterInternationalPrefix(ReadOnlySpan<byte> digits)
    {
        ulong exact = 0, possible = 0;
        if (digits is [0, 0, .. var usual] && Weigh(usual, ref exact, ref possible) is > 0 and var own)
            return own;
        foreach (DigitPattern prefix in country!.InternationalPrefixes)
            if (prefix.Begins(digits)
                && Weigh(digits[prefix.Length..], ref exact, ref possible) is > 0 and var ownToo)
                return ownToo;
        return exact != 0 ? exact : possible;
    }

    private ulong Weigh(ReadOnlySpan<byte> digits, ref ulong exact, ref ulong possible)
    {
        ulong key = Stable(digits);
        if (key == 0 || CallingCodes.Of(digits) is not { } code)
            return 0;
        bool fits = code.Shapes.Fit(digits[code.Length..]);
        if (fits && ReferenceEquals(code, country!.Code))
            return key;
        if (fits && exact == 0)
            exact = key;
        if (possible == 0)
            possible = key;
        return 0;
    }

    private ulong AfterTrunkPrefix(ReadOnlySpan<byte> number)
    {
        if (country!.Code.Shapes.Fit(number))
            return country.Code.Join(number);
        if (country.Iso != "AR")
            return 0;
        Span<byte> mobile = stackalloc byte[ArgentineMobile.Length];
        return ArgentineMobile.TryRead(number, mobile) && country.Code.Shapes.Fit(mobile)
            ? country.Code.Join(mobile)
            : 0;
    }

    private ulong WithoutPrefix(ReadOnlySpan<byte> digits, out NumberRule rule)
    {
        // A country that has a trunk prefix writes its national numbers with it; one without writes them bare.
        bool bareIsUsual = country!.TrunkPrefixes.Length == 0;
        ulong key;
        rule = NumberRule.Local;
        if (country.IsOpen && digits.Length is >= ShortestLocal and <= LongestOpenLocal && (key = Local(digits)) != 0)
            return key;
        rule = NumberRule.National;
        if (bareIsUsual && (key = Bare(digits)) != 0)
            return key;
        rule = NumberRule.CountryCode;
        if ((key = AfterCountryCode(digits)) != 0)
            return key;
        rule = NumberRule.National;
        if (!bareIsUsual && (key = Bare(digits)) != 0)
            return key;
        rule = NumberRule.Local;
        if (!country.IsOpen && digits.Length is >= ShortestLocal and <= LongestLocal && (key = Local(digits)) != 0)
            return key;
        return OutsideLineOrForeign(digits, out rule);
    }

    /// <summary>9 for an outside line and a foreign number without plus can be the same digits (98 is Iran). Where the
    /// trunk prefix is 8 or 1, a left-over 9 is the likelier; where it is 0, 90 is Turkey.</summary>
    private ulong OutsideLineOrForeign(ReadOnlySpan<byte> digits, out NumberRule rule)
    {
        bool foreignFirst = !country!.PlusMayPrecedeTrunkPrefix && country.Code.Digits is not [1];
        rule = NumberRule.Foreign;
        ulong key = foreignFirst ? Foreign(digits) : 0;
        if (key == 0 && digits is [9, .. var dialled])
        {
            rule = NumberRule.OutsideLine;
            key = WithPrefix(dialled, out _);
            if (key == 0)
                key = AfterCountryCode(dialled);
        }
        if (key == 0 && !foreignFirst)
        {
            rule = NumberRule.Foreign;
            key = Foreign(digits);
        }
        return key;
    }

    private ulong Bare(ReadOnlySpan<byte> digits) =>
        country!.Bare.Fit(digits) ? country.Code.Join(digits) : 0;

    private ulong National(ReadOnlySpan<byte> digits) =>
        country!.Code.Shapes.Fit(digits) ? country.Code.Join(digits) : 0;

    private ulong Local(ReadOnlySpan<byte> digits)
    {
        if (area.Length == 0 || area.Length + digits.Length > PackedDigits.Most)
            return 0;
        Span<byte> number = stackalloc byte[PackedDigits.Most];
        area.CopyTo(number);
        digits.CopyTo(number[area.Length..]);
        return National(number[..(area.Length + digits.Length)]);
    }

    private ulong AfterCountryCode(ReadOnlySpan<byte> digits)
    {
        CallingCode code = country!.Code;
        if (!digits.StartsWith(code.Digits))
            return 0;
        ReadOnlySpan<byte> number = digits[code.Length..];
        if (code.Shapes.Fit(number))
            return code.Join(number);
        return code.TrunkPrefix.Length > 0 && number.StartsWith(code.TrunkPrefix)
            && code.Shapes.Fit(number[code.TrunkPrefix.Length..])
            ? code.Join(number[code.TrunkPrefix.Length..])
            : 0;
    }

    private ulong Foreign(ReadOnlySpan<byte> digits) =>
        digits.Length >= ShortestForeign && CallingCodes.Of(digits) is { } code && !ReferenceEquals(code, country!.Code)
        && code.Shapes.Fit(digits[code.Length..]) ? Stable(digits) : 0;
}
