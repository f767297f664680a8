namespace CallRouting;

/// <summary>Checks and compiles the company's numbers.</summary>
internal sealed class NumberCompiler(Plan plan, RouteCompiler routes, FindingList findings)
{
    private readonly Dictionary<string, ushort> _languages = [];

    /// <summary>The languages of the numbers that name one, each once.</summary>
    public string[] Languages() => [.. _languages.Keys];

    public (NumberEntry[] Entries, NumberTable Table) Compile()
    {
        var entries = new NumberEntry[plan.Numbers.Count];
        var called = new (PhoneNumber, int)[entries.Length];
        var callerIdOut = -1;
        for (var i = 0; i < entries.Length; i++)
        {
            var number = plan.Numbers[i];
            entries[i] = new NumberEntry(number?.Id ?? "", number?.Called ?? default, routes.NumberNode(i))
            {
                Language = number?.Language is { } language ? LanguageOf(language, i) : (ushort)0,
            };
            called[i] = (entries[i].Called, i);
            if (number is null)
                continue;
            if (number.Called.IsNone)
                findings.Error("missing-number", PathOf(i).Then("called"),
                    "The number itself is missing: write it in international form, for example +74951110001.");
            if (!number.CallerIdOut)
                continue;
            if (callerIdOut >= 0)
                findings.Error("two-caller-ids", PathOf(i).Then("caller-id-out"),
                    $"Outgoing calls already present {PathOf(callerIdOut)}: mark only one number.");
            else
                callerIdOut = i;
        }

        var table = NumberTable.Build(called, [], out var found);
        foreach (var finding in found)
            if (finding.Kind == NumberTableFindingKind.Duplicate)
                findings.Error("duplicate-number", PathOf(finding.Index).Then("called"),
                    $"{entries[finding.Index].Called} is also the number of {PathOf(finding.EarlierValue)}: "
                    + "a number has one route.");
        return (entries, table);
    }

    // From 1: 0 is the company's own language.
    private ushort LanguageOf(string language, int number)
    {
        if (_languages.TryGetValue(language, out var known))
            return known;
        if (!IsLanguage(language))
            findings.Error("bad-language", PathOf(number).Then("language"),
                $"\"{language}\" is no language: write its code of two or three letters, like en, ru or pt-BR.");
        var next = (ushort)Math.Min(_languages.Count + 1, ushort.MaxValue);
        _languages.Add(language, next);
        return next;
    }

    // RFC 5646 §2.1: the language in two or three letters, then parts of one to eight letters or digits.
    private static bool IsLanguage(string text)
    {
        var parts = text.Split('-');
        return parts[0] is { Length: 2 or 3 } main && main.All(char.IsAsciiLetter)
            && parts.Skip(1).All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
    }

    private PlanPath PathOf(int index) => PlanNames.PathOf(NameKind.Number, plan.Numbers[index]?.Id, index);
}
