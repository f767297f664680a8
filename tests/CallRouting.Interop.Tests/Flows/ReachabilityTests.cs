namespace CallRouting.Tests.Interop;

/// <summary>Members that cannot take a call, callers who give up, numbers that nobody has.</summary>
public sealed class ReachabilityTests
{
    [Fact]
    [Trait("Spec", "S18")]
    public async Task Unregistered_and_busy_members_cost_no_time()
    {
        // Anna has no phone, Boris is busy, so Vera rings at once: her turn begins when his ends.
        await using var stage = await Stage.OpenAsync(Office.Plan(strategy: "in-turn"));
        var boris = await stage.PhoneAsync("boris", "busy", 1, ("status", "486"));
        var vera = await stage.PhoneAsync("vera", 300);
        var caller = stage.Call(Office.Number, "caller", ("talk", "300"));
        await caller.DoneAsync();
        await boris.DoneAsync();
        await vera.DoneAsync();
        var start = caller.At(isSent: true, "INVITE");
        Assert.InRange((boris.At(isSent: false, "INVITE") - start).TotalMilliseconds, 0, 150);
        Assert.InRange((vera.At(isSent: false, "INVITE") - start).TotalMilliseconds, 0, 300);
        var record = await stage.Router.RecordAsync();
        Assert.Equal(Outcome.Answered, record.Outcome);
        Assert.Equal(["boris", "vera"], record.Legs.Select(leg => leg.Target));
    }

    [Fact]
    [Trait("Spec", "G11")]
    public async Task A_department_without_any_phone_goes_to_its_fallback_at_once()
    {
        await using var stage = await Stage.OpenAsync(Office.Plan());
        await using var phone = stage.Caller();
        var call = await phone.CallAsync(Office.Number);
        Assert.Equal(200, call.Status);
        Assert.InRange((call.AnsweredAt!.Value - call.StartedAt).TotalMilliseconds, 0, 300);
        await call.WaitForToneAsync(700);
    }

    [Fact]
    public async Task A_caller_who_gives_up_while_it_rings_cancels_every_leg()
    {
        await using var stage = await Stage.OpenAsync(Office.Plan());
        var anna = await stage.PhoneAsync("anna", 60_000);
        var boris = await stage.PhoneAsync("boris", 60_000);
        var caller = stage.Call(Office.Number, "caller-gives-up", ("ring", "800"));
        await caller.DoneAsync();
        await anna.DoneAsync();
        await boris.DoneAsync();
        var gaveUp = caller.At(isSent: true, "CANCEL");
        foreach (var phone in (Sipp[])[anna, boris])
            Assert.InRange((phone.At(isSent: false, "CANCEL") - gaveUp).TotalMilliseconds, -5, 150);
        Assert.Equal(Outcome.AbandonedWhileRinging, (await stage.Router.RecordAsync()).Outcome);
    }

    [Fact]
    [Trait("Spec", "O14"), Trait("Spec", "X9")]
    public async Task A_number_that_nobody_has_goes_to_other_and_is_kept_as_it_came()
    {
        await using var stage = await Stage.OpenAsync(Office.Plan());
        await using var phone = stage.Caller();
        var call = await phone.CallAsync("84999999999");
        Assert.Equal(200, call.Status);
        await call.WaitForToneAsync(700);
        await call.HangUpAsync();
        var record = await stage.Router.RecordAsync();
        Assert.Equal("other", record.Number);
        Assert.Equal("84999999999", record.Offer.Called.Raw);
    }

    [Fact]
    public async Task A_call_from_nowhere_known_is_refused_without_ringing_anybody()
    {
        await using var stage = await Stage.OpenAsync(Office.Plan());
        var anna = await stage.PhoneOfOursAsync("anna", Sip.PhoneBehaviour.Answers());
        await using var stranger = Sip.SipPhone.Open(new()
        {
            User = "100", Server = stage.Router.Address, Local = new(System.Net.IPAddress.Parse("127.0.0.3"), 0)
        });
        foreach (var number in (string[])[Office.Number, "101", "anna", "nobody"])
            Assert.Equal(407, (await stranger.CallAsync(number)).Status);
        Assert.Empty(anna.Calls);
        Assert.Empty(stage.Router.Records);
    }
}
