using System.Diagnostics;

namespace CallRouting.Tests.Interop;

/// <summary>tshark: an independent reading of the frames that went over a line.</summary>
internal static class Tshark
{
    /// <summary>Skips where it is not there.</summary>
    public static void Demand() => Skip.IfMissing("tshark", "tshark");

    /// <summary>Reads fields of all frames that a filter lets pass.</summary>
    /// <param name="capture">The pcap file.</param>
    /// <param name="filter">A display filter; empty: all.</param>
    /// <param name="fields">The fields of one frame.</param>
    /// <returns>For each frame its fields, separated by bars.</returns>
    public static async Task<string[]> FieldsAsync(string capture, string filter, params string[] fields) =>
        (await RunAsync(["-r", capture, "-Y", filter, "-T", "fields", "-E", "separator=|",
            .. fields.SelectMany(field => new[] { "-e", field })]))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Fails where it finds something malformed, or nothing at all.</summary>
    public static async Task NothingMalformedAsync(string capture)
    {
        Assert.NotEmpty(await FieldsAsync(capture, "lapd", "frame.number"));
        var wrong = await RunAsync(["-r", capture, "-Y",
            "_ws.malformed || _ws.expert.severity >= \"error\" || !lapd", "-V"]);
        Assert.True(wrong.Length == 0, wrong);
    }

    private static async Task<string> RunAsync(string[] arguments)
    {
        using var tshark = Process.Start(new ProcessStartInfo("tshark", arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true
        })!;
        var complaints = tshark.StandardError.ReadToEndAsync();
        var output = await tshark.StandardOutput.ReadToEndAsync();
        await tshark.WaitForExitAsync();
        Assert.True(tshark.ExitCode == 0, await complaints);
        return output;
    }
}
