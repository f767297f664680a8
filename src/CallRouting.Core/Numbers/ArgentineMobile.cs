namespace CallRouting;

/// <summary>Argentina dials mobile numbers at home as area, 15, subscriber, and from abroad as 9, area, subscriber: the
/// one plan where the two forms differ in the middle.</summary>
internal static class ArgentineMobile
{
    public const int Length = 11;

    // Areas of three digits; 11 is Buenos Aires, all others have four.
    private static readonly NumberShapes ThreeDigitAreas = NumberShapes.Read(
        "22[0139]:3 23[067]:3 249:3 26[01346]:3 280:3 29[1479]:3 29[89]:3 33[6]:3 34[1-358]:3 35[138]:3 36[24]:3 "
        + "37[069]:3 38[0-3578]:3");

    /// <summary>Reads 12 digits behind the trunk prefix.</summary>
    public static bool TryRead(ReadOnlySpan<byte> digits, Span<byte> mobile)
    {
        if (digits.Length != 12)
            return false;
        int area = digits is [1, 1, ..] ? 2 : ThreeDigitAreas.Fit(digits[..3]) ? 3 : 4;
        if (digits is not [1, 1, ..] and not [2 or 3, ..] || digits[area] != 1 || digits[area + 1] != 5)
            return false;
        mobile[0] = 9;
        digits[..area].CopyTo(mobile[1..]);
        digits[(area + 2)..].CopyTo(mobile[(area + 1)..]);
        return true;
    }
}
