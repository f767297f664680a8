namespace CallRouting.Tests;

public class NumberValueTests
{
    [Theory]
    [InlineData("+1")]
    [InlineData("+74951110001")]
    [InlineData("+100000000000000")]
    [InlineData("+999999999999999")]
    public void A_phone_number_comes_back_as_it_was_written(string text)
    {
        Assert.True(PhoneNumber.TryParse(text, out PhoneNumber number));
        Assert.Equal(text, number.ToString());
        Assert.Equal(text.Length - 1, number.DigitCount);
        Assert.Equal(number, PhoneNumber.Parse(text));
        Assert.NotEqual(0ul, number.Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("74951110001")]
    [InlineData("+0495")]
    [InlineData("+7 495")]
    [InlineData("+1234567890123456")]
    [InlineData("+７")]
    [InlineData("++7")]
    public void What_is_not_a_plus_and_digits_is_no_phone_number(string text)
    {
        Assert.False(PhoneNumber.TryParse(text, out PhoneNumber number));
        Assert.True(number.IsNone);
        Assert.Contains("+74951110001", Assert.Throws<ArgumentException>(() => PhoneNumber.Parse(text)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_are_none_and_write_nothing()
    {
        Assert.True(default(PhoneNumber).IsNone);
        Assert.Equal("", default(PhoneNumber).ToString());
        Assert.Equal("", default(PhoneNumber).Masked());
        Assert.Equal(0, default(PhoneNumber).DigitCount);
        Assert.True(default(Extension).IsNone);
        Assert.Equal("", default(Extension).ToString());
        Assert.True(default(LineNumber).IsNone);
        Assert.Equal("", default(LineNumber).ToString());
        Assert.Equal("3", new LineNumber(3).ToString());
        Assert.True(NormalisedNumber.From(default).Number.IsNone);
        Assert.Equal(NormalisedKind.Absent, NormalisedNumber.From(default).Kind);
    }

    [Fact]
    public void A_number_starts_with_its_beginnings_only()
    {
        PhoneNumber number = PhoneNumber.Parse("+74951110001");
        Assert.True(number.StartsWith(PhoneNumber.Parse("+7495111")));
        Assert.True(number.StartsWith(number));
        Assert.True(number.StartsWith(default));
        Assert.False(number.StartsWith(PhoneNumber.Parse("+7496")));
        Assert.False(number.StartsWith(PhoneNumber.Parse("+749511100011")));
        Assert.True(Extension.Parse("0101").StartsWith(Extension.Parse("01")));
        Assert.False(Extension.Parse("0101").StartsWith(Extension.Parse("1")));
    }

    [Fact]
    public void A_number_is_written_only_where_there_is_room()
    {
        PhoneNumber number = PhoneNumber.Parse("+74951110001");
        Span<char> exact = stackalloc char[12];
        Assert.True(number.TryFormat(exact, out int written));
        Assert.Equal(12, written);
        Assert.False(number.TryFormat(exact[..11], out written));
        Assert.Equal(0, written);
    }

    [Fact, Trait("Spec", "O8")]
    public void Leading_zeros_of_an_extension_count()
    {
        Assert.NotEqual(Extension.Parse("0101"), Extension.Parse("101"));
        Assert.Equal("0000", Extension.Parse("0000").ToString());
        Assert.False(Extension.TryParse("10 1", out _));
        Assert.False(Extension.TryParse("", out _));
        Assert.False(Extension.TryParse("1234567890123456", out _));
        Assert.Throws<ArgumentException>(() => Extension.Parse("abc"));
    }

    [Fact, Trait("Spec", "O8")]
    public void Phone_numbers_extensions_and_lines_are_unrelated_types()
    {
        Assert.False(PhoneNumber.Parse("+101").Equals(Extension.Parse("101")));
        Assert.False(new LineNumber(101).Equals(Extension.Parse("101")));
        Type[] kinds = [typeof(PhoneNumber), typeof(Extension), typeof(LineNumber)];
        foreach (Type kind in kinds)
            Assert.DoesNotContain(kind.GetMethods(), method => method.Name is "op_Implicit" or "op_Explicit");
    }

    [Theory, Trait("Spec", "P6")]
    [InlineData("+74951110001", "+7495•••••01")]
    [InlineData("+380441234567", "+380441••••67")]
    [InlineData("+3729001234", "+3729••••34")]
    [InlineData("+12125550123", "+1212•••••23")]
    [InlineData("+101", "+•••")]
    [InlineData("+7", "+•")]
    public void A_masked_number_hides_at_least_four_digits(string number, string masked) =>
        Assert.Equal(masked, PhoneNumber.Parse(number).Masked());

    [Fact, Trait("Spec", "O9")]
    public void A_called_id_keeps_its_text_and_shows_two_digits_of_it()
    {
        var id = new CalledId(" 8 (495) 111-00-01 ", TypeOfNumber.National, CalledIdSource.ToHeader);
        Assert.Equal(" 8 (495) 111-00-01 ", id.Raw);
        Assert.Equal("ToHeader  • (•••) •••-••-01 ", id.ToString());
        Assert.False(id.IsAbsent);
        Assert.True(default(CalledId).IsAbsent);
        Assert.Equal("absent", default(CalledId).ToString());
        Assert.False(new CalledId("").IsAbsent);
    }

    [Fact, Trait("Spec", "P6")]
    public void A_normalised_number_is_masked_unless_it_is_internal()
    {
        NumberRules rules = NumberTestData.Rules("RU");
        Assert.Equal("+7495•••••01", rules.Normalise("84951110001").Masked());
        Assert.Equal("101", rules.Normalise("101").Masked());
        Assert.Equal("••••••••56", rules.Normalise("8916123456").Masked());
        Assert.Equal("", rules.Normalise("info").Masked());
    }
}
