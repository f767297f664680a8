namespace CallRouting.Tests.Interop;

/// <summary>Skips a test, with the reason, where what it needs is not on the machine.</summary>
internal static class Skip
{
    /// <summary>Skips where a program is not found.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="package">The Debian package that has it.</param>
    public static void IfMissing(string program, string package)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, program))))
            Assert.Skip($"{program} is not installed: apt-get install {package}");
    }

    /// <summary>Skips where raw sockets may not be opened: playing captured packets needs them.</summary>
    public static void IfNotRoot()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Skip("Only root may play captured packets.");
    }
}
