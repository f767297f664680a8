namespace CallRouting.Analog.Tests.Flows;

/// <summary>The table of countries.</summary>
public class CountryTests
{
    public static TheoryData<string> Codes => [.. AnalogCountries.All.Select(country => country.Code)];

    [Fact]
    public void Every_country_stands_once_in_the_order_of_the_codes()
    {
        var codes = AnalogCountries.All.Select(country => country.Code).ToList();
        Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
    }

    [Theory, MemberData(nameof(Codes))]
    public void A_country_is_found_and_has_the_tones_of_its_own_exchanges(string code)
    {
        Assert.True(AnalogCountries.TryFind(code.ToUpperInvariant(), out var country));
        Assert.Equal(code, country.Code);
        Assert.Equal(code, country.Tones.Country);
    }

    [Theory]
    [InlineData("ru", "+74957654321", "84957654321")]
    [InlineData("kz", "+77172123456", "87172123456")]
    [InlineData("it", "+390612345678", "0612345678")]
    [InlineData("nl", "+31201234567", "0201234567")]
    [InlineData("nl", "+74957654321", "0074957654321")]
    [InlineData("au", "+61299991234", "0299991234")]
    [InlineData("au", "+74957654321", "001174957654321")]
    public void A_number_is_dialled_as_the_country_dials(string code, string number, string dialled)
    {
        Assert.True(AnalogCountries.TryFind(code, out var country));
        Assert.True(PhoneNumber.TryParse(number, out var parsed));
        Assert.Equal(dialled, AnalogNumbers.Dialled(parsed, country, isEmergency: false));
    }
}
