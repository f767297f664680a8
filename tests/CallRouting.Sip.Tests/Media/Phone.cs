using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using CallRouting.Audio;
using CallRouting.Sip;

namespace CallRouting.Tests.Media;

/// <summary>A socket that speaks RTP as a phone would, reading headers by its own rules.</summary>
internal sealed class Phone : IDisposable
{
    private readonly Socket _socket;
    private readonly IPEndPoint _server;
    private readonly List<Packet> _packets = [];
    private ushort _sequence = 7;
    private uint _timestamp = 123_456;

    public Phone(IPAddress address, int port)
    {
        _server = new(address, port);
        _socket = new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        _socket.ReceiveBufferSize = 1 << 20;
        _socket.Bind(new IPEndPoint(address, 0));
    }

    public readonly record struct Packet(int PayloadType, ushort Sequence, uint Timestamp, byte[] Payload, byte[] Raw);

    public readonly record struct Sound(List<Packet> Order, byte[] Alaw, bool IsUnbroken);

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public void Say(ReadOnlySpan<byte> octets, byte payloadType)
    {
        for (; octets.Length >= 160; octets = octets[160..])
        {
            var packet = new byte[172];
            RtpHeader.Write(packet, payloadType, false, _sequence++, _timestamp, 99);
            _timestamp += 160;
            octets[..160].CopyTo(packet.AsSpan(12));
            Send(packet);
        }
    }

    public void Send(byte[] packet, int port = 0) =>
        _socket.SendTo(packet, port == 0 ? _server : new IPEndPoint(_server.Address, port));

    /// <summary>All that came until now, by sequence number.</summary>
    public Sound Take()
    {
        var buffer = new byte[2048];
        while (_socket.Available > 0)
        {
            var raw = buffer.AsSpan(0, _socket.Receive(buffer)).ToArray();
            _packets.Add(new(raw[1] & 0x7F, BinaryPrimitives.ReadUInt16BigEndian(raw.AsSpan(2)),
                BinaryPrimitives.ReadUInt32BigEndian(raw.AsSpan(4)), raw[12..], raw));
        }

        if (_packets.Count == 0) return new([], [], true);
        var first = _packets[0].Sequence;
        var order = _packets.OrderBy(p => (ushort)(p.Sequence - first)).ToList();
        var unbroken = order.Zip(order.Skip(1)).All(p =>
            (ushort)(p.Second.Sequence - p.First.Sequence) == 1 && p.Second.Timestamp - p.First.Timestamp == 160);
        return new(order, [.. order.Where(p => p.PayloadType is 0 or 8).SelectMany(Alaw)], unbroken);
    }

    /// <summary>True once 200 ms of a tone were heard.</summary>
    public bool Heard(int hertz)
    {
        var alaw = Take().Alaw;
        for (var at = 0; at + 1600 <= alaw.Length; at += 1600)
            if (Math.Abs(Pitch.OfAlaw(alaw.AsSpan(at, 1600)).Hertz - hertz) < 5) return true;
        return false;
    }

    public void Dispose() => _socket.Dispose();

    private static IEnumerable<byte> Alaw(Packet packet) =>
        packet.PayloadType == 8 ? packet.Payload : packet.Payload.Select(G711.MulawToAlaw);
}
