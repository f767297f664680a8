using System.Runtime.CompilerServices;

namespace CallRouting.E1;

/// <summary>A received message: a view of its octets, and where in them the elements are.</summary>
/// <remarks>Elements are read when they are asked for, from the octets. Of an element that is repeated the first
/// counts (Q.931 §5.8.5.2), but for <see cref="ElementEnumerator"/>.</remarks>
internal readonly ref struct Q931Message
{
    private readonly ReadOnlySpan<byte> octets;
    private readonly ElementIndex index;

    private Q931Message(ReadOnlySpan<byte> octets, CallReference reference)
    {
        this.octets = octets;
        Reference = reference;
        Type = (MessageType)octets[2 + reference.Length];
        var elements = new ElementEnumerator(Content);
        while (elements.MoveNext())
        {
            var element = elements.Current;
            if (element.Codeset != 0)
                continue;
            var place = ElementIndex.PlaceOf(element.Id);
            if (place > 0 && index[place] == 0)
                index[place] = (ushort)(elements.Position + 1);
            // Bits 8 to 5 zero: who does not know the element must not act on the message (Q.931 §4.5.1).
            else if (place == 0 && (byte)element.Id < 0x10 && !HasUnknown)
            {
                Unknown = element.Id;
                HasUnknown = true;
            }
        }

        (Fault, FaultAt) = Judge();
    }

    /// <summary>The call reference.</summary>
    public CallReference Reference { get; }

    /// <summary>The type; any value of the wire.</summary>
    public MessageType Type { get; }

    /// <summary>What is wrong with the content (Q.931 §5.8.6, §5.8.7): 96 a mandatory element is missing or one that
    /// must be understood is not known, 97 the type is not known, 100 a mandatory element's content cannot be; 0:
    /// nothing.</summary>
    public byte Fault { get; }

    /// <summary>The element, or for 97 the type, that <see cref="Fault"/> is about.</summary>
    public byte FaultAt { get; }

    /// <summary>The elements' octets.</summary>
    public ReadOnlySpan<byte> Content => octets[(3 + Reference.Length)..];

    private ElementId Unknown { get; }

    private bool HasUnknown { get; }

    /// <summary>Takes octets for a message, unless Q.931 §5.8.1 to §5.8.3.1 want them ignored: too short, another
    /// protocol, a call reference that cannot be.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> octets, out Q931Message message)
    {
        message = default;
        if (octets.Length is < 3 or > ushort.MaxValue || octets[0] != Q931.Discriminator)
            return false;
        // Bits 8 to 5 of the length are spare and must be zero.
        int length = octets[1];
        if (length > Q931.CallReferenceLength || octets.Length < 3 + length)
            return false;
        var value = 0;
        for (var i = 0; i < length; i++)
            value = value << 8 | (i == 0 ? octets[2] & 0x7F : octets[2 + i]);
        message = new Q931Message(octets, new CallReference(value, length > 0 && octets[2] >= 0x80, length));
        return true;
    }

    /// <summary>Whether an element is there, whatever its content.</summary>
    public bool Has(ElementId id) => index[ElementIndex.PlaceOf(id)] != 0;

    /// <summary>Reads an element.</summary>
    /// <returns>Whether it is there and its content can be.</returns>
    public bool TryRead<TElement>(ElementId id, out TElement element)
        where TElement : struct, IElement<TElement>, allows ref struct
    {
        element = default;
        int at = index[ElementIndex.PlaceOf(id)];
        if (at == 0)
            return false;
        return ElementEnumerator.TryContent(Content, at - 1, out var content) && TryRead(content, out element);
    }

    /// <summary>Reads one element's content.</summary>
    public static bool TryRead<TElement>(ReadOnlySpan<byte> content, out TElement element)
        where TElement : struct, IElement<TElement>, allows ref struct
    {
        element = Read<TElement>(content, out var isGood);
        return isGood;
    }

    private static TElement Read<TElement>(ReadOnlySpan<byte> content, out bool isGood)
        where TElement : struct, IElement<TElement>, allows ref struct
    {
        TElement element = default;
        var reader = new ElementReader(content);
        TElement.Layout(ref reader, ref element);
        isGood = reader.IsGood;
        return element;
    }

    /// <summary>All elements in the order of the wire, of all codesets.</summary>
    public ElementEnumerator GetEnumerator() => new(Content);

    private (byte, byte) Judge()
    {
        if (!MessageTable.IsKnown(Type))
            return (97, (byte)Type);
        if (HasUnknown)
            return (96, (byte)Unknown);
        var (first, second) = MessageTable.Mandatory(Type);
        var fault = Judge(first);
        if (fault != 0)
            return (fault, (byte)first);
        fault = Judge(second);
        return fault != 0 ? (fault, (byte)second) : default;
    }

    private byte Judge(ElementId mandatory)
    {
        if (mandatory == ElementId.None)
            return 0;
        if (!Has(mandatory))
            return 96;
        var isGood = mandatory switch
        {
            ElementId.BearerCapability => TryRead<BearerElement>(mandatory, out _),
            ElementId.Cause => TryRead<CauseElement>(mandatory, out _),
            ElementId.CallState => TryRead<CallStateElement>(mandatory, out _),
            ElementId.ProgressIndicator => TryRead<ProgressElement>(mandatory, out _),
            ElementId.NotificationIndicator => TryRead<NotificationElement>(mandatory, out _),
            _ => TryRead<RestartElement>(mandatory, out _),
        };
        return (byte)(isGood ? 0 : 100);
    }
}

/// <summary>Where the elements that are asked for begin, one more than the offset; 0: not there.</summary>
[InlineArray(Size)]
internal struct ElementIndex
{
    private const int Size = 15;
    private ushort first;

    private static readonly ElementId[] Kept =
    [
        ElementId.None, ElementId.BearerCapability, ElementId.Cause, ElementId.CallState,
        ElementId.ChannelIdentification, ElementId.ProgressIndicator, ElementId.NotificationIndicator,
        ElementId.Display, ElementId.KeypadFacility, ElementId.ConnectedNumber, ElementId.CallingNumber,
        ElementId.CalledNumber, ElementId.RedirectingNumber, ElementId.RestartIndicator, ElementId.SendingComplete,
    ];

    private static readonly byte[] Places = Inverse();

    /// <summary>The place of an element; 0: it is not kept, and place 0 is always empty.</summary>
    public static int PlaceOf(ElementId id) => Places[(byte)id];

    private static byte[] Inverse()
    {
        var places = new byte[256];
        for (var place = 1; place < Kept.Length; place++)
            places[(byte)Kept[place]] = (byte)place;
        return places;
    }
}
