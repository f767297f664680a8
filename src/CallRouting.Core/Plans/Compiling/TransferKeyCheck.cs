namespace CallRouting;

/// <summary>Checks the keys by which employees pass callers on.</summary>
internal static class TransferKeyCheck
{
    public static TransferActions Compile(TransferKeys? keys, FindingList findings)
    {
        keys ??= new();
        var path = new PlanPath("transfers");
        var seen = new Dictionary<string, string>();
        foreach (var (text, action, word) in TransferActions.All(keys))
        {
            if (text is null)
                continue;
            var isKeys = text.Length == 2 && text[0] is '*' or '#'
                && MenuEntry.Keys.Contains(text[1], StringComparison.Ordinal);
            if (!isKeys)
                findings.Error("bad-transfer-keys", path.Then(word),
                    $"\"{text}\" cannot be pressed for this: write * or # and one further key, like *1.");
            else if (action == TransferAction.Cancel && text[0] == '#')
                findings.Error("bad-transfer-keys", path.Then(word),
                    $"\"{text}\" cannot take a transfer back, for # ends the number being dialled: begin with *.");
            else if (!seen.TryAdd(text, word))
                findings.Error("duplicate-transfer-keys", path.Then(word),
                    $"\"{text}\" already means {seen[text]}: choose other keys.");
        }

        return new TransferActions(keys);
    }
}
