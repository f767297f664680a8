using System.IO.Ports;

namespace CallRouting.Analog;

/// <summary>An open serial port, read by a thread of its own.</summary>
internal sealed class ModemPort
{
    /// <summary>The most octets that wait to be taken: eight seconds of sound.</summary>
    public const int Longest = 65_536;

    private const int WriteTimeout = 2000;

    // How often a port that says nothing is asked whether it is still there: on some systems a read that begins after a
    // device has gone would never end.
    private const int ReadTimeout = 2000;

    private readonly SerialPort _port;
    private readonly Stream _stream;
    private readonly ModemLine _line;
    private volatile bool _isClosed;
    private volatile bool _isGone;

    private ModemPort(SerialPort port, ModemLine line) => (_port, _stream, _line) = (port, port.BaseStream, line);

    /// <summary>Opens a port.</summary>
    /// <exception cref="IOException">It cannot be opened; the message says which and why.</exception>
    public static ModemPort Open(ModemLineOptions options, ModemLine line)
    {
        var port = new SerialPort(options.Port, options.BitsPerSecond, Parity.None, 8, StopBits.One)
        {
            Handshake = Handshake.None, ReadTimeout = ReadTimeout, WriteTimeout = WriteTimeout
        };
        try
        {
            port.Open();
            Raise(port);
            return new(port, line);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or ArgumentException
            or InvalidOperationException)
        {
            port.Dispose();
            throw new IOException($"{options.Port} cannot be opened: {trouble.Message}", trouble);
        }
    }

    /// <summary>Begins to read.</summary>
    public void Start() => new Thread(Read) { IsBackground = true, Name = $"port {_port.PortName}" }.Start();

    /// <summary>Writes octets, to a port that has failed none.</summary>
    /// <returns>What is wrong; <c>null</c>: nothing, or it was said before.</returns>
    public string? Write(ReadOnlySpan<byte> octets)
    {
        if (_isGone)
            return null;
        try
        {
            _stream.Write(octets);
            return null;
        }
        catch (Exception trouble) when (IsLoss(trouble) || trouble is TimeoutException)
        {
            _isGone = true;
            return trouble is TimeoutException ? "The modem takes no octets." : Gone(trouble.Message);
        }
    }

    /// <summary>Closes the port.</summary>
    public void Close()
    {
        _isClosed = true;
        try
        {
            _port.Dispose();
        }
        catch (Exception trouble) when (IsLoss(trouble))
        {
            // The device is gone already: what is there to close?
            return;
        }
    }

    // With DTR and RTS raised a modem knows that somebody is there. A port without these lines is as good.
    private static void Raise(SerialPort port)
    {
        try
        {
            port.DtrEnable = true;
            port.RtsEnable = true;
        }
        catch (IOException)
        {
            return;
        }
    }

    private void Read()
    {
        var buffer = new byte[4096];
        var why = "The device is gone.";
        try
        {
            while (!_isClosed && ReadSome(buffer) is >= 0 and var count)
                if (count > 0)
                    _line.Received(this, buffer.AsSpan(0, count));
        }
        catch (Exception trouble) when (IsLoss(trouble))
        {
            why = Gone(trouble.Message);
        }

        _isGone = true;
        if (!_isClosed)
            _line.Lost(this, why);
    }

    // 0: nothing yet; −1: nothing any more.
    private int ReadSome(byte[] buffer)
    {
        try
        {
            return _stream.Read(buffer) is > 0 and var count ? count : -1;
        }
        catch (TimeoutException)
        {
            return Math.Min(_port.BytesToRead, 0);
        }
    }

    private static string Gone(string why) => $"The device is gone: {why}";

    private static bool IsLoss(Exception trouble) => trouble is IOException or InvalidOperationException
        or OperationCanceledException or UnauthorizedAccessException or System.ComponentModel.Win32Exception;
}
