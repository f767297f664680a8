namespace CallRouting.E1.Tests;

public class OverlapFlows
{
    [Fact, Trait("Spec", "O3")]
    public void By_plan_a_number_is_complete_as_soon_as_it_is_one_of_the_companys()
    {
        using var company = new Company(
            router: span => span with { Overlap = E1Overlap.ByPlan },
            plan: Company.OfficePlan("+74951110001", "+74951110022"));
        var call = company.Exchange.BeginCall("495");
        foreach (var digit in "1110022")
        {
            company.Run(0.3);
            Assert.Empty(company.Offers);
            call.Dial(digit.ToString());
        }

        company.Until(() => company.Offers.Count == 1, within: 1);
        Assert.Equal("4951110022", company.Offers[0].Offer.Called.Raw);
    }

    [Fact, Trait("Spec", "O14")]
    public void By_plan_digits_that_are_nobodys_go_to_the_route_of_other_numbers_with_all_of_them()
    {
        using var company = new Company(router: span => span with { Overlap = E1Overlap.ByPlan });
        var call = company.Exchange.BeginCall("495");
        company.Run(0.3);
        call.Dial("9");
        company.Run(0.3);
        call.Dial("99");
        company.Run(14);
        Assert.Empty(company.Offers);
        company.Until(() => company.Offers.Count == 1, within: 3);
        Assert.Equal("495999", company.Offers[0].Offer.Called.Raw);
    }

    [Fact]
    public void By_length_a_number_is_complete_with_its_last_digit()
    {
        using var company = new Company(router: span => span with { Overlap = E1Overlap.ByLength, Digits = 5 });
        var call = company.Exchange.BeginCall("100");
        company.Run(1);
        Assert.Empty(company.Offers);
        call.Dial("01");
        company.Until(() => company.Offers.Count == 1, within: 1);
        Assert.Equal("10001", company.Offers[0].Offer.Called.Raw);
    }

    [Fact]
    public void The_far_end_can_say_that_a_number_is_complete()
    {
        using var company = new Company(router: span => span with { Overlap = E1Overlap.ByLength, Digits = 10 });
        var call = company.Exchange.BeginCall("100");
        company.Run(0.3);
        call.Dial("1", isComplete: true);
        company.Until(() => company.Offers.Count == 1, within: 1);
        Assert.Equal("1001", company.Offers[0].Offer.Called.Raw);
    }

    [Fact]
    public void A_caller_who_gives_up_dialling_leaves_nothing_behind()
    {
        using var company = new Company(router: span => span with { Overlap = E1Overlap.ByLength, Digits = 10 });
        var call = company.Exchange.BeginCall("100");
        company.Run(0.5);
        call.HangUp();
        company.Until(() => company.Transport.Spans[0].Calls == 0 && call.IsEnded);
        Assert.Empty(company.Offers);
        Assert.Empty(company.Events);
    }

    [Fact]
    public void Behind_a_line_to_a_PBX_its_user_hears_dial_tone_until_the_first_digit()
    {
        using var company = new Company(
            router: span => span with
            {
                Side = PriSide.Network, Overlap = E1Overlap.ByLength, Digits = 10, Country = "ru",
            },
            far: span => span with { Side = PriSide.User });
        var user = company.Exchange.BeginCall("");
        company.Run(1);
        Assert.InRange(Sounds.Pitch(user.Heard(400)), 423, 427);
        user.Dial("8");
        company.Run(1);
        Assert.True(Sounds.IsSilent(user.Heard(400)));
        Assert.Empty(company.Offers);
    }
}
