namespace CallRouting.Tests.Media;

/// <summary>Finds the acceptance data, and skips the test where they are absent.</summary>
internal static class TestData
{
    public static byte[] Read(string file)
    {
        var path = Path.Combine(Folder(), file);
        if (!File.Exists(path))
            Assert.Skip($"The test data have no {file}; set CALLROUTING_TEST_DATA to their folder.");
        return File.ReadAllBytes(path);
    }

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("CALLROUTING_TEST_DATA") is { Length: > 0 } folder) return folder;
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "CallRouting.sln"))) at = at.Parent;
        return Path.Combine(at?.Parent?.FullName ?? "", "shared", "data");
    }
}
