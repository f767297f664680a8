namespace CallRouting.Runtime;

/// <summary>Finds what a plan lacks to know observed values, and tries each proposal before it makes it.</summary>
internal sealed class CalledIdProposing
{
    // A value that is nothing but the end of a number may be short; one that has something else in front must show
    // more of it.
    private const int ShortestWhole = 3;
    private const int ShortestTail = 6;
    private const int LongestCallingCode = 3;

    // Rules are tried on so many values of a trunk, the most frequent ones.
    private const int MostTried = 500;

    private readonly RoutingPlan _plan;
    private readonly IReadOnlyList<ObservedCall> _observed;
    private readonly ILookup<string, PhoneNumber> _numbersByEnd;
    private readonly Dictionary<PhoneNumber, string> _ids = [];

    public CalledIdProposing(RoutingPlan plan, IReadOnlyList<ObservedCall> observed)
    {
        _plan = plan;
        _observed = observed;
        foreach (var number in plan.Numbers)
            _ids.TryAdd(number.Called, number.Id);
        _numbersByEnd = _ids.Keys.ToLookup(number => number.ToString()[^ShortestWhole..]);
    }

    public CalledIdProposal Propose()
    {
        var trunks = new List<TrunkProposal>();
        var missing = new List<(ObservedCall Call, PhoneNumber Number)>();
        var unexplained = new List<ObservedCall>();
        foreach (var calls in _observed.GroupBy(call => call.Trunk))
        {
            var others = calls.Where(call => call.IsOther).ToList();
            if (!_plan.TryFindTrunk(calls.Key, out var index) || _plan.Trunks[index].Number >= 0)
            {
                unexplained.AddRange(others);
                continue;
            }

            var matched = calls.Where(call => !call.IsOther).ToList();
            var rules = Propose(_plan.Trunks[index].Settings, others, matched, out var explained);
            if (explained.Count > 0)
                trunks.Add(new TrunkProposal(calls.Key, rules, explained));
            var reads = NumberRules.Compile(rules, []);
            foreach (var call in others.Except(explained))
            {
                var number = Read(reads, call);
                if (number.IsNone)
                    unexplained.Add(call);
                else if (!_ids.ContainsKey(number))
                    missing.Add((call, number));
            }
        }

        var numbers = Add(missing, unexplained);
        return new CalledIdProposal { Trunks = trunks, Numbers = numbers, Unexplained = unexplained };
    }

    private NumberRulesSettings Propose(Trunk trunk, List<ObservedCall> others, List<ObservedCall> matched,
        out List<ObservedCall> explained)
    {
        var meant = new List<(ObservedCall Call, string Text, PhoneNumber Number)>();
        foreach (var call in others.Take(MostTried))
            if (TextOf(call.Raw) is { Length: > 0 } text && Resembled(text) is { IsNone: false } number)
                meant.Add((call, text, number));
        var rules = trunk.NumberRules;
        explained = [];
        if (meant.Count == 0)
            return rules;

        var findings = new List<NumberRuleFinding>();
        NumberRules.Compile(rules, findings);
        var (before, best) = (findings.Count(IsBad), 0);
        // The country's habits first: they explain much with little.
        foreach (var candidate in Habits(trunk.NumberRules, meant))
            if (Keeps(candidate, matched, before) && Explains(candidate, meant) is var count && count > best)
                (rules, best) = (candidate, count);
        foreach (var group in RewritesFor(rules, meant))
        {
            foreach (var rule in group)
            {
                var candidate = rules with { Rewrite = EquatableList.From(rules.Rewrite.Prepend(rule)) };
                if (!Keeps(candidate, matched, before) || Explains(candidate, meant) <= Explains(rules, meant))
                    continue;
                rules = candidate;
                break;
            }
        }

        var reads = NumberRules.Compile(rules, []);
        explained.AddRange(meant.Where(one => Read(reads, one.Call) == one.Number).Select(one => one.Call));
        return explained.Count > 0 ? rules : trunk.NumberRules;
    }

    // A country, and an area, that the plan does not say and that the meant numbers have.
    private static IEnumerable<NumberRulesSettings> Habits(NumberRulesSettings rules,
        List<(ObservedCall Call, string Text, PhoneNumber Number)> meant)
    {
        var countries = rules.Country is { } known ? [known] : meant.SelectMany(one =>
            Enumerable.Range(1, LongestCallingCode).Select(length => one.Number.ToString()[1..(length + 1)])).Distinct();
        foreach (var country in countries)
        {
            if (rules.Country is null)
                yield return rules with { Country = country };
            if (rules.Area is not null)
                continue;
            var areas = meant.Where(one => one.Number.ToString()[1..].EndsWith(one.Text, StringComparison.Ordinal))
                .Select(one => one.Number.ToString()[1..^one.Text.Length])
                .Where(front => country.All(char.IsAsciiDigit) && front.StartsWith(country, StringComparison.Ordinal))
                .Select(front => front[country.Length..]).Where(area => area.Length > 0).Distinct();
            foreach (var area in areas)
                yield return rules with { Country = country, Area = area };
        }
    }

