using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CallRouting.Sip;

/// <summary>Writes session descriptions with lines in the order of RFC 8866 §5.</summary>
internal static class SdpWriter
{
    /// <summary>The octets of a description; lines end with CRLF.</summary>
    public static byte[] Write(SdpSession session)
    {
        var text = new StringBuilder(256);
        Line(text, $"v=0");
        Line(text, $"o={session.User} {session.Id} {session.Version} {Network(session.Origin)}");
        Line(text, $"s=-");
        if (session.Connection is { } connection) Line(text, $"c={Network(connection)}");
        Line(text, $"t=0 0");
        foreach (var media in session.Media) Media(text, media);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Media(StringBuilder text, SdpMedia media)
    {
        var formats = string.Join(' ', media.Formats.Select(f => f.Token));
        Line(text, $"m={media.Kind} {media.Port} {media.Protocol} {formats}");
        if (media.Port == 0) return;
        if (media.Connection is { } connection) Line(text, $"c={Network(connection)}");
        foreach (var format in media.Formats)
        {
            if (format.ClockRate > 0) Line(text, $"a=rtpmap:{format.Token} {format.Encoding}/{format.ClockRate}");
            if (format.Parameters.Length > 0) Line(text, $"a=fmtp:{format.Token} {format.Parameters}");
        }

        if (media.PacketTime > 0) Line(text, $"a=ptime:{media.PacketTime}");
        if (media.RtcpPort > 0) Line(text, $"a=rtcp:{media.RtcpPort}");
        Line(text, $"a={Word(media.Direction)}");
    }

    private static string Word(SdpDirection direction) => direction switch
    {
        SdpDirection.SendOnly => "sendonly",
        SdpDirection.ReceiveOnly => "recvonly",
        SdpDirection.Inactive => "inactive",
        _ => "sendrecv"
    };

    private static string Network(SdpAddress address) =>
        (address.Ip?.AddressFamily == AddressFamily.InterNetworkV6 ? "IN IP6 " : "IN IP4 ") + address.Host;

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append("\r\n");
}
