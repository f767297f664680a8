using static CallRouting.Tests.NumberTestData;

namespace CallRouting.Tests;

public class NumberTypeTests
{
    [Theory, Trait("Spec", "O3")]
    [InlineData("74951110001", TypeOfNumber.International, "+74951110001", NumberRule.TypeInternational)]
    [InlineData("84912345678", TypeOfNumber.International, "+84912345678", NumberRule.TypeInternational)]
    [InlineData("+84912345678", TypeOfNumber.International, "+84912345678", NumberRule.Plus)]
    [InlineData("4951110001", TypeOfNumber.International, "+4951110001", NumberRule.TypeInternational)]
    [InlineData("4951110001", TypeOfNumber.National, "+74951110001", NumberRule.TypeNational)]
    [InlineData("84951110001", TypeOfNumber.National, "+74951110001", NumberRule.TrunkPrefix)]
    [InlineData("1110001", TypeOfNumber.Subscriber, "+74951110001", NumberRule.TypeSubscriber)]
    [InlineData("74951110001", TypeOfNumber.Subscriber, "+74951110001", NumberRule.CountryCode)]
    [InlineData("84951110001", TypeOfNumber.Unknown, "+74951110001", NumberRule.TrunkPrefix)]
    [InlineData("84951110001", (TypeOfNumber)7, "+74951110001", NumberRule.TrunkPrefix)]
    [InlineData("4951110001", TypeOfNumber.Abbreviated, "4951110001", NumberRule.DigitsOnly)]
    [InlineData("4951110001", TypeOfNumber.NetworkSpecific, "4951110001", NumberRule.DigitsOnly)]
    public void The_type_of_number_is_believed_where_the_digits_fit_it(
        string raw, TypeOfNumber type, string result, NumberRule rule)
    {
        NormalisedNumber found = Rules("RU", "495").Normalise(new CalledId(raw, type, CalledIdSource.Signalling));
        Assert.Equal(result, found.ToString());
        Assert.Equal(rule, found.Rule);
    }

    [Fact, Trait("Spec", "O3")]
    public void A_type_of_number_that_the_trunk_distrusts_changes_nothing()
    {
        var settings = new NumberRulesSettings { Country = "RU", Area = "495", TrustTypeOfNumber = false };
        NumberRules rules = NumberRules.Compile(settings, []);
        foreach (TypeOfNumber type in Enum.GetValues<TypeOfNumber>())
            foreach (string raw in new[] { "4951110001", "84951110001", "1110001", "+84951110001", "101" })
                Assert.Equal(rules.Normalise(raw), rules.Normalise(raw, type));
    }

    [Theory]
    [InlineData(TypeOfNumber.Unknown, 0)]
    [InlineData(TypeOfNumber.International, 1)]
    [InlineData(TypeOfNumber.National, 2)]
    [InlineData(TypeOfNumber.NetworkSpecific, 3)]
    [InlineData(TypeOfNumber.Subscriber, 4)]
    [InlineData(TypeOfNumber.Abbreviated, 6)]
    public void Types_keep_their_code_points(TypeOfNumber type, byte code) => Assert.Equal(code, (byte)type);
}
