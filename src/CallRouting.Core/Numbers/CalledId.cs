namespace CallRouting;

/// <summary>What the wire said of the number that was called, exactly as it was received.</summary>
/// <remarks><c>default</c> is absent: an analog line says nothing, and its <see cref="LineNumber"/> decides. Absent is
/// not the same as empty text, which is kept as it came.</remarks>
/// <param name="Raw">The text as received, untrimmed and undecoded; null where nothing was received.</param>
/// <param name="TypeOfNumber">The form that signalling claims for the digits.</param>
/// <param name="Source">The field it was taken from.</param>
public readonly record struct CalledId(
    string? Raw,
    TypeOfNumber TypeOfNumber = TypeOfNumber.Unknown,
    CalledIdSource Source = CalledIdSource.None)
{
    /// <summary>Nothing was received.</summary>
    public bool IsAbsent => Raw is null;

    /// <summary>The source and the text for a log: of the digits only the last two are shown.</summary>
    public override string ToString()
    {
        if (Raw is null)
            return "absent";
        int shown = 2;
        return $"{Source} " + string.Create(Raw.Length, Raw, (text, raw) =>
        {
            for (int i = raw.Length - 1; i >= 0; i--)
                text[i] = !char.IsDigit(raw[i]) || shown-- > 0 ? raw[i] : '•';
        });
    }
}

/// <summary>Where a called number was taken from.</summary>
public enum CalledIdSource : byte
{
    /// <summary>Nowhere: there was none.</summary>
    None = 0,

    /// <summary>The SIP request-URI (RFC 3261 §8.1.1.1).</summary>
    RequestUri,

    /// <summary>The SIP To header field (RFC 3261 §20.39).</summary>
    ToHeader,

    /// <summary>The SIP Diversion header field (RFC 5806).</summary>
    Diversion,

    /// <summary>The SIP P-Called-Party-ID header field (RFC 7315 §4.2).</summary>
    PCalledPartyId,

    /// <summary>A SIP header field that the trunk's settings name.</summary>
    Header,

    /// <summary>The called party number information element of E1 signalling (Q.931 §4.5.8).</summary>
    Signalling,
}
