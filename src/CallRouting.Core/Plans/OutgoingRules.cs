namespace CallRouting;

/// <summary>The compiled ways out: which number leaves by which step.</summary>
internal sealed class OutgoingRules
{
    /// <summary>No number leaves.</summary>
    public static OutgoingRules None { get; } = new();

    public (NumberPattern To, int Node)[] Routes { get; init; } = [];

    public NumberPattern[] Deny { get; init; } = [];

    /// <summary>The step that refuses a number.</summary>
    public int DenyNode { get; init; } = -1;

    public IReadOnlySet<Extension> Emergency { get; init; } = new HashSet<Extension>();

    /// <summary>The step that lets emergency calls out; −1: no trunk can.</summary>
    public int EmergencyNode { get; init; } = -1;

    /// <summary>Whether the digits are an emergency number that some trunk can carry.</summary>
    public bool IsEmergency(Extension digits) => EmergencyNode >= 0 && Emergency.Contains(digits);

    /// <summary>The step for a number that an employee dialled; −1: it leads nowhere.</summary>
    public int NodeOf(PhoneNumber number)
    {
        foreach (var pattern in Deny)
            if (pattern.Matches(number))
                return DenyNode;
        foreach (var (to, node) in Routes)
            if (to.Matches(number))
                return node;
        return -1;
    }
}

/// <summary>One number, or all that begin alike. <c>default</c> is all numbers.</summary>
/// <param name="Beginning">The number, or how it begins.</param>
/// <param name="IsWhole">Whether it is one number.</param>
internal readonly record struct NumberPattern(PhoneNumber Beginning, bool IsWhole)
{
    /// <summary>Reads <c>+79031234567</c>, <c>+7495*</c> or <c>*</c>.</summary>
    public static bool TryParse(string? text, out NumberPattern pattern)
    {
        pattern = default;
        if (text == "*")
            return true;
        var isWhole = text is not [.., '*'];
        if (!PhoneNumber.TryParse(isWhole ? text : text.AsSpan(0, text!.Length - 1), out var beginning))
            return false;
        pattern = new NumberPattern(beginning, isWhole);
        return true;
    }

    public bool Matches(PhoneNumber number) => IsWhole ? number == Beginning : number.StartsWith(Beginning);

    /// <summary>Whether whatever fits another fits this too.</summary>
    public bool Covers(NumberPattern other) => this == other || (!IsWhole && other.Beginning.StartsWith(Beginning));
}
