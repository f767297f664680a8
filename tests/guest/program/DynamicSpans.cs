using System.Diagnostics;

namespace CallRouting.Guest;

/// <summary>Takes spans away and makes them again.</summary>
internal static class DynamicSpans
{
    /// <summary>Takes away a span by its address, for example <c>1:1</c>. Nobody may use its channels.</summary>
    public static Task RemoveAsync(string address) => RunAsync("span-peer", "loc", address);

    /// <summary>Makes the span of a file of the folder <c>/etc/dahdi</c> again.</summary>
    public static Task MakeAsync(string name) => RunAsync("dahdi_cfg", "-c", $"/etc/dahdi/{name}.conf");

    private static async Task RunAsync(string name, params string[] arguments)
    {
        using var program = Process.Start("/bin/" + name, arguments);
        await program.WaitForExitAsync();
        Scenario.Demand(program.ExitCode == 0, $"{name} {string.Join(' ', arguments)} ended with {program.ExitCode}");
    }
}
