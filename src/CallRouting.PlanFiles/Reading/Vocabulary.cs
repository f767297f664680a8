namespace CallRouting.PlanFiles;

/// <summary>The words of a plan file for the values of one enum, in both directions.</summary>
internal sealed class Vocabulary<T>(string what, params (string Word, T Value)[] words)
    where T : struct, Enum
{
    /// <summary>What the words name, for messages.</summary>
    public string What { get; } = what;

    /// <summary>All words, in the order of the enum.</summary>
    public IReadOnlyList<string> Words { get; } = [.. words.Select(pair => pair.Word)];

    /// <summary>The value a word means.</summary>
    public bool TryRead(string word, out T value)
    {
        foreach (var pair in words)
            if (pair.Word == word)
            {
                value = pair.Value;
                return true;
            }

        value = default;
        return false;
    }

    /// <summary>The word for a value; the number for a value that has none.</summary>
    public string Word(T value)
    {
        foreach (var pair in words)
            if (EqualityComparer<T>.Default.Equals(pair.Value, value))
                return pair.Word;
        return value.ToString();
    }
}

/// <summary>The words of plan files.</summary>
internal static class Vocabulary
{
    public static readonly Vocabulary<Role> Role = new("role",
        ("user", CallRouting.Role.User),
        ("administrator", CallRouting.Role.Administrator));

    public static readonly Vocabulary<Strategy> Strategy = new("strategy",
        ("all-at-once", CallRouting.Strategy.AllAtOnce),
        ("in-turn", CallRouting.Strategy.InTurn),
        ("cascading", CallRouting.Strategy.Cascading),
        ("round-robin", CallRouting.Strategy.RoundRobin),
        ("longest-idle", CallRouting.Strategy.LongestIdle),
        ("fewest-calls", CallRouting.Strategy.FewestCalls),
        ("least-talk-time", CallRouting.Strategy.LeastTalkTime),
        ("random", CallRouting.Strategy.Random),
        ("weighted", CallRouting.Strategy.Weighted),
        ("tiers", CallRouting.Strategy.Tiers));

    public static readonly Vocabulary<TrunkKind> TrunkKind = new("kind of trunk",
        ("sip", CallRouting.TrunkKind.Sip),
        ("fxo", CallRouting.TrunkKind.Fxo),
        ("pri", CallRouting.TrunkKind.Pri));

    public static readonly Vocabulary<SharedField> SharedField = new("shared field",
        ("caller-number", CallRouting.SharedField.CallerNumber),
        ("called-number", CallRouting.SharedField.CalledNumber),
        ("call-id", CallRouting.SharedField.CallId),
        ("caller-name", CallRouting.SharedField.CallerName));

    public static readonly Vocabulary<CalledIdHeader> CalledIdHeader = new("source",
        ("request-uri", CallRouting.CalledIdHeader.RequestUri),
        ("to-header", CallRouting.CalledIdHeader.To),
        ("diversion", CallRouting.CalledIdHeader.Diversion),
        ("p-called-party-id", CallRouting.CalledIdHeader.PCalledPartyId));

    public static readonly Vocabulary<CallScope> CallScope = new("kind of call",
        ("all", CallRouting.CallScope.All),
        ("outside", CallRouting.CallScope.Outside),
        ("internal", CallRouting.CallScope.Internal));

    public static readonly Vocabulary<SwitchValue> SwitchValue = new("value to switch on",
        ("called-number", CallRouting.SwitchValue.CalledNumber),
        ("caller-number", CallRouting.SwitchValue.CallerNumber),
        ("line", CallRouting.SwitchValue.Line),
        ("trunk", CallRouting.SwitchValue.Trunk),
        ("answer", CallRouting.SwitchValue.Answer));

    public static readonly Vocabulary<StockEnding> StockEnding = new("stock ending",
        ("wrong-number", CallRouting.StockEnding.WrongNumber),
        ("declined", CallRouting.StockEnding.Declined));

    public static readonly Vocabulary<RejectReason> RejectReason = new("reason to reject",
        ("rejected", CallRouting.RejectReason.Rejected),
        ("busy", CallRouting.RejectReason.Busy),
        ("no-such-number", CallRouting.RejectReason.NoSuchNumber));

    /// <summary>Every outcome by its own name: <c>message-left</c>.</summary>
    public static readonly Vocabulary<Outcome> Outcome = new("outcome",
        [.. Enum.GetValues<Outcome>().Where(value => value != default).Select(value => (Kebab($"{value}"), value))]);

    private static string Kebab(string name) => string.Concat(name.Select((letter, at) =>
        char.IsAsciiLetterUpper(letter) ? $"{(at > 0 ? "-" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
