using System.IO.Ports;

namespace CallRouting.Analog;

/// <summary>An open serial port, read by a thread of its own.</summary>
internal sealed class ModemPort
{
    /// <summary>The most octets that wait to be taken: eight seconds of sound.</summary>
    public const int Longest = 65_536;

    private const int WriteTimeout = 2000;

    private readonly SerialPort _port;
    private readonly Stream _stream;
    private readonly ModemLine _line;
    private volatile bool _isClosed;

    private ModemPort(SerialPort port, ModemLine line) => (_port, _stream, _line) = (port, port.BaseStream, line);

    /// <summary>Opens a port.</summary>
    /// <exception cref="IOException">It cannot be opened; the message says which and why.</exception>
    public static ModemPort Open(ModemLineOptions options, ModemLine line)
    {
        var port = new SerialPort(options.Port, options.BitsPerSecond, Parity.None, 8, StopBits.One)
        {
            Handshake = Handshake.None, ReadTimeout = SerialPort.InfiniteTimeout, WriteTimeout = WriteTimeout
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

    /// <summary>Writes octets.</summary>
    /// <returns>What is wrong; <c>null</c>: nothing.</returns>
    public string? Write(ReadOnlySpan<byte> octets)
    {
        try
        {
            _stream.Write(octets);
            return null;
        }
        catch (Exception trouble) when (IsLoss(trouble) || trouble is TimeoutException)
        {
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
            while (!_isClosed && _stream.Read(buffer) is > 0 and var count)
                _line.Received(this, buffer.AsSpan(0, count));
        }
        catch (Exception trouble) when (IsLoss(trouble) || trouble is TimeoutException)
        {
            why = Gone(trouble.Message);
        }

        if (!_isClosed)
            _line.Lost(this, why);
    }

    private static string Gone(string why) => $"The device is gone: {why}";

    private static bool IsLoss(Exception trouble) => trouble is IOException or InvalidOperationException
        or OperationCanceledException or UnauthorizedAccessException or System.ComponentModel.Win32Exception;
}
