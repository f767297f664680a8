using static CallRouting.Tests.NumberTestData;

namespace CallRouting.Tests;

public class NumberFormatsTests
{
    [Theory, Trait("Spec", "O10")]
    [InlineData("+74951110001", NumberRule.Plus)]
    [InlineData("84951110001", NumberRule.TrunkPrefix)]
    [InlineData("74951110001", NumberRule.CountryCode)]
    [InlineData("4951110001", NumberRule.National)]
    [InlineData("1110001", NumberRule.Local)]
    [InlineData("81074951110001", NumberRule.InternationalPrefix)]
    [InlineData("8~10 7 495 111-00-01", NumberRule.InternationalPrefix)]
    [InlineData("8 10 7 (495) 111 00 01", NumberRule.InternationalPrefix)]
    [InlineData("0074951110001", NumberRule.InternationalPrefix)]
    [InlineData("+84951110001", NumberRule.PlusBeforeTrunkPrefix)]
    [InlineData("984951110001", NumberRule.OutsideLine)]
    [InlineData("974951110001", NumberRule.OutsideLine)]
    [InlineData("981074951110001", NumberRule.OutsideLine)]
    [InlineData("+7 (8) 495 111-00-01", NumberRule.Plus)]
    [InlineData("7 8 495 111 00 01", NumberRule.CountryCode)]
    [InlineData("  +7\u00A0495\u2009111\u201100\u201301\t", NumberRule.Plus)]
    [InlineData("\u200E+7 495 111 00 01\u202C", NumberRule.Plus)]
    [InlineData("８（４９５）１１１－００－０１", NumberRule.TrunkPrefix)]
    [InlineData("\u0667\u0664\u0669\u0665\u0661\u0661\u0661\u0660\u0660\u0660\u0661", NumberRule.CountryCode)]
    [InlineData("+7[495]111.00.01", NumberRule.Plus)]
    [InlineData("495/111-00-01", NumberRule.National)]
    [InlineData("(+7) 495 111 00 01", NumberRule.Plus)]
    [InlineData("tel:+7-495-111-00-01", NumberRule.Plus)]
    [InlineData("TEL:+7(495)1110001;ext=204;isub=1", NumberRule.Plus)]
    [InlineData("tel:111-00-01;phone-context=+7495", NumberRule.PhoneContext)]
    [InlineData("tel:1110001;phone-context=example.com", NumberRule.Local)]
    [InlineData("tel:111-0001;ext=5;Phone-Context=+7-495", NumberRule.PhoneContext)]
    [InlineData("sip:+74951110001@pbx.example.com;user=phone", NumberRule.Plus)]
    [InlineData("sips:84951110001:secret@10.0.0.1:5061", NumberRule.TrunkPrefix)]
    [InlineData("sip:%2B74951110001@10.0.0.1", NumberRule.Plus)]
    [InlineData("sip:1110001;phone-context=+7495@10.0.0.1", NumberRule.PhoneContext)]
    [InlineData("84951110001@10.0.0.1", NumberRule.TrunkPrefix)]
    [InlineData("84951110001 ext. 204", NumberRule.TrunkPrefix)]
    [InlineData("84951110001x204", NumberRule.TrunkPrefix)]
    [InlineData("8 (495) 111-00-01 доб. 204", NumberRule.TrunkPrefix)]
    [InlineData("84951110001,,204", NumberRule.TrunkPrefix)]
    public void All_ways_to_write_a_moscow_number_are_one_number(string raw, NumberRule rule)
    {
        NormalisedNumber found = Rules("7", "495").Normalise(raw);
        Assert.Equal("+74951110001", found.ToString());
        Assert.Equal(NormalisedKind.E164, found.Kind);
        Assert.Equal(rule, found.Rule);
        Assert.Equal(-1, found.RewriteIndex);
    }

    [Theory, Trait("Spec", "O10")]
    [InlineData("info")]
    [InlineData("sip:info@company.ru")]
    [InlineData("sip:company.ru")]
    [InlineData("anonymous")]
    [InlineData("sip:anonymous@anonymous.invalid")]
    [InlineData("s")]
    [InlineData("*43")]
    [InlineData("#31#89161234567")]
    [InlineData("101#")]
    [InlineData("12345678901234567890")]
    [InlineData("1234567890123456")]
    [InlineData("+")]
    [InlineData("++74951110001")]
    [InlineData("+7+4951110001")]
    [InlineData("+0123456789")]
    [InlineData("+7495111000")]
    [InlineData("+749511100012")]
    [InlineData("+210123456789")]
    [InlineData("+4951110001 or 5")]
    [InlineData("84951110001,84951110002")]
    [InlineData("\"Ivan\" <+79161234567>")]
    [InlineData("+７９１６１２３４５６７")]
    [InlineData("ext. 204")]
    [InlineData("-")]
    [InlineData("8495\n1110001")]
    [InlineData("\uD83D\uDCDE84951110001")]
    [InlineData("\uD83D")]
    public void Names_and_odd_values_are_never_turned_into_numbers(string raw)
    {
        NormalisedNumber found = Rules("RU", "495").Normalise(raw);
        Assert.Equal(NormalisedKind.Name, found.Kind);
        Assert.True(found.Number.IsNone);
        Assert.True(found.Digits.IsNone);
        Assert.Equal(NumberRule.None, found.Rule);
        Assert.Equal("", found.ToString());
    }

