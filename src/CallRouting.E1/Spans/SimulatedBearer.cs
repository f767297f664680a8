namespace CallRouting.E1;

/// <summary>One bearer channel of one end of a simulated span.</summary>
/// <remarks>What it writes waits at its own end until the other end's clock takes it.</remarks>
internal sealed class SimulatedBearer(SimulatedSpan span, int slot) : IBearerChannel
{
    private const int Octets = IBearerChannel.BlockOctets;

    // What waits when a channel is opened: an end may be served later than the other by as much.
    private const int Ahead = 2;
    private const int Limit = 6;
    private const byte Silence = LegSound.Silence;

    private readonly byte[] _written = new byte[Limit * Octets];
    private int _first;
    private int _count;
    private long _taken;

    /// <inheritdoc/>
    public int Slot => slot;

    /// <inheritdoc/>
    public bool IsOpen { get; private set; }

    /// <inheritdoc/>
    public long Underruns { get; private set; }

    /// <inheritdoc/>
    public long Overruns { get; private set; }

    /// <inheritdoc/>
    public void Open()
    {
        lock (span.Gate)
        {
            if (IsOpen)
                return;
            if (span.IsRefused(slot))
                throw new IOException($"{span.Name} slot {slot} cannot be opened: somebody else holds it.");
            if (!span.IsOpen)
                throw new IOException($"{span.Name} slot {slot} cannot be opened: the span is closed.");
            IsOpen = true;
            (_first, _count, _taken) = (0, Ahead, span.Blocks);
            _written.AsSpan(0, Ahead * Octets).Fill(Silence);
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        lock (span.Gate)
            (IsOpen, _count) = (false, 0);
    }

    /// <inheritdoc/>
    public bool TryRead(Span<byte> block)
    {
        lock (span.Gate)
        {
            if (!IsOpen || !span.IsOpen || _taken >= span.Blocks)
                return false;
            var peer = span.Peer.BearerOf(slot);
            for (; span.Blocks - _taken > Limit; _taken++, Overruns++)
                peer?.Take(block);
            _taken++;
            if (peer is null || !span.Carries)
                block[..Octets].Fill(Silence);
            else
                peer.Take(block);
            return true;
        }
    }

    /// <inheritdoc/>
    public bool TryWrite(ReadOnlySpan<byte> block)
    {
        lock (span.Gate)
        {
            if (!IsOpen || !span.IsOpen || block.Length != Octets)
                return false;
            if (_count == Limit)
            {
                // Somebody was late and then wrote much at once: what is oldest goes, so that nobody hears later and
                // later.
                _first = (_first + Limit - Ahead) % Limit;
                _count = Ahead;
            }

            block.CopyTo(_written.AsSpan((_first + _count++) % Limit * Octets));
            return true;
        }
    }

    private void Take(Span<byte> block)
    {
        if (_count == 0)
        {
            if (IsOpen)
                Underruns++;
            block[..Octets].Fill(Silence);
            return;
        }

        _written.AsSpan(_first * Octets, Octets).CopyTo(block);
        _first = (_first + 1) % Limit;
        _count--;
    }
}
