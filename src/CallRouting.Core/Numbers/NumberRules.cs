namespace CallRouting;

/// <summary>Reads called numbers as one trunk writes them: its own rewrite rules, then its country's dialling
/// habits.</summary>
/// <remarks>Immutable and safe for any number of threads. Normalising is a function of the text and the type of number
/// only, never throws, allocates nothing, and is idempotent: the result's own text, read again, gives the same result
/// (unless <see cref="Compile"/> found a rewrite rule unstable).</remarks>
public sealed partial class NumberRules
{
    private readonly CompiledRewrite[] rewrites;
    private readonly DiallingCountry? country;
    private readonly byte[] area;
    private readonly bool trustTypeOfNumber;

    private NumberRules(CompiledRewrite[] rewrites, DiallingCountry? country, byte[] area, bool trustTypeOfNumber)
    {
        this.rewrites = rewrites;
        this.country = country;
        this.area = area;
        this.trustTypeOfNumber = trustTypeOfNumber;
    }

    /// <summary>Rules of no country and without rewriting: only a leading plus makes a number.</summary>
    public static NumberRules International { get; } = new([], null, [], true);

    /// <summary>Prepares a trunk's rules. Never throws on what they say: what is wrong or doubtful is added to
    /// <paramref name="findings"/>, and the part that is wrong is left out of the result.</summary>
    public static NumberRules Compile(NumberRulesSettings settings, List<NumberRuleFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(findings);
        DiallingCountry? country = CountryOf(settings.Country, findings);
        country?.Hasten();
        byte[] area = AreaOf(settings, country, findings);
        var rewrites = new List<CompiledRewrite>();
        for (int i = 0; i < settings.Rewrite.Count; i++)
            if (CompiledRewrite.Read(settings.Rewrite[i], i, findings) is { } rewrite)
                rewrites.Add(rewrite);
        var rules = new NumberRules([.. rewrites], country, area, settings.TrustTypeOfNumber);
        RewriteAnalysis.Examine(rules, rules.rewrites, findings);
        return rules;
    }

    /// <summary>The same country and area without the rewrite rules, which are about called numbers.</summary>
    internal NumberRules WithoutRewriting() =>
        rewrites.Length == 0 ? this : new NumberRules([], country, area, trustTypeOfNumber);

    /// <summary>Reads a called id.</summary>
    public NormalisedNumber Normalise(in CalledId id) => Normalise(id.Raw, id.TypeOfNumber);

    /// <summary>Reads any text, of any length, as a called number.</summary>
    /// <param name="raw">The text as it was received; names, URIs and decorated numbers included.</param>
    /// <param name="typeOfNumber">What signalling claims of its form; a plus in the text outranks it.</param>
    public NormalisedNumber Normalise(ReadOnlySpan<char> raw, TypeOfNumber typeOfNumber = default)
    {
        Span<byte> characters = stackalloc byte[DigitPattern.LongestText + PackedDigits.Most + 1];
        if (NumberText.TryReadPlain(raw, characters))
            return Decide(characters, raw.Length, default, typeOfNumber);
        NormalisedKind kind = NumberText.Read(raw, characters, out int count, out ReadOnlySpan<char> context);
        return kind == NormalisedKind.Digits
            ? Decide(characters, count, context, typeOfNumber)
            : new NormalisedNumber(kind, 0, NumberRule.None, -1);
    }

    private NormalisedNumber Decide(
        Span<byte> characters, int count, ReadOnlySpan<char> context, TypeOfNumber typeOfNumber)
    {
        bool international = trustTypeOfNumber && typeOfNumber == TypeOfNumber.International;
        foreach (CompiledRewrite rewrite in rewrites)
            if (rewrite.Match.Matches(characters[..count]))
            {
                count = rewrite.Apply(characters, count);
                return count < 0
                    ? new NormalisedNumber(NormalisedKind.Name, 0, NumberRule.None, rewrite.Index)
                    : ByBuiltInRules(characters[..count], isFinal: true, default, rewrite.Index);
            }
        return ByBuiltInRules(characters[..count], international, typeOfNumber, -1, context);
    }

    private NormalisedNumber ByBuiltInRules(
        ReadOnlySpan<byte> characters, bool isFinal, TypeOfNumber typeOfNumber, int rewriteIndex,
        ReadOnlySpan<char> context = default)
    {
        NumberRule rule = NumberRule.Plus;
        ulong key;
        if (characters is [DigitPattern.Plus, .. var afterPlus])
        {
            key = isFinal ? Final(afterPlus) : AfterPlus(afterPlus, out rule);
            return key == 0
                ? new NormalisedNumber(NormalisedKind.Name, 0, NumberRule.None, rewriteIndex)
                : new NormalisedNumber(NormalisedKind.E164, key, rule, rewriteIndex);
        }
        key = context.IsEmpty ? 0 : ByContext(characters, context);
        if (key != 0)
            return new NormalisedNumber(NormalisedKind.E164, key, NumberRule.PhoneContext, rewriteIndex);
        key = trustTypeOfNumber ? ByType(characters, typeOfNumber, out rule) : 0;
        if (key == 0 && !(trustTypeOfNumber && IsNeverInternational(typeOfNumber)))
            key = ByDigits(characters, out rule);
        if (key != 0)
            return new NormalisedNumber(NormalisedKind.E164, key, rule, rewriteIndex);
        return characters.Length is > 0 and <= PackedDigits.Most
            ? new NormalisedNumber(
                NormalisedKind.Digits, PackedDigits.Pack(characters), NumberRule.DigitsOnly, rewriteIndex)
            : new NormalisedNumber(NormalisedKind.Name, 0, NumberRule.None, rewriteIndex);
    }

    private static bool IsNeverInternational(TypeOfNumber typeOfNumber) =>
        typeOfNumber is TypeOfNumber.NetworkSpecific or TypeOfNumber.Abbreviated;

    private static DiallingCountry? CountryOf(string? name, List<NumberRuleFinding> findings)
    {
        if (name is null)
            return null;
        DiallingCountry? country = CallingCodes.Country(name);
        if (country is null)
            findings.Add(new(NumberRuleFindingKind.UnknownCountry, -1,
                $"country \"{name}\" is neither a calling code nor an ISO code of a country: write \"7\" or \"RU\"."));
        return country;
    }

    private static byte[] AreaOf(
        NumberRulesSettings settings, DiallingCountry? country, List<NumberRuleFinding> findings)
    {
        if (settings.Area is not { } text || settings.Country is not null && country is null)
            return [];
        if (PackedDigits.TryPack(text, out ulong key) && country is not null)
        {
            byte[] area = new byte[PackedDigits.Count(key)];
            PackedDigits.Unpack(key, area);
            if (country.National.CanBegin(area))
                return area;
        }
        findings.Add(new(NumberRuleFindingKind.AreaDoesNotFit, -1, country is null
            ? $"area \"{text}\" says nothing without a country: add the country."
            : $"area \"{text}\" does not begin any number of {country.Iso}: write the area code in digits, without "
                + "trunk prefix and country code."));
        return [];
    }
}
