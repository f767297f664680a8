using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace CallRouting.Sip;

/// <summary>What credentials are worth.</summary>
internal enum DigestVerdict : byte
{
    /// <summary>None for our realm: challenge.</summary>
    Absent,

    /// <summary>The password is wrong or there is no such user; nobody can tell which.</summary>
    Wrong,

    /// <summary>The password is right, the nonce is old, foreign or replayed: challenge with stale.</summary>
    Stale,

    Good,
}

/// <summary>The asking side: challenges and their verification (RFC 3261 §22, RFC 7616, RFC 8760).</summary>
/// <remarks>MD5 comes first and SHA-256, where it is offered, second, each in a field of its own: many clients take the
/// first challenge they see and know only MD5, those that know SHA-256 may choose it. An unknown user costs the same
/// hashes and comparisons as a wrong password.</remarks>
internal sealed class DigestVerifier
{
    private readonly string realm;
    private readonly byte[] realmOctets;
    private readonly DigestNonces nonces;

    /// <param name="realm">The realm.</param>
    /// <param name="nonces">Makes and judges the nonces.</param>
    /// <exception cref="ArgumentException">The realm is empty or holds a quote, a back-slash or a control
    /// character.</exception>
    public DigestVerifier(string realm, DigestNonces nonces)
    {
        if (realm.Length == 0 || realm.AsSpan().ContainsAny('"', '\\')
            || realm.AsSpan().ContainsAnyInRange('\0', '\x1f'))
            throw new ArgumentException("A realm is text without quotes and control characters.", nameof(realm));
        this.realm = realm;
        realmOctets = Encoding.UTF8.GetBytes(realm);
        this.nonces = nonces;
    }

    /// <summary>Adds the challenges to a 401 (<see cref="SipHeader.WwwAuthenticate"/>) or 407
    /// (<see cref="SipHeader.ProxyAuthenticate"/>).</summary>
    /// <param name="response">The response being written.</param>
    /// <param name="header">The field.</param>
    /// <param name="stale">The password was right, the nonce too old.</param>
    /// <param name="now">The instant.</param>
    /// <param name="withSha256">False: MD5 alone.</param>
    public void Challenge(ref SipWriter response, SipHeader header, bool stale, Instant now, bool withSha256)
    {
        var end = stale ? ", stale=true" : "";
        foreach (var algorithm in (ReadOnlySpan<DigestAlgorithm>)[DigestAlgorithm.Md5, DigestAlgorithm.Sha256])
        {
            if (algorithm == DigestAlgorithm.Sha256 && !withSha256)
                continue;
            response.Header(header, $"Digest realm=\"{realm}\", nonce=\"{nonces.Make(now)}\", "
                + $"algorithm={DigestHash.Name(algorithm)}, qop=\"auth\"{end}");
        }
    }

    /// <summary>Judges the credentials of a request.</summary>
    /// <param name="request">The request; its own method counts.</param>
    /// <param name="header"><see cref="SipHeader.Authorization"/> or <see
    /// cref="SipHeader.ProxyAuthorization"/>.</param>
    /// <param name="find">The secrets of a user of our realm, null where there is none; called once at most.</param>
    /// <param name="now">The instant of receipt.</param>
    /// <param name="user">Who he says he is, true only when the verdict is <see cref="DigestVerdict.Good"/>.</param>
    public DigestVerdict Check(SipMessage request, SipHeader header, Func<string, DigestSecrets?> find, Instant now,
        out string user)
    {
        user = "";
        foreach (var value in request.Values(header))
        {
            if (!DigestFields.TryParse(value, out var answer) || !answer.Realm.SequenceEqual(realmOctets)
                || answer.Algorithm == DigestAlgorithm.Unknown)
                continue;
            user = answer.UserText();
            return Check(answer, find(user), request.MethodText, now);
        }
        return DigestVerdict.Absent;
    }

    private DigestVerdict Check(in DigestFields answer, DigestSecrets? secrets, ReadOnlySpan<byte> method, Instant now)
    {
        Span<byte> expected = stackalloc byte[DigestHash.MaxDigits];
        var ha1 = (secrets ?? DigestSecrets.Nobody).Ha1(answer.Algorithm);
        var digits = DigestHash.Response(answer.Algorithm, ha1, answer, method, expected);
        Span<byte> given = stackalloc byte[DigestHash.MaxDigits];
        given = given[..digits];
        for (var i = 0; i < Math.Min(digits, answer.Response.Length); i++)
            given[i] = SipText.Lower(answer.Response[i]);
        var right = CryptographicOperations.FixedTimeEquals(given, expected[..digits])
            & answer.Response.Length == digits & secrets is not null;
        if (!right || !TryCount(answer, out var count))
            return DigestVerdict.Wrong;
        return nonces.Use(answer.Nonce, count, now) == DigestNonceState.Fresh
            ? DigestVerdict.Good
            : DigestVerdict.Stale;
    }

    private static bool TryCount(in DigestFields answer, out uint count)
    {
        count = 1;
        if (answer.Qop.IsEmpty)
            return true;
        count = 0;
        if (!SipText.Same(answer.Qop, "auth"u8) || answer.Count.Length != 8 || answer.ClientNonce.IsEmpty)
            return false;
        foreach (var digit in answer.Count)
        {
            if (SipText.Hex(digit) < 0)
                return false;
            count = (count << 4) | (uint)SipText.Hex(digit);
        }
        return true;
    }
}
