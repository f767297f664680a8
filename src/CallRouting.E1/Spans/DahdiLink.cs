using CallRouting.Dahdi;

namespace CallRouting.E1;

/// <summary>The signalling channel of a DAHDI span. The driver gives a frame with its check sequence, and takes one
/// with room for it.</summary>
internal sealed class DahdiLink : IHdlcLink
{
    private const int ChecksumOctets = 2;

    // Two octets of address and one of control: what is shorter is no frame (Q.921 §2.9).
    private const int LeastOctets = 3;
    private const int Buffers = 16;
    private const int BufferOctets = 1024;

    private readonly byte[] _received = new byte[BufferOctets];
    private readonly byte[] _sent = new byte[BufferOctets];
    private readonly HdlcReceived[] _told = new HdlcReceived[16];
    private int _toldCount;
    private DahdiChannel? _channel;
    private bool _isToldUp = true;

    /// <summary>Whether the span can carry frames.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>Takes an open channel.</summary>
    /// <exception cref="IOException">It carries no frames.</exception>
    public void Attach(DahdiChannel channel)
    {
        switch (channel.Parameters.Signalling)
        {
            case DahdiSignalling.Frames or DahdiSignalling.HardFrames:
                break;
            case DahdiSignalling.Clear:
                channel.Control(DahdiRequest.FrameMode, 1, "does not carry frames");
                break;
            default:
                throw new IOException($"DAHDI channel {channel.Number} is not configured as dchan, hardhdlc or bchan.");
        }

        channel.SetBuffers(Buffers, BufferOctets);
        channel.Control(DahdiRequest.Flush, DahdiRequest.FlushAll, "does not discard what waits");
        _channel = channel;
        _toldCount = 0;
        (_isToldUp, IsUp) = (true, true);
    }

    /// <summary>Gives the channel back.</summary>
    public void Detach() => _channel = null;

    /// <inheritdoc/>
    public bool TrySend(ReadOnlySpan<byte> frame)
    {
        if (_channel is not { } channel || !IsUp || frame.Length > BufferOctets - ChecksumOctets)
            return false;
        frame.CopyTo(_sent);
        return channel.Write(_sent.AsSpan(0, frame.Length + ChecksumOctets));
    }

    /// <inheritdoc/>
    public HdlcReceived Receive(Span<byte> frame, out int length)
    {
        length = 0;
        if (_channel is not { } channel)
            return HdlcReceived.None;
        if (_isToldUp != IsUp)
        {
            _isToldUp = IsUp;
            return IsUp ? HdlcReceived.Up : HdlcReceived.Down;
        }

        while (channel.Read(_received) is var octets and > 0)
        {
            var whole = octets - ChecksumOctets;
            if (whole < LeastOctets)
                continue;
            if (whole > frame.Length)
                return HdlcReceived.Overrun;
            _received.AsSpan(0, whole).CopyTo(frame);
            length = whole;
            return HdlcReceived.Frame;
        }

        GatherEvents();
        if (_toldCount == 0)
            return HdlcReceived.None;
        var told = _told[0];
        _told.AsSpan(1, --_toldCount).CopyTo(_told);
        return told;
    }

    /// <summary>Takes the events of the channel that were told.</summary>
    /// <returns>Whether the alarm may have changed.</returns>
    public bool GatherEvents()
    {
        var isAlarm = false;
        while (_channel is { } channel && channel.TryTakeEvent(out var happened))
        {
            isAlarm |= happened is DahdiEvent.Alarm or DahdiEvent.NoAlarm;
            var told = ReceivedOf(happened);
            if (told != HdlcReceived.None && _toldCount < _told.Length)
                _told[_toldCount++] = told;
        }

        return isAlarm;
    }

    /// <summary>What an event of the driver says of the link.</summary>
    internal static HdlcReceived ReceivedOf(DahdiEvent happened) => happened switch
    {
        DahdiEvent.Abort => HdlcReceived.Aborted,
        DahdiEvent.BadChecksum => HdlcReceived.BadChecksum,
        DahdiEvent.Overrun => HdlcReceived.Overrun,
        _ => HdlcReceived.None,
    };
}
