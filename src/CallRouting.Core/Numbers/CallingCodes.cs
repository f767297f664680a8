using System.Collections.Frozen;
using System.Globalization;

namespace CallRouting;

/// <summary>One calling code of ITU-T E.164 and the numbers behind it, over all countries that share it.</summary>
/// <param name="Digits">The code, one to three digits.</param>
/// <param name="Shapes">The national significant numbers of all its countries.</param>
/// <param name="TrunkPrefix">The usual trunk prefix, which is often left in by mistake; may be empty.</param>
internal sealed record CallingCode(byte[] Digits, NumberShapes Shapes, byte[] TrunkPrefix)
{
    private readonly ulong key = PackedDigits.Pack(Digits);

    public int Length => Digits.Length;

    /// <summary>The packed international number, or 0 where it would be longer than 15 digits.</summary>
    public ulong Join(ReadOnlySpan<byte> national) =>
        Length + national.Length > PackedDigits.Most
            ? 0
            : key << (4 * national.Length) | PackedDigits.Pack(national);
}

/// <summary>The dialling habits of one country.</summary>
/// <param name="Iso">ISO 3166 code.</param>
/// <param name="Code">Its calling code.</param>
/// <param name="TrunkPrefixes">What is dialled before national numbers, the usual one first.</param>
/// <param name="InternationalPrefixes">What is dialled before a calling code.</param>
/// <param name="National">The country's own national significant numbers.</param>
/// <param name="Bare">Those of them that are recognised without trunk prefix.</param>
/// <param name="IsOpen">Whether digits without trunk prefix are local numbers before they are national ones.</param>
internal sealed record DiallingCountry(
    string Iso,
    CallingCode Code,
    DigitPattern[] TrunkPrefixes,
    DigitPattern[] InternationalPrefixes,
    NumberShapes National,
    NumberShapes Bare,
    bool IsOpen)
{
    /// <summary>Whether a plus is typed before the trunk prefix often enough to be read so even where it could be
    /// another country's number: with Russia's and Kazakhstan's 8.</summary>
    public bool PlusMayPrecedeTrunkPrefix { get; } = Code.Digits is [7];

    /// <summary>Prepares for being asked often; for a trunk's own country, not for all.</summary>
    public void Hasten()
    {
        Code.Shapes.Hasten();
        Bare.Hasten();
    }
}

/// <summary>All calling codes and countries.</summary>
internal static class CallingCodes
{
    private static readonly CallingCode?[] Codes = new CallingCode?[1000];
    private static readonly FrozenDictionary<string, DiallingCountry> Countries = Load();

    /// <summary>The calling code at the start of the digits; null where none is assigned.</summary>
    public static CallingCode? Of(ReadOnlySpan<byte> digits)
    {
        int code = 0;
        for (int i = 0; i < Math.Min(3, digits.Length); i++)
        {
            code = code * 10 + digits[i];
            if (Codes[code] is { } found && found.Length == i + 1)
                return found;
        }
        return null;
    }

    /// <summary>How many digits the number's calling code has; 3 where it is not assigned.</summary>
    public static int LengthOf(PhoneNumber number)
    {
        Span<byte> digits = stackalloc byte[PackedDigits.Most];
        return Of(digits[..PackedDigits.Unpack(number.Key, digits)])?.Length ?? 3;
    }

    /// <summary>The country of an ISO code in any case, or the one that a calling code stands for; null where there is
    /// none.</summary>
    public static DiallingCountry? Country(string name) => Countries.GetValueOrDefault(name);

    public static IEnumerable<DiallingCountry> All => Countries.Values.Distinct();

    private static FrozenDictionary<string, DiallingCountry> Load()
    {
        string[][] lines =
        [
            .. $"{CallingCodeFacts.Zones1To4}\n{CallingCodeFacts.Zones5To9}"
                .Replace("\\\n", "", StringComparison.Ordinal)
                .Split('\n').Select(line => line.Split('|')),
        ];
        foreach (string[] entry in CallingCodeFacts.Global.Split(' ').Select(entry => entry.Split('|')))
            Add(entry[0], NumberShapes.Read("X" + entry[1]), []);
        foreach (IGrouping<string, string[]> code in lines.GroupBy(line => line[0]))
            Add(code.Key, NumberShapes.Read(code.Select(line => line[4])), DigitsOf(code.First()[2].Split(',')[0]));

        var countries = new Dictionary<string, DiallingCountry>(StringComparer.OrdinalIgnoreCase);
        foreach (string[] line in lines.Where(line => line[1].Length > 0))
        {
            CallingCode code = Codes[int.Parse(line[0], NumberStyles.None, CultureInfo.InvariantCulture)]!;
            NumberShapes national = NumberShapes.Read(line[4]);
            foreach (string iso in line[1].Split(','))
                countries.Add(iso, new DiallingCountry(iso, code, Patterns(line[2]), Patterns(line[3]), national,
                    line.Length > 5 ? NumberShapes.Read(line[5]) : national, line.Length > 5));
            countries.TryAdd(line[0], countries[line[1].Split(',')[0]]);
        }
        return countries.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static void Add(string code, NumberShapes shapes, byte[] trunkPrefix) =>
        Codes[int.Parse(code, NumberStyles.None, CultureInfo.InvariantCulture)] =
            new CallingCode(DigitsOf(code), shapes, trunkPrefix);

    private static byte[] DigitsOf(string text) => [.. text.Select(c => (byte)(c - '0'))];

    private static DigitPattern[] Patterns(string list) =>
        [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => DigitPattern.Read(text)!)];
}
