using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CallRouting.Tests;

public class NumberRewriteLaws
{
    private static readonly Gen<string> Place = Gen.Elements("1", "2", "3", "X", "[1-2]", "[13]", "[2-9]");

    private static readonly Gen<RewriteRule> Rule =
        from places in Gen.Choose(1, 4).SelectMany(n => Place.ListOf(n))
        from plus in Gen.Elements("", "", "", "+")
        from tail in Gen.Elements("", "", ".")
        from strip in Gen.Choose(0, places.Count)
        from prepend in Gen.Elements("", "4", "12")
        select new RewriteRule(plus + string.Concat(places) + tail, strip + plus.Length, prepend);

    private static readonly Gen<(List<RewriteRule> Rules, string Text)> Rewriting =
        from rules in Rule.ListOf()
        from plus in Gen.Elements("", "", "", "+")
        from digits in Gen.Choose(1, 6).SelectMany(n => Gen.Elements('1', '2', '3', '4').ListOf(n))
        select (rules.ToList(), plus + string.Concat(digits));

    private static (int Index, string Text) Naively(List<RewriteRule> rules, string text)
    {
        for (int i = 0; i < rules.Count; i++)
        {
            string pattern = rules[i].Match.Replace("+", "\\+", StringComparison.Ordinal)
                .Replace("X", "[0-9]", StringComparison.Ordinal).Replace(".", "[0-9]*", StringComparison.Ordinal);
            if (Regex.IsMatch(text, $"^{pattern}$", RegexOptions.CultureInvariant))
                return (i, rules[i].Prepend + text[rules[i].Strip..]);
        }
        return (-1, text);
    }

    [Property(MaxTest = 5_000)]
    public Property The_first_matching_rule_wins_as_in_a_naive_matcher() =>
        Prop.ForAll(Rewriting.ToArbitrary(), rewriting =>
        {
            (List<RewriteRule> rules, string text) = rewriting;
            var settings = new NumberRulesSettings { Rewrite = [.. rules] };
            NormalisedNumber found = NumberRules.Compile(settings, []).Normalise(text);
            (int index, string result) = Naively(rules, text);
            Assert.Equal(index, found.RewriteIndex);
            if (!result.StartsWith('+'))
                Assert.Equal(result, found.ToString());
        });

    [Property(MaxTest = 1_000)]
    public Property A_rule_is_called_unreachable_exactly_when_no_text_reaches_it() =>
        Prop.ForAll(Rule.ListOf().ToArbitrary(), list =>
        {
            // Texts longer than the longest pattern behave like those one longer than it, so five digits are enough.
            List<RewriteRule> rules =
                [.. list.Where(rule => !rule.Match.Contains('+', StringComparison.Ordinal)).Take(4)];
            var findings = new List<NumberRuleFinding>();
            NumberRules compiled = NumberRules.Compile(new NumberRulesSettings { Rewrite = [.. rules] }, findings);
            var reached = new HashSet<int>();
            Span<char> text = stackalloc char[5];
            for (int length = 1; length <= 5; length++)
                for (int n = 0; n < Math.Pow(5, length); n++)
                {
                    for (int place = 0, rest = n; place < length; place++, rest /= 5)
                        text[place] = "01234"[rest % 5];
                    reached.Add(compiled.Normalise(text[..length]).RewriteIndex);
                }
            IEnumerable<int> unreachable = findings
                .Where(finding => finding.Kind == NumberRuleFindingKind.Unreachable).Select(finding => finding.Rule);
            Assert.Equal(Enumerable.Range(0, rules.Count).Where(i => !reached.Contains(i)), unreachable);
        });

    [Property(MaxTest = 2_000)]
    public Property Compiling_never_throws_whatever_the_settings_say() =>
        Prop.ForAll<string, string, string>((match, prepend, country) =>
        {
            var findings = new List<NumberRuleFinding>();
            var rule = new RewriteRule(match ?? "", (prepend ?? "").Length % 5, prepend ?? "");
            var settings = new NumberRulesSettings { Country = country, Area = match, Rewrite = [rule] };
            NumberRules.Compile(settings, findings).Normalise(match);
            Assert.All(findings, finding => Assert.NotEmpty(finding.Message));
        });
}
