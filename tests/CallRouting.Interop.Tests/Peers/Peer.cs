using System.Diagnostics;
using System.Text;

namespace CallRouting.Tests.Interop;

/// <summary>A program that runs beside the router; it is killed when the test is over.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private Peer(string program, Process process)
    {
        Program = program;
        _process = process;
    }

    public string Program { get; }

    /// <summary>What it has written to its output and errors.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Starts it in a folder, without input.</summary>
    public static Peer Start(string program, string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true,
            RedirectStandardError = true, UseShellExecute = false
        };
        var peer = new Peer(program, new Process { StartInfo = start });
        peer._process.OutputDataReceived += peer.Keep;
        peer._process.ErrorDataReceived += peer.Keep;
        peer._process.Start();
        peer._process.StandardInput.Close();
        peer._process.BeginOutputReadLine();
        peer._process.BeginErrorReadLine();
        return peer;
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{Program} still ran after {within.TotalSeconds} s. It said:\n{Output}");
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
            if (line.Data is not null && _output.Length < 100_000)
                _output.Append(line.Data).Append('\n');
    }
}
