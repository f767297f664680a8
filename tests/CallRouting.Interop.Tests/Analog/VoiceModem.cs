using System.Net.Sockets;
using System.Runtime.InteropServices;
using CallRouting.Audio;

namespace CallRouting.Tests.Interop;

/// <summary>A voice modem on a pseudo terminal, in a process of its own: <c>tests/peers/voicemodem.c</c>.</summary>
internal sealed class VoiceModem : IAsyncDisposable
{
    private readonly Peer _process;
    private readonly TestFolder _folder;
    private readonly Socket _orders = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    private VoiceModem(Peer process, TestFolder folder, string port)
    {
        (_process, _folder, Port) = (process, folder, port);
        _orders.Connect(new UnixDomainSocketEndPoint(Path.Combine(folder.Path, "control")));
    }

    /// <summary>The serial port.</summary>
    public string Port { get; }

    /// <summary>What it has done and said.</summary>
    public string Log => _process.Output;

    /// <summary>Starts one.</summary>
    /// <param name="kind"><c>v253</c>, <c>duplex</c>, <c>rockwell</c>, <c>linear</c>, <c>mulaw</c>.</param>
    /// <param name="port">Where the terminal is to be; <c>null</c>: in its own folder.</param>
    public static async Task<VoiceModem> StartAsync(string kind, string? port = null)
    {
        Skip.IfMissing("gcc", "gcc");
        if (!Directory.EnumerateFiles("/usr/include", "spandsp.h", SearchOption.AllDirectories).Any())
            Assert.Skip("libspandsp is not installed: apt-get install libspandsp-dev");
        var program = await CProgram.CompileAsync("voicemodem.c", "-lspandsp", "-lutil");
        var folder = new TestFolder();
        port ??= Path.Combine(folder.Path, "tty");
        var process = Peer.Start(program, folder.Path, port, folder.Path, kind);
        await Wait.ForAsync(() => process.Output.Contains("TERMINAL", StringComparison.Ordinal), "the modem's terminal",
            story: () => process.Output);
        return new(process, folder, port);
    }

    /// <summary>Tells it what is to happen.</summary>
    public void Tell(string order) => _orders.Send(System.Text.Encoding.ASCII.GetBytes(order));

    /// <summary>Waits for a line of its log.</summary>
    public Task SaysAsync(string text) => Wait.ForAsync(() => Log.Contains(text, StringComparison.Ordinal),
        $"\"{text}\" of the modem", story: () => Log);

    /// <summary>The line says a tone from now on, as soon as the modem listens to it.</summary>
    public void SayTone(int hertz, int milliseconds)
    {
        var samples = new short[milliseconds * 8];
        new Tone(hertz).Fill(0, samples);
        File.WriteAllBytes(Path.Combine(_folder.Path, "say.raw"), MemoryMarshal.AsBytes(samples.AsSpan()).ToArray());
        Tell("say");
    }

    /// <summary>The pitch of half a second that the line heard.</summary>
    /// <param name="from">From which sample on.</param>
    public double HeardPitch(int from = 800)
    {
        var heard = MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(Path.Combine(_folder.Path, "heard.raw")));
        Assert.True(heard.Length >= from + 1600, $"The line heard {heard.Length} samples.\n{Log}");
        return Pitch.Of(heard.Slice(from, Math.Min(4000, heard.Length - from))).Hertz;
    }

    public async ValueTask DisposeAsync()
    {
        _orders.Dispose();
        await _process.DisposeAsync();
        File.Delete(Port);
        _folder.Dispose();
    }
}
