namespace CallRouting.Tests;

public class NumberRewriteTests
{
    private static (NumberRules Rules, List<NumberRuleFinding> Findings) Compile(
        string? country, params (string Match, int Strip, string Prepend)[] rewrite)
    {
        var findings = new List<NumberRuleFinding>();
        var settings = new NumberRulesSettings
        {
            Country = country,
            Rewrite = [.. rewrite.Select(rule => new RewriteRule(rule.Match, rule.Strip, rule.Prepend))],
        };
        return (NumberRules.Compile(settings, findings), findings);
    }

    [Fact]
    public void The_first_rule_that_matches_is_applied_once_and_then_the_country_decides()
    {
        (NumberRules rules, List<NumberRuleFinding> findings) = Compile("RU",
            ("9[1-3]XX", 1, "495111"), ("9XXX", 1, "0"), ("+8XXXXXXXXXX", 2, "+7"), ("77XXXXXXXXXXX", 2, ""));
        Assert.Empty(findings);
        NormalisedNumber found = rules.Normalise("9 1-23");
        Assert.Equal((0, "495111123"), (found.RewriteIndex, found.ToString()));
        found = rules.Normalise("9456");
        Assert.Equal((1, "0456"), (found.RewriteIndex, found.ToString()));
        found = rules.Normalise("+84951110001");
        Assert.Equal((2, "+74951110001", NumberRule.Plus), (found.RewriteIndex, found.ToString(), found.Rule));
        found = rules.Normalise("7784951110001");
        Assert.Equal((3, "+74951110001", NumberRule.TrunkPrefix),
            (found.RewriteIndex, found.ToString(), found.Rule));
        Assert.Equal(-1, rules.Normalise("84951110001").RewriteIndex);
    }

    [Fact]
    public void A_rewritten_plus_is_final_so_that_a_vietnamese_number_can_be_kept_on_a_russian_trunk()
    {
        (NumberRules rules, List<NumberRuleFinding> findings) = Compile("RU", ("81084.", 3, "+"), ("+84.", 0, ""));
        Assert.Empty(findings);
        Assert.Equal("+84912345678", rules.Normalise("81084912345678").ToString());
        Assert.Equal("+84912345678", rules.Normalise("+84912345678").ToString());
    }

    [Fact]
    public void A_result_longer_than_any_number_is_a_name_and_one_of_nothing_too()
    {
        (NumberRules rules, _) = Compile(null, ("111.", 0, "123456789012345"), ("222", 3, ""));
        Assert.Equal(NormalisedKind.Name, rules.Normalise("111" + new string('1', 25)).Kind);
        Assert.Equal(NormalisedKind.Name, rules.Normalise("222").Kind);
        Assert.Equal("2223", rules.Normalise("2223").ToString());
    }

    [Theory]
    [InlineData("", 0, "", NumberRuleFindingKind.BadPattern)]
    [InlineData("+", 0, "", NumberRuleFindingKind.BadPattern)]
    [InlineData("8[", 0, "", NumberRuleFindingKind.BadPattern)]
    [InlineData("8[]", 0, "", NumberRuleFindingKind.BadPattern)]
    [InlineData("8[9-2]", 0, "", NumberRuleFindingKind.BadPattern)]
    [InlineData("8[2-]", 0, "", NumberRuleFindingKind.BadPattern)]
    [InlineData("8.X", 0, "", NumberRuleFindingKind.BadPattern)]
    [InlineData("8+", 0, "", NumberRuleFindingKind.BadPattern)]
    [InlineData("^8", 0, "", NumberRuleFindingKind.BadPattern)]
    [InlineData("8XX", 4, "", NumberRuleFindingKind.BadResult)]
    [InlineData("8XX", -1, "", NumberRuleFindingKind.BadResult)]
    [InlineData("8.", 2, "", NumberRuleFindingKind.BadResult)]
    [InlineData("8XX", 1, "+7a", NumberRuleFindingKind.BadResult)]
    [InlineData("8XX", 1, "7+", NumberRuleFindingKind.BadResult)]
    [InlineData("8XX", 1, "1234567890123456", NumberRuleFindingKind.BadResult)]
    [InlineData("+8XX", 0, "7", NumberRuleFindingKind.BadResult)]
    public void A_rule_that_cannot_be_read_is_an_error_and_left_out(
        string match, int strip, string prepend, NumberRuleFindingKind kind)
    {
        (NumberRules rules, List<NumberRuleFinding> findings) = Compile(null, (match, strip, prepend), ("55", 1, ""));
        NumberRuleFinding finding = Assert.Single(findings);
        Assert.Equal((kind, 0, true), (finding.Kind, finding.Rule, finding.IsError));
        Assert.Equal((1, "5"), (rules.Normalise("55").RewriteIndex, rules.Normalise("55").ToString()));
    }

