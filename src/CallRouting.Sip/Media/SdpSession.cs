using System.Collections.Immutable;
using System.Net;

namespace CallRouting.Sip;

/// <summary>Which way the media of a description flows, seen from the one who wrote it (RFC 8866 §6.7).</summary>
internal enum SdpDirection : byte
{
    /// <summary>Both ways: what a description without an attribute means.</summary>
    SendReceive,

    /// <summary>The writer sends and does not listen: the other side is on hold.</summary>
    SendOnly,

    /// <summary>The writer only listens.</summary>
    ReceiveOnly,

    /// <summary>Neither.</summary>
    Inactive
}

/// <summary>What is wrong with a session description and in which line, counted from 1; <c>default</c> is
/// nothing.</summary>
internal readonly record struct SdpProblem(int Line, string? Message)
{
    public bool IsNone => Message is null;

    public override string ToString() => IsNone ? "" : $"line {Line}: {Message}";
}

/// <summary>An address of a c= or o= line: an IP address, or a host name that only learning the source can
/// replace.</summary>
internal readonly record struct SdpAddress(string Host, IPAddress? Ip)
{
    /// <summary>0.0.0.0 or ::, by which RFC 2543 put a call on hold.</summary>
    public bool IsUnspecified => Ip is not null && (Ip.Equals(IPAddress.Any) || Ip.Equals(IPAddress.IPv6Any));

    public static SdpAddress Of(IPAddress ip) => new(ip.ToString(), ip);
}

/// <summary>One format of an m-line with what its rtpmap and fmtp say.</summary>
/// <param name="PayloadType">0 … 127, or −1 where the format is no RTP payload type.</param>
/// <param name="Token">The format as written.</param>
/// <param name="Encoding">Encoding name as written; empty for a static type we do not know.</param>
/// <param name="ClockRate">Timestamp units a second; 0 where not known.</param>
/// <param name="Parameters">The fmtp parameters, empty for none.</param>
internal sealed record SdpFormat(int PayloadType, string Token, string Encoding, int ClockRate, string Parameters = "");

/// <summary>One m-line and the lines that belong to it.</summary>
internal sealed record SdpMedia
{
    public required string Kind { get; init; }

    /// <summary>0 where the line is refused or switched off.</summary>
    public required int Port { get; init; }

    public required string Protocol { get; init; }

    public ImmutableArray<SdpFormat> Formats { get; init; } = [];

    public SdpAddress? Connection { get; init; }

    public SdpDirection Direction { get; init; }

    /// <summary>Milliseconds of sound in one packet; 0 where not said.</summary>
    public int PacketTime { get; init; }

    /// <summary>Port of RTCP where it is not the RTP port + 1 (RFC 3605); 0 where not said.</summary>
    public int RtcpPort { get; init; }

    public bool IsAudio => Port != 0 && Kind.Equals("audio", StringComparison.OrdinalIgnoreCase)
        && Protocol.Equals("RTP/AVP", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A session description (RFC 8866): what is needed to exchange one audio stream, and the other media lines
/// so far as they must be refused.</summary>
internal sealed record SdpSession
{
    public string User { get; init; } = "-";

    /// <summary>Session id of the o= line, as written.</summary>
    public required string Id { get; init; }

    /// <summary>Session version of the o= line, as written; one more for each changed description (RFC 3264
    /// §8).</summary>
    public required string Version { get; init; }

    public required SdpAddress Origin { get; init; }

    public SdpAddress? Connection { get; init; }

    public ImmutableArray<SdpMedia> Media { get; init; } = [];

    /// <summary>Where the media of one line is to be sent: its own c= line or that of the session.</summary>
    public SdpAddress? AddressOf(SdpMedia media) => media.Connection ?? Connection;
}
