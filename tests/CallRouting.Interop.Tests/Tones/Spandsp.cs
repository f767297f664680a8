namespace CallRouting.Tests.Interop;

/// <summary>Tones made and read by libspandsp, through <c>tests/peers/spandsp-tones.c</c>.</summary>
internal static class Spandsp
{
    /// <summary>Runs one of its commands.</summary>
    /// <returns>What it said, without the end of the last line.</returns>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        Skip.IfMissing("gcc", "gcc");
        var program = await CProgram.CompileAsync("spandsp-tones.c", "-lspandsp");
        await using var peer = Peer.Start(program, Path.GetTempPath(), arguments);
        var code = await peer.ExitAsync(TimeSpan.FromSeconds(60));
        Assert.True(code == 0, $"spandsp-tones {string.Join(' ', arguments)} ended with {code}: {peer.Output}");
        return peer.Output.TrimEnd('\n');
    }
}