    [Fact]
    public void A_rule_that_others_cover_together_is_unreachable()
    {
        (_, List<NumberRuleFinding> findings) = Compile(null,
            ("1[0-4]X", 1, ""), ("1[5-9]X", 1, ""), ("1X[2-3]", 0, ""), ("1.", 0, ""));
        NumberRuleFinding finding = Assert.Single(findings, found => found.Kind == NumberRuleFindingKind.Unreachable);
        Assert.Equal((2, false), (finding.Rule, finding.IsError));
    }

    [Fact]
    public void Rules_that_overlap_by_half_are_told_with_an_example_and_special_cases_are_not()
    {
        (_, List<NumberRuleFinding> findings) = Compile(null, ("12X", 1, "9"), ("1X3", 1, ""), ("1XX", 0, ""));
        NumberRuleFinding finding = Assert.Single(findings);
        Assert.Equal((NumberRuleFindingKind.Overlap, 1, false), (finding.Kind, finding.Rule, finding.IsError));
        Assert.Contains("\"123\"", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "X.", 0, "8")]
    [InlineData(null, "9XXX", 0, "9")]
    [InlineData(null, "99X.", 1, "")]
    [InlineData("RU", "81084.", 3, "+")]
    public void A_rule_that_changes_its_own_result_is_unstable(string? country, string match, int strip, string prepend)
    {
        (NumberRules rules, List<NumberRuleFinding> findings) =
            Compile(country, (match, strip, prepend), ("99XXX", 1, ""));
        NumberRuleFinding finding = Assert.Single(findings, found => found.Kind == NumberRuleFindingKind.Unstable
            && found.Rule == 0);
        Assert.False(finding.IsError);
        string shown = finding.Message.Split('"')[1];
        NormalisedNumber first = rules.Normalise(shown);
        Assert.NotEqual(first.ToString(), rules.Normalise(first.ToString()).ToString());
    }

    [Fact]
    public void A_rule_whose_result_a_later_rule_changes_once_more_is_unstable()
    {
        (_, List<NumberRuleFinding> findings) = Compile("RU", ("+7495.", 5, "8499"), ("+7499.", 5, "8812"));
        NumberRuleFinding finding = Assert.Single(findings);
        Assert.Equal((NumberRuleFindingKind.Unstable, 0), (finding.Kind, finding.Rule));
    }

    [Theory]
    [InlineData("8XXXXXXXXXX", 1, "+7")]
    [InlineData("XXXXXXX", 0, "+7495")]
    [InlineData("00.", 2, "+")]
    public void The_usual_rules_are_stable(string match, int strip, string prepend) =>
        Assert.Empty(Compile("RU", (match, strip, prepend)).Findings);

    [Theory]
    [InlineData("XX", null, NumberRuleFindingKind.UnknownCountry)]
    [InlineData("", "495", NumberRuleFindingKind.UnknownCountry)]
    [InlineData("999", null, NumberRuleFindingKind.UnknownCountry)]
    [InlineData("800", null, NumberRuleFindingKind.UnknownCountry)]
    [InlineData(null, "495", NumberRuleFindingKind.AreaDoesNotFit)]
    [InlineData("RU", "", NumberRuleFindingKind.AreaDoesNotFit)]
    [InlineData("RU", "0495", NumberRuleFindingKind.AreaDoesNotFit)]
    [InlineData("RU", "+7495", NumberRuleFindingKind.AreaDoesNotFit)]
    [InlineData("RU", "4951110001", NumberRuleFindingKind.AreaDoesNotFit)]
    public void Country_and_area_are_checked(string? country, string? area, NumberRuleFindingKind kind)
    {
        var findings = new List<NumberRuleFinding>();
        NumberRules.Compile(new NumberRulesSettings { Country = country, Area = area }, findings);
        NumberRuleFinding finding = Assert.Single(findings);
        Assert.Equal((kind, -1, true), (finding.Kind, finding.Rule, finding.IsError));
    }

    [Theory]
    [InlineData("7", "RU")]
    [InlineData("ru", "RU")]
    [InlineData("1", "US")]
    [InlineData("44", "GB")]
    [InlineData("39", "IT")]
    public void A_calling_code_means_its_largest_country(string name, string iso) =>
        Assert.Equal(iso, CallingCodes.Country(name)!.Iso);
}
