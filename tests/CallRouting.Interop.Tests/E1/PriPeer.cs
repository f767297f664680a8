using System.Diagnostics;
using System.Text;

namespace CallRouting.Tests.Interop;

/// <summary>libpri in a process of its own: the other end of a primary rate interface, not ours.</summary>
/// <remarks>It is told what to do by lines, and tells by lines what happens: <c>pri-peer.c</c>.</remarks>
internal sealed class PriPeer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<PriPeerEvent> _events = [];
    private readonly StringBuilder _story = new();
    private bool _isOver;

    private PriPeer(ProcessStartInfo start)
    {
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data, isEvent: true);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data, isEvent: false);
    }

    /// <summary>What was said and told, for a failure.</summary>
    public string Story
    {
        get
        {
            lock (_events)
                return _story.ToString();
        }
    }

    /// <summary>Skips where it cannot be had.</summary>
    public static void Demand()
    {
        Skip.IfMissing("gcc", "gcc");
        if (!File.Exists("/usr/include/libpri.h"))
            Assert.Skip("libpri is not installed: apt-get install libpri-dev");
    }

    /// <summary>Starts it as the network, listening at a Unix socket or connecting to one.</summary>
    /// <param name="side"><c>network</c> or <c>user</c>.</param>
    /// <param name="how"><c>listen</c>, <c>connect</c> or <c>udp</c>.</param>
    /// <param name="where">The socket's path, or <c>LOCALPORT:REMOTEPORT</c>.</param>
    public static async Task<PriPeer> StartAsync(string side, string how, string where)
    {
        Demand();
        var program = await CProgram.CompileAsync("pri-peer.c", "-lpri");
        var peer = new PriPeer(new ProcessStartInfo(program, [side, how, where])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true
        });
        peer._process.Start();
        peer._process.StandardInput.AutoFlush = true;
        peer._process.BeginOutputReadLine();
        peer._process.BeginErrorReadLine();
        await peer.EventAsync(how == "listen" ? "listening" : "ready");
        return peer;
    }

    /// <summary>Gives a command and waits until it is obeyed.</summary>
    public async Task DoAsync(string command)
    {
        await TellAsync(command);
        await EventAsync("done");
    }

    /// <summary>Makes a call.</summary>
    /// <param name="called">The number called; <c>-</c>: none.</param>
    /// <param name="calling">The caller's number; <c>-</c>: none.</param>
    /// <param name="channel">Which channel, and how much it insists.</param>
    /// <param name="rest">Whether the number is whole, its plan, the caller's presentation.</param>
    /// <returns>The call's number.</returns>
    public async Task<int> DialAsync(string called, string calling, string channel = "1 exclusive",
        string rest = "complete")
    {
        await TellAsync($"dial {called} {calling} {channel} {rest}");
        return (await EventAsync("dialled")).Call;
    }

    /// <summary>Waits for the next event of a kind that was not waited for yet.</summary>
    /// <param name="word">The event.</param>
    /// <param name="call">Of which call; 0: of any.</param>
    /// <param name="seconds">The limit.</param>
    public async Task<PriPeerEvent> EventAsync(string word, int call = 0, int seconds = 30)
    {
        PriPeerEvent? found = null;
        await Wait.ForAsync(() => (found = Take(word, call)) is not null, $"{word} of libpri", seconds, () => Story);
        return found!;
    }

    /// <summary>Whether an event of a kind has come that was not waited for.</summary>
    public bool Has(string word)
    {
        lock (_events)
            return _events.Exists(e => e.Word == word);
    }

    /// <summary>Forgets what it told.</summary>
    public void Forget()
    {
        lock (_events)
        {
            _events.Clear();
            _events.TrimExcess();
            _story.Clear();
            _story.Capacity = 0;
        }
    }

    /// <summary>Ends the process at once, as a crash does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isOver)
            return;
        _isOver = true;
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task TellAsync(string command)
    {
        lock (_events)
            _story.Append("> ").Append(command).Append('\n');
        await _process.StandardInput.WriteLineAsync(command);
    }

    private PriPeerEvent? Take(string word, int call)
    {
        lock (_events)
        {
            var index = _events.FindIndex(e => e.Word == word && (call == 0 || e.Call == call));
            if (index < 0)
                return null;
            var found = _events[index];
            _events.RemoveAt(index);
            return found;
        }
    }

    private void Keep(string? line, bool isEvent)
    {
        if (line is null)
            return;
        lock (_events)
        {
            if (_story.Length < 200_000)
                _story.Append(line).Append('\n');
            if (isEvent)
                _events.Add(new(line));
        }
    }
}

/// <summary>One line of libpri's: a word, and values by name.</summary>
internal sealed record PriPeerEvent(string Line)
{
    public string Word { get; } = Line.Split(' ')[0];

    /// <summary>Which call; 0: none.</summary>
    public int Call => this["call"] is { Length: > 0 } call ? int.Parse(call, null) : 0;

    /// <summary>A value; empty: there is none.</summary>
    public string this[string name] =>
        Line.Split(' ').FirstOrDefault(part => part.StartsWith(name + "=", StringComparison.Ordinal)) is { } found
            ? found[(name.Length + 1)..]
            : "";
}
