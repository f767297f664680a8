namespace CallRouting.PlanFiles.Tests;

/// <summary>Examples say by which trunk a call leaves and which number it shows (SPEC X12, G30).</summary>
[Trait("Spec", "X12")]
[Trait("Spec", "G30")]
public class LeavingTests
{
    private const string Plan = """
        callrouting: 1
        plan: { id: small, time-zone: Europe/Moscow }
        employees:
          anna: { ext: "100", caller-id: second }
          olga: { ext: "102", mobile: { to: "+79161110001" } }
        externals:
          courier: { to: "+79161110002", share: [caller-number], purpose: deliveries, otherwise: sales }
          branch: { to: "+79161110003", share: [], purpose: deliveries, otherwise: sales }
        departments:
          sales: { members: [anna, olga], give-up-after: 30s, otherwise: { mailbox: anna } }
        trunks:
          line-1: { kind: fxo, line: 1, number: main }
          e1: { kind: pri, called-id: { country: "7", area: "495" } }
          line-2: { kind: fxo, line: 2, number: main, outgoing: no }
        numbers:
          main: { called: "+74951110001", caller-id-out: yes, route: { department: sales } }
          second: { called: "+74951110002", route: { external: courier } }
          third: { called: "+74951110003", route: { external: branch } }
        other-number: { department: sales }
        tests:
          - name: example
            call: { CALL, at: "2026-11-24 10:00" }
            expect: { EXPECT }

        """;

    private static PlanTestResult Run(string call, string expect) => Assert.Single(PlanTests.Run(PlanFile.Parse(
        Plan.Replace("CALL", call, StringComparison.Ordinal).Replace("EXPECT", expect, StringComparison.Ordinal),
        "small.yaml")));

    [Theory]
    [InlineData("employee: anna, dials: \"89031234567\"", "leaves-by: e1, caller-id: \"+74951110002\"")]
    [InlineData("employee: olga, dials: \"89031234567\"", "leaves-by: e1, caller-id: \"+74951110001\"")]
    [InlineData("employee: olga, dials: \"112\"", "leaves-by: e1, caller-id: \"+74951110001\"")]
    [InlineData("employee: olga, dials: \"89031234567\", out-of-service: [e1]", "leaves-by: line-1, caller-id: none")]
    [InlineData("employee: olga, dials: \"89031234567\", out-of-service: [e1, line-1]",
        "leaves-by: none, outcome: no-way-out")]
    [InlineData("employee: olga, dials: \"100\"", "leaves-by: none")]
    [InlineData("trunk: e1, called-raw: \"4951110001\", caller: \"89031112233\"",
        "leaves-by: e1, caller-id: \"89031112233\"")]
    [InlineData("trunk: e1, called-raw: \"4951110001\", registered: [anna], out-of-service: [e1]",
        "leaves-by: line-1, caller-id: none")]
    [InlineData("trunk: e1, called-raw: \"4951110001\", registered: [anna], out-of-service: [e1, line-1]",
        "leaves-by: none, rings: { anna: 0s }")]
    [InlineData("trunk: e1, called-raw: \"4951110002\", caller: \"89031112233\"",
        "leaves-by: e1, caller-id: \"89031112233\"")]
    [InlineData("trunk: e1, called-raw: \"4951110003\", caller: \"89031112233\"",
        "leaves-by: e1, caller-id: \"+74951110001\"")]
    [InlineData("line: 1, offline: [anna]", "leaves-by: e1, caller-id: none")]
    public void What_leaves_as_expected_passes(string call, string expect)
    {
        var result = Run(call, expect);
        Assert.True(result.IsPassed, result.ToString());
    }

    [Theory]
    [InlineData("employee: anna, dials: \"89031234567\"", "leaves-by: line-1", "leaves-by: expected line-1; was e1")]
    [InlineData("employee: anna, dials: \"89031234567\"", "leaves-by: none", "leaves-by: expected none; was e1")]
    [InlineData("employee: anna, dials: \"102\", registered: [anna, olga], hangs-up: 2s", "leaves-by: e1",
        "leaves-by: expected e1; was none")]
    [InlineData("employee: anna, dials: \"89031234567\"", "caller-id: \"+74951110001\"",
        "caller-id: expected +74951110001; was +74951110002")]
    [InlineData("employee: anna, dials: \"89031234567\", out-of-service: [e1]", "caller-id: \"+74951110002\"",
        "caller-id: expected +74951110002; was none")]
    [InlineData("employee: anna, dials: \"102\", hangs-up: 2s", "caller-id: none",
        "caller-id: expected none; was no call outside")]
    public void What_leaves_otherwise_fails_and_says_how(string call, string expect, string difference)
    {
        var result = Run(call, expect);
        Assert.Equal(difference, Assert.Single(result.Differences).ToString());
        if (difference.Contains("; was e1", StringComparison.Ordinal))
            Assert.Contains("    0s  leaves by e1, showing +74951110002", result.Story);
    }

    [Theory]
    [InlineData("employee: anna, dials: \"102\", out-of-service: [e2]", "leaves-by: e1", "unknown-trunk")]
    [InlineData("employee: anna, dials: \"102\"", "leaves-by: e2", "unknown-trunk")]
    public void A_trunk_that_the_plan_has_not_is_a_mistake(string call, string expect, string code)
    {
        var read = PlanFile.Parse(
            Plan.Replace("CALL", call, StringComparison.Ordinal).Replace("EXPECT", expect, StringComparison.Ordinal),
            "small.yaml");
        var found = Assert.Single(read.Diagnostics, found => found.Severity == Severity.Error);
        Assert.Equal(code, found.Code);
        Assert.Contains("Did you mean 'e1'?", found.Message, StringComparison.OrdinalIgnoreCase);
    }
}
