namespace CallRouting.Runtime.Tests;

/// <summary>Who may do what with a file, where the system knows such a thing.</summary>
internal static class Modes
{
    public static void AssertOwnerOnly(string file)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no file modes.");
        else
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }
}
