using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CallRouting.Sip;

/// <summary>Where an INVITE of ours goes.</summary>
/// <param name="RequestUri">The request-URI.</param>
/// <param name="Host">The next hop: a name or an address.</param>
/// <param name="Port">Its port.</param>
/// <param name="Kind">How.</param>
internal sealed record SipRoute(string RequestUri, string Host, int Port, SipTransportKind Kind)
{
    /// <summary>The next hop, where it is an address and not a name.</summary>
    public bool TryAddress([NotNullWhen(true)] out IPEndPoint? hop)
    {
        hop = SipText.TryAddress(Encoding.ASCII.GetBytes(Host), out var address) ? new(address, Port) : null;
        return hop is not null;
    }
}

/// <summary>Effect to wire: where a leg rings and what its INVITE says of the caller. Pure.</summary>
internal static class SipOutbound
{
    /// <summary>Where a number or an outside address is called.</summary>
    /// <remarks>A number goes as <c>+E.164</c> to the trunk's gateway; an address is called as it is written.</remarks>
    /// <returns><c>null</c> where it leads nowhere: no gateway, or no address that can be read.</returns>
    public static SipRoute? Route(RingDestination destination)
    {
        if (destination.Number.IsNone)
            return OfAddress(destination.Address);
        if (destination.Trunk?.Gateway is not { Length: > 0 } gateway)
            return null;
        var text = Encoding.UTF8.GetBytes(gateway);
        if (!TryHost(text, out var host, out var port))
            return null;
        var shown = port == 0 ? host : $"{host}:{port}";
        // Emergency numbers are digits of no country: they go as they are dialled.
        var uri = destination.IsEmergency ? $"sip:{destination.Number.ToString()[1..]}@{shown}"
            : $"sip:{destination.Number}@{shown};user=phone";
        return new(uri, host, port == 0 ? 5060 : port, SipTransportKind.Udp);
    }

    /// <summary>Adds who calls and who was called to an INVITE, and From and To.</summary>
    /// <param name="invite">The INVITE being written.</param>
    /// <param name="destination">Whom it rings.</param>
    /// <param name="to">The address called.</param>
    /// <param name="domain">The company's name.</param>
    /// <param name="tag">Our tag.</param>
    public static void WriteParties(
        ref SipWriter invite, RingDestination destination, string to, string domain, string tag)
    {
        var caller = destination.Caller;
        var isKnown = !string.IsNullOrEmpty(caller.Number);
        var address = isKnown ? $"sip:{Escape(caller.Number!)}@{HostText(domain)}" : "sip:anonymous@anonymous.invalid";
        var name = Quote(isKnown ? caller.Name : caller.Name ?? "Anonymous");
        invite.Header(SipHeader.From, $"{name}<{address}>;tag={tag}");
        invite.Header(SipHeader.To, $"<{to}>");
        if (destination.Kind == LegKind.Device)
        {
            if (!destination.Called.IsNone)
                invite.Header(SipHeader.PCalledPartyId, $"<sip:{destination.Called}@{HostText(domain)}>");
        }
        else
        {
            // Towards our own provider, who knows us: the caller as an identity, the company as who diverts.
            if (isKnown && destination.Trunk is not null)
                invite.Header(SipHeader.PAssertedIdentity, $"{name}<{address}>");
            if (!destination.Called.IsNone)
                invite.Header(SipHeader.Diversion,
                    $"<sip:{destination.Called}@{HostText(domain)}>;reason=unconditional;counter=1");
        }

        if (destination.Kind == LegKind.Device && destination.Subject.Length > 0)
            invite.Header(SipHeader.Subject, Line(destination.Subject));
        if (!destination.Call.IsNone)
            invite.Header("CallRouting-Call"u8,
                Encoding.ASCII.GetBytes(destination.Call.Value.ToString(CultureInfo.InvariantCulture)));
    }

    private static SipRoute? OfAddress(string text)
    {
        if (!SipUri.TryParse(Encoding.UTF8.GetBytes(text), out var uri) || uri.Scheme != SipScheme.Sip
            || !uri.Headers.IsEmpty)
            return null;
        var isTcp = SipText.Same(uri.Transport, "tcp"u8);
        if (!uri.Transport.IsEmpty && !isTcp && !SipText.Same(uri.Transport, "udp"u8))
            return null;
        var host = Encoding.ASCII.GetString(uri.Params.TryGet("maddr"u8, out var maddr) ? maddr : uri.Host);
        return new(text, host, uri.Port == 0 ? 5060 : uri.Port, isTcp ? SipTransportKind.Tcp : SipTransportKind.Udp);
    }

    private static bool TryHost(byte[] text, out string host, out int port)
    {
        var isRead = SipUri.TryHostPort(text, out var span, out port);
        host = isRead ? Encoding.ASCII.GetString(span) : "";
        return isRead;
    }

    private static string HostText(string domain) =>
        IPAddress.TryParse(domain, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"[{address}]"
            : domain;

    // Text from another party's message: nothing in it may end the address or the field.
    private static string Escape(string user)
    {
        var text = new StringBuilder(user.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(user))
        {
            var sign = (char)octet;
            if (char.IsAsciiLetterOrDigit(sign) || "-_.!~*'()&=+$,/".Contains(sign, StringComparison.Ordinal))
                text.Append(sign);
            else
                text.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return text.ToString();
    }

    // What is written on one line of a message must not begin another.
    private static string Line(string text) => string.Concat(text.Where(sign => !char.IsControl(sign)));

    private static string Quote(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return "";
        var text = new StringBuilder("\"", name.Length + 4);
        foreach (var sign in name)
        {
            if (char.IsControl(sign))
                continue;
            if (sign is '"' or '\\')
                text.Append('\\');
            text.Append(sign);
        }

        return text.Append("\" ").ToString();
    }
}
