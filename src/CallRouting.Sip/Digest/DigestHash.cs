using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace CallRouting.Sip;

/// <summary>The arithmetic of RFC 7616 §3.4 with MD5 and SHA-256; all hashes as lower-case hexadecimal
/// digits.</summary>
internal static class DigestHash
{
    /// <summary>The most digits a hash has.</summary>
    public const int MaxDigits = 64;

    /// <summary>The algorithm of that name, <see cref="DigestAlgorithm.Unknown"/> for <c>-sess</c> forms and all
    /// else.</summary>
    public static DigestAlgorithm Find(ReadOnlySpan<byte> name) =>
        SipText.Same(name, "MD5"u8) ? DigestAlgorithm.Md5
        : SipText.Same(name, "SHA-256"u8) ? DigestAlgorithm.Sha256
        : DigestAlgorithm.Unknown;

    public static string Name(DigestAlgorithm algorithm) => algorithm == DigestAlgorithm.Sha256 ? "SHA-256" : "MD5";

    public static int Digits(DigestAlgorithm algorithm) => algorithm == DigestAlgorithm.Sha256 ? 64 : 32;

    /// <summary>HA1 = H(user:realm:password), what is stored instead of a password.</summary>
    public static byte[] Ha1(DigestAlgorithm algorithm, string user, string realm, string password)
    {
        var digits = new byte[Digits(algorithm)];
        Hash(algorithm, Encoding.UTF8.GetBytes($"{user}:{realm}:{password}"), digits);
        return digits;
    }

    /// <summary>The response an answer must carry; without qop the form of RFC 2069.</summary>
    /// <returns>The number of digits written to <paramref name="response"/>.</returns>
    public static int Response(DigestAlgorithm algorithm, ReadOnlySpan<byte> ha1, in DigestFields answer,
        ReadOnlySpan<byte> method, Span<byte> response)
    {
        var count = Digits(algorithm);
        Span<byte> ha2 = stackalloc byte[MaxDigits];
        ha2 = ha2[..count];
        var text = new Joined(method.Length + answer.Uri.Length + 1);
        text.Add(method);
        text.Add(answer.Uri);
        text.HashInto(algorithm, ha2);
        text = new Joined(ha1.Length + answer.Nonce.Length + answer.Count.Length + answer.ClientNonce.Length
            + answer.Qop.Length + ha2.Length + 6);
        text.Add(ha1);
        text.Add(answer.Nonce);
        if (!answer.Qop.IsEmpty)
        {
            text.Add(answer.Count);
            text.Add(answer.ClientNonce);
            text.Add(answer.Qop);
        }
        text.Add(ha2);
        text.HashInto(algorithm, response[..count]);
        return count;
    }

    [SuppressMessage("Security", "CA5351", Justification = "RFC 3261 §22 asks for MD5; SHA-256 is offered too.")]
    private static void Hash(DigestAlgorithm algorithm, ReadOnlySpan<byte> text, Span<byte> digits)
    {
        Span<byte> hash = stackalloc byte[32];
        var length = algorithm == DigestAlgorithm.Sha256
            ? SHA256.HashData(text, hash)
            : MD5.HashData(text, hash);
        Convert.TryToHexStringLower(hash[..length], digits, out _);
    }

    /// <summary>Parts joined by colons.</summary>
    private struct Joined(int capacity)
    {
        private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(capacity);
        private int length;

        public void Add(ReadOnlySpan<byte> part)
        {
            if (length > 0)
                buffer[length++] = (byte)':';
            part.CopyTo(buffer.AsSpan(length));
            length += part.Length;
        }

        public readonly void HashInto(DigestAlgorithm algorithm, Span<byte> digits)
        {
            Hash(algorithm, buffer.AsSpan(0, length), digits);
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
