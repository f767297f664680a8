using System.Buffers;
using System.Text;

namespace CallRouting.Sip;

/// <summary>What a 401 or 407 meant to us.</summary>
internal enum DigestLearned : byte
{
    /// <summary>No challenge that we can answer.</summary>
    Nothing,

    /// <summary>A challenge to answer. If it came to a request that already had an answer, the password is
    /// wrong.</summary>
    Asked,

    /// <summary>Our answer was right, the nonce was old: answer again.</summary>
    Stale,
}

/// <summary>The answering side, for one account at a trunk (RFC 3261 §22.2–22.3).</summary>
/// <remarks>Remembers the last challenge of each kind and counts the uses of its nonce, so that later requests carry
/// their answer at once.</remarks>
internal sealed class DigestClient
{
    private static readonly SearchValues<byte> Folds = SearchValues.Create("\r\n"u8);

    private readonly string user;
    private readonly Func<string, DigestSecrets?> find;
    private readonly Func<string> makeClientNonce;
    private byte[]? origin;
    private byte[]? proxy;
    private uint originCount;
    private uint proxyCount;

    /// <param name="user">The name at the trunk.</param>
    /// <param name="password">Its password.</param>
    /// <param name="makeClientNonce">Gives unforeseeable text without quotes, at least 8 characters.</param>
    /// <exception cref="ArgumentException">The name holds a quote, back-slash or control character.</exception>
    public DigestClient(string user, string password, Func<string> makeClientNonce)
        : this(user, realm => DigestSecrets.Of(user, realm, password), makeClientNonce)
    {
    }

    /// <param name="user">The name at the trunk.</param>
    /// <param name="find">What is kept of the password for a realm; null where nothing is.</param>
    /// <param name="makeClientNonce">Gives unforeseeable text without quotes, at least 8 characters.</param>
    /// <exception cref="ArgumentException">The name holds a quote, back-slash or control character.</exception>
    public DigestClient(string user, Func<string, DigestSecrets?> find, Func<string> makeClientNonce)
    {
        if (user.AsSpan().ContainsAny('"', '\\') || user.AsSpan().ContainsAnyInRange('\0', '\x1f'))
            throw new ArgumentException("A user name has no quotes and control characters.", nameof(user));
        this.user = user;
        this.find = find;
        this.makeClientNonce = makeClientNonce;
    }

    /// <summary>Takes the first challenge that we can answer: MD5 or SHA-256 with <c>auth</c> or no qop. The trunk
    /// lists them by its own preference (RFC 8760 §2.4).</summary>
    public DigestLearned Learn(SipMessage response)
    {
        var first = Learn(response, SipHeader.WwwAuthenticate, ref origin, ref originCount);
        var second = Learn(response, SipHeader.ProxyAuthenticate, ref proxy, ref proxyCount);
        return first == DigestLearned.Nothing ? second : first;
    }

    /// <summary>Adds the answers to what was learned; nothing before the first challenge.</summary>
    /// <param name="request">The request being written.</param>
    /// <param name="method">Its method.</param>
    /// <param name="uri">Its request-URI.</param>
    public void Answer(ref SipWriter request, ReadOnlySpan<byte> method, ReadOnlySpan<byte> uri)
    {
        if (origin is not null)
            request.Header(SipHeader.Authorization, Answer(origin, ++originCount, method, uri));
        if (proxy is not null)
            request.Header(SipHeader.ProxyAuthorization, Answer(proxy, ++proxyCount, method, uri));
    }

    private DigestLearned Learn(SipMessage response, SipHeader header, ref byte[]? kept, ref uint count)
    {
        foreach (var value in response.Values(header))
        {
            // A fold would be refused when written back, and a NUL has no place in a challenge.
            var unfolded = value.ToArray();
            unfolded.AsSpan().ReplaceAny(Folds, (byte)' ');
            if (unfolded.AsSpan().Contains((byte)0))
                continue;
            if (!DigestFields.TryParse(unfolded, out var challenge) || challenge.Algorithm == DigestAlgorithm.Unknown
                || (!challenge.Qop.IsEmpty && !challenge.HasAuth) || find(Realm(challenge)) is null)
                continue;
            kept = unfolded;
            count = 0;
            return challenge.IsStale ? DigestLearned.Stale : DigestLearned.Asked;
        }
        return DigestLearned.Nothing;
    }

    private string Answer(byte[] challengeValue, uint count, ReadOnlySpan<byte> method, ReadOnlySpan<byte> uri)
    {
        _ = DigestFields.TryParse(challengeValue, out var challenge);
        var realm = Encoding.UTF8.GetString(challenge.Realm);
        var text = new StringBuilder(256)
            .Append("Digest username=\"").Append(user)
            .Append("\", realm=\"").Append(realm)
            .Append("\", nonce=\"").Append(Encoding.UTF8.GetString(challenge.Nonce))
            .Append("\", uri=\"").Append(Encoding.UTF8.GetString(uri))
            .Append("\", algorithm=").Append(DigestHash.Name(challenge.Algorithm));
        if (challenge.HasAuth)
            text.Append($", qop=auth, nc={count:x8}, cnonce=\"").Append(makeClientNonce()).Append('"');
        if (!challenge.Opaque.IsEmpty)
            text.Append(", opaque=\"").Append(Encoding.UTF8.GetString(challenge.Opaque)).Append('"');
        _ = DigestFields.TryParse(Encoding.UTF8.GetBytes(text.ToString()), out var answer);
        Span<byte> response = stackalloc byte[DigestHash.MaxDigits];
        var ha1 = (find(Realm(challenge)) ?? DigestSecrets.Nobody).Ha1(challenge.Algorithm);
        var digits = DigestHash.Response(challenge.Algorithm, ha1, answer, method, response);
        return text.Append(", response=\"").Append(Encoding.ASCII.GetString(response[..digits])).Append('"').ToString();
    }

    private static string Realm(in DigestFields challenge) =>
        SipText.Unquote([(byte)'"', .. challenge.Realm, (byte)'"']);
}
