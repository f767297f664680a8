namespace CallRouting.Host.Tests.Flows;

/// <summary>A call script that is played by the host.</summary>
public sealed class ScriptRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("callrouting-script-").FullName;
    private readonly StringWriter _output = new();

    public void Dispose()
    {
        _output.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void The_sample_script_plays_with_the_program_s_own_plan()
    {
        Assert.Equal(0, Play(File.ReadAllText(Sample())));
        Assert.Contains("0:24.000 call sales: the caller talks with olga's mobile", Output, StringComparison.Ordinal);
        Assert.Contains("call later: Answered by anna after 6 s", Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Plans_that_a_script_names_lie_beside_it()
    {
        File.WriteAllText(Path.Combine(_folder, "evening.yaml"), OfficePlan.Text(OfficePlan.Own)
            .Replace("members: [ivan, olga, anna]", "members: [anna]", StringComparison.Ordinal));
        const string script = """
            0:00 ivan registers
            0:00 anna registers
            0:01 plan evening.yaml
            0:02 call a by provider-a to 84951110001 holds 9s
            """;
        Assert.Equal(0, Play(script));
        Assert.Contains("rang anna 0:05–0:11", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ivan rings", Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0:00 anna regsters", "day.calls:1:11 error unexpected")]
    [InlineData("\n0:00 ana registers", "day.calls:2:1 error unknown-employee")]
    [InlineData("0:00 plan nothing.yaml", "nothing.yaml:1:1 error cannot-read")]
    public void A_mistake_is_shown_with_its_place_and_nothing_is_played(string script, string shown)
    {
        Assert.Equal(1, Play(script));
        Assert.Contains(shown, Output, StringComparison.Ordinal);
        Assert.DoesNotContain("0:00.000", Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_named()
    {
        Assert.Equal(1, ScriptRun.Play(Path.Combine(_folder, "none.calls"), null, Terminal.Over(_output, isPlain: true)));
        Assert.Contains("none.calls cannot be read", Output, StringComparison.Ordinal);
        Assert.Equal(1, Play("", Path.Combine(_folder, "none.yaml")));
        Assert.Contains("none.yaml:1:1 error cannot-read", Output, StringComparison.Ordinal);
    }

    private string Output => _output.ToString();

    private int Play(string script, string? plan = null)
    {
        var file = Path.Combine(_folder, "day.calls");
        File.WriteAllText(file, script);
        return ScriptRun.Play(file, plan, Terminal.Over(_output, isPlain: true));
    }

    private static string Sample()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CallRouting.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "samples", "scripts", "morning.calls");
    }
}
