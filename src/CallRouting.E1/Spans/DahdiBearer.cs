using CallRouting.Dahdi;

namespace CallRouting.E1;

/// <summary>One bearer channel of a DAHDI span. The driver's file is open while the channel is: another program may use
/// the channel between two calls.</summary>
internal sealed class DahdiBearer : IBearerChannel
{
    private const int Buffers = 4;

    // Before a block comes in the next one must be there to go out: one that is late by less than a block is in time.
    private const int SilentBlocks = 2;

    private readonly DahdiSpan _span;
    private DahdiChannel? _channel;

    public DahdiBearer(DahdiSpan span, int slot) => (_span, Slot) = (span, slot);

    /// <inheritdoc/>
    public int Slot { get; }

    /// <inheritdoc/>
    public bool IsOpen => _channel is not null;

    /// <inheritdoc/>
    public long Underruns { get; private set; }

    /// <inheritdoc/>
    public long Overruns { get; private set; }

    /// <summary>Why the device has gone; empty while it is there or the channel is closed.</summary>
    public string Fault => _channel?.Fault ?? "";

    /// <inheritdoc/>
    public void Open()
    {
        if (IsOpen)
            return;
        if (_span.Poll is not { } poll)
            throw new IOException($"{_span.Name}: the span is not open.");
        var channel = _span.OpenChannel(Slot);
        try
        {
            Prepare(channel);
        }
        catch
        {
            channel.Dispose();
            throw;
        }

        poll.Add(channel);
        _channel = channel;
    }

    /// <inheritdoc/>
    public void Close()
    {
        if (_channel is not { } channel)
            return;
        _channel = null;
        _span.Poll?.Remove(channel);
        channel.Dispose();
    }

    /// <inheritdoc/>
    public bool TryRead(Span<byte> block)
    {
        if (_channel is not { } channel)
            return false;
        var octets = channel.Read(block[..IBearerChannel.BlockOctets]);
        var (overruns, underruns) = (Overruns, Underruns);
        while (channel.TryTakeEvent(out var happened))
        {
            if (happened == DahdiEvent.ReadOverrun)
                Overruns++;
            else if (happened == DahdiEvent.WriteUnderrun)
                Underruns++;
        }

        if ((overruns, underruns) == (Overruns, Underruns))
            return octets == IBearerChannel.BlockOctets;
        // What waits now would be heard late for the rest of the call.
        Begin(channel);
        return false;
    }

    /// <inheritdoc/>
    public bool TryWrite(ReadOnlySpan<byte> block) =>
        _channel is { } channel && channel.Write(block[..IBearerChannel.BlockOctets]);

    private static void Prepare(DahdiChannel channel)
    {
        if (channel.Parameters.Signalling != DahdiSignalling.Clear)
            throw new IOException($"DAHDI channel {channel.Number} is not configured as bchan.");
        channel.SetBuffers(Buffers, IBearerChannel.BlockOctets);
        channel.Control(DahdiRequest.AudioMode, 1, "does not carry sound");
        channel.Control(DahdiRequest.SetLaw, DahdiRequest.ALaw, "does not speak A-law");
        channel.Control(DahdiRequest.SetLinear, 0, "does not speak A-law");
        // Drivers before 2.3 do not count them, and carry sound all the same.
        _ = channel.TryControl(DahdiRequest.BufferEvents, 1);
        if (!Begin(channel))
            throw new IOException($"DAHDI channel {channel.Number} takes no sound. {channel.Fault}".TrimEnd());
    }

    private static bool Begin(DahdiChannel channel)
    {
        Span<byte> silence = stackalloc byte[IBearerChannel.BlockOctets];
        silence.Fill(LegSound.Silence);
        var isTaken = channel.TryControl(DahdiRequest.Flush, DahdiRequest.FlushAll) >= 0;
        for (var block = 0; block < SilentBlocks && isTaken; block++)
            isTaken = channel.Write(silence);
        return isTaken;
    }
}
