namespace CallRouting.Tests;

public class NumberFactsTests
{
    [Fact]
    public void Every_country_knows_its_calling_code_and_some_numbers()
    {
        DiallingCountry[] all = [.. CallingCodes.All];
        Assert.True(all.Length >= 240);
        foreach (DiallingCountry country in all)
        {
            Assert.Same(country.Code, CallingCodes.Of(country.Code.Digits));
            Assert.True(Enumerable.Range(0, 10).Any(digit => country.National.CanBegin([(byte)digit])), country.Iso);
            Assert.Same(country, CallingCodes.Country(country.Iso.ToLowerInvariant()));
        }
    }

    [Fact]
    public void No_calling_code_begins_another()
    {
        foreach (CallingCode code in CallingCodes.All.Select(country => country.Code).Distinct())
            for (int length = 1; length < code.Length; length++)
                Assert.Null(CallingCodes.Of(code.Digits.AsSpan(0, length)));
    }

    [Theory]
    [InlineData("+80012345678")]
    [InlineData("+881612345678")]
    [InlineData("+979123456789")]
    public void Codes_of_no_country_are_numbers_too(string text) =>
        Assert.Equal(text, NumberRules.International.Normalise(text).ToString());

    [Theory]
    [InlineData("210")]
    [InlineData("83")]
    [InlineData("89")]
    [InlineData("999")]
    [InlineData("0")]
    public void Codes_that_are_not_assigned_have_no_numbers(string code) =>
        Assert.Equal(NormalisedKind.Name, NumberRules.International.Normalise("+" + code + "12345678").Kind);

    [Fact]
    public void Hastened_shapes_answer_as_before()
    {
        var random = new Random(7);
        Span<byte> number = stackalloc byte[15];
        foreach (string list in new[] { "[2-9]:8-9 1:3,10 30[12]:10 80011:5-7! [49]1XX5:6", "0:4 00:5 12:2", "X:1-15" })
        {
            NumberShapes plain = NumberShapes.Read(list), hastened = NumberShapes.Read(list);
            hastened.Hasten();
            for (int i = 0; i < 50_000; i++)
            {
                int length = random.Next(1, 16);
                for (int place = 0; place < length; place++)
                    number[place] = (byte)(random.Next(2) == 0 ? random.Next(3) : random.Next(10));
                Assert.Equal(plain.Fit(number[..length]), hastened.Fit(number[..length]));
            }
        }
    }
}
