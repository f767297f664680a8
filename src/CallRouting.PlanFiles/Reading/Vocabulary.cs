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
}
