using System.Collections.Concurrent;
using System.Diagnostics;

namespace CallRouting.Tests.Interop;

/// <summary>Peers written in C under <c>tests/peers</c>: compiled when they are first needed.</summary>
internal static class CProgram
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Compiled = new();

    /// <summary>Compiles a program, once for all tests.</summary>
    /// <param name="source">The file in <c>tests/peers</c>.</param>
    /// <param name="flags">What the compiler gets beside it, for example the libraries.</param>
    /// <returns>The program's path.</returns>
    public static Task<string> CompileAsync(string source, params string[] flags) =>
        Compiled.GetOrAdd(source, new Lazy<Task<string>>(() => RunAsync(source, flags))).Value;

    private static async Task<string> RunAsync(string source, string[] flags)
    {
        var program = Path.Combine(Directory.CreateTempSubdirectory("callrouting-peers-").FullName,
            Path.GetFileNameWithoutExtension(source));
        var start = new ProcessStartInfo("gcc",
            ["-O2", "-Wall", "-Wextra", "-Werror", "-o", program,
                Path.Combine(Checkout.Root, "tests", "peers", source), .. flags])
        {
            RedirectStandardError = true
        };
        using var gcc = Process.Start(start)!;
        var complaints = await gcc.StandardError.ReadToEndAsync();
        await gcc.WaitForExitAsync();
        Assert.True(gcc.ExitCode == 0, $"{source} does not compile:\n{complaints}");
        return program;
    }
}
