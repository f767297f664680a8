using System.Diagnostics;

namespace CallRouting.Guest;

/// <summary>Takes spans away and makes them again, by the driver's own program.</summary>
internal static class DynamicSpans
{
    /// <summary>Takes away the spans of a file of the folder <c>/etc/dahdi</c>.</summary>
    public static Task RemoveAsync(string name) => RunAsync("-s", "-c", $"/etc/dahdi/{name}.conf");

    /// <summary>Makes them again.</summary>
    public static Task MakeAsync(string name) => RunAsync("-c", $"/etc/dahdi/{name}.conf");

    private static async Task RunAsync(params string[] arguments)
    {
        using var program = Process.Start("/bin/dahdi_cfg", arguments);
        await program.WaitForExitAsync();
        Scenario.Demand(program.ExitCode == 0, $"dahdi_cfg {string.Join(' ', arguments)} ended with {program.ExitCode}");
    }
}
