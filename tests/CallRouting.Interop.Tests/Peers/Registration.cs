using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CallRouting.Tests.Interop;

/// <summary>Registers an address by hand, with MD5, for a SIPp phone that will answer there.</summary>
/// <remarks>SIPp 3.6 reads the first challenge only and knows no SHA-256, which our registrar puts first (RFC 8760
/// §2.4). Nothing here is shared with the code under test.</remarks>
internal static partial class Registration
{
    /// <summary>Sends REGISTER from the address, answers the challenge, and leaves the port to somebody else.</summary>
    /// <returns>The final status.</returns>
    public static async Task<int> SendAsync(IPEndPoint registrar, IPEndPoint local, string user, string password)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(local);
        var uri = $"sip:{registrar}";
        var challenge = await AskAsync(socket, registrar, Text(1, ""));
        var (realm, nonce) = (Field(challenge, "realm"), Field(challenge, "nonce"));
        var ha1 = Md5($"{user}:{realm}:{password}");
        var ha2 = Md5($"REGISTER:{uri}");
        var response = Md5($"{ha1}:{nonce}:00000001:c0ffee:auth:{ha2}");
        var answer = await AskAsync(socket, registrar, Text(2, $"Authorization: Digest username=\"{user}\", "
            + $"realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{uri}\", algorithm=MD5, qop=auth, nc=00000001, "
            + $"cnonce=\"c0ffee\", response=\"{response}\"\r\n"));
        return int.Parse(answer.AsSpan(8, 3), System.Globalization.CultureInfo.InvariantCulture);

        string Text(int sequence, string credentials) =>
            $"REGISTER {uri} SIP/2.0\r\nVia: SIP/2.0/UDP {local};branch=z9hG4bK{Guid.NewGuid():N}\r\n"
            + $"From: <sip:{user}@{registrar.Address}>;tag=reg\r\nTo: <sip:{user}@{registrar.Address}>\r\n"
            + $"Call-ID: {user}-{local.Port}\r\nCSeq: {sequence} REGISTER\r\nMax-Forwards: 70\r\n"
            + $"Contact: <sip:{user}@{local}>\r\n{credentials}Expires: 3600\r\nContent-Length: 0\r\n\r\n";
    }

    private static async Task<string> AskAsync(Socket socket, IPEndPoint registrar, string request)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await socket.SendToAsync(Encoding.UTF8.GetBytes(request), registrar, limit.Token);
        var buffer = new byte[8192];
        var length = await socket.ReceiveAsync(buffer, limit.Token);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    // The challenge with MD5 among several.
    private static string Field(string response, string name)
    {
        var challenge = response.Split("\r\n").Single(line =>
            line.StartsWith("WWW-Authenticate:", StringComparison.Ordinal)
            && line.Contains("algorithm=MD5", StringComparison.Ordinal));
        return Quoted().Matches(challenge).Single(m => m.Groups[1].Value == name).Groups[2].Value;
    }

#pragma warning disable CA5351 // The digest of RFC 2617, as phones of all ages speak it.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    [GeneratedRegex("""([a-z]+)="([^"]*)" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Quoted();
}
