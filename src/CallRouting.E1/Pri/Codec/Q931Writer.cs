namespace CallRouting.E1;

/// <summary>Writes one message into a room of the caller's. Elements are to be written in ascending order of their
/// identifiers (Q.931 §4.5.1).</summary>
/// <remarks>An element that does not fit any more, or whose content would be longer than 255 octets, is left
/// out.</remarks>
internal ref struct Q931Writer
{
    private readonly Span<byte> room;

    /// <summary>Begins a message.</summary>
    /// <param name="room">At least 5 octets.</param>
    /// <param name="reference">The call reference, one octet or two.</param>
    /// <param name="type">The message type.</param>
    public Q931Writer(Span<byte> room, CallReference reference, MessageType type)
    {
        this.room = room;
        room[0] = Q931.Discriminator;
        room[1] = (byte)reference.Length;
        if (reference.Length == 2)
            room[2] = (byte)(reference.Value >> 8);
        if (reference.Length > 0)
        {
            room[1 + reference.Length] = (byte)reference.Value;
            room[2] = (byte)(room[2] & 0x7F | (reference.ToOrigin ? 0x80 : 0));
        }

        room[2 + reference.Length] = (byte)type;
        Length = 3 + reference.Length;
    }

    /// <summary>Octets written.</summary>
    public int Length { get; private set; }

    /// <summary>Writes an element.</summary>
    /// <returns>Whether it fitted.</returns>
    public bool Write<TElement>(ElementId id, scoped TElement element)
        where TElement : struct, IElement<TElement>, allows ref struct
    {
        if (room.Length - Length < 3)
            return false;
        var left = room[(Length + 2)..];
        scoped var writer = new ElementWriter(left[..Math.Min(left.Length, 255)]);
        TElement.Layout(ref writer, ref element);
        if (!writer.IsGood)
            return false;
        room[Length] = (byte)id;
        room[Length + 1] = (byte)writer.Length;
        Length += 2 + writer.Length;
        return true;
    }

    /// <summary>Writes an element of a single octet.</summary>
    public bool Write(ElementId single)
    {
        if (Length == room.Length)
            return false;
        room[Length++] = (byte)single;
        return true;
    }
}
