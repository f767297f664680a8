namespace CallRouting;

/// <summary>What a called id turned out to be, and by which rule.</summary>
/// <remarks><c>default</c> is an absent called id. Normalising <see cref="ToString"/> again under the same rules gives
/// the same number or digits.</remarks>
public readonly record struct NormalisedNumber
{
    private readonly ulong key;
    private readonly int rewriteIndexPlusOne;

    internal NormalisedNumber(NormalisedKind kind, ulong key, NumberRule rule, int rewriteIndex)
    {
        Kind = kind;
        Rule = rule;
        this.key = key;
        rewriteIndexPlusOne = rewriteIndex + 1;
    }

    /// <summary>A number that is known without any rule, for example from a plan.</summary>
    public static NormalisedNumber From(PhoneNumber number) =>
        number.IsNone ? default : new(NormalisedKind.E164, number.Key, NumberRule.Plus, -1);

    /// <summary>Which of the others is set.</summary>
    public NormalisedKind Kind { get; }

    /// <summary>The country's rule that decided; <see cref="NumberRule.None"/> for names and absent ids.</summary>
    public NumberRule Rule { get; }

    /// <summary>The index of the trunk's rewrite rule that was applied before <see cref="Rule"/>, or -1.</summary>
    public int RewriteIndex => rewriteIndexPlusOne - 1;

    /// <summary>The international number; none unless <see cref="Kind"/> is E164.</summary>
    public PhoneNumber Number => Kind == NormalisedKind.E164 ? new PhoneNumber(key) : default;

    /// <summary>Digits that are no international number: a short or internal number, or one that is cut off; none
    /// unless <see cref="Kind"/> is Digits.</summary>
    public Extension Digits => Kind == NormalisedKind.Digits ? new Extension(key) : default;

    /// <summary>The number for logs and explanations; digits that are no number are short and shown whole.</summary>
    public string Masked() => Kind == NormalisedKind.E164 ? Number.Masked() : MaskedDigits();

    /// <summary>The international number with its plus, or the digits; empty for names and absent ids, whose text is in
    /// the <see cref="CalledId"/>.</summary>
    public override string ToString() => Kind == NormalisedKind.E164 ? Number.ToString() : Digits.ToString();

    private string MaskedDigits()
    {
        const int internalAtMost = 6;
        string digits = Digits.ToString();
        return digits.Length <= internalAtMost
            ? digits
            : string.Concat(new string('•', digits.Length - 2), digits.AsSpan(digits.Length - 2));
    }
}

/// <summary>What a called id turned out to be.</summary>
public enum NormalisedKind : byte
{
    /// <summary>There was none, or only white space.</summary>
    Absent = 0,

    /// <summary>An international number.</summary>
    E164,

    /// <summary>1 to 15 digits that are no international number as far as the trunk's rules can tell.</summary>
    Digits,

    /// <summary>Anything else: <c>info</c>, <c>anonymous</c>, <c>s</c>, <c>*43</c>, twenty digits, a plus before what
    /// no country has.</summary>
    Name,
}

/// <summary>The built-in rules by which a number is recognised.</summary>
public enum NumberRule : byte
{
    /// <summary>No rule: absent or a name.</summary>
    None = 0,

    /// <summary>It began with a plus.</summary>
    Plus,

    /// <summary>It began with a plus typed before the trunk prefix: <c>+8 495…</c> for <c>8 495…</c>.</summary>
    PlusBeforeTrunkPrefix,

    /// <summary>It began with an international prefix: <c>00</c>, <c>810</c>, <c>011</c>.</summary>
    InternationalPrefix,

    /// <summary>It began with the country's trunk prefix: <c>8</c>, <c>0</c>, <c>1</c>.</summary>
    TrunkPrefix,

    /// <summary>It began with the country's own calling code, the plus left out.</summary>
    CountryCode,

    /// <summary>It was a national number without prefix.</summary>
    National,

    /// <summary>It was a local number, completed by the trunk's area.</summary>
    Local,

    /// <summary>It was completed by the <c>phone-context</c> of its URI (RFC 3966 §5.1.5).</summary>
    PhoneContext,

    /// <summary>Signalling said that it was an international number.</summary>
    TypeInternational,

    /// <summary>Signalling said that it was a national number.</summary>
    TypeNational,

    /// <summary>Signalling said that it was a local number.</summary>
    TypeSubscriber,

    /// <summary>It began with 9 for an outside line, left over from an office exchange.</summary>
    OutsideLine,

    /// <summary>It was another country's number without its plus.</summary>
    Foreign,

    /// <summary>No rule made a number of the digits; they are kept as they are.</summary>
    DigitsOnly,
}
