using System.Buffers.Binary;
using System.Security.Cryptography;
using NodaTime;

namespace CallRouting.Sip;

/// <summary>What a nonce is worth.</summary>
internal enum DigestNonceState : byte
{
    /// <summary>Not made here, or not with this key.</summary>
    Foreign,

    /// <summary>Made here, too long ago.</summary>
    Expired,

    /// <summary>Its count was used before.</summary>
    Replayed,

    Fresh,
}

/// <summary>Nonces that carry their own proof: time, serial number and an HMAC over both, so that handing them out
/// costs no memory. Only those used with a right password are remembered, with their highest count.</summary>
internal sealed class DigestNonces
{
    private const int Octets = 32;
    private const int MaxRemembered = 100_000;
    private readonly byte[] key;
    private readonly long lifetime;
    private readonly Dictionary<long, uint> counts = [];
    private readonly Queue<(long Made, long Serial)> remembered = new();
    private long serial;

    /// <param name="key">At least 16 octets from a cryptographic source, new for each process.</param>
    /// <param name="lifetime">How long a nonce is good; the client gets <c>stale=true</c> afterwards.</param>
    /// <exception cref="ArgumentException">The key is short or the lifetime is not positive.</exception>
    public DigestNonces(byte[] key, Duration lifetime)
    {
        if (key.Length < 16)
            throw new ArgumentException("The key needs at least 16 octets.", nameof(key));
        if (lifetime <= Duration.Zero)
            throw new ArgumentException("The lifetime must be positive.", nameof(lifetime));
        this.key = [.. key];
        this.lifetime = (long)lifetime.TotalMilliseconds;
    }

    /// <summary>A new nonce of 64 hexadecimal digits.</summary>
    public string Make(Instant now)
    {
        Span<byte> nonce = stackalloc byte[Octets];
        BinaryPrimitives.WriteInt64BigEndian(nonce, now.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(nonce[8..], ++serial);
        Prove(nonce[..16], nonce[16..]);
        return Convert.ToHexStringLower(nonce);
    }

    /// <summary>Judges a nonce that came with a right response and remembers its count.</summary>
    /// <param name="text">The nonce as received.</param>
    /// <param name="count">The nonce count; 1 for an answer without qop, which so may be used once.</param>
    /// <param name="now">The instant of receipt.</param>
    public DigestNonceState Use(ReadOnlySpan<byte> text, uint count, Instant now)
    {
        Span<byte> nonce = stackalloc byte[Octets];
        if (text.Length != Octets * 2
            || Convert.FromHexString(text, nonce, out _, out _) != System.Buffers.OperationStatus.Done)
            return DigestNonceState.Foreign;
        Span<byte> proof = stackalloc byte[16];
        Prove(nonce[..16], proof);
        if (!CryptographicOperations.FixedTimeEquals(proof, nonce[16..]))
            return DigestNonceState.Foreign;
        var at = now.ToUnixTimeMilliseconds();
        var made = BinaryPrimitives.ReadInt64BigEndian(nonce);
        var number = BinaryPrimitives.ReadInt64BigEndian(nonce[8..]);
        while (remembered.TryPeek(out var oldest) && at - oldest.Made >= lifetime)
            Forget();
        if (at - made >= lifetime)
            return DigestNonceState.Expired;
        if (counts.TryGetValue(number, out var highest))
        {
            if (count <= highest)
                return DigestNonceState.Replayed;
        }
        else
        {
            if (count == 0)
                return DigestNonceState.Replayed;
            if (remembered.Count >= MaxRemembered)
                return DigestNonceState.Expired;
            remembered.Enqueue((made, number));
        }
        counts[number] = count;
        return DigestNonceState.Fresh;
    }

    private void Forget() => counts.Remove(remembered.Dequeue().Serial);

    private void Prove(ReadOnlySpan<byte> what, Span<byte> proof)
    {
        Span<byte> mac = stackalloc byte[32];
        HMACSHA256.HashData(key, what, mac);
        mac[..16].CopyTo(proof);
    }
}
