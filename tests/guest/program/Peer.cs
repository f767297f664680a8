using System.Diagnostics;

namespace CallRouting.Guest;

/// <summary>A program at the other end of the line.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly string _name;
    private int _read;

    public Peer(string program, params string[] arguments)
    {
        _name = program;
        _process = new()
        {
            StartInfo = new("/bin/" + program, arguments)
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            },
        };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Tells it something.</summary>
    public void Tell(string command)
    {
        Report.Say($"{_name} < {command}");
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
    }

    /// <summary>Waits for a line that has a word in it, after the last line that was waited for.</summary>
    public async Task<string> SaysAsync(string word, int seconds = 20)
    {
        var found = "";
        await Scenario.UntilAsync(() => (found = Next(word)) != "", $"{_name} to say \"{word}\"", seconds);
        return found;
    }

    /// <summary>Whether it has said a word since the last line that was waited for.</summary>
    public bool HasSaid(string word)
    {
        lock (_lines)
            return _lines.Skip(_read).Any(line => line.Contains(word, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3));
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private string Next(string word)
    {
        lock (_lines)
        {
            var at = _lines.FindIndex(_read, line => line.Contains(word, StringComparison.Ordinal));
            if (at < 0)
                return "";
            _read = at + 1;
            return _lines[at];
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        Report.Say($"{_name} > {line.Data}");
        lock (_lines)
            _lines.Add(line.Data);
    }
}
