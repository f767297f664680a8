namespace CallRouting.E1.Tests;

/// <summary>The router as the network of an older PBX: it gives the tones.</summary>
public class PbxFlows
{
    [Fact]
    public void A_PBX_user_hears_ringback_until_somebody_answers()
    {
        using var company = Pbx();
        var (leg, user) = company.Call();
        company.Do(CallEffectKind.Alert, leg);
        company.Run(0.6);
        Assert.True(user.HasEarlySound);
        Assert.InRange(Sounds.Pitch(user.Heard(400)), 423, 427);
        company.Do(CallEffectKind.Answer, leg);
        company.Run(0.6);
        Assert.True(Sounds.IsSilent(user.Heard(400)));
    }

    [Fact]
    public void A_PBX_user_hears_busy_tone_and_the_call_is_over_for_the_office_at_once()
    {
        using var company = Pbx();
        var (leg, user) = company.Call();
        company.Do(CallEffectKind.Alert, leg);
        company.Run(0.5);
        company.Release(leg, Cause.UserBusy);
        Assert.Equal(Cause.UserBusy, company.EndOf(leg));
        company.Until(() => user.IsEnded, within: 40);
        Assert.Equal(Cause.UserBusy, user.Cause);
    }

    [Fact]
    public void A_call_that_was_answered_just_ends()
    {
        using var company = Pbx();
        var (leg, user) = company.Talk();
        company.Release(leg, Cause.NormalClearing);
        company.Until(() => user.IsEnded, within: 1);
        Assert.Equal(Cause.NormalClearing, company.EndOf(leg));
    }

    private static Company Pbx() => new(
        router: span => span with { Side = PriSide.Network },
        far: span => span with { Side = PriSide.User });
}
