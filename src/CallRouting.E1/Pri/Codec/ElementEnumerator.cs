namespace CallRouting.E1;

/// <summary>One information element as it stands in a message.</summary>
/// <param name="codeset">0 to 7 (Q.931 §4.5.2).</param>
/// <param name="id">The identifier; of single octets of type 1 with the value's bits cleared.</param>
/// <param name="content">The octets after the length; of a single octet the octet.</param>
internal readonly ref struct Element(int codeset, ElementId id, ReadOnlySpan<byte> content)
{
    public int Codeset { get; } = codeset;

    public ElementId Id { get; } = id;

    public ReadOnlySpan<byte> Content { get; } = content;
}

/// <summary>Walks the elements of a message (Q.931 §4.5.1 to §4.5.4). The content of an element that is
/// longer than what is left of the message is empty.</summary>
internal ref struct ElementEnumerator(ReadOnlySpan<byte> content)
{
    private readonly ReadOnlySpan<byte> content = content;
    private int next;
    private int locked;
    private int once;

    /// <summary>The element last found.</summary>
    public Element Current { get; private set; }

    /// <summary>Where it begins.</summary>
    public int Position { get; private set; }

    public bool MoveNext()
    {
        while (next < content.Length)
        {
            Position = next;
            var first = content[next];
            if ((first & 0xF0) == 0x90)
            {
                next++;
                Shift(first);
                continue;
            }

            var codeset = once;
            once = locked;
            if (first >= 0x80)
            {
                next++;
                // Bits 4 to 1 are the value, but of type 2 (1010 xxxx) they belong to the identifier.
                var id = (first & 0xF0) == 0xA0 ? first : (byte)(first & 0xF0);
                Current = new Element(codeset, (ElementId)id, content.Slice(Position, 1));
                return true;
            }

            TryContent(content, Position, out var octets);
            next += Math.Min(2 + (next + 1 < content.Length ? content[next + 1] : 0), content.Length - next);
            Current = new Element(codeset, (ElementId)first, octets);
            return true;
        }

        return false;
    }

    /// <summary>The content of the element that begins at <paramref name="position"/>.</summary>
    /// <returns>Whether all of it is there.</returns>
    public static bool TryContent(ReadOnlySpan<byte> content, int position, out ReadOnlySpan<byte> octets)
    {
        octets = default;
        if (content[position] >= 0x80)
        {
            octets = content.Slice(position, 1);
            return true;
        }

        if (position + 1 >= content.Length)
            return false;
        int length = content[position + 1];
        if (position + 2 + length > content.Length)
            return false;
        octets = content.Slice(position + 2, length);
        return true;
    }

    // 1001 0nnn holds until the next one and can only go up; 1001 1nnn is for the next element only.
    private void Shift(byte octet)
    {
        var codeset = octet & 7;
        if ((octet & 8) != 0)
        {
            once = codeset;
            return;
        }

        locked = Math.Max(locked, codeset);
        once = locked;
    }
}
