namespace CallRouting.E1;

/// <summary>Cause (Q.931 §4.5.12, Q.850 §2.2).</summary>
internal ref struct CauseElement : IElement<CauseElement>
{
    public byte Coding, Recommendation, Value;
    public Location Location;
    public bool HasRecommendation;
    public ReadOnlySpan<byte> Diagnostics;

    public static void Layout<TOctets>(ref TOctets octets, ref CauseElement element)
        where TOctets : struct, IElementOctets, allows ref struct
    {
        octets.Group();
        octets.Bits(7, 6, ref element.Coding);
        octets.Bits(4, 1, ref element.Location);
        if (octets.Extension(ref element.HasRecommendation))
            octets.Bits(7, 1, ref element.Recommendation);
        octets.Group();
        octets.Bits(7, 1, ref element.Value);
        octets.Rest(ref element.Diagnostics);
    }
}

/// <summary>Call state (Q.931 §4.5.7).</summary>
internal struct CallStateElement : IElement<CallStateElement>
{
    public byte Coding, Value;

    public static void Layout<TOctets>(ref TOctets octets, ref CallStateElement element)
        where TOctets : struct, IElementOctets, allows ref struct
    {
        octets.Octet();
        octets.Bits(8, 7, ref element.Coding);
        octets.Bits(6, 1, ref element.Value);
    }
}

/// <summary>Progress indicator (Q.931 §4.5.23).</summary>
internal struct ProgressElement : IElement<ProgressElement>
{
    public byte Coding, Description;
    public Location Location;

    public static void Layout<TOctets>(ref TOctets octets, ref ProgressElement element)
        where TOctets : struct, IElementOctets, allows ref struct
    {
        octets.Group();
        octets.Bits(7, 6, ref element.Coding);
        octets.Bits(4, 1, ref element.Location);
        octets.Group();
        octets.Bits(7, 1, ref element.Description);
    }
}

/// <summary>Restart indicator (Q.931 §4.5.25): 0 the channels named, 6 one interface, 7 all interfaces.</summary>
internal struct RestartElement : IElement<RestartElement>
{
    public byte Class;

    public static void Layout<TOctets>(ref TOctets octets, ref RestartElement element)
        where TOctets : struct, IElementOctets, allows ref struct
    {
        octets.Group();
        octets.Bits(3, 1, ref element.Class);
    }
}

/// <summary>Notification indicator (Q.931 §4.5.22): 0 user suspended, 1 user resumed, 2 bearer service
/// change.</summary>
internal struct NotificationElement : IElement<NotificationElement>
{
    public byte Description;

    public static void Layout<TOctets>(ref TOctets octets, ref NotificationElement element)
        where TOctets : struct, IElementOctets, allows ref struct
    {
        octets.Group();
        octets.Bits(7, 1, ref element.Description);
    }
}

/// <summary>Bearer capability (Q.931 §4.5.5).</summary>
internal struct BearerElement : IElement<BearerElement>
{
    public byte Coding, Mode, Rate, Multiplier, Layer1, Layer2, Layer3;
    public TransferCapability Capability;
    public bool HasLayer1, HasLayer2, HasLayer3;

    public static void Layout<TOctets>(ref TOctets octets, ref BearerElement element)
        where TOctets : struct, IElementOctets, allows ref struct
    {
        octets.Group();
        octets.Bits(7, 6, ref element.Coding);
        octets.Bits(5, 1, ref element.Capability);
        octets.Group();
        octets.Bits(7, 6, ref element.Mode);
        octets.Bits(5, 1, ref element.Rate);
        // Octet 4.1: only of a multirate call.
        if (element.Rate == 24)
        {
            octets.Group();
            octets.Bits(7, 1, ref element.Multiplier);
        }

        if (octets.Layer(1, ref element.HasLayer1))
            octets.Bits(5, 1, ref element.Layer1);
        if (octets.Layer(2, ref element.HasLayer2))
            octets.Bits(5, 1, ref element.Layer2);
        if (octets.Layer(3, ref element.HasLayer3))
            octets.Bits(5, 1, ref element.Layer3);
    }
}

/// <summary>Called, calling, connected and redirecting number (Q.931 §4.5.8, §4.5.10, §4.6.7).</summary>
internal ref struct NumberElement : IElement<NumberElement>
{
    public TypeOfNumber Type;
    public NumberingPlan Plan;
    public Presentation Presentation;
    public Screening Screening;
    public byte Reason;
    public bool HasPresentation, HasReason;
    public ReadOnlySpan<byte> Digits;

    public static void Layout<TOctets>(ref TOctets octets, ref NumberElement element)
        where TOctets : struct, IElementOctets, allows ref struct
    {
        octets.Group();
        octets.Bits(7, 5, ref element.Type);
        octets.Bits(4, 1, ref element.Plan);
        if (octets.Extension(ref element.HasPresentation))
        {
            octets.Bits(7, 6, ref element.Presentation);
            octets.Bits(2, 1, ref element.Screening);
            if (octets.Extension(ref element.HasReason))
                octets.Bits(4, 1, ref element.Reason);
        }

        octets.Rest(ref element.Digits);
    }
}

/// <summary>IA5 characters: Display and Keypad facility (Q.931 §4.5.16, §4.5.18).</summary>
internal ref struct TextElement : IElement<TextElement>
{
    public ReadOnlySpan<byte> Text;

    public static void Layout<TOctets>(ref TOctets octets, ref TextElement element)
        where TOctets : struct, IElementOctets, allows ref struct => octets.Rest(ref element.Text);
}
