namespace CallRouting.Host.Tests.Conventions;

public sealed class SampleTests
{
    [Theory]
    [InlineData("samples/CallRouting.Host/Program.cs", 150)]
    [InlineData("samples/EmbeddedRouting/Program.cs", 60)]
    public void A_sample_is_as_short_as_it_promises(string file, int most) =>
        Assert.InRange(File.ReadAllLines(Path.Combine(Root(), file)).Length, 1, most);

    [Fact]
    public void The_readme_names_every_option()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "samples/CallRouting.Host/README.md"));
        foreach (var option in new HostCommandLine().Command.Options.Where(option => option.HelpName is not null))
            Assert.Contains($"`{option.Name} ", readme, StringComparison.Ordinal);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "CallRouting.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
