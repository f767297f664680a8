using System.Collections.Immutable;
using System.Net;

namespace CallRouting.Sip;

/// <summary>Answers offers, and reads the answers to ours (RFC 3264 §6 and §7).</summary>
internal static class SdpAnswer
{
    /// <summary>Answers an offer.</summary>
    /// <remarks>The first usable audio line is taken, every other line refused with port 0. The answer has the formats
    /// common to both in the order and under the numbers of the offer; we send the first of them.</remarks>
    /// <param name="offer">What the other side wrote.</param>
    /// <param name="local">Our side and the direction we wish.</param>
    /// <param name="last">Our last description in this dialog, from which the o= version goes on; null for the first.
    /// </param>
    /// <param name="answer">The answer; our own empty description where the offer is refused.</param>
    /// <param name="media">What was agreed; <c>default</c> where the offer is refused.</param>
    public static SdpRefusal Create(
        SdpSession offer, in SdpLocal local, SdpSession? last, out SdpSession answer, out NegotiatedMedia media)
    {
        media = default;
        answer = SdpOffer.Describe(local, "1", []);
        var chosen = -1;
        for (var i = 0; i < offer.Media.Length && chosen < 0; i++)
            if (offer.Media[i].IsAudio && CommonFormats(offer.Media[i]).Any(IsVoice)) chosen = i;
        if (chosen < 0) return Refusal(offer);

        var theirs = offer.Media[chosen];
        var formats = CommonFormats(theirs).ToImmutableArray();
        var remote = Remote(offer, theirs, out var silent);
        var direction = Reply(silent ? Deaf(theirs.Direction) : theirs.Direction, local.Direction);
        media = Agreed(formats, formats, remote, direction, OnHold(theirs.Direction) || silent);

        var lines = ImmutableArray.CreateBuilder<SdpMedia>(offer.Media.Length);
        for (var i = 0; i < offer.Media.Length; i++)
            lines.Add(i != chosen ? Refused(offer.Media[i]) : new()
            {
                Kind = theirs.Kind, Port = local.Port, Protocol = theirs.Protocol, Formats = formats,
                Direction = direction, PacketTime = 20
            });
        answer = SdpOffer.Describe(local, "1", lines.MoveToImmutable());
        if (last is not null) answer = SdpOffer.Versioned(answer, last);
        return default;
    }

    /// <summary>Reads the answer to an offer of ours.</summary>
    public static SdpRefusal Accept(SdpSession offer, SdpSession answer, out NegotiatedMedia media)
    {
        media = default;
        if (answer.Media.Length != offer.Media.Length)
            return new(399, $"The answer has {answer.Media.Length} media lines, the offer {offer.Media.Length}");
        for (var i = 0; i < offer.Media.Length; i++)
        {
            var (ours, theirs) = (offer.Media[i], answer.Media[i]);
            if (!ours.IsAudio || !theirs.IsAudio) continue;
            var send = CommonFormats(theirs).Where(f => Same(ours, f) is not null).ToImmutableArray();
            if (!send.Any(IsVoice)) return new(305, "The answer has no codec of the offer");
            var receive = send.Select(f => Same(ours, f)!).ToImmutableArray();
            var remote = Remote(answer, theirs, out var silent);
            var direction = Reply(silent ? Deaf(theirs.Direction) : theirs.Direction, ours.Direction);
            media = Agreed(send, receive, remote, direction, OnHold(theirs.Direction) || silent);
            return default;
        }

        return new(304, "The answer refuses the audio");
    }

    private static NegotiatedMedia Agreed(
        ImmutableArray<SdpFormat> send, ImmutableArray<SdpFormat> receive, IPEndPoint? remote, SdpDirection direction,
        bool onHold)
    {
        var voice = send.First(IsVoice);
        return new()
        {
            Codec = Is(voice, "PCMA") ? AudioCodec.Pcma : AudioCodec.Pcmu,
            SendPayload = (byte)voice.PayloadType,
            ReceivePcma = Payload(receive, "PCMA"),
            ReceivePcmu = Payload(receive, "PCMU"),
            SendEvents = Payload(send, "telephone-event"),
            ReceiveEvents = Payload(receive, "telephone-event"),
            Remote = remote,
            Direction = direction,
            OnHold = onHold
        };
    }

    private static byte? Payload(ImmutableArray<SdpFormat> formats, string encoding)
    {
        foreach (var format in formats)
            if (Is(format, encoding)) return (byte)format.PayloadType;
        return null;
    }

    private static IEnumerable<SdpFormat> CommonFormats(SdpMedia media) => media.Formats.Where(f =>
        f.PayloadType >= 0 && f.ClockRate == 8000 && (IsVoice(f) || Is(f, "telephone-event")));

    private static SdpFormat? Same(SdpMedia media, SdpFormat format) =>
        media.Formats.FirstOrDefault(f => Is(f, format.Encoding) && f.ClockRate == format.ClockRate);

    private static bool IsVoice(SdpFormat format) => Is(format, "PCMA") || Is(format, "PCMU");

    private static bool Is(SdpFormat format, string encoding) =>
        format.Encoding.Equals(encoding, StringComparison.OrdinalIgnoreCase);

    private static SdpMedia Refused(SdpMedia line) => new()
    {
        Kind = line.Kind, Port = 0, Protocol = line.Protocol, Formats = line.Formats
    };

    private static SdpRefusal Refusal(SdpSession offer) =>
        offer.Media.Any(m => m.IsAudio) ? new(305, "No common codec; PCMA and PCMU are spoken here")
        : offer.Media.Any(m => m.Port != 0 && m.Kind.Equals("audio", StringComparison.OrdinalIgnoreCase))
            ? new(302, "Audio is taken over RTP/AVP only")
            : new(304, "No audio is offered");

    // What the other side hears where it asks with an unspecified address not to be sent to.
    private static SdpDirection Deaf(SdpDirection direction) =>
        direction is SdpDirection.SendReceive or SdpDirection.SendOnly ? SdpDirection.SendOnly : SdpDirection.Inactive;

    private static bool OnHold(SdpDirection theirs) => theirs is SdpDirection.SendOnly or SdpDirection.Inactive;

    // We send where they listen and we wish to; we listen where they send and we wish to (RFC 3264 §6.1).
    private static SdpDirection Reply(SdpDirection theirs, SdpDirection wish)
    {
        var send = theirs is SdpDirection.SendReceive or SdpDirection.ReceiveOnly
            && wish is SdpDirection.SendReceive or SdpDirection.SendOnly;
        var listen = theirs is SdpDirection.SendReceive or SdpDirection.SendOnly
            && wish is SdpDirection.SendReceive or SdpDirection.ReceiveOnly;
        return (send, listen) switch
        {
            (true, true) => SdpDirection.SendReceive,
            (true, false) => SdpDirection.SendOnly,
            (false, true) => SdpDirection.ReceiveOnly,
            _ => SdpDirection.Inactive
        };
    }

    // A host name is not looked up here: the address is learned from what arrives. Nor is a group sent to.
    private static IPEndPoint? Remote(SdpSession session, SdpMedia media, out bool silent)
    {
        var address = session.AddressOf(media);
        silent = address is { IsUnspecified: true };
        if (silent || address is not { Ip: { } ip } || IsGroup(ip)) return null;
        return new(ip, media.Port);
    }

    private static bool IsGroup(IPAddress ip) =>
        ip.IsIPv6Multicast || (ip.GetAddressBytes() is { Length: 4 } octets && octets[0] >= 224);
}
