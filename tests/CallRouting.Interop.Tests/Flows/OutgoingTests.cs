using System.Net;

namespace CallRouting.Tests.Interop;

/// <summary>Calls that employees make to the outside, from baresip phones to SIPp gateways.</summary>
public sealed class OutgoingTests
{
    private const string Second = "+74951110002", Outside = "+74957770000";
    private readonly IPEndPoint _first = new(RouterUnderTest.Provider, FreePorts.Take());
    private readonly IPEndPoint _second = new(IPAddress.Parse("127.0.0.3"), FreePorts.Take());

    [Fact]
    [Trait("Spec", "G30")]
    public async Task The_next_trunk_carries_it_when_the_first_gateway_fails_and_shows_the_companys_main_number()
    {
        await using var stage = await OpenAsync();
        var anna = await stage.BaresipAsync("anna", 440);
        var first = await stage.ListenAsync(_first, "busy", 1, ("status", "503"));
        var second = await stage.ListenAsync(_second, "phone", 1, ("ring", "200"));
        await anna.CommandAsync("dial", $"sip:84957770000@{stage.Router.Address}");
        await anna.EventAsync("CALL_ESTABLISHED");
        await anna.CommandAsync("hangup");
        await Timetable.DoneAsync(first, second);

        Timetable.Rings(first.At(isSent: false, "INVITE"), (second, 0));
        foreach (var (gateway, at) in ((Sipp, IPEndPoint)[])[(first, _first), (second, _second)])
        {
            var invite = Assert.Single(gateway.Calls);
            Assert.StartsWith($"INVITE sip:{Outside}@{at}", invite.Text, StringComparison.Ordinal);
            Assert.Equal(Office.Number, invite.Caller);
            Assert.Contains(Office.Number, invite.Field("P-Asserted-Identity"), StringComparison.Ordinal);
            Assert.DoesNotContain("Anna", invite.Text, StringComparison.Ordinal);
            Assert.Equal("", invite.Field("Diversion"));
        }

        Assert.Equal(Outcome.Answered, (await stage.Router.RecordAsync()).Outcome);
    }

    [Fact]
    [Trait("Spec", "G30")]
    public async Task An_employee_with_a_number_of_their_own_shows_that_and_a_busy_far_end_is_tried_by_no_other_trunk()
    {
        await using var stage = await OpenAsync();
        var boris = await stage.BaresipAsync("boris", 440);
        var first = await stage.ListenAsync(_first, "busy", 1, ("status", "486"));
        var second = await stage.ListenAsync(_second, "phone", 1, ("ring", "200"));
        await boris.CommandAsync("dial", $"sip:{Outside}@{stage.Router.Address}");
        await first.DoneAsync();
        await boris.EventAsync("CALL_CLOSED");
        Assert.Equal(Second, Assert.Single(first.Calls).Caller);
        Assert.Empty(second.Calls);
        Assert.Equal(Outcome.NotReached, (await stage.Router.RecordAsync()).Outcome);
    }

    [Fact]
    public async Task A_denied_number_is_refused_and_an_emergency_number_is_not()
    {
        await using var stage = await OpenAsync();
        var anna = await stage.BaresipAsync("anna", 440);
        var second = await stage.ListenAsync(_second, "phone", 1, ("ring", "200"));
        await anna.CommandAsync("dial", $"sip:88091234567@{stage.Router.Address}");
        await anna.EventAsync("CALL_CLOSED");
        Assert.Equal(Outcome.Refused, (await stage.Router.RecordAsync()).Outcome);
        Assert.Empty(second.Calls);

        // The first gateway is not there at all.
        await anna.CommandAsync("dial", $"sip:112@{stage.Router.Address}");
        await anna.EventAsync("CALL_ESTABLISHED");
        await anna.CommandAsync("hangup");
        await second.DoneAsync();
        Assert.StartsWith($"INVITE sip:112@{_second}", Assert.Single(second.Calls).Text, StringComparison.Ordinal);
        Assert.Equal(Office.Number, second.Calls[0].Caller);
        Assert.Equal(Outcome.Answered, (await stage.Router.RecordAsync(2)).Outcome);
    }

    private Task<Stage> OpenAsync()
    {
        Skip.IfMissing("baresip", "baresip-core");
        return Stage.OpenAsync(Office.Plan(gateway: _first.ToString(), keys: [("boris", "caller-id: second")],
            trunks: $$"""
                second:
                  kind: sip
                  peers: ["127.0.0.3"]
                  gateway: "{{_second}}"
                """, numbers: $$"""
                second:
                  called: "{{Second}}"
                """, more: """
                outgoing:
                  routes: [{ to: "+7495*", trunks: [provider, second] }, { to: "*", trunks: [second] }]
                  deny: ["+7809*"]
                """));
    }
}
