using System.Globalization;
using System.Net;

namespace CallRouting.Tests.Interop;

/// <summary>What SIPp is to do.</summary>
internal sealed record SippRun
{
    /// <summary>The name of the scenario, a file in <c>Scenarios</c>.</summary>
    public required string Scenario { get; init; }

    /// <summary>Words in braces in the scenario, and what they stand for.</summary>
    public IReadOnlyDictionary<string, string> Words { get; init; } = new Dictionary<string, string>();

    /// <summary>The user part, or the number that is called.</summary>
    public string Number { get; init; } = "";

    /// <summary>Where it sends from and listens.</summary>
    public required IPEndPoint Local { get; init; }

    public int Calls { get; init; } = 1;

    /// <summary>New calls in a second.</summary>
    public int Rate { get; init; } = 10;

    /// <summary>Calls at once.</summary>
    public int Limit { get; init; } = 10;
}

/// <summary>SIPp with one scenario: an independent phone or caller, whose messages are kept with their times.</summary>
internal sealed class Sipp : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    // What a scenario says where a test says nothing.
    private static readonly (string Word, string Value)[] Usual =
    [
        ("from", Caller("+74957654321")), ("fields", ""), ("callers", "."),
    ];

    private readonly string _trace, _errors;
    private readonly Peer _peer;

    private Sipp(Peer peer, string files) => (_peer, _trace, _errors) = (peer, files + ".msg", files + ".err");

    /// <summary>Starts a run and returns at once; give a phone the time to open its socket with
    /// <see cref="ListeningAsync"/>.</summary>
    public static Sipp Start(IPEndPoint router, TestFolder folder, SippRun run)
    {
        var name = $"{run.Scenario}-{run.Local.Port}-{Guid.NewGuid():N}";
        var scenario = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scenarios", run.Scenario + ".xml"));
        foreach (var (word, value) in run.Words.Select(word => (word.Key, word.Value)).Concat(Usual))
            scenario = scenario.Replace($"{{{word}}}", value, StringComparison.Ordinal);
        var files = Path.Combine(folder.Path, name);
        File.WriteAllText(files + ".xml", scenario);
        string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
        List<string> arguments =
        [
            router.ToString(), "-sf", files + ".xml", "-i", run.Local.Address.ToString(), "-p", Text(run.Local.Port),
            "-mi", run.Local.Address.ToString(), "-mp", Text(run.Local.Port + 4), "-m", Text(run.Calls),
            "-r", Text(run.Rate), "-l", Text(run.Limit), "-nostdin", "-deadcall_wait", "0", "-timer_resol", "1",
            "-timeout", Text((int)Patience.TotalSeconds), "-timeout_error",
            "-trace_msg", "-message_file", files + ".msg", "-trace_err", "-error_file", files + ".err"
        ];
        if (run.Number.Length > 0)
            arguments.AddRange(["-s", run.Number]);
        return new(Peer.Start("sipp", folder.Path, arguments), files);
    }

    /// <summary>What a From says of a caller, for the word <c>from</c>.</summary>
    public static string Caller(string number) => $"\"Caller\" <sip:{number}@[local_ip]:[local_port]>";

    /// <summary>What was sent and received, in order; whole once SIPp has ended.</summary>
    public IReadOnlyList<SippMessage> Messages => SippMessage.Read(_trace);

    /// <summary>The INVITEs received, each call once.</summary>
    public IReadOnlyList<SippMessage> Calls =>
        [.. Messages.Where(m => !m.IsSent && m.Begins("INVITE")).DistinctBy(m => m.CallId)];

    /// <summary>When a request or response of that first word came or went first; fails with the whole story.</summary>
    /// <param name="isSent">Sent by SIPp.</param>
    /// <param name="start">How the first line begins: <c>INVITE</c>, <c>SIP/2.0 200</c>.</param>
    public DateTime At(bool isSent, string start)
    {
        var found = Messages.FirstOrDefault(m => m.IsSent == isSent && m.Begins(start));
        Assert.True(found is not null, $"No {start} {(isSent ? "from" : "to")} SIPp.\n{Story}");
        return found.At;
    }

    public bool Has(bool isSent, string start) =>
        Messages.Any(m => m.IsSent == isSent && m.Begins(start));

    /// <summary>Waits until a request or response of that first word has come or gone.</summary>
    public Task HasAsync(bool isSent, string start) => Wait.ForAsync(() => Has(isSent, start),
        $"{start} {(isSent ? "from" : "to")} SIPp", 20, () => Story);

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>0: every call went as the scenario says.</returns>
    public Task<int> ExitAsync() => _peer.ExitAsync(Patience + TimeSpan.FromSeconds(10));

    /// <summary>Waits until it has ended, and fails with the story where a call went otherwise.</summary>
    public async Task DoneAsync()
    {
        var code = await ExitAsync();
        Assert.True(code == 0, $"SIPp ended with {code}.\n{Story}");
    }

    /// <summary>Waits until it listens.</summary>
    public static async Task ListeningAsync(IPEndPoint local)
    {
        await Wait.ForAsync(() => Array.Exists(System.Net.NetworkInformation.IPGlobalProperties
                .GetIPGlobalProperties().GetActiveUdpListeners(), end => end.Equals(local)),
            $"SIPp to listen on {local}");
    }

    /// <summary>Messages, errors and the end of the screen, for a failure.</summary>
    public string Story => string.Join('\n', Messages.Select(m => $"{m.At:HH:mm:ss.fff} {(m.IsSent ? "->" : "<-")} "
        + m.Text.Split('\r', '\n')[0])) + "\n" + (File.Exists(_errors) ? File.ReadAllText(_errors) : "");

    public ValueTask DisposeAsync() => _peer.DisposeAsync();
}
