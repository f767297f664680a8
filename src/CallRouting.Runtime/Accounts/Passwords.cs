using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CallRouting.Runtime;

/// <summary>Makes passwords, and what is kept in their place.</summary>
internal static class Passwords
{
    // The SIP digests beside it in the same file are quicker to try than any number of these; what protects all of them
    // is the file's mode and that passwords are random. So it need not take long to make a thousand accounts.
    private const int Iterations = 20_000;
    private const string Scheme = "pbkdf2-sha256";

    // No vowels, so that no word comes out; nothing that looks like something else when read aloud or typed on a phone.
    private const string Letters = "bcdfghjkmnpqrstvwxz23456789";

    /// <summary>A password of four groups of four, 76 bits: <c>k7pd-x2mn-9rtq-h4vz</c>.</summary>
    public static string Random()
    {
        var characters = RandomNumberGenerator.GetString(Letters, 16);
        return string.Join('-', characters.Chunk(4).Select(group => new string(group)));
    }

    [SuppressMessage("Security", "CA5351",
        Justification = "RFC 7616 devices that know nothing but MD5 are the usual ones.")]
    public static DigestSecret Digest(string username, string realm, string password)
    {
        var secret = Encoding.UTF8.GetBytes($"{username}:{realm}:{password}");
        return new DigestSecret(
            Convert.ToHexStringLower(MD5.HashData(secret)), Convert.ToHexStringLower(SHA256.HashData(secret)));
    }

    public static string Web(string password) => Web(password, RandomNumberGenerator.GetBytes(16), Iterations);

    public static bool IsRight(string password, string web)
    {
        var parts = web.Split('$');
        if (parts is not [Scheme, var iterations, var salt, _] ||
            !int.TryParse(iterations, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1)
            return false;
        var octets = new byte[64];
        return Convert.TryFromBase64String(salt, octets, out var length) && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Web(password, octets[..length], count)), Encoding.ASCII.GetBytes(web));
    }

    private static string Web(string password, byte[] salt, int iterations)
    {
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, 32);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Scheme}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }
}
