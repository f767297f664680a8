using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace CallRouting.Sip;

/// <summary>Our side of a description.</summary>
/// <param name="Address">Address that the other side shall send to.</param>
/// <param name="Port">RTP port, even.</param>
/// <param name="SessionId">Id of our o= line, the same for the whole dialog.</param>
/// <param name="Direction">The direction we wish.</param>
internal readonly record struct SdpLocal(
    IPAddress Address, int Port, ulong SessionId, SdpDirection Direction = SdpDirection.SendReceive);

/// <summary>Makes offers (RFC 3264 §5 and §8).</summary>
internal static class SdpOffer
{
    /// <summary>The dynamic payload type under which we offer telephone-event.</summary>
    public const byte EventPayload = 101;

    private static readonly SdpFormat Pcma = new(8, "8", "PCMA", 8000);
    private static readonly SdpFormat Pcmu = new(0, "0", "PCMU", 8000);
    private static readonly SdpFormat Events = new(EventPayload, "101", "telephone-event", 8000, "0-16");

    /// <summary>The first offer of a dialog.</summary>
    /// <param name="local">Our side.</param>
    /// <param name="first">The codec to put first; A-law where none is wished.</param>
    public static SdpSession Create(in SdpLocal local, AudioCodec first = AudioCodec.Pcma) =>
        Describe(local, "1", [Audio(local, first)]);

    /// <summary>A new offer in a dialog: the lines of our last description, with our present side.</summary>
    /// <remarks>The o= version goes up by one where anything changed, and stays where nothing did (RFC 3264 §8).
    /// Lines that were refused stay refused, as no line may ever disappear.</remarks>
    public static SdpSession Again(SdpSession last, in SdpLocal local)
    {
        var lines = ImmutableArray.CreateBuilder<SdpMedia>(last.Media.Length);
        var done = false;
        foreach (var line in last.Media)
        {
            lines.Add(!done && line.IsAudio
                ? line with { Port = local.Port, Direction = local.Direction } : line with { Port = 0 });
            done |= line.IsAudio;
        }

        return Versioned(Describe(local, last.Version, lines.MoveToImmutable()), last);
    }

    internal static SdpSession Describe(in SdpLocal local, string version, ImmutableArray<SdpMedia> media) => new()
    {
        Id = local.SessionId.ToString(CultureInfo.InvariantCulture),
        Version = version,
        Origin = SdpAddress.Of(local.Address),
        Connection = SdpAddress.Of(local.Address),
        Media = media
    };

    internal static SdpSession Versioned(SdpSession present, SdpSession last)
    {
        present = present with { Version = last.Version };
        if (SdpWriter.Write(present).AsSpan().SequenceEqual(SdpWriter.Write(last))) return present;
        var version = ulong.Parse(last.Version, CultureInfo.InvariantCulture) + 1;
        return present with { Version = version.ToString(CultureInfo.InvariantCulture) };
    }

    private static SdpMedia Audio(in SdpLocal local, AudioCodec first) => new()
    {
        Kind = "audio",
        Port = local.Port,
        Protocol = "RTP/AVP",
        Formats = first == AudioCodec.Pcmu ? [Pcmu, Pcma, Events] : [Pcma, Pcmu, Events],
        Direction = local.Direction,
        PacketTime = 20
    };
}
