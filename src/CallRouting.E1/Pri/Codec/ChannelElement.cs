namespace CallRouting.E1;

/// <summary>Which B channel is meant (Q.931 §4.5.13, octet 3, bits 2 and 1).</summary>
internal enum ChannelChoice : byte
{
    /// <summary>No channel.</summary>
    None = 0,

    /// <summary>As the octets that follow say.</summary>
    Indicated = 1,

    /// <summary>Any channel.</summary>
    Any = 3,
}

/// <summary>Channel identification at a primary rate interface (Q.931 §4.5.13).</summary>
internal struct ChannelElement : IElement<ChannelElement>
{
    /// <summary>Octet 3.1, when the interface is named.</summary>
    public byte InterfaceId;

    public byte Coding;

    /// <summary>3: B channels.</summary>
    public byte Type;

    public ChannelChoice Choice;

    public bool IsExplicit, IsPrimary, IsExclusive, IsDChannel, IsMap;

    /// <summary>Whether octets 3.2 and 3.3 are there; a whole interface is named without them.</summary>
    public bool HasChannels;

    /// <summary>A bit for each channel number or time slot.</summary>
    public uint Channels;

    public static void Layout<TOctets>(ref TOctets octets, ref ChannelElement element)
        where TOctets : struct, IElementOctets, allows ref struct
    {
        octets.Group();
        octets.Bits(7, 7, ref element.IsExplicit);
        octets.Bits(6, 6, ref element.IsPrimary);
        octets.Bits(4, 4, ref element.IsExclusive);
        octets.Bits(3, 3, ref element.IsDChannel);
        octets.Bits(2, 1, ref element.Choice);
        if (!element.IsPrimary)
            octets.Refuse();
        if (element.IsExplicit)
        {
            octets.Group();
            octets.Bits(7, 1, ref element.InterfaceId);
        }

        if (element.Choice != ChannelChoice.Indicated || !octets.Optional(ref element.HasChannels))
            return;
        octets.Bits(7, 6, ref element.Coding);
        octets.Bits(5, 5, ref element.IsMap);
        octets.Bits(4, 1, ref element.Type);
        if (element.Type != 3)
            octets.Refuse();
        if (element.IsMap)
            octets.Map(ref element.Channels);
        else
            octets.Numbers(ref element.Channels);
    }
}
