namespace CallRouting.E1;

/// <summary>One bearer channel of a span: 64 kbit/s of G.711 A-law, in blocks of 160 octets (20 ms at 8 kHz).</summary>
/// <remarks>A channel is closed until a call takes it. While it is open its device takes and gives one block every
/// 20 ms by the clock of the span; whoever reads a block writes one. All members are called by the thread that serves
/// the span and never block.</remarks>
public interface IBearerChannel
{
    /// <summary>The octets of a block.</summary>
    const int BlockOctets = 160;

    /// <summary>The time slot, 1 … 31 without 16.</summary>
    int Slot { get; }

    /// <summary>Whether it is open.</summary>
    bool IsOpen { get; }

    /// <summary>How often the device had nothing to send, because a block was written too late, since the channel was
    /// made. The line heard the silence that the device fills in.</summary>
    long Underruns { get; }

    /// <summary>How often a block that had come in was lost, because it was read too late, since the channel was
    /// made.</summary>
    long Overruns { get; }

    /// <summary>Begins to carry sound: what came in before is forgotten, and as much silence as the device needs for
    /// an even flow waits to be sent. Does nothing to an open channel.</summary>
    /// <exception cref="IOException">The device does not give the channel; the message says which and why.</exception>
    void Open();

    /// <summary>Carries no sound any more. Does nothing to a closed channel, and throws nothing.</summary>
    void Close();

    /// <summary>Takes the oldest block that has come in.</summary>
    /// <param name="block">160 octets to fill.</param>
    /// <returns>False: a whole block has not come in yet, or the channel is closed.</returns>
    bool TryRead(Span<byte> block);

    /// <summary>Gives a block to send.</summary>
    /// <param name="block">160 octets.</param>
    /// <returns>False: the device has no room for it, or the channel is closed; the block is lost.</returns>
    bool TryWrite(ReadOnlySpan<byte> block);
}
