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
