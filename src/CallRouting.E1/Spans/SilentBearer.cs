namespace CallRouting.E1;

/// <summary>A bearer channel without a line: silence comes in by the span's clock, and what is written is heard by
/// nobody.</summary>
internal sealed class SilentBearer(DatagramSpan span, int slot) : IBearerChannel
{
    // Who reads later than this has lost what came before, as with a device.
    private const int Limit = 6;

    private long _taken;

    /// <inheritdoc/>
    public int Slot => slot;

    /// <inheritdoc/>
    public bool IsOpen { get; private set; }

    /// <inheritdoc/>
    public long Underruns => 0;

    /// <inheritdoc/>
    public long Overruns { get; private set; }

    /// <inheritdoc/>
    public void Open()
    {
        if (IsOpen)
            return;
        if (!span.IsOpen)
            throw new IOException($"{span.Name} slot {slot} cannot be opened: the span is closed.");
        (IsOpen, _taken) = (true, span.Blocks);
    }

    /// <inheritdoc/>
    public void Close() => IsOpen = false;

    /// <inheritdoc/>
    public bool TryRead(Span<byte> block)
    {
        if (!IsOpen || _taken >= span.Blocks)
            return false;
        var lost = Math.Max(span.Blocks - _taken - Limit, 0);
        Overruns += lost;
        _taken += lost + 1;
        block[..IBearerChannel.BlockOctets].Fill(LegSound.Silence);
        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(ReadOnlySpan<byte> block) => IsOpen && block.Length == IBearerChannel.BlockOctets;
}
