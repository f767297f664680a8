using System.Buffers;

namespace CallRouting.Sip;

/// <summary>A <c>name-addr</c> or <c>addr-spec</c> with its parameters, as in From, To, Contact, Route, Refer-To and
/// the identity fields (RFC 3261 §20.10, §20.20), read in place.</summary>
internal readonly ref struct NameAddress
{
    private static readonly SearchValues<byte> NeedsQuotes = SearchValues.Create("\",;:\\>"u8);

    /// <summary>The display name as written, a quoted string with its quotes; empty where there is none.</summary>
    public ReadOnlySpan<byte> Display { get; private init; }

    /// <summary>The URI; without a meaning when <see cref="IsStar"/>.</summary>
    public SipUri Uri { get; private init; }

    /// <summary>The parameters of the header field, not of the URI.</summary>
    public SipParams Params { get; private init; }

    /// <summary>The value is <c>*</c>, which a REGISTER uses to remove all its contacts.</summary>
    public bool IsStar { get; private init; }

    public ReadOnlySpan<byte> Tag => Params["tag"u8];

    /// <summary>The display name without quotes and escapes.</summary>
    public string DisplayText() => SipText.Unquote(Display);

    /// <summary>Seconds from the <c>expires</c> parameter, capped at 2³²−1; a malformed one is 3600 (§10.2.1.1);
    /// <paramref name="otherwise"/> where there is none.</summary>
    public long Expires(long otherwise)
    {
        if (!Params.TryGet("expires"u8, out var text))
            return otherwise;
        return SipText.TryNumber(text, out var seconds) ? Math.Min(seconds, uint.MaxValue) : 3600;
    }

    /// <summary>The <c>q</c> parameter in thousandths, 0–1000; 1000 where there is none or it is malformed.</summary>
    public int Q()
    {
        var text = Params["q"u8];
        if (text.IsEmpty || text.Length > 5 || text[0] is not ((byte)'0' or (byte)'1'))
            return 1000;
        if (text.Length > 1 && text[1] != '.')
            return 1000;
        var value = (text[0] - '0') * 1000;
        var worth = 100;
        for (var i = 2; i < text.Length; i++, worth /= 10)
        {
            if ((uint)(text[i] - '0') > 9)
                return 1000;
            value += (text[i] - '0') * worth;
        }
        return Math.Min(value, 1000);
    }

    /// <summary>Reads one value, already split from its neighbours.</summary>
    /// <returns>False for an unclosed quote or bracket, white space inside the brackets, an address without brackets
    /// that holds a question mark, or malformed parameters.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out NameAddress address)
    {
        address = default;
        var text = SipText.Trim(value);
        if (text.IsEmpty)
            return false;
        if (text.SequenceEqual("*"u8))
        {
            address = new NameAddress { IsStar = true };
            return true;
        }
        ReadOnlySpan<byte> display = default;
        var open = 0;
        if (text[0] == '"')
        {
            var end = SipText.EndOfQuoted(text, 0);
            if (end < 0)
                return false;
            display = text[..end];
            open = end;
            while (open < text.Length && SipText.IsLws(text[open]))
                open++;
            if (open == text.Length || text[open] != '<')
                return false;
        }
        else
        {
            open = text.IndexOf((byte)'<');
            if (open < 0)
                return TryParseBare(text, out address);
            display = SipText.Trim(text[..open]);
            // Strictly tokens; brackets and at-signs are met in real names and are harmless.
            if (display.ContainsAny(NeedsQuotes))
                return false;
        }
        var close = text[open..].IndexOf((byte)'>');
        if (close < 0 || !SipUri.TryParse(text[(open + 1)..(open + close)], out var uri))
            return false;
        if (!SipParams.TryParse(text[(open + close + 1)..], out var parameters))
            return false;
        address = new NameAddress { Display = display, Uri = uri, Params = parameters };
        return true;
    }

    // Without brackets everything after the first semicolon belongs to the header field (§20.10).
    private static bool TryParseBare(ReadOnlySpan<byte> text, out NameAddress address)
    {
        address = default;
        var semicolon = text.IndexOf((byte)';');
        var spec = SipText.Trim(semicolon < 0 ? text : text[..semicolon]);
        if (spec.IndexOfAny((byte)'?', (byte)',') >= 0 || !SipUri.TryParse(spec, out var uri))
            return false;
        SipParams parameters = default;
        if (semicolon >= 0 && !SipParams.TryParse(text[semicolon..], out parameters))
            return false;
        address = new NameAddress { Uri = uri, Params = parameters };
        return true;
    }
}
