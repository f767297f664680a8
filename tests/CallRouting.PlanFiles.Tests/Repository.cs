namespace CallRouting.PlanFiles.Tests;

/// <summary>Files of the repository that the tests read or keep up to date.</summary>
internal static class Repository
{
    private const string Update = "CALLROUTING_UPDATE_DOCS";

    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file by its path from the repository's folder.</summary>
    public static string File(string path) => Path.Combine([Root, .. path.Split('/')]);

    /// <summary>Every plan file among the samples.</summary>
    public static IReadOnlyList<string> PlanFiles() =>
        [.. Directory.GetFiles(File("samples/plans"), "*.yaml").Order(), File("samples/CallRouting.Host/plan.yaml")];

    /// <summary>Checks that a generated file is as it is published, or publishes it.</summary>
    public static void SameAsPublished(string path, string text)
    {
        var file = File(path);
        if (Environment.GetEnvironmentVariable(Update) == "1")
            System.IO.File.WriteAllText(file, text);
        var published = System.IO.File.Exists(file) ? System.IO.File.ReadAllText(file) : "";
        Assert.True(published == text,
            $"{path} is not what this version makes. If that is meant, run the tests once with {Update}=1 and commit it.");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "CallRouting.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above holds CallRouting.sln.");
        return folder.FullName;
    }
}
