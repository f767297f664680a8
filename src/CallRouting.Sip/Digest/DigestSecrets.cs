using System.Buffers;
using System.Text;

namespace CallRouting.Sip;

/// <summary>What is kept of a password: its HA1 under each algorithm, for one user in one realm. Never shown.</summary>
internal sealed class DigestSecrets
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdef"u8);

    private readonly byte[] md5;
    private readonly byte[] sha256;

    private DigestSecrets(byte[] md5, byte[] sha256)
    {
        this.md5 = md5;
        this.sha256 = sha256;
    }

    /// <summary>Stands for users that do not exist, so that asking for one takes the same path as a wrong
    /// password.</summary>
    public static DigestSecrets Nobody { get; } = Of("", "", "");

    public static DigestSecrets Of(string user, string realm, string password) =>
        new(DigestHash.Ha1(DigestAlgorithm.Md5, user, realm, password),
            DigestHash.Ha1(DigestAlgorithm.Sha256, user, realm, password));

    /// <summary>From stored hashes: lower-case hexadecimal digits, 32 for MD5 and 64 for SHA-256.</summary>
    /// <exception cref="ArgumentException">Either is of another length or has other characters.</exception>
    public static DigestSecrets FromHashes(string md5, string sha256) =>
        new(Checked(md5, 32, nameof(md5)), Checked(sha256, 64, nameof(sha256)));

    public ReadOnlySpan<byte> Ha1(DigestAlgorithm algorithm) =>
        algorithm == DigestAlgorithm.Sha256 ? sha256 : md5;

    private static byte[] Checked(string text, int length, string name)
    {
        var digits = Encoding.ASCII.GetBytes(text);
        if (digits.Length != length || digits.AsSpan().ContainsAnyExcept(HexDigits))
            throw new ArgumentException($"An HA1 here is {length} lower-case hexadecimal digits.", name);
        return digits;
    }
}
