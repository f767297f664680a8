using System.Diagnostics;
using System.Text;

namespace CallRouting.Tests.Interop;

/// <summary>A virtual machine with the DAHDI driver, booted once for all tests: <c>tests/guest</c>. The program in it
/// plays all scenarios and says on the console how each went.</summary>
public sealed class DahdiGuest : IAsyncLifetime
{
    // The machine needs about a minute; a host with eight other things to do, longer.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private static readonly (string Source, string[] Libraries)[] s_peers =
    [
        ("fxs-peer.c", ["-lm"]), ("bearer-peer.c", []), ("span-peer.c", []), ("dchan-peer.c", []),
        ("pri-peer.c", ["-lpri"]),
    ];

    private readonly TestFolder _folder = new();
    private string _absent = "";
    private string[] _console = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _absent = Missing();
        if (_absent.Length > 0)
            return;
        var (code, made, why) = await RunAsync("build.sh");
        if (code != 0)
        {
            _absent = why.TrimEnd().Split('\n')[^1];
            return;
        }

        var overlay = await OverlayAsync(made.Trim());
        (_, var console, var complaints) = await RunAsync("boot.sh", made.Trim(), overlay);
        _console = (console + complaints).ReplaceLineEndings("\n").Split('\n');
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    /// <summary>Passes, fails or is skipped as the scenario did.</summary>
    /// <param name="scenario">Its name.</param>
    internal void Passed(string scenario)
    {
        if (_absent.Length > 0)
            Assert.Skip($"No virtual machine: {_absent}");
        var story = string.Join('\n', _console.SkipWhile(line => !Says(line, "BEGIN", scenario))
            .TakeWhile(line => !line.Contains(" FILE ", StringComparison.Ordinal)));
        if (story.Length == 0)
            story = string.Join('\n', _console.TakeLast(50));
        Assert.True(Array.Exists(_console, line => Says(line, "PASSED", scenario)),
            $"{scenario} did not pass in the virtual machine:\n{story}");
    }

    /// <summary>A file that a scenario gave.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="path">Where it is written.</param>
    internal async Task GetAsync(string name, string path)
    {
        var line = Array.Find(_console, line => Says(line, "FILE", name));
        Assert.True(line is not null, $"No file {name} came from the virtual machine.");
        await File.WriteAllBytesAsync(path, Convert.FromBase64String(line.Split(' ')[^1]));
    }

    // "GUEST seconds WORD name …".
    private static bool Says(string line, string word, string name) =>
        line.StartsWith("GUEST ", StringComparison.Ordinal) && line.Split(' ') is [_, _, var first, var second, ..]
        && first == word && second == name;

    private static string Missing()
    {
        (string Program, string Package)[] needed =
        [
            ("qemu-system-x86_64", "qemu-system-x86"), ("busybox", "busybox-static"), ("cpio", "cpio"), ("gcc", "gcc"),
            ("make", "make"),
        ];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = needed.Where(one =>
            !folders.Any(folder => File.Exists(Path.Combine(folder, one.Program)))).ToList();
        return missing.Count == 0 ? "" : $"apt-get install {string.Join(' ', missing.Select(one => one.Package))}";
    }

    private async Task<string> OverlayAsync(string made)
    {
        var bin = _folder.Sub("root/bin");
        foreach (var (source, libraries) in s_peers)
        {
            var program = await CProgram.CompileAsync(source, ["-I", Path.Combine(made, "include"), .. libraries]);
            File.Copy(program, Path.Combine(bin, Path.GetFileName(program)));
        }

        var app = _folder.Sub("root/app");
        // Beside this project's own folder: artifacts/bin/CallRouting.Guest/release.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var built = Path.Combine(here.Parent!.Parent!.FullName, "CallRouting.Guest", here.Name);
        foreach (var file in Directory.EnumerateFiles(built)
                     .Where(file => Path.GetExtension(file) is ".dll" or ".json"))
            File.Copy(file, Path.Combine(app, Path.GetFileName(file)));
        return Path.Combine(_folder.Path, "root");
    }

    private static async Task<(int Code, string Said, string Complained)> RunAsync(
        string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Checkout.Root, "tests", "guest", script), arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        return (process.ExitCode, await said, await complained);
    }
}
