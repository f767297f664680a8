using System.Net;

namespace CallRouting.Tests.Interop;

/// <summary>An outsourced centre takes what the own people cannot: by its address and by its number over a gateway,
/// told only what the plan shares, and with a fallback when it does not answer.</summary>
public sealed class OverflowTests
{
    private const string Caller = "+74957654321", CentreNumber = "+74997770001";
    private readonly IPEndPoint _centre = new(IPAddress.Parse("127.0.0.4"), FreePorts.Take());
    private readonly IPEndPoint _gateway = new(IPAddress.Parse("127.0.0.3"), FreePorts.Take());

    [Fact]
    [Trait("Spec", "C2"), Trait("Spec", "C5"), Trait("Spec", "C7")]
    public async Task When_nobody_answers_the_centre_does_and_hears_only_which_number_was_called()
    {
        await using var stage = await Stage.OpenAsync(Plan($"\"sip:intake@{_centre}\"", "[called-number]"));
        var anna = await stage.PhoneAsync("anna", ring: 60_000);
        var centre = await stage.ListenAsync(_centre, "phone", 1, ("ring", "200"));
        var caller = stage.Call(Office.Number, "caller", ("talk", "300"));
        await Timetable.DoneAsync(caller, anna, centre);

        var start = caller.At(isSent: true, "INVITE");
        Timetable.Rings(start, (anna, 0), (centre, 1));
        Timetable.Stops(start, (anna, 1));
        Assert.Equal(Outcome.Answered, (await stage.Router.RecordAsync()).Outcome);

        var invite = Assert.Single(centre.Calls);
        Assert.StartsWith($"INVITE sip:intake@{_centre} SIP/2.0", invite.Text, StringComparison.Ordinal);
        Assert.Contains(Office.Number, invite.Field("Diversion"), StringComparison.Ordinal);
        // In the caller's place stands the company's main number.
        Assert.Equal(Office.Number, invite.Caller);
        Assert.DoesNotContain("7654321", invite.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Caller\"", invite.Text, StringComparison.Ordinal);
        Assert.Equal("", invite.Field("CallRouting-Call"));
    }

    [Fact]
    [Trait("Spec", "C5"), Trait("Spec", "C7")]
    public async Task By_its_number_over_a_gateway_with_caller_name_and_call_id_where_they_are_shared()
    {
        await using var stage = await Stage.OpenAsync(Plan($"\"{CentreNumber}\"",
            "[caller-number, caller-name, called-number, call-id]", "trunks: [second]"));
        var gateway = await stage.ListenAsync(_gateway, "phone", 1, ("ring", "200"));
        var caller = stage.Call(Office.Number, "caller", ("talk", "300"));
        await Timetable.DoneAsync(caller, gateway);
        // Nobody has a phone, so the department costs no time.
        Timetable.Rings(caller.At(isSent: true, "INVITE"), (gateway, 0));

        var invite = Assert.Single(gateway.Calls);
        Assert.StartsWith($"INVITE sip:{CentreNumber}@{_gateway}", invite.Text, StringComparison.Ordinal);
        Assert.Equal(Caller, invite.Caller);
        Assert.StartsWith("\"Caller\"", invite.Field("From"), StringComparison.Ordinal);
        Assert.Contains(Caller, invite.Field("P-Asserted-Identity"), StringComparison.Ordinal);
        Assert.Contains(Office.Number, invite.Field("Diversion"), StringComparison.Ordinal);
        Assert.Equal((await stage.Router.RecordAsync()).Call.Value.ToString(), invite.Field("CallRouting-Call"));
    }

    [Fact]
    [Trait("Spec", "C4")]
    public async Task A_silent_centre_is_given_up_after_its_time_and_the_call_is_not_lost()
    {
        await using var stage = await Stage.OpenAsync(Plan($"\"sip:intake@{_centre}\"", "[]"));
        var centre = await stage.ListenAsync(_centre, "silent", 1, ("wait", "2000"));
        var call = await stage.Caller().CallAsync(Office.Number);
        await call.WaitForToneAsync(700);
        Assert.InRange((call.AnsweredAt!.Value - call.StartedAt).TotalSeconds, 0.9, 1.4);
        var invite = centre.Messages.First(m => m.Begins("INVITE"));
        Assert.Equal(("", ""), (invite.Field("Diversion"), invite.Field("CallRouting-Call")));
        Assert.DoesNotContain("7654321", invite.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "C4")]
    public async Task A_centre_that_refuses_or_is_not_there_costs_no_time()
    {
        await using var stage = await Stage.OpenAsync(Plan($"\"sip:intake@{_centre}\"", "[]"));
        var centre = await stage.ListenAsync(_centre, "busy", 1, ("status", "503"));
        var call = await stage.Caller().CallAsync(Office.Number);
        await call.WaitForToneAsync(700);
        Assert.InRange((call.AnsweredAt!.Value - call.StartedAt).TotalMilliseconds, 0, 300);
        await centre.DoneAsync();
    }

    private string Plan(string to, string share, string trunks = "answer-within: 1s") => Office.Plan(
        giveUpAfter: 1, otherwise: "{ external: centre }", trunks: $$"""
            second:
              kind: sip
              peers: ["127.0.0.3"]
              gateway: "{{_gateway}}"
            """, more: $$"""
            externals:
              centre:
                to: {{to}}
                share: {{share}}
                purpose: "overflow"
                {{trunks}}
                otherwise: { voicemail: box }
            """);
}
