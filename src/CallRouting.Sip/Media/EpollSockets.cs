using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CallRouting.Sip;

/// <summary>Waits by Linux epoll: one call for any number of sockets, whose cost is that of the ready ones.</summary>
internal sealed class EpollSockets : SocketPoll
{
    private const int AtOnce = 256, ControlAdd = 1, ControlDelete = 2, Interrupted = 4;
    private const uint Readable = 1;

    // struct epoll_event is packed on x86 only: the key lies at octet 4 there, at 8 elsewhere.
    private static readonly int KeyOffset =
        RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 ? 4 : 8;

    private static readonly int EventLength = KeyOffset + 8;
    private readonly byte[] _events = new byte[AtOnce * EventLength];
    private readonly int _epoll;

    public EpollSockets()
    {
        _epoll = epoll_create1(0);
        if (_epoll < 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    public override void Add(Socket socket, long key)
    {
        var happening = new byte[EventLength];
        MemoryMarshal.Write(happening, Readable);
        MemoryMarshal.Write(happening.AsSpan(KeyOffset), key);
        if (epoll_ctl(_epoll, ControlAdd, (int)socket.Handle, happening) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    public override void Remove(Socket socket)
    {
        if (epoll_ctl(_epoll, ControlDelete, (int)socket.Handle, new byte[EventLength]) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    public override int Wait(int milliseconds, Span<long> ready)
    {
        var count = epoll_wait(_epoll, _events, Math.Min(AtOnce, ready.Length), milliseconds);
        if (count < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error == Interrupted ? 0 : throw new Win32Exception(error);
        }

        for (var i = 0; i < count; i++)
            ready[i] = MemoryMarshal.Read<long>(_events.AsSpan(i * EventLength + KeyOffset));
        return count;
    }

    public override void Dispose() => _ = close(_epoll);

    // The C library is always found, its functions have its names, and arrays of octets need no marshalling.
#pragma warning disable CA5392, SYSLIB1054, IDE1006
    [DllImport("libc", SetLastError = true)]
    private static extern int epoll_create1(int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int epoll_ctl(int epoll, int operation, int descriptor, byte[] happening);

    [DllImport("libc", SetLastError = true)]
    private static extern int epoll_wait(int epoll, [In, Out] byte[] events, int most, int milliseconds);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int descriptor);
#pragma warning restore CA5392, SYSLIB1054, IDE1006
}
