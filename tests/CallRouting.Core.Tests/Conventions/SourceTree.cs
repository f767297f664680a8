namespace CallRouting.Tests;

/// <summary>Where the sources are.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find();

    public static string Core => Path.Combine(Root, "src", "CallRouting.Core");

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "CallRouting.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("CallRouting.sln is in no folder above the tests.");
    }
}
