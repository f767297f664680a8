using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace CallRouting.Sip;

/// <summary>From where media may come where the description names another place: phones behind address translation.
/// </summary>
public enum MediaLearning : byte
{
    /// <summary>From the described address or the one that signalling comes from, whatever the port.</summary>
    SignalledAddress,

    /// <summary>From anywhere: needed where media and signalling leave a network by different addresses.</summary>
    AnyAddress,

    /// <summary>From the described address only, and always sent to exactly the described port.</summary>
    Off
}

/// <summary>An address and port in a form that compares without allocation; IPv4 as mapped IPv6.</summary>
internal readonly record struct MediaSource(ulong High, ulong Low, ushort Port)
{
    /// <summary>True where both are at the same address, whatever the port.</summary>
    public bool SameAddress(in MediaSource other) => High == other.High && Low == other.Low;

    public static MediaSource Of(IPEndPoint end)
    {
        Span<byte> octets = stackalloc byte[16];
        end.Address.MapToIPv6().TryWriteBytes(octets, out _);
        return new(BinaryPrimitives.ReadUInt64BigEndian(octets), BinaryPrimitives.ReadUInt64BigEndian(octets[8..]),
            (ushort)end.Port);
    }

    /// <summary>Reads what the kernel wrote: port at octet 2, IPv4 address at 4, IPv6 address at 8, on every
    /// system.</summary>
    public static MediaSource Of(SocketAddress address)
    {
        var octets = address.Buffer.Span;
        var port = BinaryPrimitives.ReadUInt16BigEndian(octets[2..]);
        if (address.Family != AddressFamily.InterNetworkV6)
            return new(0, 0xFFFF_0000_0000UL | BinaryPrimitives.ReadUInt32BigEndian(octets[4..]), port);
        return new(BinaryPrimitives.ReadUInt64BigEndian(octets[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(octets[16..]), port);
    }

    public IPEndPoint ToEndPoint()
    {
        Span<byte> octets = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(octets, High);
        BinaryPrimitives.WriteUInt64BigEndian(octets[8..], Low);
        var address = new IPAddress(octets);
        return new(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, Port);
    }
}

/// <summary>Learns where the media of one leg comes from, and holds on to it, so that nobody else can take the call
/// over by sending too.</summary>
/// <remarks>The described source is taken with its first packet, another allowed one with its second in sequence.
/// Once taken, no other is heard until the taken one was silent for <paramref name="relearnAfter"/> milliseconds.
/// </remarks>
internal sealed class SourceLock(MediaLearning learning, int relearnAfter)
{
    private MediaSource? _described, _signalled;
    private MediaSource _source, _candidate;
    private ushort _candidateNext;
    private long _heardAt;

    /// <summary>True once a source was taken.</summary>
    public bool IsLocked { get; private set; }

    /// <summary>Where to send; null where nothing is known yet.</summary>
    public MediaSource? Target => IsLocked && learning != MediaLearning.Off ? _source : _described;

    /// <summary>Sets what was negotiated; where it differs from before, a source is learned anew.</summary>
    public void Expect(MediaSource? described, MediaSource? signalled)
    {
        if (described != _described) IsLocked = false;
        (_described, _signalled) = (described, signalled);
    }

    /// <summary>Says whether a valid packet may be heard.</summary>
    public bool Accept(in MediaSource from, ushort sequence, long now)
    {
        if (IsLocked && from == _source)
        {
            _heardAt = now;
            return true;
        }

        if (!Allowed(from) || (IsLocked && now - _heardAt < relearnAfter)) return false;
        var next = from == _candidate && sequence == _candidateNext;
        (_candidate, _candidateNext) = (from, (ushort)(sequence + 1));
        if (!next && from != _described) return false;
        (IsLocked, _source, _heardAt) = (true, from, now);
        return true;
    }

    private bool Allowed(in MediaSource from) => learning switch
    {
        MediaLearning.AnyAddress => true,
        MediaLearning.Off => _described is { } address && from.SameAddress(address),
        _ => (_described is { } described && from.SameAddress(described))
            || (_signalled is { } signalled && from.SameAddress(signalled))
    };
}
