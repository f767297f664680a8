namespace CallRouting.E1.Tests;

public class OutboundFlows
{
    [Theory]
    [InlineData("+79030000002", "9030000002", TypeOfNumber.National)]
    [InlineData("+74951110001", "4951110001", TypeOfNumber.National)]
    [InlineData("+380441234567", "380441234567", TypeOfNumber.International)]
    [InlineData("+442071234567", "442071234567", TypeOfNumber.International)]
    [InlineData("+12025550123", "12025550123", TypeOfNumber.International)]
    public void A_number_goes_out_national_at_home_and_else_international(
        string number, string digits, TypeOfNumber type)
    {
        using var company = new Company();
        var (_, party) = company.Ring(number);
        Assert.Equal(new CalledId(digits, type, CalledIdSource.Signalling), party.Called);
    }

    [Fact]
    public void An_emergency_number_goes_out_as_it_is_dialled()
    {
        using var company = new Company();
        var (_, party) = company.Ring("+112", change: destination => destination with { IsEmergency = true });
        Assert.Equal(("112", TypeOfNumber.Unknown), (party.Called.Raw, party.Called.TypeOfNumber));
    }

    [Fact, Trait("Spec", "G30")]
    public void The_caller_id_goes_out_and_one_that_is_withheld_does_not()
    {
        using var company = new Company();
        var (_, shown) = company.Ring(caller: new("+74951110001"));
        Assert.Equal("4951110001", shown.Caller.Number);
        var (_, hidden) = company.Ring("+79030000003", caller: new(null));
        Assert.Equal(default, hidden.Caller);
    }

    [Fact]
    public void A_leg_rings_is_answered_and_hangs_up()
    {
        using var company = new Company();
        var (leg, party) = company.Ring();
        company.Until(() => company.Story(leg).Contains("Ringing", StringComparison.Ordinal));
        party.Answer();
        company.Until(() => company.Story(leg).EndsWith("Answered", StringComparison.Ordinal));
        party.HangUp();
        Assert.Equal(Cause.NormalClearing, company.EndOf(leg));
        // The network's ringback is sound before the answer.
        Assert.Equal("Ringing Progressed Answered Cleared", company.Story(leg));
    }

    [Fact]
    public void Sound_before_the_answer_is_told_once()
    {
        using var company = new Company();
        company.Exchange.Called = call => call.Progress();
        var (leg, party) = company.Ring();
        party.Alert();
        company.Run(1);
        Assert.Equal("Progressed Ringing", company.Story(leg));
    }

    [Theory]
    [InlineData(Cause.UserBusy)]
    [InlineData(Cause.CallRejected)]
    [InlineData(Cause.UnallocatedNumber)]
    [InlineData(Cause.NoAnswer)]
    [InlineData(Cause.SubscriberAbsent)]
    [InlineData(Cause.Congestion)]
    public void A_leg_fails_with_the_cause_of_the_network(Cause cause)
    {
        using var company = new Company();
        company.Exchange.Called = call => call.HangUp(cause);
        Assert.Equal(cause, company.EndOf(company.Dial()));
    }

    [Fact]
    public void A_leg_that_nobody_answers_ends_by_T301()
    {
        using var company = new Company();
        var (leg, _) = company.Ring();
        company.Run(170);
        Assert.DoesNotContain("Failed", company.Story(leg), StringComparison.Ordinal);
        Assert.Equal(Cause.NoAnswer, company.EndOf(leg, within: 60));
    }

    [Fact]
    public void Without_a_free_channel_a_leg_fails_at_once()
    {
        using var company = new Company(bearers: 2);
        company.Ring("+79030000001");
        company.Ring("+79030000002");
        var leg = company.Dial("+79030000003");
        Assert.Equal("Failed", company.Story(leg));
        Assert.Equal(Cause.NoCircuitAvailable, company.Of(leg).Single().Cause);
    }

    [Fact]
    public void A_trunk_that_no_span_belongs_to_leads_nowhere()
    {
        using var company = new Company();
        var leg = company.Dial(change: destination => destination with { Trunk = new() { Id = "other" } });
        Assert.Equal(Cause.NoRouteToDestination, company.EndOf(leg));
    }

    [Fact]
    public void An_address_that_is_no_number_cannot_be_called()
    {
        using var company = new Company();
        var leg = company.Dial(
            change: destination => destination with { Number = default, Address = "sip:a@b.example" });
        Assert.Equal(Cause.InvalidNumberFormat, company.EndOf(leg));
    }

    [Fact]
    public void The_next_span_is_taken_when_the_first_is_full()
    {
        using var company = new Company(spans: 2, bearers: 2);
        for (var i = 1; i <= 4; i++)
            company.Ring($"+7903000000{i}");
        Assert.Equal((2, 2), (company.Exchanges[0].Taken.Count, company.Exchanges[1].Taken.Count));
        Assert.Equal(Cause.NoCircuitAvailable, company.EndOf(company.Dial("+79030000005")));
    }

    [Fact]
    public void When_both_sides_take_the_last_channel_the_network_has_it_and_the_leg_tries_the_next_span()
    {
        using var company = new Company(spans: 2, bearers: 1);
        var before = company.Offers.Count;
        var incoming = company.Exchange.Call("4951110001");
        var leg = company.Dial();
        company.Until(() => company.Exchanges[1].Taken.Count == 1);
        company.Until(() => company.Offers.Count > before);
        Assert.False(incoming.IsEnded);
        Assert.Contains("Ringing", company.Story(leg), StringComparison.Ordinal);
    }

    [Fact]
    public void When_both_sides_take_the_last_channel_and_there_is_no_other_span_the_leg_fails()
    {
        using var company = new Company(bearers: 1);
        var incoming = company.Exchange.Call("4951110001");
        var leg = company.Dial();
        Assert.Equal(Cause.NoCircuitAvailable, company.EndOf(leg));
        company.Until(() => company.Offers.Count == 1);
        Assert.False(incoming.IsEnded);
    }

    [Fact]
    public void Digits_follow_SETUP_where_the_network_wants_them_so()
    {
        using var company = new Company(
            router: span => span with { SendsOverlap = true },
            far: span => span with { Overlap = E1Overlap.ByLength, Digits = 10 });
        var (leg, party) = company.Ring("+79030000002");
        Assert.Equal("9030000002", party.Called.Raw);
        party.Answer();
        company.Until(() => company.Story(leg).Contains("Answered", StringComparison.Ordinal));
    }

    [Fact]
    public void A_leg_that_is_released_before_its_call_is_on_its_way_fails_once()
    {
        using var company = new Company();
        var leg = company.Dial();
        company.Release(leg, Cause.AnsweredElsewhere);
        Assert.Equal(Cause.AnsweredElsewhere, company.EndOf(leg));
        company.Run(60);
        Assert.Equal("Failed", company.Story(leg));
        Assert.Equal(0, company.Exchange.Count);
    }
}
