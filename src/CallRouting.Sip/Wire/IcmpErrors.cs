using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CallRouting.Sip;

/// <summary>Tells which peers of a datagram socket the network says nobody listens at. Linux only: other systems keep
/// this to themselves, and there a peer counts as lost by timer B.</summary>
internal static class IcmpErrors
{
    private const int IpLevel = 0, IpReceiveErrors = 11, Ip6Level = 41, Ip6ReceiveErrors = 25;
    private const int ErrorQueue = 0x2000, DontWait = 0x40, NameLength = 28, ControlLength = 512;

    private static bool IsKnown => OperatingSystem.IsLinux() && IntPtr.Size == 8;

    /// <summary>Asks the system to keep errors for <see cref="TryTake"/>.</summary>
    public static void Ask(Socket socket)
    {
        if (!IsKnown)
            return;
        var isSix = socket.AddressFamily == AddressFamily.InterNetworkV6;
        socket.SetRawSocketOption(isSix ? Ip6Level : IpLevel, isSix ? Ip6ReceiveErrors : IpReceiveErrors, [1, 0, 0, 0]);
    }

    /// <summary>Takes the next error: the address that the lost datagram was sent to.</summary>
    public static bool TryTake(Socket socket, [NotNullWhen(true)] out IPEndPoint? remote)
    {
        remote = null;
        if (!IsKnown)
            return false;
        // struct msghdr: name, its length, the vector of pieces, its length, control data, its length, flags.
        var memory = new byte[56 + 16 + NameLength + 16 + ControlLength];
        var pin = GCHandle.Alloc(memory, GCHandleType.Pinned);
        try
        {
            var start = pin.AddrOfPinnedObject().ToInt64();
            const int vector = 56, name = 72, piece = 72 + NameLength, control = piece + 16;
            Write(memory, 0, start + name);
            BinaryPrimitives.WriteInt32LittleEndian(memory.AsSpan(8), NameLength);
            Write(memory, 16, start + vector);
            Write(memory, 24, 1);
            Write(memory, 32, start + control);
            Write(memory, 40, ControlLength);
            Write(memory, vector, start + piece);
            Write(memory, vector + 8, 16);
            if (recvmsg((int)socket.Handle, start, ErrorQueue | DontWait) < 0)
                return false;
            remote = Read(memory.AsSpan(name, NameLength));
            return true;
        }
        finally
        {
            pin.Free();
        }
    }

    private static void Write(byte[] memory, int at, long value) =>
        BinaryPrimitives.WriteInt64LittleEndian(memory.AsSpan(at), value);

    private static IPEndPoint Read(ReadOnlySpan<byte> name)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(name[2..]);
        return BinaryPrimitives.ReadUInt16LittleEndian(name) == 10
            ? new(new IPAddress(name.Slice(8, 16)), port)
            : new(new IPAddress(name.Slice(4, 4)), port);
    }

#pragma warning disable CA5392, SYSLIB1054, IDE1006 // The C library is always found; its own name.
    [DllImport("libc", SetLastError = true)]
    private static extern nint recvmsg(int socket, long message, int flags);
#pragma warning restore CA5392, SYSLIB1054, IDE1006
}
