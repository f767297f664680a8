using CallRouting.Audio;

namespace CallRouting.E1.Tests;

public class InboundFlows
{
    [Fact, Trait("Spec", "O3"), Trait("Spec", "O9")]
    public void A_call_is_offered_with_its_called_number_as_it_came()
    {
        using var company = new Company();
        company.Call("4951110001", "9030000001");
        var offer = company.Offers.Single().Offer;
        Assert.Equal(Company.Trunk, offer.Trunk);
        Assert.Equal(new CalledId("4951110001", TypeOfNumber.National, CalledIdSource.Signalling), offer.Called);
        Assert.Equal("+79030000001", offer.Caller.Number);
    }

    [Theory, Trait("Spec", "O3")]
    [InlineData(TypeOfNumber.Unknown)]
    [InlineData(TypeOfNumber.International)]
    [InlineData(TypeOfNumber.National)]
    [InlineData(TypeOfNumber.NetworkSpecific)]
    [InlineData(TypeOfNumber.Subscriber)]
    [InlineData(TypeOfNumber.Abbreviated)]
    public void The_type_of_number_is_kept(TypeOfNumber type)
    {
        using var company = new Company();
        company.Call("1110001", type: type);
        Assert.Equal(type, company.Offers.Single().Offer.Called.TypeOfNumber);
    }

    [Fact, Trait("Spec", "O17")]
    public void A_call_without_a_called_number_is_offered_too()
    {
        using var company = new Company();
        company.Call(called: null);
        var offer = company.Offers.Single().Offer;
        Assert.True(offer.Called.IsAbsent);
        Assert.True(Router.Decide(company.Plan, offer, company.Time.Now).IsOther);
    }

    [Fact]
    public void A_caller_who_is_not_to_be_shown_is_unknown()
    {
        using var company = new Company();
        company.Exchange.Call(new PriSetup
        {
            Called = new("4951110001", TypeOfNumber.National),
            Calling = new("9030000001", TypeOfNumber.National, Presentation: Presentation.Restricted),
        });
        company.Until(() => company.Offers.Count == 1);
        Assert.Equal(default, company.Offers[0].Offer.Caller);
    }

    [Fact]
    public void A_call_that_is_no_telephone_call_is_refused_before_anybody_hears_of_it()
    {
        using var company = new Company();
        var call = company.Exchange.Call(new PriSetup
        {
            Called = new("4951110001", TypeOfNumber.National),
            Bearer = new(TransferCapability.UnrestrictedDigital, 16, 0, 0),
        });
        company.Until(() => call.IsEnded);
        Assert.Equal(Cause.IncompatibleDestination, call.Cause);
        Assert.Empty(company.Offers);
    }

    [Fact]
    public void A_caller_hears_that_it_rings_and_then_who_answers()
    {
        using var company = new Company();
        var (leg, caller) = company.Call();
        Assert.False(caller.IsRinging);
        company.Do(CallEffectKind.Alert, leg);
        company.Until(() => caller.IsRinging);
        Assert.False(caller.HasEarlySound);
        company.Do(CallEffectKind.Answer, leg);
        company.Until(() => caller.IsConnected);
        caller.HangUp();
        Assert.Equal(Cause.NormalClearing, company.EndOf(leg));
        Assert.Equal("Cleared", company.Story(leg));
    }

    [Fact]
    public void A_prompt_before_the_answer_is_announced_and_heard()
    {
        using var company = new Company();
        var (leg, caller) = company.Call();
        var tag = company.Play(leg, Sounds.Tone(440, 1000));
        company.Until(() => company.Of(leg).Any(happened => happened.Tag == tag));
        company.Run(0.2);
        Assert.True(caller.HasEarlySound);
        Assert.False(caller.IsConnected);
        Assert.InRange(Sounds.Pitch(caller.Heard(600)), 438, 442);
    }

    [Fact]
    public void A_bridge_before_the_answer_lets_the_caller_hear_the_other_side()
    {
        using var company = new Company();
        var (leg, caller) = company.Call();
        var (other, party) = company.Ring();
        company.Do(CallEffectKind.Progress, leg);
        company.Do(CallEffectKind.Bridge, leg, other);
        party.Say(Sounds.Tone(600, 1000), isLoop: true);
        company.Run(1);
        Assert.True(caller.HasEarlySound);
        Assert.InRange(Sounds.Pitch(caller.Heard(400)), 598, 602);
    }

    [Theory]
    [InlineData(Cause.UserBusy)]
    [InlineData(Cause.UnallocatedNumber)]
    [InlineData(Cause.CallRejected)]
    [InlineData(Cause.NoAnswer)]
    [InlineData(Cause.Congestion)]
    [InlineData(Cause.NumberChanged)]
    public void A_refusal_reaches_the_caller_with_its_cause(Cause cause)
    {
        using var company = new Company();
        var (leg, caller) = company.Call();
        company.Release(leg, cause);
        company.Until(() => caller.IsEnded);
        Assert.Equal(cause, caller.Cause);
        Assert.Equal(cause, company.EndOf(leg));
    }

    [Fact]
    public void A_caller_who_gives_up_ends_with_its_cause()
    {
        using var company = new Company();
        var (leg, caller) = company.Call();
        company.Do(CallEffectKind.Alert, leg);
        company.Until(() => caller.IsRinging);
        caller.HangUp(Cause.NormalClearing);
        Assert.Equal(Cause.NormalClearing, company.EndOf(leg));
    }

    [Fact]
    public void Keys_are_heard_in_the_sound()
    {
        using var company = new Company();
        var (leg, caller) = company.Talk();
        caller.Press("159*0#");
        company.Run(2);
        Assert.Equal("159*0#", Keys(company, leg));
    }

    [Fact]
    public void Keys_come_by_signalling_too()
    {
        using var company = new Company();
        var (leg, caller) = company.Talk();
        caller.Dial("42");
        company.Run(1);
        Assert.Equal("42", Keys(company, leg));
    }

    [Fact]
    public void A_channel_that_its_device_does_not_give_is_refused_so_that_the_call_takes_another()
    {
        using var company = new Company();
        // The network takes the highest first, and somebody else holds it.
        company.Near[0].Refuse(31);
        var (leg, caller) = company.Call();
        company.Do(CallEffectKind.Answer, leg);
        company.Until(() => caller.IsConnected);
        Assert.Equal([30], company.Near[0].Bearers.Where(bearer => bearer.IsOpen).Select(bearer => bearer.Slot));
    }

    private static string Keys(Company company, LegId leg) => string.Concat(company.Of(leg)
        .Where(happened => happened.Kind == CallEventKind.DigitPressed).Select(happened => happened.Digit));
}

internal static class Sounds
{
    public static byte[] Tone(int hertz, int milliseconds)
    {
        var alaw = new byte[milliseconds * 8];
        new Cadence(true, new CadenceStep(new(hertz), 1000)).Fill(0, alaw);
        return alaw;
    }

    public static double Pitch(byte[] alaw) => Audio.Pitch.OfAlaw(alaw).Hertz;

    public static bool IsSilent(byte[] alaw) => Audio.Pitch.OfAlaw(alaw) is { Level: < -60 } or { Hertz: 0 };
}
