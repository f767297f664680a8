using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CallRouting.Tests.Interop;

/// <summary>A caller by IAX2 (RFC 5456), just enough to ring one modem: NEW with caller id, acknowledgements,
/// HANGUP.</summary>
internal sealed class IaxCaller : IAsyncDisposable
{
    private const byte Control = 4, Protocol = 6;
    private const byte New = 1, Ack = 4, HangUpFrame = 5, Reject = 6, Accept = 7, Answer = 4;
    private const ushort Ours = 7;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<(byte Type, byte Subclass)> _came = [];
    private readonly Lock _lock = new();
    private readonly Task _receiving;
    private ushort _theirs;
    private byte _sent, _expected;

    public IaxCaller(int port)
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Connect(IPAddress.Loopback, port);
        _receiving = Task.Run(Receive);
    }

    /// <summary>Whether the other end has accepted the call.</summary>
    public bool IsAccepted => Has(Protocol, Accept);

    /// <summary>Whether the other end has refused the call: it is busy.</summary>
    public bool IsRefused => Has(Protocol, Reject);

    /// <summary>Whether the other end has answered.</summary>
    public bool IsAnswered => Has(Control, Answer);

    /// <summary>Calls.</summary>
    public void Call(string called, string number, string name) => Send(Protocol, New,
        // Version 2, called number, calling number and name, capability and format A-law (RFC 5456 §8.6).
        [11, 2, 0, 2, .. Text(1, called), .. Text(2, number), .. Text(4, name), 8, 4, 0, 0, 0, 8, 9, 4, 0, 0, 0, 8]);

    /// <summary>Hangs up.</summary>
    public void HangUp() => Send(Protocol, HangUpFrame, Text(22, "bye"));

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _receiving;
    }

    private static byte[] Text(byte element, string value) =>
        [element, (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];

    private bool Has(byte type, byte subclass)
    {
        lock (_lock)
            return _came.Contains((type, subclass));
    }

    // A full frame (RFC 5456 §8.1.1): calls of both ends, time, sequence numbers, type, subclass, elements.
    private void Send(byte type, byte subclass, byte[] elements)
    {
        lock (_lock)
        {
            var frame = new byte[12 + elements.Length];
            BinaryPrimitives.WriteUInt16BigEndian(frame, 0x8000 | Ours);
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), _theirs);
            BinaryPrimitives.WriteUInt32BigEndian(
                frame.AsSpan(4), (uint)Stopwatch.GetElapsedTime(_start).TotalMilliseconds);
            (frame[8], frame[9], frame[10], frame[11]) = (_sent++, _expected, type, subclass);
            elements.CopyTo(frame, 12);
            _socket.Send(frame);
        }
    }

    private void Receive()
    {
        var frame = new byte[2048];
        try
        {
            while (true)
            {
                var count = _socket.Receive(frame);
                if (count >= 12 && (frame[0] & 0x80) != 0)
                    Take(frame.AsSpan(0, 12));
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The test is over.
            return;
        }
    }

    private void Take(ReadOnlySpan<byte> frame)
    {
        var (type, subclass) = (frame[10], frame[11]);
        lock (_lock)
        {
            _theirs = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(frame) & 0x7FFF);
            if (type == Protocol && subclass == Ack)
                return;
            _came.Add((type, subclass));
            _expected = (byte)(frame[8] + 1);
            var ack = new byte[12];
            BinaryPrimitives.WriteUInt16BigEndian(ack, 0x8000 | Ours);
            BinaryPrimitives.WriteUInt16BigEndian(ack.AsSpan(2), _theirs);
            frame.Slice(4, 4).CopyTo(ack.AsSpan(4));
            (ack[8], ack[9], ack[10], ack[11]) = (_sent, _expected, Protocol, Ack);
            _socket.Send(ack);
        }
    }
}
