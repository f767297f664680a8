using System.Net;

namespace CallRouting.E1;

/// <summary>A span whose signalling goes by a socket, one frame a datagram without check sequence, and whose bearer
/// channels carry silence: a line to a signalling server, to other software or to a test, without a
/// device.</summary>
public sealed class DatagramSpan : ISpan
{
    private readonly DatagramLink _link;
    private readonly SilentBearer[] _bearers;
    private readonly SimulatedLine _clock = new(TimeProvider.System);
    private readonly AutoResetEvent _woken = new(false);
    private readonly bool _isConnected;
    private bool _isDisposed;

    private DatagramSpan(IDatagramPeer peer, int bearers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bearers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bearers, 30);
        Name = peer.Name;
        _isConnected = peer.IsConnected;
        _link = new(peer, Wake);
        _bearers = new SilentBearer[bearers];
        for (var i = 0; i < bearers; i++)
            _bearers[i] = new(this, i < 15 ? i + 1 : i + 2);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IHdlcLink Signalling => _link;

    /// <inheritdoc/>
    public IReadOnlyList<IBearerChannel> Bearers => _bearers;

    /// <inheritdoc/>
    public bool IsOpen { get; private set; }

    /// <summary>Always empty: a socket does not vanish as a device does.</summary>
    public string Fault => "";

    /// <inheritdoc/>
    /// <remarks>Red while nobody is connected; by UDP that cannot be seen.</remarks>
    public SpanAlarm Alarm { get; private set; }

    internal long Blocks { get; private set; }

    /// <summary>Waits at a Unix socket (SEQPACKET) for the other end; when it goes, for the next.</summary>
    /// <param name="path">The socket's file; a leftover of a dead process is replaced.</param>
    /// <param name="bearers">How many bearer channels there are, 1 … 30, from slot 1 on.</param>
    public static DatagramSpan Listen(string path, int bearers = 30) => new(new UnixListener(Demand(path)), bearers);

    /// <summary>Connects to a Unix socket (SEQPACKET), and again whenever the other end was away.</summary>
    /// <param name="path">The socket's file.</param>
    /// <param name="bearers">How many bearer channels there are, 1 … 30, from slot 1 on.</param>
    public static DatagramSpan Connect(string path, int bearers = 30) => new(new UnixClient(Demand(path)), bearers);

    /// <summary>Exchanges frames by UDP with one other address. Nothing protects them: use it within one host or a
    /// network of one's own.</summary>
    /// <param name="local">The own address and port.</param>
    /// <param name="remote">The other's; frames from elsewhere are not taken.</param>
    /// <param name="bearers">How many bearer channels there are, 1 … 30, from slot 1 on.</param>
    public static DatagramSpan Udp(IPEndPoint local, IPEndPoint remote, int bearers = 30)
    {
        ArgumentNullException.ThrowIfNull(local);
        ArgumentNullException.ThrowIfNull(remote);
        return new(new UdpPeer(local, remote), bearers);
    }

    /// <inheritdoc/>
    public void Open()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (IsOpen)
            return;
        _link.Open();
        IsOpen = true;
    }

    /// <inheritdoc/>
    public void Wait(TimeSpan atMost)
    {
        var isPaced = false;
        foreach (var bearer in _bearers)
            isPaced |= bearer.IsOpen;
        if (atMost > TimeSpan.Zero && _link.IsEmpty)
        {
            var next = isPaced ? _clock.UntilBlock(Blocks + 1) : atMost;
            var wait = next < atMost ? next : atMost;
            _woken.WaitOne((int)Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, int.MaxValue));
        }

        Blocks = _clock.Blocks;
        Alarm = IsOpen && _isConnected && !_link.IsUp ? SpanAlarm.Red : SpanAlarm.None;
    }

    /// <inheritdoc/>
    public void Wake()
    {
        if (!_isDisposed)
            _woken.Set();
    }

    /// <inheritdoc/>
    public void Close()
    {
        foreach (var bearer in _bearers)
            bearer.Close();
        _link.Close();
        IsOpen = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        Close();
        _isDisposed = true;
        _woken.Dispose();
    }

    private static string Demand(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Path.GetFullPath(path);
    }
}
