namespace CallRouting.E1;

/// <summary>An information element's content, with the one table that it is read and written by.</summary>
internal interface IElement<TSelf> where TSelf : struct, IElement<TSelf>, allows ref struct
{
    /// <summary>Walks the octets in the order of the standard and names each field with its bits: a reader fills the
    /// element in, a writer writes it.</summary>
    static abstract void Layout<TOctets>(ref TOctets octets, ref TSelf element)
        where TOctets : struct, IElementOctets, allows ref struct;
}

/// <summary>The octets of one element, being read or written.</summary>
/// <remarks>Octets come in groups: bit 8 tells of each whether it is the last of its group (Q.931 §4.5.1). A reader
/// passes over octets of a group that the table does not name. Reading past the end is remembered and gives
/// 0.</remarks>
internal interface IElementOctets
{
    /// <summary>The first octet of the next group.</summary>
    void Group();

    /// <summary>The first octet of a group that may be missing with all that follows.</summary>
    bool Optional(ref bool present);

    /// <summary>The next octet of the same group, if there is one.</summary>
    /// <param name="present">Whether there is; given by a writer, found by a reader.</param>
    bool Extension(ref bool present);

    /// <summary>The first octet of a group that is there only when its bits 7 and 6 are <paramref
    /// name="layer"/>.</summary>
    bool Layer(int layer, ref bool present);

    /// <summary>An octet of eight bits, without extension.</summary>
    void Octet();

    /// <summary>A field of the octet last begun.</summary>
    /// <typeparam name="T">One octet in size.</typeparam>
    void Bits<T>(int high, int low, ref T field) where T : unmanaged;

    /// <summary>All octets that are left.</summary>
    void Rest(ref ReadOnlySpan<byte> rest);

    /// <summary>Channel numbers, each an octet with extension, bit n for number n.</summary>
    void Numbers(ref uint numbers);

    /// <summary>A slot map of four octets, bit n for time slot n.</summary>
    void Map(ref uint slots);

    /// <summary>Says that what was read cannot be.</summary>
    void Refuse();
}
