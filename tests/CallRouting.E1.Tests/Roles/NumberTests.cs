using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CallRouting.E1.Tests;

public class NumberTests
{
    private static readonly RoutingPlan Plan = Company.OfficePlan("+74951110001", "+74951110022");
    private static readonly NumberRules Russia = Plan.Trunks[0].Rules;

    [Property, Trait("Spec", "O9")]
    public Property Any_digits_are_kept_exactly_with_their_type() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<byte>(), (text, type) =>
        {
            var called = E1Numbers.Called(new PartyNumber(text.Get, (TypeOfNumber)(type & 7)));
            return called.Raw == text.Get && called.TypeOfNumber == (TypeOfNumber)(type & 7)
                && called.Source == CalledIdSource.Signalling;
        });

    [Fact, Trait("Spec", "O17")]
    public void A_missing_number_is_absent_and_not_empty()
    {
        Assert.True(E1Numbers.Called(null).IsAbsent);
        Assert.Equal("", E1Numbers.Called(new PartyNumber("")).Raw);
    }

    // What we tell a network it reads as the same number, if it reads as we do.
    [Property]
    public Property A_number_that_is_told_is_read_as_the_same_number() => Prop.ForAll(
        Gen.Elements("+74951110001", "+79030000002", "+380441234567", "+442071234567", "+12025550123", "+4930901820",
            "+998711234567", "+77172555555").ToArbitrary(), text =>
        {
            var number = PhoneNumber.Parse(text);
            var told = E1Numbers.Told(number, Russia);
            return Russia.Normalise(told.Digits, told.Type).Number == number && !told.Digits.Contains('+');
        });

    [Theory]
    [InlineData("9030000001", TypeOfNumber.National, "+79030000001")]
    [InlineData("1110001", TypeOfNumber.Subscriber, "+74951110001")]
    [InlineData("380441234567", TypeOfNumber.International, "+380441234567")]
    [InlineData("79030000001", TypeOfNumber.Unknown, "79030000001")]
    [InlineData("0441234567", TypeOfNumber.International, "0441234567")]
    [InlineData("3a7", TypeOfNumber.National, "3a7")]
    public void A_caller_is_written_in_international_form_where_the_type_says_so(
        string digits, TypeOfNumber type, string written) =>
        Assert.Equal(written, E1Numbers.Caller(new PartyNumber(digits, type), "", Russia).Number);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_caller_who_may_not_be_shown_has_neither_number_nor_name(byte presentation) => Assert.Equal(
        default,
        E1Numbers.Caller(new PartyNumber("9030000001", Presentation: (Presentation)presentation), "Ivan", Russia));

    [Fact]
    public void A_caller_may_have_a_name_and_no_number() =>
        Assert.Equal(new CallerId(null, "Ivan"), E1Numbers.Caller(null, "Ivan", Russia));

    [Fact, Trait("Spec", "G30")]
    public void The_caller_id_says_who_vouches_for_it_and_a_withheld_one_says_that_it_is()
    {
        Assert.Equal(new("4951110001", TypeOfNumber.National), E1Numbers.Presented(
            new("+74951110001"), Russia, Screening.UserProvidedNotScreened));
        var withheld = E1Numbers.Presented(default, Russia, Screening.UserProvidedNotScreened);
        Assert.Equal(("", Presentation.Restricted), (withheld.Digits, withheld.Presentation));
        var internalNumber = E1Numbers.Presented(new("101"), Russia, Screening.NetworkProvided);
        Assert.Equal(new("101", TypeOfNumber.Unknown, NumberingPlan.Unknown, Screening: Screening.NetworkProvided),
            internalNumber);
    }

    [Theory]
    [InlineData("", TypeOfNumber.National, 0)]
    [InlineData("4", TypeOfNumber.National, 0)]
    [InlineData("495111000", TypeOfNumber.National, 0)]
    [InlineData("4951110001", TypeOfNumber.National, 1)]
    [InlineData("4951110022", TypeOfNumber.National, 1)]
    [InlineData("1110001", TypeOfNumber.Subscriber, 1)]
    [InlineData("74951110001", TypeOfNumber.International, 1)]
    [InlineData("7495111000", TypeOfNumber.International, 0)]
    [InlineData("84951110001", TypeOfNumber.Unknown, 1)]
    [InlineData("8495111000", TypeOfNumber.Unknown, 0)]
    [InlineData("4957777777", TypeOfNumber.National, 0)]
    public void A_plan_knows_when_digits_are_one_of_its_numbers(string digits, TypeOfNumber type, byte completeness) =>
        Assert.Equal((NumberCompleteness)completeness,
            E1Numbers.Completeness(Plan, Company.Trunk, new PartyNumber(digits, type)));

    [Fact]
    public void A_number_that_is_the_beginning_of_another_waits_for_more()
    {
        var plan = Company.OfficePlan("+4930901820", "+49309018205");
        Assert.Equal(NumberCompleteness.Incomplete, E1Numbers.Completeness(
            plan, Company.Trunk, new PartyNumber("4930901820", TypeOfNumber.International)));
        Assert.Equal(NumberCompleteness.Complete, E1Numbers.Completeness(
            plan, Company.Trunk, new PartyNumber("49309018205", TypeOfNumber.International)));
    }

    [Fact]
    public void A_trunk_that_the_plan_does_not_have_completes_nothing() => Assert.Equal(NumberCompleteness.Incomplete,
        E1Numbers.Completeness(Plan, "other", new PartyNumber("4951110001", TypeOfNumber.National)));
}
