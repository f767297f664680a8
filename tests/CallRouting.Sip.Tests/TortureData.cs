using System.Text;

namespace CallRouting.Sip.Tests;

/// <summary>The torture messages, read from the shared data folder where there is one.</summary>
internal static class TortureData
{
    public static string? Folder()
    {
        var set = Environment.GetEnvironmentVariable("CALLROUTING_TEST_DATA");
        if (!string.IsNullOrEmpty(set))
            return Directory.Exists(set) ? set : null;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "CallRouting.sln")))
                continue;
            var beside = Path.Combine(at.FullName, "..", "shared", "data");
            return Directory.Exists(beside) ? beside : null;
        }
        return null;
    }

    public static byte[] Read(string suite, string name)
    {
        var folder = Folder();
        if (folder is null)
            Assert.Skip("The shared test data are not here; set CALLROUTING_TEST_DATA.");
        return File.ReadAllBytes(Path.Combine(folder, suite, name));
    }

    /// <summary>The RFC 5118 files were saved with bare line feeds and without the last empty line; on the wire they
    /// have CRLF, which their Content-Length counts.</summary>
    public static byte[] ReadWithCrlf(string name)
    {
        var text = Encoding.Latin1.GetString(Read("rfc5118", name)).ReplaceLineEndings("\r\n");
        if (!text.Contains("\r\n\r\n", StringComparison.Ordinal))
            text += text.EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : "\r\n\r\n";
        return Encoding.Latin1.GetBytes(text);
    }

    public static string[] Names(string suite)
    {
        var folder = Folder();
        return folder is null
            ? []
            : [.. Directory.GetFiles(Path.Combine(folder, suite)).Select(f => Path.GetFileName(f)!).Order()];
    }
}
