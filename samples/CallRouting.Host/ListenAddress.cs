using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace CallRouting.Host;

/// <summary>Addresses as people write them: <c>192.0.2.7</c>, <c>192.0.2.7:5070</c>, <c>::1</c>,
/// <c>[::1]:5070</c>.</summary>
internal static class ListenAddress
{
    /// <summary>The port of SIP (RFC 3261 §18.1.1).</summary>
    public const int DefaultPort = 5060;

    /// <summary>Reads one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="endpoint">The endpoint; the port is <see cref="DefaultPort"/> where none is written.</param>
    /// <returns>What is wrong and what to write; <c>null</c>: nothing.</returns>
    public static string? Parse(string text, out IPEndPoint endpoint)
    {
        var (host, port) = Split(text);
        var number = DefaultPort;
        var isRead = TryAddress(host, out var address) && (port is null
            || (int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= 65535));
        endpoint = isRead ? new(address!, number) : new(IPAddress.None, 0);
        return isRead ? null : $"--listen: \"{text}\" is no address of this machine: write one like 127.0.0.1, "
            + "192.0.2.7:5070 or [::1]:5060; 0.0.0.0 takes calls from every network.";
    }

    /// <summary>Reads an address and nothing else: four decimal numbers, or IPv6.</summary>
    public static bool TryAddress(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        // The platform also reads "5060" as 0.0.19.196 and "[::1]:5070" as ::1.
        var isPlain = text.Contains(':', StringComparison.Ordinal) ? !text.Contains('[', StringComparison.Ordinal)
            : text.Count(sign => sign == '.') == 3;
        address = null;
        return isPlain && IPAddress.TryParse(text, out address);
    }

    /// <summary>The machine itself: 127.0.0.1, and ::1 where there is IPv6.</summary>
    public static IReadOnlyList<IPEndPoint> Loopback(int port = DefaultPort)
    {
        var here = new List<IPEndPoint> { new(IPAddress.Loopback, port) };
        if (HasLoopback6())
            here.Add(new(IPAddress.IPv6Loopback, port));
        return here;
    }

    /// <summary>An address of this machine by which others reach an endpoint.</summary>
    public static IPEndPoint Reachable(IPEndPoint endpoint)
    {
        if (!endpoint.Address.Equals(IPAddress.Any) && !endpoint.Address.Equals(IPAddress.IPv6Any))
            return endpoint;
        foreach (var network in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (network.OperationalStatus != OperationalStatus.Up
                || network.NetworkInterfaceType == NetworkInterfaceType.Loopback)
                continue;
            foreach (var own in network.GetIPProperties().UnicastAddresses)
                if (own.Address.AddressFamily == endpoint.AddressFamily && !own.Address.IsIPv6LinkLocal)
                    return new(own.Address, endpoint.Port);
        }

        return new(endpoint.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback,
            endpoint.Port);
    }

    private static bool HasLoopback6()
    {
        if (!Socket.OSSupportsIPv6)
            return false;
        foreach (var network in NetworkInterface.GetAllNetworkInterfaces())
            foreach (var own in network.GetIPProperties().UnicastAddresses)
                if (own.Address.Equals(IPAddress.IPv6Loopback))
                    return true;
        return false;
    }

    private static (string Host, string? Port) Split(string text)
    {
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            var rest = end < 0 ? text : text[(end + 1)..];
            if (rest.Length == 0)
                return (text[1..end], null);
            return rest[0] == ':' ? (text[1..end], rest[1..]) : (text, null);
        }

        return text.Split(':') is [var host, var port] ? (host, port) : (text, null);
    }
}
