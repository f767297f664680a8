namespace CallRouting.Host.Tests.Flows;

/// <summary>The tests of plan files, run by the host.</summary>
public sealed class TestRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("callrouting-tests-").FullName;
    private readonly StringWriter _output = new();

    public void Dispose()
    {
        _output.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact, Trait("Spec", "X12")]
    public void Tests_that_pass_end_well()
    {
        Assert.Equal(0, TestRun.Run([], Terminal.Over(_output, isPlain: true)));
        Assert.Matches("[1-9][0-9]* passed, 0 failed", _output.ToString());
    }

    [Fact, Trait("Spec", "X12")]
    public void A_test_that_fails_says_where_and_what_happened_instead()
    {
        var file = Path.Combine(_folder, "wrong.yaml");
        File.WriteAllText(file, """
            callrouting: 1
            plan: { id: wrong, time-zone: Europe/Moscow }
            employees: { anna: { ext: "101" }, ivan: { ext: "102" } }
            departments:
              sales: { members: [anna], give-up-after: 20s, otherwise: { mailbox: anna } }
            trunks: { provider: { kind: sip, called-id: { country: "7" } } }
            numbers: { main: { called: "+74951110001" } }
            other-number: { department: sales }
            tests:
              - name: "ivan rings"
                call: { trunk: provider, called-raw: "+74951110001", at: "2026-11-24 10:00" }
                expect: { rings: { ivan: 0s } }
            """);
        Assert.Equal(1, TestRun.Run([new PlanChoice(null, file)], Terminal.Over(_output, isPlain: true)));
        Assert.Contains("wrong.yaml:10", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("expected ivan 0s", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("0 passed, 1 failed", _output.ToString(), StringComparison.Ordinal);
    }
}
