using System.Text;

namespace CallRouting.Sip;

/// <summary>The header fields the stack looks up by number; any other is <see cref="Other"/>, found by its
/// name.</summary>
internal enum SipHeader : byte
{
    Other,
    Via,
    From,
    To,
    CallId,
    CSeq,
    MaxForwards,
    Contact,
    ContentType,
    ContentLength,
    RecordRoute,
    Route,
    Expires,
    MinExpires,
    Require,
    ProxyRequire,
    Supported,
    Unsupported,
    Allow,
    AllowEvents,
    Accept,
    AcceptEncoding,
    AcceptLanguage,
    Authorization,
    ProxyAuthorization,
    WwwAuthenticate,
    ProxyAuthenticate,
    AuthenticationInfo,
    ContentEncoding,
    ContentLanguage,
    ContentDisposition,
    Date,
    Event,
    SubscriptionState,
    ReferTo,
    ReferredBy,
    Replaces,
    RetryAfter,
    Reason,
    Warning,
    Subject,
    UserAgent,
    Server,
    SessionExpires,
    MinSe,
    RSeq,
    RAck,
    AlertInfo,
    CallInfo,
    ErrorInfo,
    Diversion,
    HistoryInfo,
    PAssertedIdentity,
    PPreferredIdentity,
    PCalledPartyId,
    RemotePartyId,
    Privacy,
    Path,
    ServiceRoute,
    InReplyTo,
    Timestamp,
    SipEtag,
    SipIfMatch,
}

/// <summary>Names, compact forms and list rules of header fields (RFC 3261 §7.3, §20).</summary>
internal static class SipHeaders
{
    // Name, compact form or blank, and 'l' where several values may share one line, '1' where only one may occur.
    private static readonly (string Name, char Compact, char Kind)[] Known =
    [
        ("", ' ', ' '),
        ("Via", 'v', 'l'), ("From", 'f', '1'), ("To", 't', '1'), ("Call-ID", 'i', '1'), ("CSeq", ' ', '1'),
        ("Max-Forwards", ' ', '1'), ("Contact", 'm', 'l'), ("Content-Type", 'c', '1'), ("Content-Length", 'l', '1'),
        ("Record-Route", ' ', 'l'), ("Route", ' ', 'l'), ("Expires", ' ', ' '), ("Min-Expires", ' ', ' '),
        ("Require", ' ', 'l'), ("Proxy-Require", ' ', 'l'), ("Supported", 'k', 'l'), ("Unsupported", ' ', 'l'),
        ("Allow", ' ', 'l'), ("Allow-Events", 'u', 'l'), ("Accept", ' ', 'l'), ("Accept-Encoding", ' ', 'l'),
        ("Accept-Language", ' ', 'l'), ("Authorization", ' ', ' '), ("Proxy-Authorization", ' ', ' '),
        ("WWW-Authenticate", ' ', ' '), ("Proxy-Authenticate", ' ', ' '), ("Authentication-Info", ' ', ' '),
        ("Content-Encoding", 'e', 'l'), ("Content-Language", ' ', 'l'), ("Content-Disposition", ' ', ' '),
        ("Date", ' ', ' '), ("Event", 'o', ' '), ("Subscription-State", ' ', ' '), ("Refer-To", 'r', ' '),
        ("Referred-By", 'b', ' '), ("Replaces", ' ', ' '), ("Retry-After", ' ', ' '), ("Reason", ' ', 'l'),
        ("Warning", ' ', 'l'), ("Subject", 's', ' '), ("User-Agent", ' ', ' '), ("Server", ' ', ' '),
        ("Session-Expires", 'x', ' '), ("Min-SE", ' ', ' '), ("RSeq", ' ', ' '), ("RAck", ' ', ' '),
        ("Alert-Info", ' ', 'l'), ("Call-Info", ' ', 'l'), ("Error-Info", ' ', 'l'), ("Diversion", ' ', 'l'),
        ("History-Info", ' ', 'l'), ("P-Asserted-Identity", ' ', 'l'), ("P-Preferred-Identity", ' ', 'l'),
        ("P-Called-Party-ID", ' ', ' '), ("Remote-Party-ID", ' ', 'l'), ("Privacy", ' ', ' '), ("Path", ' ', 'l'),
        ("Service-Route", ' ', 'l'), ("In-Reply-To", ' ', 'l'), ("Timestamp", ' ', ' '), ("SIP-ETag", ' ', ' '),
        ("SIP-If-Match", ' ', ' '),
    ];

    private static readonly byte[][] Names = MakeNames();
    private static readonly SipHeader[] Compacts = MakeCompacts();
    private static readonly SipHeader[][] Buckets = MakeBuckets();

    /// <summary>The number of known header fields, <see cref="SipHeader.Other"/> included; below 64, so that a set of
    /// them fits one word.</summary>
    public static int Count => Known.Length;

    /// <summary>The full name as the standards write it.</summary>
    public static ReadOnlySpan<byte> Name(SipHeader header) => Names[(int)header];

    /// <summary>One line may hold several values between commas. Authentication fields, whose own grammar has commas,
    /// may not (RFC 3261 §7.3.1).</summary>
    public static bool IsList(SipHeader header) => Known[(int)header].Kind == 'l';

    /// <summary>A second field of this name makes the message ambiguous and so malformed.</summary>
    public static bool IsSingle(SipHeader header) => Known[(int)header].Kind == '1';

    /// <summary>The field of that full or compact name in any case, or <see cref="SipHeader.Other"/>.</summary>
    public static SipHeader Find(ReadOnlySpan<byte> name)
    {
        if (name.Length == 1)
        {
            var letter = (name[0] | 0x20) - 'a';
            return (uint)letter < 26 ? Compacts[letter] : SipHeader.Other;
        }
        if (name.IsEmpty)
            return SipHeader.Other;
        foreach (var candidate in Buckets[Bucket(name)])
        {
            if (SipText.Same(name, Names[(int)candidate]))
                return candidate;
        }
        return SipHeader.Other;
    }

    private static int Bucket(ReadOnlySpan<byte> name) =>
        (name.Length * 37 + (name[0] | 0x20) * 7 + (name[^1] | 0x20) * 3 + (name[name.Length / 2] | 0x20)) & 255;

    private static byte[][] MakeNames()
    {
        var names = new byte[Known.Length][];
        for (var i = 0; i < names.Length; i++)
            names[i] = Encoding.ASCII.GetBytes(Known[i].Name);
        return names;
    }

    private static SipHeader[] MakeCompacts()
    {
        var compacts = new SipHeader[26];
        for (var i = 1; i < Known.Length; i++)
        {
            if (Known[i].Compact != ' ')
                compacts[Known[i].Compact - 'a'] = (SipHeader)i;
        }
        return compacts;
    }

    private static SipHeader[][] MakeBuckets()
    {
        var buckets = new SipHeader[256][];
        Array.Fill(buckets, []);
        for (var i = 1; i < Known.Length; i++)
        {
            ref var bucket = ref buckets[Bucket(Names[i])];
            bucket = [.. bucket, (SipHeader)i];
        }
        return buckets;
    }
}
