using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace CallRouting.Tests.Interop;

/// <summary>baresip, a real phone: registers with digest, plays a tone, records what it hears.</summary>
internal sealed class Baresip : IAsyncDisposable
{
    private readonly Peer _peer;
    private readonly TcpClient _control;
    private readonly string _recordings;
    private readonly ConcurrentQueue<string> _events = new();
    private readonly Task _reading;
    private int _token;

    private Baresip(Peer peer, TcpClient control, string recordings)
    {
        (_peer, _control, _recordings) = (peer, control, recordings);
        _reading = ReadAsync();
    }

    /// <summary>Starts a phone and waits until its control port is open.</summary>
    /// <param name="router">The registrar.</param>
    /// <param name="folder">Where it keeps its files.</param>
    /// <param name="user">The employee.</param>
    /// <param name="password">The password.</param>
    /// <param name="hertz">What it says.</param>
    /// <param name="answers">Whether it answers by itself.</param>
    public static async Task<Baresip> StartAsync(
        IPEndPoint router, TestFolder folder, string user, string password, int hertz, bool answers = false)
    {
        // It also takes the port after its own, and one for control.
        var port = FreePorts.Take(20);
        var home = folder.Sub("baresip-" + user);
        var recordings = folder.Sub("baresip-" + user + "/rec");
        var tone = Path.Combine(home, "tone.wav");
        await Sox.ToneAsync(tone, hertz);
        await File.WriteAllTextAsync(Path.Combine(home, "config"), Config(port, tone, recordings));
        await File.WriteAllTextAsync(Path.Combine(home, "accounts"),
            $"<sip:{user}@{router}>;auth_user={user};auth_pass={password};regint=60;"
            + $"audio_codecs=PCMA/8000/1,PCMU/8000/1;ptime=20{(answers ? ";answermode=auto" : "")}\n");
        var peer = Peer.Start("baresip", home, "-4", "-f", home, "-s");
        try
        {
            return new(peer, await ConnectAsync(peer, port + 5), recordings);
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives a command: <c>dial</c>, <c>sndcode</c>, <c>hangup</c>, <c>hold</c>, <c>resume</c> …</summary>
    public async Task CommandAsync(string command, string parameters = "")
    {
        var token = (++_token).ToString(CultureInfo.InvariantCulture);
        var text = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { command, @params = parameters, token }));
        await _control.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{text.Length}:"));
        await _control.GetStream().WriteAsync(text);
        await _control.GetStream().WriteAsync(","u8.ToArray());
    }

    /// <summary>Waits until it has written something; what happens before its control port is open is told by no
    /// event.</summary>
    public Task SaysAsync(string text) =>
        Wait.ForAsync(() => _peer.Output.Contains(text, StringComparison.Ordinal), $"{text} of baresip", 20, () => Story);

    /// <summary>Waits for an event: <c>CALL_ESTABLISHED</c>, <c>CALL_CLOSED</c> …</summary>
    /// <param name="type">The event.</param>
    /// <param name="count">How many of them there have been then, in all calls.</param>
    public Task EventAsync(string type, int count = 1) => Wait.ForAsync(
        () => _events.Count(e => e.Contains($"\"{type}\"", StringComparison.Ordinal)) >= count,
        $"{type} of baresip, {count}", 20, () => Story);

    /// <summary>What it told and wrote, for a failure.</summary>
    public string Story => string.Join('\n', _events) + "\n" + _peer.Output;

    /// <summary>The recording of what it heard in its latest call, whole once the call is over.</summary>
    public string Heard => Directory.GetFiles(_recordings, "*-dec.wav").OrderBy(File.GetLastWriteTimeUtc).LastOrDefault()
        ?? throw new InvalidOperationException($"baresip recorded nothing.\n{Story}");

    /// <summary>Waits until it has recorded so many seconds of its latest call.</summary>
    public Task HeardAsync(double seconds) => Wait.ForAsync(
        () => Directory.GetFiles(_recordings, "*-dec.wav").Any(f => new FileInfo(f).Length >= 44 + seconds * 16_000),
        $"{seconds} s of sound at baresip", 20, () => Story);

    public async ValueTask DisposeAsync()
    {
        await _peer.DisposeAsync();
        _control.Dispose();
        await _reading;
    }

    private static string Config(int port, string tone, string recordings) => $"""
        poll_method epoll
        sip_listen 127.0.0.1:{port}
        net_interface 127.0.0.1
        call_local_timeout 120
        call_max_calls 4
        audio_path /usr/share/baresip
        audio_source aufile,{tone}
        audio_player aubridge,sink{port}
        audio_alert aubridge,alert{port}
        ausrc_format s16
        auplay_format s16
        auenc_format s16
        audec_format s16
        rtp_ports {port + 6}-{port + 19}
        jitter_buffer_delay 5-10
        module_path /usr/lib/baresip/modules
        module g711.so
        module aufile.so
        module aubridge.so
        module sndfile.so
        module_tmp uuid.so
        module_tmp account.so
        module_app contact.so
        module_app menu.so
        module_app debug_cmd.so
        module_app ctrl_tcp.so
        ctrl_tcp_listen 127.0.0.1:{port + 5}
        snd_path {recordings}

        """;

    private static async Task<TcpClient> ConnectAsync(Peer peer, int port)
    {
        var limit = DateTime.UtcNow.AddSeconds(20);
        while (true)
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                return client;
            }
            catch (SocketException)
            {
                client.Dispose();
                if (peer.HasExited || DateTime.UtcNow > limit)
                    throw new TimeoutException($"baresip opened no control port. It said:\n{peer.Output}");
                await Task.Delay(50);
            }
        }
    }

    // Netstrings: length, colon, JSON, comma.
    private async Task ReadAsync()
    {
        var buffer = new List<byte>();
        var piece = new byte[16_384];
        try
        {
            while (await _control.GetStream().ReadAsync(piece) is > 0 and var length)
            {
                buffer.AddRange(piece.AsSpan(0, length));
                while (buffer.IndexOf((byte)':') is > 0 and var colon
                    && int.Parse(Encoding.ASCII.GetString([.. buffer[..colon]]), CultureInfo.InvariantCulture) is var size
                    && buffer.Count >= colon + size + 2)
                {
                    _events.Enqueue(Encoding.UTF8.GetString([.. buffer.GetRange(colon + 1, size)]));
                    buffer.RemoveRange(0, colon + size + 2);
                }
            }
        }
        catch (Exception over) when (over is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The phone was stopped.
        }
    }
}
