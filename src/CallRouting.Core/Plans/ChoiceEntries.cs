namespace CallRouting;

/// <summary>A compiled switch: the case that equals the value, else <paramref name="Other"/>.</summary>
/// <param name="On">Which value.</param>
/// <param name="Values">The values of the cases, as the plan writes them; none twice.</param>
/// <param name="Nodes">The node of each case.</param>
/// <param name="Other">The node when no case fits.</param>
public sealed record SwitchEntry(
    SwitchValue On, IReadOnlyList<string> Values, IReadOnlyList<int> Nodes, int Other)
{
    /// <summary>The key of a caller who shows no number.</summary>
    internal const ulong Anonymous = ulong.MaxValue;

    /// <summary>The value that means a caller without a number.</summary>
    internal const string AnonymousWord = "anonymous";

    /// <summary>What a value is at run time → its case: a caller's number by its digits, everything else by its
    /// index in the plan from 1. 0 is never among them: it is no value.</summary>
    internal IReadOnlyDictionary<ulong, int> Cases { get; init; } = new Dictionary<ulong, int>();

    /// <summary>The case of a key; −1: other.</summary>
    internal int CaseOf(ulong key) => Cases.TryGetValue(key, out var index) ? index : -1;
}

/// <summary>A compiled question.</summary>
/// <param name="Prompt">The question.</param>
/// <param name="Answers">For each key of <see cref="MenuEntry.Keys"/> the answer as an index in
/// <see cref="RoutingPlan.Answers"/>; −1: a wrong key.</param>
public sealed record AskEntry(PromptId Prompt, IReadOnlyList<int> Answers)
{
    internal long TimeoutTicks { get; init; }
}

/// <summary>A compiled offer to the employee who spoke with the caller last.</summary>
/// <param name="WithinTicks">How long ago that may be, in ticks of 100 ns.</param>
/// <param name="RingTicks">How long the employee rings, in ticks of 100 ns.</param>
public sealed record StickyEntry(long WithinTicks, long RingTicks);

/// <summary>Compiled screening of callers: who is let through, who is not, who waits less.</summary>
/// <param name="BlockedNode">The node of blocked callers.</param>
/// <param name="AnonymousNode">The node of callers who show no number; −1: on as everybody.</param>
public sealed record ScreeningEntry(int BlockedNode, int AnonymousNode)
{
    internal NumberPatternTable Allowed { get; init; } = new();

    internal NumberPatternTable Blocked { get; init; } = new();

    internal NumberPatternTable Ranked { get; init; } = new();

    // The priority of each pattern of Ranked.
    internal byte[] Priorities { get; init; } = [];

    /// <summary>The priority in queues that a caller's call begins with: 0 to 100.</summary>
    /// <param name="caller">The caller's number; none has priority 0.</param>
    public int PriorityOf(PhoneNumber caller) =>
        Ranked.Find(caller) is >= 0 and var place ? Priorities[place] : 0;

    /// <summary>What becomes of a caller before the called number is asked.</summary>
    /// <param name="caller">The caller's number, if there is one.</param>
    /// <param name="isAnonymous">Whether the caller shows no number.</param>
    internal ScreeningResult Judge(PhoneNumber caller, bool isAnonymous) =>
        Allowed.Find(caller) >= 0 ? ScreeningResult.Allowed :
        Blocked.Find(caller) >= 0 ? ScreeningResult.Blocked :
        isAnonymous && AnonymousNode >= 0 ? ScreeningResult.Anonymous : ScreeningResult.NotListed;
}

/// <summary>What becomes of a caller before the called number is asked.</summary>
internal enum ScreeningResult : byte
{
    NotListed = 0,
    Allowed,
    Blocked,
    Anonymous,
}

/// <summary>The internal numbers as they are dialled, digit by digit.</summary>
internal sealed class DialTable
{
    // Every beginning of an internal number → its node, or −1 where it is no more, and whether more may follow.
    private readonly Dictionary<ulong, (int Node, bool MayGrow)> _beginnings = [];

    public DialTable(IReadOnlyDictionary<Extension, int> nodes)
    {
        foreach (var (extension, node) in nodes)
        {
            var own = extension.Key;
            _beginnings[own] = (node, _beginnings.TryGetValue(own, out var known) && known.MayGrow);
            for (var key = own >> 4; key != 0; key >>= 4)
                _beginnings[key] = (_beginnings.TryGetValue(key, out var shorter) ? shorter.Node : -1, true);
        }
    }

    /// <summary>Whether a longer internal number begins with these packed digits.</summary>
    public bool MayGrow(ulong digits) => _beginnings.TryGetValue(digits, out var known) && known.MayGrow;

    /// <summary>The node of the internal number that these packed digits are; −1: nobody has it.</summary>
    public int Find(ulong digits) => _beginnings.TryGetValue(digits, out var known) ? known.Node : -1;
}
