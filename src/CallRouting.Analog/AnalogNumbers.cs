using System.Buffers;

namespace CallRouting.Analog;

/// <summary>Who calls, as an exchange says it, and a number as it is dialled (SPEC O2, O9).</summary>
internal static class AnalogNumbers
{
    private static readonly SearchValues<char> Keys = SearchValues.Create("0123456789*#ABCD,");

    /// <summary>What of a caller id a call is offered with: the number as it was received, for the plan reads it by the
    /// trunk's country; nothing where it is withheld or not known.</summary>
    public static CallerId Caller(in FxoCallerId caller)
    {
        var number = caller.Absence == FxoCallerAbsence.None ? Text(caller.Number) : null;
        // Some exchanges and modems write the reason for an absence where the number should be.
        if (number is "O" or "P" or "o" or "p")
            number = null;
        return new(number, caller.Absence == FxoCallerAbsence.Withheld ? null : Text(caller.Name));
    }

    /// <summary>The digits that reach a number from a line of a country.</summary>
    /// <param name="number">The number.</param>
    /// <param name="country">The country.</param>
    /// <param name="isEmergency">Whether it is an emergency number, which is dialled as it is.</param>
    public static string Dialled(PhoneNumber number, AnalogCountry country, bool isEmergency)
    {
        var digits = number.ToString()[1..];
        if (isEmergency)
            return digits;
        return digits.StartsWith(country.CallingCode, StringComparison.Ordinal)
            ? country.TrunkPrefix + digits[country.CallingCode.Length..]
            : country.InternationalPrefix + digits;
    }

    /// <summary>Whether text holds nothing but what can be dialled: keys, and commas for pauses.</summary>
    public static bool CanBeDialled(ReadOnlySpan<char> digits) =>
        !digits.ContainsAnyExcept(Keys);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
