namespace CallRouting.Analog;

// The port, which may go and come.
public sealed partial class ModemLine
{
    private void Reopen()
    {
        ClosePort();
        try
        {
            OpenPort();
            _machine.Opened(Now);
        }
        catch (IOException gone)
        {
            _machine.Lost(gone.Message, Now);
        }
    }

    private void OpenPort()
    {
        var port = ModemPort.Open(_options, this);
        lock (_gate)
            _port = port;
        port.Start();
    }

    private void ClosePort()
    {
        ModemPort? port;
        lock (_gate)
            (port, _port, _incomingOctets, _lost) = (_port, null, 0, null);
        port?.Close();
    }

    /// <summary>Octets have come; called by the port's own thread. Waits while there is no room for them.</summary>
    internal void Received(ModemPort port, ReadOnlySpan<byte> octets)
    {
        lock (_gate)
        {
            while (port == _port && _incomingOctets + octets.Length > _incoming.Length)
                Monitor.Wait(_gate, 100);
            if (port != _port)
                return;
            octets.CopyTo(_incoming.AsSpan(_incomingOctets));
            _incomingOctets += octets.Length;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The device is gone.</summary>
    internal void Lost(ModemPort port, string why)
    {
        lock (_gate)
        {
            if (port != _port)
                return;
            _lost ??= why;
            Monitor.PulseAll(_gate);
        }
    }

    private sealed class Surroundings(ModemLine line) : IModemSurroundings
    {
        public void Send(ReadOnlySpan<byte> octets)
        {
            if (line._port is { } port && port.Write(octets) is { } trouble)
                line.Lost(port, trouble);
        }

        public void Happened(in FxoEvent happened) => line._events!.Happened(happened);

        public void Exchange(ReadOnlySpan<byte> heard, Span<byte> said) => line._events!.Exchange(heard, said);

        public void Heard(ReadOnlySpan<byte> frame) => line._events!.Heard(frame);
    }
}
