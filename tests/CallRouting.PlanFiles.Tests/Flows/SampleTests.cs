namespace CallRouting.PlanFiles.Tests;

public class SampleTests
{
    [Fact]
    [Trait("Spec", "X12")]
    public void Every_sample_loads_without_errors_and_its_tests_pass_without_doubts()
    {
        Assert.True(Repository.PlanFiles().Count >= 4);
        foreach (var path in Repository.PlanFiles())
        {
            var file = PlanFile.Load(path);
            Assert.True(file.IsValid, $"{path}\n{string.Join('\n', file.Diagnostics)}");
            Assert.True(file.Tests.Count > 0, $"{path} has no tests.");
            Assert.All(PlanTests.Run(file), result =>
                Assert.True(result is { IsPassed: true, Warnings.IsEmpty: true }, result.ToString()));
        }
    }

    [Fact]
    public void Samples_have_no_warnings_but_for_faxes()
    {
        foreach (var path in Repository.PlanFiles())
            Assert.DoesNotContain(PlanFile.Load(path).Diagnostics, found =>
                found.Severity == Severity.Warning && found.Code != "fax-as-message");
    }
}
