namespace CallRouting.Tests;

public class BuildTests
{
    [Fact]
    public void The_test_project_runs() => Assert.NotNull(typeof(BuildTests).Assembly);
}
