using CallRouting.Sip;

namespace CallRouting.Tests.Interop;

/// <summary>Calls through a whole router between libpri, which is the network of its E1, and SIP phones.</summary>
/// <remarks>A socket in place of the wire carries signalling only: these calls have no sound.</remarks>
public sealed class PriToSipTests
{
    private const string E1 = "e1", Main = "4951110001", Second = "4951110002", Caller = "9261112233";

    [Theory, Trait("Spec", "O3"), Trait("Spec", "G15")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_E1_caller_rings_the_members_one_after_another_and_either_side_ends_the_call(bool isEndedInside)
    {
        await using var stage = await OpenAsync();
        var network = await NetworkAsync(stage);
        var anna = await stage.PhoneOfOursAsync("anna", PhoneBehaviour.NeverAnswers);
        var boris = await stage.PhoneOfOursAsync("boris", PhoneBehaviour.NeverAnswers);

        var call = await network.DialAsync(Main, Caller);
        var first = await anna.WaitForCallAsync();
        await network.EventAsync("alerting", call);
        var second = await boris.WaitForCallAsync();
        Assert.Equal(PhoneCallState.Ringing, first.State);
        Assert.InRange((second.StartedAt - first.StartedAt).TotalSeconds, 0.9, 2);
        Assert.All([first, second], ring => Assert.Equal("+7" + Caller, ring.Number));
        Assert.False(network.Has("connected"), network.Story);

        second.Answer();
        await network.EventAsync("connected", call);
        await first.WaitForEndAsync();
        Assert.True(first.IsCancelled);
        Assert.Equal(200, await second.WaitForAnswerAsync());

        await EndAsync(network, call, boris, second, isEndedInside);
        var record = await stage.Router.RecordAsync();
        Assert.Equal(("main", E1, Outcome.Answered), (record.Number, record.Offer.Trunk, record.Outcome));
        Assert.Equal((Main, TypeOfNumber.National, "+7" + Caller),
            (record.Offer.Called.Raw, record.Offer.Called.TypeOfNumber, record.Offer.Caller.Number));
        Assert.Equal(["anna", "boris"], record.Legs.Select(leg => leg.Target));
    }

    [Fact, Trait("Spec", "O5")]
    public async Task One_number_reached_by_E1_and_by_SIP_at_once_runs_the_same_route()
    {
        await using var stage = await OpenAsync();
        var network = await NetworkAsync(stage);
        var anna = await stage.PhoneOfOursAsync("anna", PhoneBehaviour.Answers());
        var boris = await stage.PhoneOfOursAsync("boris", PhoneBehaviour.Answers());

        var byE1 = await network.DialAsync(Main, Caller);
        await network.EventAsync("connected", byE1);
        var first = await anna.WaitForCallAsync();
        // Anna talks: the next caller is for Boris.
        var bySip = await stage.Caller("+74957654321").CallAsync(Office.Number);
        Assert.Equal(200, bySip.Status);
        var second = await boris.WaitForCallAsync();
        Assert.Equal(("+7" + Caller, "+74957654321"), (first.Number, second.Number));
        Assert.Equal((PhoneCallState.Talking, 2), (first.State, stage.Router.LiveCalls));

        await first.HangUpAsync();
        Assert.Equal("16", (await network.EventAsync("disconnect", byE1))["cause"]);
        await stage.Router.RecordAsync();
        Assert.Equal((PhoneCallState.Talking, PhoneCallState.Talking), (bySip.State, second.State));
        await bySip.HangUpAsync();
        await second.WaitForEndAsync();
        await stage.Router.RecordAsync(2);
        Assert.All(stage.Router.Records, record =>
        {
            Assert.Equal(("main", Outcome.Answered), (record.Number, record.Outcome));
            Assert.Equal(["department sales"], record.Route.Select(step => step.Node));
        });
        Assert.Equal([E1, "provider"], stage.Router.Records.Select(record => record.Offer.Trunk));
    }

    [Fact]
    public async Task An_E1_caller_who_gives_up_lets_no_phone_ring_on()
    {
        await using var stage = await OpenAsync();
        var network = await NetworkAsync(stage);
        var anna = await stage.PhoneOfOursAsync("anna", PhoneBehaviour.NeverAnswers);
        var call = await network.DialAsync(Main, Caller);
        var ring = await anna.WaitForCallAsync();
        await network.EventAsync("alerting", call);
        await network.DoAsync($"hangup {call} 16");
        await network.EventAsync("released", call);
        await ring.WaitForEndAsync();
        Assert.True(ring.IsCancelled);
        Assert.Equal(Outcome.AbandonedWhileRinging, (await stage.Router.RecordAsync()).Outcome);
    }

    [Theory]
    [InlineData(486, 486)]
    [InlineData(486, 603)]
    [InlineData(603, 486)]
    [InlineData(0, 0)] // Nobody is there.
    public async Task When_no_member_takes_it_an_E1_caller_is_told_what_the_plan_says(int anna, int boris)
    {
        await using var stage = await OpenAsync();
        var network = await NetworkAsync(stage);
        foreach (var (member, status) in ((string, int)[])[("anna", anna), ("boris", boris)])
            if (status != 0)
                await stage.PhoneOfOursAsync(member, PhoneBehaviour.Refuses(status));
        var call = await network.DialAsync(Main, Caller);
        Assert.Equal("17", (await network.EventAsync("disconnect", call))["cause"]);
        Assert.False(network.Has("connected"), network.Story);
        await network.EventAsync("released", call);
        await stage.Router.RecordAsync();
    }

    [Theory]
    [InlineData("4951110003", "17")]
    [InlineData("4951110004", "21")]
    [InlineData("4951110005", "1")] // No number of the company's.
    public async Task What_the_plan_refuses_ends_with_its_cause_and_without_ringing(string called, string cause)
    {
        await using var stage = await OpenAsync();
        var network = await NetworkAsync(stage);
        var call = await network.DialAsync(called, Caller);
        Assert.Equal(cause, (await network.EventAsync("disconnect", call))["cause"]);
        Assert.False(network.Has("alerting"), network.Story);
        Assert.False(network.Has("connected"), network.Story);
        await network.EventAsync("released", call);
        await stage.Router.RecordAsync();
    }

    [Theory, Trait("Spec", "G30")]
    [InlineData("anna", "84957654321", "4957654321", "0x21", Main, true)] // national
    [InlineData("boris", "+4930123456", "4930123456", "0x11", Second, false)] // international
    [InlineData("boris", "112", "112", "0x01", Second, true)] // unknown: digits of no country
    public async Task An_employee_s_call_leaves_by_the_E1_with_its_caller_id_and_either_side_ends_it(
        string who, string dialled, string called, string plan, string shown, bool isEndedInside)
    {
        await using var stage = await OpenAsync();
        var network = await NetworkAsync(stage);
        await network.DoAsync("on-setup ring");
        var phone = await stage.PhoneOfOursAsync(who, PhoneBehaviour.NeverAnswers);
        var call = phone.Call(dialled);
        var setup = await network.EventAsync("setup");
        Assert.Equal((called, plan, "1"), (setup["called"], setup["plan"], setup["complete"]));
        Assert.Equal((shown, "0x21"), (setup["calling"], setup["calling-plan"]));
        // Presentation allowed: bits 7 and 6 (Q.931 §4.5.10).
        Assert.Equal(0, Convert.ToInt32(setup["presentation"], 16) & 0x60);
        await call.WaitForRingingAsync();
        Assert.Equal(PhoneCallState.Ringing, call.State);

        await network.DoAsync($"answer {setup.Call}");
        Assert.Equal(200, await call.WaitForAnswerAsync());
        await EndAsync(network, setup.Call, phone, call, isEndedInside);
        var record = await stage.Router.RecordAsync();
        Assert.Equal((Outcome.Answered, E1), (record.Outcome, Assert.Single(record.Legs).Trunk));
    }

    [Theory]
    [InlineData(17, 486, Outcome.NotReached)]
    [InlineData(21, 603, Outcome.NotReached)]
    [InlineData(1, 404, Outcome.NotReached)]
    [InlineData(34, 503, Outcome.NoWayOut)] // No channel, and no other trunk.
    public async Task What_the_network_of_the_E1_refuses_the_phone_is_told(int cause, int status, Outcome outcome)
    {
        await using var stage = await OpenAsync();
        var network = await NetworkAsync(stage);
        await network.DoAsync($"on-setup reject {cause}");
        var anna = await stage.PhoneOfOursAsync("anna", PhoneBehaviour.NeverAnswers);
        var call = await anna.CallAsync("84957654321");
        Assert.Equal((status, PhoneCallState.Ended), (call.Status, call.State));
        var record = await stage.Router.RecordAsync();
        Assert.Equal((outcome, (Cause)cause), (record.Outcome, Assert.Single(record.Legs).Cause));
    }

    [Fact]
    public async Task An_employee_who_gives_up_while_it_rings_outside_withdraws_the_call()
    {
        await using var stage = await OpenAsync();
        var network = await NetworkAsync(stage);
        await network.DoAsync("on-setup ring");
        var anna = await stage.PhoneOfOursAsync("anna", PhoneBehaviour.NeverAnswers);
        var call = anna.Call("84957654321");
        await call.WaitForRingingAsync();
        await call.HangUpAsync();
        Assert.Equal("16", (await network.EventAsync("disconnect"))["cause"]);
        await network.EventAsync("released");
        Assert.Equal(487, call.Status);
        await stage.Router.RecordAsync();
    }

    /// <summary>Ends a call that talks, and sees that the other side is told why.</summary>
    private static async Task EndAsync(
        PriPeer network, int outside, SipPhone phone, PhoneCall inside, bool isEndedInside)
    {
        if (isEndedInside)
        {
            await inside.HangUpAsync();
            Assert.Equal("16", (await network.EventAsync("disconnect", outside))["cause"]);
        }
        else
        {
            await network.DoAsync($"hangup {outside} 16");
            await inside.WaitForEndAsync();
            Assert.Contains("Q.850;cause=16", Assert.Single(phone.Log, line => !line.IsSent && line.IsRequest("BYE")
                && line.CallId == inside.CallId).Text, StringComparison.Ordinal);
        }

        await network.EventAsync("released", outside);
    }

    private static Task<Stage> OpenAsync()
    {
        PriPeer.Demand();
        return Stage.OpenAsync(Office.Plan(strategy: "cascading", members: "[anna, boris]",
            otherwise: "{ reject: busy }", otherNumber: "{ reject: no-such-number }",
            keys: [("boris", "caller-id: second")], trunks: $$"""
                {{E1}}: { kind: pri, called-id: { country: "7", area: "495" } }
                """, numbers: """
                second: { called: "+74951110002", route: { department: sales } }
                full: { called: "+74951110003", route: { reject: busy } }
                refused: { called: "+74951110004", route: { reject: rejected } }
                """), e1: E1);
    }

    private static async Task<PriPeer> NetworkAsync(Stage stage)
    {
        await Wait.ForAsync(() => File.Exists(stage.Router.E1Socket), "the socket", 30, () => stage.Router.Story);
        var network = stage.Keep(await PriPeer.StartAsync("network", "connect", stage.Router.E1Socket));
        await network.EventAsync("up");
        await stage.Router.InServiceAsync(E1, 30);
        return network;
    }
}
