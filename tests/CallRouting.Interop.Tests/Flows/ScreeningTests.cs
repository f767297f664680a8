namespace CallRouting.Tests.Interop;

/// <summary>Callers who are not let through, and callers who show no number.</summary>
public sealed class ScreeningTests
{
    private const string Anonymous = "\"Anonymous\" <sip:anonymous@anonymous.invalid>";

    private static readonly string Plan = Office.Plan("{ employee: anna }", more: """
        screening:
          allow: ["+79030000007"]
          block: ["+7903*", "+74950000000"]
          anonymous: { announce: who.wav }
        """);

    private static readonly (string, int, int)[] Prompts = [("who.wav", 900, 300), ("leave-message.wav", 700, 1000)];

    [Fact]
    public async Task A_blocked_caller_is_rejected_without_ringing_anybody_and_an_allowed_one_rings()
    {
        await using var stage = await Stage.OpenAsync(Plan, Prompts);
        var anna = await stage.PhoneAsync("anna", ring: 100);
        // The number that the network asserts counts, not the one that the caller writes.
        foreach (var (from, fields) in ((string, string)[])
            [("+79031234567", ""), ("89031234567", ""), ("+74950000000", ""),
                ("+79030000007", Asserted("+79031234567"))])
            await stage.Call(Office.Number, "caller-refused", ("from", Sipp.Caller(from)), ("fields", fields),
                ("status", "603")).DoneAsync();
        await stage.Router.RecordAsync(4);
        Assert.All(stage.Router.Records, record => Assert.Equal(Outcome.Refused, record.Outcome));
        Assert.Empty(anna.Calls);

        await stage.Call(Office.Number, "caller", ("from", Sipp.Caller("+79030000007")), ("talk", "200")).DoneAsync();
        await anna.DoneAsync();
        Assert.Equal(Outcome.Answered, (await stage.Router.RecordAsync(5)).Outcome);
    }

    [Fact]
    public async Task A_blocked_caller_can_be_told_something_instead()
    {
        await using var stage = await Stage.OpenAsync(Office.Plan("{ employee: anna }", more: """
            screening:
              block: ["+7903*"]
              blocked: { announce: who.wav }
            """), Prompts);
        var call = await stage.Caller("+79031234567").CallAsync(Office.Number);
        await call.WaitForToneAsync(900);
        await call.WaitForEndAsync();
        Assert.Equal(Outcome.Announced, (await stage.Router.RecordAsync()).Outcome);
    }

    [Fact]
    public async Task Callers_who_show_no_number_go_their_own_way_also_those_whose_number_the_network_knows()
    {
        await using var stage = await Stage.OpenAsync(Plan, Prompts);
        var anna = await stage.PhoneAsync("anna", ring: 100);
        (string From, string Fields)[] anonymous =
        [
            (Anonymous, ""),
            (Anonymous, Asserted("+74957654321") + Private),
            (Sipp.Caller("+74957654321"), Private)
        ];
        foreach (var (from, fields) in anonymous)
            await stage.Call(Office.Number, "caller-listens", ("from", from), ("fields", fields)).DoneAsync();
        await stage.Router.RecordAsync(3);
        Assert.All(stage.Router.Records, record => Assert.Equal(Outcome.Announced, record.Outcome));
        Assert.Empty(anna.Calls);

        // Who is anonymous in the From only is known by what the network asserts.
        await stage.Call(Office.Number, "caller", ("fields", Asserted("+74957654321")), ("talk", "200")).DoneAsync();
        await anna.DoneAsync();
    }

    [Fact]
    public async Task Without_a_rule_an_anonymous_call_rings_and_the_phone_is_told_no_number()
    {
        await using var stage = await Stage.OpenAsync(Office.Plan("{ employee: anna }"));
        var anna = await stage.PhoneAsync("anna", ring: 100);
        await stage.Call(Office.Number, "caller", ("from", Anonymous), ("fields", Asserted("+74957654321") + Private),
            ("talk", "200")).DoneAsync();
        await anna.DoneAsync();
        Assert.Contains("anonymous", Assert.Single(anna.Calls).Field("From"), StringComparison.Ordinal);
        Assert.DoesNotContain("7654321", anna.Calls[0].Text, StringComparison.Ordinal);
    }

    private const string Private = "\n      Privacy: id";

    private static string Asserted(string number) => $"\n      P-Asserted-Identity: <sip:{number}@provider.test>";
}