    // Values that differ in digits alone share a rule; where that rule would take too much, each has its own.
    private static IEnumerable<IEnumerable<RewriteRule>> RewritesFor(NumberRulesSettings rules,
        List<(ObservedCall Call, string Text, PhoneNumber Number)> meant)
    {
        var reads = NumberRules.Compile(rules, []);
        var groups = meant.Where(one => Read(reads, one.Call) != one.Number)
            .Select(one => (one.Text, Rule: RewriteOf(one.Text, one.Number)))
            .GroupBy(one => (one.Text.Length, one.Rule.Strip, one.Rule.Prepend));
        foreach (var group in groups)
        {
            var texts = group.Select(one => one.Text).Distinct().ToList();
            if (texts.Count > 1)
                yield return [group.First().Rule with { Match = PatternOf(texts) }];
            foreach (var (_, rule) in group.Distinct())
                yield return [rule];
        }
    }

    private static RewriteRule RewriteOf(string text, PhoneNumber number)
    {
        var whole = number.ToString();
        var shared = SharedEnd(text, whole);
        return new RewriteRule(text, text.Length - shared, whole[..^shared]);
    }

    private static string PatternOf(List<string> texts) => string.Concat(Enumerable.Range(0, texts[0].Length)
        .Select(at => texts.TrueForAll(text => text[at] == texts[0][at]) ? texts[0][at] : 'X'));

    private List<NumberProposal> Add(
        List<(ObservedCall Call, PhoneNumber Number)> missing, List<ObservedCall> unexplained)
    {
        var numbers = new List<NumberProposal>();
        var ids = _plan.Numbers.Select(number => number.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var calls in missing.GroupBy(one => one.Number, one => one.Call))
        {
            if (FirstRoute() is not { } route)
            {
                unexplained.AddRange(calls);
                continue;
            }

            var id = $"number-{calls.Key.ToString()[1..]}";
            while (!ids.Add(id))
                id += "-new";
            numbers.Add(new(new CompanyNumber { Id = id, Called = calls.Key, Route = route }, [.. calls]));
        }

        return numbers;
    }

    private Target? FirstRoute() =>
        _plan.Departments.Count > 0 ? new DepartmentTarget(_plan.Departments[0].Id)
        : _plan.Employees.Count > 0 ? new EmployeeTarget(_plan.Employees[0].Id) : null;

    // The one number of the company that ends as the text does, for longer than every other.
    private PhoneNumber Resembled(string text)
    {
        if (text.Length < ShortestWhole)
            return default;
        PhoneNumber best = default;
        int longest = 0, rivals = 0;
        foreach (var number in _numbersByEnd[text[^ShortestWhole..]])
        {
            var shared = SharedEnd(text, number.ToString());
            if (shared < longest)
                continue;
            rivals = shared == longest ? rivals + 1 : 0;
            (best, longest) = (number, shared);
        }

        var isEnough = longest == text.Length ? longest >= ShortestWhole : longest >= ShortestTail;
        return isEnough && rivals == 0 ? best : default;
    }

    private static int SharedEnd(string text, string number)
    {
        var shared = 0;
        // The plus belongs to the number and not to what is shared.
        while (shared < text.Length && shared < number.Length - 1 && text[^(shared + 1)] == number[^(shared + 1)])
            shared++;
        return shared;
    }

    private static bool IsBad(NumberRuleFinding found) => found.IsError || found.Kind
        is NumberRuleFindingKind.Unstable or NumberRuleFindingKind.Overlap or NumberRuleFindingKind.Unreachable;

    private bool Keeps(NumberRulesSettings rules, List<ObservedCall> matched, int before)
    {
        var findings = new List<NumberRuleFinding>();
        var reads = NumberRules.Compile(rules, findings);
        // What is wrong with the rules that are there is not for us to say.
        return findings.Count(IsBad) <= before
            && matched.TrueForAll(call => _ids.GetValueOrDefault(Read(reads, call)) == call.Number);
    }

    private static int Explains(
        NumberRulesSettings rules, List<(ObservedCall Call, string Text, PhoneNumber Number)> meant)
    {
        var reads = NumberRules.Compile(rules, []);
        return meant.Count(one => Read(reads, one.Call) == one.Number);
    }

    private static PhoneNumber Read(NumberRules rules, ObservedCall call) =>
        rules.Normalise(call.Raw, call.TypeOfNumber).Number;

    // The characters that rules match: digits, perhaps after a plus. A guess is enough, since every rule is tried.
    private static string? TextOf(string? raw)
    {
        if (raw is null)
            return null;
        var text = raw.AsSpan().Trim();
        var scheme = text.IndexOf(':');
        if (scheme >= 0 && !text[..scheme].ContainsAnyInRange('0', '9'))
            text = text[(scheme + 1)..];
        var end = text.IndexOfAny('@', ';');
        if (end >= 0)
            text = text[..end];
        return string.Concat(text.ToString().Where((sign, at) => char.IsAsciiDigit(sign) || (sign == '+' && at == 0)));
    }
}
