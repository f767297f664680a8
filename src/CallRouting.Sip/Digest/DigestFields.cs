using System.Text;

namespace CallRouting.Sip;

/// <summary>The hash of a digest (RFC 8760 §2).</summary>
internal enum DigestAlgorithm : byte
{
    /// <summary>One we do not compute.</summary>
    Unknown,
    Md5,
    Sha256,
}

/// <summary>A <c>Digest</c> challenge or its answer, read in place (RFC 3261 §25.1, RFC 7616 §3.3–3.4). Quoted values
/// are without their quotes; what is absent is empty.</summary>
internal ref struct DigestFields
{
    public ReadOnlySpan<byte> User { get; private set; }

    public ReadOnlySpan<byte> Realm { get; private set; }

    public ReadOnlySpan<byte> Nonce { get; private set; }

    public ReadOnlySpan<byte> Uri { get; private set; }

    public ReadOnlySpan<byte> Response { get; private set; }

    public ReadOnlySpan<byte> Qop { get; private set; }

    /// <summary>The nonce count as written, eight hexadecimal digits.</summary>
    public ReadOnlySpan<byte> Count { get; private set; }

    public ReadOnlySpan<byte> ClientNonce { get; private set; }

    public ReadOnlySpan<byte> Opaque { get; private set; }

    public bool IsStale { get; private set; }

    /// <summary>MD5 where the field is absent.</summary>
    public DigestAlgorithm Algorithm { get; private set; }

    /// <summary>The user name without escapes.</summary>
    public readonly string UserText() =>
        User.Contains((byte)'\\') ? SipText.Unquote([(byte)'"', .. User, (byte)'"']) : Encoding.UTF8.GetString(User);

    /// <summary>The challenge offers, or the answer uses, <c>auth</c>.</summary>
    public readonly bool HasAuth
    {
        get
        {
            foreach (var range in Qop.Split((byte)','))
            {
                if (SipText.Same(SipText.Trim(Qop[range]), "auth"u8))
                    return true;
            }
            return false;
        }
    }

    /// <summary>Reads one whole header value.</summary>
    /// <returns>False for another scheme, a malformed field, or a missing realm or nonce.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out DigestFields fields)
    {
        fields = new DigestFields { Algorithm = DigestAlgorithm.Md5 };
        var rest = SipText.Trim(value);
        if (rest.Length < 8 || !SipText.Same(rest[..6], "Digest"u8) || !SipText.IsLws(rest[6]))
            return false;
        rest = SipText.Trim(rest[6..]);
        while (!rest.IsEmpty)
        {
            var end = HeaderValues.EndOfValue(rest);
            var field = SipText.Trim(rest[..end]);
            rest = end < rest.Length ? rest[(end + 1)..] : default;
            if (field.IsEmpty)
                continue;
            var equals = field.IndexOf((byte)'=');
            if (equals <= 0)
                return false;
            var text = SipText.Trim(field[(equals + 1)..]);
            if (text.Length > 0 && text[0] == '"')
            {
                if (SipText.EndOfQuoted(text, 0) != text.Length)
                    return false;
                text = text[1..^1];
            }
            fields.Set(SipText.Trim(field[..equals]), text);
        }
        return !fields.Realm.IsEmpty && !fields.Nonce.IsEmpty;
    }

    private void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (SipText.Same(name, "username"u8))
            User = text;
        else if (SipText.Same(name, "realm"u8))
            Realm = text;
        else if (SipText.Same(name, "nonce"u8))
            Nonce = text;
        else if (SipText.Same(name, "uri"u8))
            Uri = text;
        else if (SipText.Same(name, "response"u8))
            Response = text;
        else if (SipText.Same(name, "qop"u8))
            Qop = text;
        else if (SipText.Same(name, "nc"u8))
            Count = text;
        else if (SipText.Same(name, "cnonce"u8))
            ClientNonce = text;
        else if (SipText.Same(name, "opaque"u8))
            Opaque = text;
        else if (SipText.Same(name, "stale"u8))
            IsStale = SipText.Same(text, "true"u8);
        else if (SipText.Same(name, "algorithm"u8))
            Algorithm = DigestHash.Find(text);
    }
}