    [Theory]
    [InlineData("101", "101")]
    [InlineData("0101", "0101")]
    [InlineData("112", "112")]
    [InlineData("0", "0")]
    [InlineData("8916123456", "8916123456")]
    [InlineData("84951110", "84951110")]
    [InlineData("tel:204;phone-context=+7495", "204")]
    public void Short_and_cut_off_digits_stay_digits(string raw, string digits)
    {
        NormalisedNumber found = Rules("RU", "495").Normalise(raw);
        Assert.Equal(NormalisedKind.Digits, found.Kind);
        Assert.Equal(Extension.Parse(digits), found.Digits);
        Assert.True(found.Number.IsNone);
        Assert.Equal(NumberRule.DigitsOnly, found.Rule);
    }

    [Theory, Trait("Spec", "O2")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u00A0\u200B\uFEFF")]
    public void Nothing_received_is_absent(string? raw)
    {
        Assert.Equal(default, Rules("RU").Normalise(raw));
        Assert.Equal(NormalisedKind.Absent, default(NormalisedNumber).Kind);
        Assert.Equal(-1, default(NormalisedNumber).RewriteIndex);
    }

    [Theory]
    [InlineData("RU", "380441234567", "+380441234567")]
    [InlineData("RU", "375291234567", "+375291234567")]
    [InlineData("RU", "998912345678", "+998912345678")]
    [InlineData("RU", "77011234567", "+77011234567")]
    [InlineData("RU", "87011234567", "+77011234567")]
    [InlineData("RU", "810380441234567", "+380441234567")]
    [InlineData("RU", "+44 (0)20 7946 0958", "+442079460958")]
    [InlineData("RU", "+39 06 1234 5678", "+390612345678")]
    [InlineData("RU", "+39 (0)6 1234 5678", "+390612345678")]
    [InlineData("GB", "0044 020 7946 0958", "+442079460958")]
    [InlineData("GB", "9 07400 123456", "+447400123456")]
    [InlineData("GB", "905321234567", "+905321234567")]
    [InlineData("US", "9 1 212 555 0123", "+12125550123")]
    [InlineData("US", "011 7 495 111 00 01", "+74951110001")]
    [InlineData("CA", "310-1234", "+13101234")]
    [InlineData("UA", "80441234567", "+380441234567")]
    [InlineData("BY", "8 029 491-19-11", "+375294911911")]
    [InlineData("HU", "06 1 234 5678", "+3612345678")]
    [InlineData("HU", "+36 06 1 234 5678", "+3612345678")]
    [InlineData("BR", "0 21 11 96123-4567", "+5511961234567")]
    [InlineData("BR", "0021 1 212 555 0123", "+12125550123")]
    [InlineData("AR", "011 15-2345-6789", "+5491123456789")]
    [InlineData("AR", "0351 15 234-5678", "+5493512345678")]
    [InlineData("AR", "02966 15 23-4567", "+5492966234567")]
    [InlineData("MX", "+52 1 222 123 4567", "+522221234567")]
    [InlineData("MX", "044 222 123 4567", "+522221234567")]
    [InlineData("NL", "318001234", "+318001234")]
    [InlineData("NO", "02345", "+4702345")]
    [InlineData("KR", "00700 82 70-1234-5678", "+827012345678")]
    public void Other_countries_have_their_own_habits(string country, string raw, string number) =>
        Assert.Equal(number, Rules(country).Normalise(raw).ToString());

    [Fact]
    public void A_local_number_needs_the_area_and_a_country_with_open_numbering_prefers_it()
    {
        Assert.Equal(NormalisedKind.Digits, Rules("RU").Normalise("1110001").Kind);
        Assert.Equal("+493040123456", Rules("DE", "30").Normalise("40123456").ToString());
        Assert.Equal("+4940123456", Rules("DE").Normalise("40123456").ToString());
        Assert.Equal("+4930123456", Rules("DE", "30").Normalise("4930123456").ToString());
        Assert.Equal(NormalisedKind.Digits, Rules("DE", "30").Normalise("204").Kind);
    }

    [Fact]
    public void A_vietnamese_number_that_reads_like_a_slip_on_a_russian_trunk_is_left_undecided()
    {
        NumberRules rules = Rules("RU");
        Assert.Equal("+74912345678", rules.Normalise("+84912345678").ToString());
        Assert.Equal(NormalisedKind.Digits, rules.Normalise("81084912345678").Kind);
        Assert.Equal(NormalisedKind.Name, rules.Normalise("+84 (0) 912345678").Kind);
        Assert.Equal("+84912345678", Rules("UA").Normalise("+84912345678").ToString());
    }

    [Fact]
    public void Without_a_country_only_a_plus_makes_a_number()
    {
        foreach (NumberRules rules in new[] { Rules(null), NumberRules.International })
        {
            Assert.Equal("+74951110001", rules.Normalise("+7 495 111 00 01").ToString());
            Assert.Equal(NormalisedKind.Digits, rules.Normalise("84951110001").Kind);
            Assert.Equal(NormalisedKind.Digits, rules.Normalise("0074951110001").Kind);
        }
    }
}
