namespace CallRouting;

/// <summary>The emergency numbers that employees may always dial where the plan lists none.</summary>
/// <remarks>112 (ITU-T E.161.1, 3GPP TS 22.101 §10) and 911 lead to help from nearly every network; beside them stand
/// the numbers that a country's own people dial, as national regulators publish them. A plan's own list replaces
/// this one.</remarks>
internal static class EmergencyNumbers
{
    private static readonly Dictionary<string, string> Own = new()
    {
        ["AM"] = "101 102 103", ["AT"] = "122 133 144", ["AU"] = "000", ["BR"] = "190 192 193",
        ["BY"] = "101 102 103", ["CH"] = "117 118 144", ["CN"] = "110 119 120", ["CZ"] = "150 155 158",
        ["DE"] = "110", ["FR"] = "15 17 18", ["GB"] = "999", ["HK"] = "999", ["HU"] = "104 105 107",
        ["IE"] = "999", ["IL"] = "100 101 102", ["IN"] = "100 101 102 108", ["IT"] = "113 115 118",
        ["JP"] = "110 118 119", ["KR"] = "119", ["KZ"] = "101 102 103 104", ["NZ"] = "111", ["PL"] = "997 998 999",
        ["RU"] = "101 102 103 104", ["SG"] = "995 999", ["SK"] = "150 155 158", ["UA"] = "101 102 103 104",
        ["UZ"] = "101 102 103 104", ["ZA"] = "10111 10177",
    };

    /// <summary>112 and 911.</summary>
    public static IReadOnlyList<Extension> Everywhere { get; } = [Extension.Parse("112"), Extension.Parse("911")];

    /// <summary>The own numbers of the countries that a plan's trunks are in.</summary>
    public static IEnumerable<Extension> Of(EquatableList<Trunk> trunks)
    {
        foreach (var trunk in trunks)
            if (trunk?.NumberRules?.Country is { } name && CallingCodes.Country(name) is { } country
                && Own.TryGetValue(country.Iso, out var numbers))
                foreach (var number in numbers.Split(' '))
                    yield return Extension.Parse(number);
    }
}
